"""Looking into files, in a process of its own: what each kind may hold, its words, its first page."""
