"""Pages: where files are kept, how many, and how much a department may keep."""

from workflow.web.storage.views import pages

__all__ = ["pages"]
