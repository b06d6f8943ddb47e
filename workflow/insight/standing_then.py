"""Which rows stood at the end of a past day, and how. Only what was known on that day counts: what was accepted,
corrected, ended or entered later changes no earlier day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table

from workflow.adapters.clock import day_of
from workflow.audit import former
from workflow.audit.former import Key
from workflow.deadlines.models import MoveKind
from workflow.instructions.models import InstructionState
from workflow.lights.models import Course
from workflow.lights.rules import red_run
from workflow.reports.models import ReportState
from workflow.tasks.models import TaskState
from workflow.workdays.rules import is_quarter

Row = dict[str, Any]
Rows = list[Row]


@dataclass(frozen=True)
class Past:
    """The end of a day, and how the rows stood then that were changed afterwards."""

    day: date
    changed: dict[Key, Row | None]

    def wound_back(self, table: Table, rows: Iterable[Row]) -> Rows:
        """The rows as they stood; without those that nobody had entered yet."""
        found = []
        for row in rows:
            then = self.changed.get((table.name, row["id"]), {})
            if then is not None:
                found.append(row | {name: former.read(table.c[name], said) for name, said in then.items()})
        return found

    def knew(self, when: date | datetime | None) -> bool:
        """It happened by the end of that day; what has no day did."""
        day = day_of(when) if isinstance(when, datetime) else when
        return day is None or day <= self.day

    def ended(self, row: Row, *names: str) -> Row:
        """What ended on a later day had not ended."""
        return row if self.knew(row[names[0]]) else row | dict.fromkeys(names)


def shares(past: Past, rows: Rows, verdicts: Rows) -> Rows:
    """Shares with the run of red quarters that was counted by then."""
    runs: dict[int, dict[str, Course]] = defaultdict(dict)
    for one in sorted(verdicts, key=lambda row: (row["period"], row["ordinal"])):
        if is_quarter(one["period"]):
            runs[one["assignment_id"]][one["period"]] = one["course"]
    made = [row for row in rows if past.knew(row["made_on"] or row["from_on"])]
    return [past.ended(row, "to_on") | {"red_run": red_run(list(runs[row["id"]].values()))} for row in made]


def holds(past: Past, rows: Rows) -> Rows:
    return [past.ended(row, "released_on", "released_by", "days") for row in rows if past.knew(row["at"])]


def deadlines(past: Past, rows: Rows, moves: Rows, held: Rows) -> Rows:
    """Deadlines on the day on which they were due then, open, ended or held as they were then."""
    days: dict[int, Row] = {}
    for move in moves:
        if not past.knew(move["at"]):  # a new calendar corrects the first day with the day due
            names = ("due_on", "original_due_on") if move["kind"] == MoveKind.CALENDAR else ("due_on",)
            days.setdefault(move["deadline_id"], dict.fromkeys(names, move["from_on"]))
    since = {row["deadline_id"]: row["since_on"] for row in held if row["released_on"] is None}
    found = []
    for row in rows:
        if past.knew(row["made_on"] or row["opens_on"]):
            then = past.ended(row, "ended_on", "outcome")
            held_since = since.get(row["id"]) if then["ended_on"] is None else None
            found.append(then | days.get(row["id"], {}) | {"held_since": held_since})
    return found


def revisions(past: Past, rows: Rows) -> Rows:
    """What was said by then; a correction counts from the day on which it was accepted. `known_at` is left out."""
    return [
        {name: said for name, said in row.items() if name != "known_at"}
        for row in rows
        if past.knew(row["known_at"] or row["at"])
    ]


def reports(past: Past, rows: Rows, said: Rows) -> Rows:
    """Reports that had said something; accepted ones only when they had been. `accepted_at` is left out."""
    spoken = {one["report_id"] for one in said}
    found = []
    for row in rows:
        accepted_at = row.pop("accepted_at")
        if row["id"] not in spoken:
            continue
        early = row["state"] == ReportState.ACCEPTED and not past.knew(accepted_at)
        found.append(row | {"state": ReportState.FILED} if early else row)
    return found


def tasks(past: Past, rows: Rows, links: Rows, of_shares: Rows) -> Rows:
    """Tasks that were known: their place in the document was, or (of a sub-task) their first share."""
    known = {row["task_id"] for row in (*links, *of_shares)}
    return [_open_then(past.ended(row, "closed_on")) for row in rows if row["id"] in known]


def _open_then(row: Row) -> Row:
    closed_later = row["state"] == TaskState.CLOSED and row["closed_on"] is None
    return row | {"state": TaskState.UNDER_WAY} if closed_later else row


def instructions(past: Past, rows: Rows) -> Rows:
    """What leaders had written by then, and how far each had come: the day of each step tells."""
    steps = (
        ("ended_on", None),
        ("answered_on", InstructionState.ANSWERED),
        ("passed_on_on", InstructionState.PASSED_ON),
    )
    found = []
    for row in rows:
        if past.knew(row["received_at"]):
            reached = next(
                (state for name, state in steps if row[name] and past.knew(row[name])), InstructionState.DRAFTED
            )
            found.append(row if reached is None else row | {"state": reached})
    return found


def links(past: Past, rows: Rows) -> Rows:
    return [past.ended(row, "to_on") for row in rows if past.knew(row["from_on"])]
