"""Pages: consulting on the table of responsibilities before the start."""

from workflow.web.consulting import comments, departments, papers, saying, taking, views
from workflow.web.consulting.blueprint import pages

__all__ = ["comments", "departments", "pages", "papers", "saying", "taking", "views"]
