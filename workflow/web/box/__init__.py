"""Pages: 佐证材料, the evidence box: all files as a list, one file, and those that must go."""

from workflow.web.box import bare, destroying, kinds, listing, one, putting
from workflow.web.box.blueprint import pages

__all__ = ["bare", "destroying", "kinds", "listing", "one", "pages", "putting"]
