"""Pages: what a department owes."""
