"""Pages: inside a department: posts, sections, absence, hand-over."""

from workflow.web.department import absences, handover, inside, sections, tasks
from workflow.web.department.blueprint import pages

__all__ = ["absences", "handover", "inside", "pages", "sections", "tasks"]
