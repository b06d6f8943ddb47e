"""Pages: the import desk, from a file handed in to a confirmed plan."""

from workflow.web.imports import comparing, confirming, desk, mending, views, waiting
from workflow.web.imports.blueprint import pages

__all__ = ["comparing", "confirming", "desk", "mending", "pages", "views", "waiting"]
