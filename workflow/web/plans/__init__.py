"""Pages: plans, editions, leads, the start."""

from workflow.web.plans import headline, leaders, original, starting
from workflow.web.plans.views import pages

__all__ = ["headline", "leaders", "original", "pages", "starting"]
