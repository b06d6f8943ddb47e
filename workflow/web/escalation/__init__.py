"""Pages: what is late, urging."""
