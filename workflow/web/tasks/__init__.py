"""Pages: the task's page and list, what a department may ask."""

from workflow.web.tasks import asking, closing, milestones, responsibility, rhythm, views

__all__ = ["asking", "closing", "milestones", "responsibility", "rhythm", "views"]
