"""Pages: the working days of a year: looked at, changed day by day, entered a year at a time."""

from workflow.web.calendar import days, views, years
from workflow.web.calendar.blueprint import pages

__all__ = ["days", "pages", "views", "years"]
