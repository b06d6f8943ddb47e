"""Pages: files put in and taken out."""
