"""Pages: the office's morning, what it does about late things, ladders, the state of the system."""

from workflow.web.escalation import (
    acting,
    calling,
    ladders,
    many,
    raising,
    rehearsal,
    resuming,
    saved,
    system,
    timetable,
)
from workflow.web.escalation.views import pages

__all__ = [
    "acting",
    "calling",
    "ladders",
    "many",
    "pages",
    "raising",
    "rehearsal",
    "resuming",
    "saved",
    "system",
    "timetable",
]
