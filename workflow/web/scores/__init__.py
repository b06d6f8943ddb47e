"""Pages: 考核评分表."""

from workflow.web.scores import circulating, editing, ending, exporting, objecting, points, showing, views
from workflow.web.scores.blueprint import pages

__all__ = ["circulating", "editing", "ending", "exporting", "objecting", "pages", "points", "showing", "views"]
