"""The doors for people: one folder a page family."""
