"""A row of the hand-over list, and what it is about."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from workflow.adapters.clock import day_of
from workflow.deadlines.models import DeadlineKind
from workflow.tasks.models import Assignment, Task

MOST = 1000  # rows of one part
TASK = (Task.id.label("task_id"), Task.number, Task.heading, Assignment.section)


class Part(StrEnum):
    """The parts of the list, in the order in which they stand."""

    RETURNED = "returned"
    TO_SIGN = "to_sign"
    DRAFTS = "drafts"
    INQUIRIES = "inquiries"
    ASKED = "asked"
    OWED = "owed"
    LEADS = "leads"
    SHARES = "shares"


class Matter(StrEnum):
    """What a row is about, where it is no deadline."""

    REPORT = "report"
    EXTENSION = "extension"
    CLOSING = "closing"
    CORRECTION = "correction"
    MOVE = "move"
    INQUIRY = "inquiry"
    TASK = "task"


@dataclass(frozen=True)
class Passing:
    """One thing that passes on. `on` is its day: due, or since when; `who` had a hand in it."""

    task_id: int
    number: str
    heading: str
    matter: Matter
    kind: DeadlineKind | None = None
    occasion: str = ""
    wording: str = ""
    section: str = ""
    on: date | None = None
    at: datetime | None = None
    who: str = ""
    words: str = ""


def passing(row: Any, matter: Matter, **facts: Any) -> Passing:
    return Passing(row.task_id, row.number, row.heading, matter, section=row.section or "", **facts)


def asked_at(row: Any, matter: Matter, at: datetime, who: str | None, words: str) -> Passing:
    return passing(row, matter, on=day_of(at), at=at, who=who or "", words=words)
