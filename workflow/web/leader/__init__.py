"""Pages: one page for a leader, the ledger."""

from workflow.web.leader import ledger
from workflow.web.leader.views import pages

__all__ = ["ledger", "pages"]
