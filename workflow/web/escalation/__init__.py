"""Pages: the office's morning, urging, the state of the system."""

from workflow.web.escalation import acting, system
from workflow.web.escalation.views import pages

__all__ = ["acting", "pages", "system"]
