"""Pages: the office's word on reports and extensions."""
