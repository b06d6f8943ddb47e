"""Pages: the task's page and list, acknowledging."""
