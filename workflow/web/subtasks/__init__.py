"""Pages: handing down to bodies below, and what comes up from them."""

from workflow.web.subtasks.views import pages

__all__ = ["pages"]
