"""Pages: the history and the system's state."""
