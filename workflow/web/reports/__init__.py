"""Pages: filing progress, drafts, shares."""
