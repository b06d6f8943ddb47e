"""Pages: sign-in, passwords, language."""
