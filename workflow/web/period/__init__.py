"""Pages: everything a department says for a period on one page, and the same as a workbook out and in."""

from workflow.web.period.blueprint import pages
from workflow.web.period.drafting import draft
from workflow.web.period.papers import table, tables
from workflow.web.period.taking import confirm_take, take
from workflow.web.period.views import show

__all__ = ["confirm_take", "draft", "pages", "show", "table", "tables", "take"]
