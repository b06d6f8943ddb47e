"""Pages: plans, editions, leads, the start."""

from workflow.web.plans import leaders, original, starting
from workflow.web.plans.views import pages

__all__ = ["leaders", "original", "pages", "starting"]
