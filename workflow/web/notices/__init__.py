"""Pages: what a person was told."""

from workflow.web.notices.views import pages

__all__ = ["pages"]
