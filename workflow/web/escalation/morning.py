"""The rows of the office's morning, put into words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow import permits as may
from workflow.adapters.clock import day_of
from workflow.deadlines.models import DeadlineKind, LadderKind
from workflow.escalation import queries
from workflow.escalation.queries import PAGE, By, Key, Sought
from workflow.escalation.rules import LATE_DOWNWARD, Rung, Span, late_spans
from workflow.lights.rules import Light
from workflow.notices.queries import last_told
from workflow.people.rules import Viewer
from workflow.web.request import me, session, today
from workflow.wording.labels import label
from workflow.wording.occasions import owed, worded
from workflow.workdays.rules import Calendar

LIGHTS = {LadderKind.WORK: Light.WORK_OVERDUE, LadderKind.REPORTING: Light.FORM_OVERDUE}


@dataclass(frozen=True)
class LateRow:
    """A late deadline as the office reads it. `days` are working days."""

    id: int
    plan_id: int
    kind: DeadlineKind
    light: Light
    days: int
    task_id: int
    chapter: str
    number: str
    heading: str
    department_id: int
    department: str
    owed: str
    due_on: date
    original_due_on: date
    heard_on: date | None
    told_on: date | None
    urged_on: date | None
    called_on: date | None
    hindered: tuple[Any, ...]
    liaison: str
    actable: bool
    key: str
    answered: bool  # and waits for the office's own word


@dataclass(frozen=True)
class Beside:
    """What is looked up for all rows at once: blockers by revision, when told by deadline, what is owed in words."""

    hindered: dict[int, list[Any]]
    told: dict[int, date]
    said: dict[tuple[DeadlineKind, str], str]


@dataclass(frozen=True)
class Group:
    """Rows under one heading; `count` is None where the list is paged instead; `more` continues it."""

    name: str
    heading: str
    rows: list[LateRow]
    count: int | None = None
    rung: Rung | None = None


@dataclass(frozen=True)
class Shown:
    groups: list[Group]
    after: str | None


def spans(calendar: Calendar) -> dict[Rung, Span]:
    return late_spans(today=today(), calendar=calendar)


def in_bands(calendar: Calendar, sought: Sought, counts: dict[Rung, int], *, after: str | None) -> Shown:
    """Rung by rung, the highest on top."""
    place = _key(after, 2)
    reach = spans(calendar)
    found = queries.by_rung(session(), reach, sought, on=today(), after=(place[1], place[2]) if place else None)
    rows = read(found[:PAGE], calendar)
    by_place: dict[int, list[LateRow]] = {}
    for raw, row in zip(found, rows, strict=False):
        by_place.setdefault(raw.place, []).append(row)
    groups = [
        Group(rung.value, label(rung), by_place.get(at, []), counts.get(rung, 0), rung)
        for at, rung in enumerate(LATE_DOWNWARD)
        if counts.get(rung) and sought.wants(rung, reach[rung])
    ]
    more = len(found) > PAGE and sought.rung is not None
    return Shown(groups, f"{rows[-1].due_on},{rows[-1].id}" if more else None)


def put_together(calendar: Calendar, sought: Sought, *, by: By, after: str | None) -> Shown:
    """Department by department, or chapter by chapter."""
    found = queries.together(session(), spans(calendar), sought, by=by, on=today(), after=_key(after, 3))
    rows = read(found[:PAGE], calendar)
    groups: list[Group] = []
    for row in rows:
        heading = row.department if by == By.DEPARTMENT else row.chapter
        if not groups or groups[-1].heading != heading:
            groups.append(Group(f"group-{len(groups) + 1}", heading, []))
        groups[-1].rows.append(row)
    more = len(found) > PAGE
    last = found[PAGE - 1] if more else None
    return Shown(groups, f"{last.first},{last.due_on},{last.id}" if last is not None else None)


def _key(after: str | None, parts: int) -> Key | None:
    """The key of a page in an address; one that makes no sense is the first page."""
    words = (after or "").split(",")
    if len(words) != parts:
        return None
    first, due_on, row_id = words if parts == 3 else ("0", *words)
    try:
        return int(first), date.fromisoformat(due_on), min(int(row_id), 2**31 - 1)
    except ValueError:
        return None


def read(rows: Sequence[Any], calendar: Calendar) -> list[LateRow]:
    """Put rows of the escalation's queries into words, with what hinders and who was told."""
    hindered = queries.blockers(session(), {row.revision_id for row in rows if row.revision_id})
    told = last_told(session(), [row.id for row in rows])
    said = {asked: owed(*asked) for asked in {(row.kind, row.occasion) for row in rows}}
    beside = Beside(hindered, told, said)
    return [_row(row, beside, calendar, me()) for row in rows]


def _row(row: Any, beside: Beside, calendar: Calendar, viewer: Viewer) -> LateRow:
    what = beside.said[row.kind, row.occasion]
    return LateRow(
        id=row.id,
        plan_id=row.plan_id,
        kind=row.kind,
        light=LIGHTS[row.ladder],
        days=calendar.late(row.due_on, today()),
        task_id=row.task_id,
        chapter=row.chapter,
        number=row.number,
        heading=row.heading,
        department_id=row.department_id,
        department=row.department,
        owed=worded(what, row.wording),
        due_on=row.due_on,
        original_due_on=row.original_due_on,
        heard_on=day_of(row.heard_at) if row.heard_at else None,
        told_on=beside.told.get(row.id),
        urged_on=row.urged_on,
        called_on=day_of(row.called_at) if row.called_at else None,
        hindered=tuple(beside.hindered.get(row.revision_id, ())),
        liaison=(row.liaison or "").strip(),
        actable=may.may_act_on(viewer, row.department_id) and row.ended_on is None,
        key=f"{row.due_on},{row.id}",
        answered=bool(row.answered),
    )
