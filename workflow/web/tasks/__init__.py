"""Pages: the task's page and list, what a department may ask."""

from workflow.web.tasks import asking, views

__all__ = ["asking", "views"]
