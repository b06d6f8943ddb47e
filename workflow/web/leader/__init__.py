"""Pages: one page for a leader, the ledger on a screen and as a workbook."""

from workflow.web.leader import ledger, table
from workflow.web.leader.views import pages

__all__ = ["ledger", "pages", "table"]
