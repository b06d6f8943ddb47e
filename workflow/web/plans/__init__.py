"""Pages: plans, editions, leads, the start."""

from workflow.web.plans import leaders, starting
from workflow.web.plans.views import pages

__all__ = ["leaders", "pages", "starting"]
