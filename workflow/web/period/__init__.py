"""Pages: everything a department says for a period on one page, and the same as a workbook out and in."""

from workflow.web.period import drafting, papers, taking, views
from workflow.web.period.blueprint import pages

__all__ = ["drafting", "pages", "papers", "taking", "views"]
