"""Pages: plans, editions, leads, the start."""

from workflow.web.plans import starting
from workflow.web.plans.views import pages

__all__ = ["pages", "starting"]
