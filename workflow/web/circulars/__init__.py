"""Pages: 季度通报."""

from workflow.web.circulars import comparing, editing, freezing, papers, views
from workflow.web.circulars.blueprint import pages

__all__ = ["comparing", "editing", "freezing", "pages", "papers", "views"]
