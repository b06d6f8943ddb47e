"""Pages: filing progress, drafts, shares."""

from workflow.web.reports import expired, sharing, views, writing

__all__ = ["expired", "sharing", "views", "writing"]
