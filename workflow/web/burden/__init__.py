"""Pages: the burden caused, shown to the office that causes it."""

from workflow.web.burden.views import pages

__all__ = ["pages"]
