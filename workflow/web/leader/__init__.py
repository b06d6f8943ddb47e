"""Pages: one page for a leader, the ledger."""
