"""Pages: plans, editions, leads, the start."""
