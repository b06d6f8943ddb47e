"""Pages: accounts, departments, posts."""
