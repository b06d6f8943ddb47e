"""The rows of the office's morning, put into words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow import permits as may
from workflow.adapters.clock import day_of
from workflow.deadlines.models import DeadlineKind, LadderKind
from workflow.escalation import beside as lookups
from workflow.escalation.papers.models import PaperKind
from workflow.escalation.papers.rules import Standing, allowed
from workflow.escalation.reach import Reach, reach
from workflow.escalation.rules import LATE_FORMS, Rung
from workflow.lights.rules import Light
from workflow.notices.queries import last_told
from workflow.people.models import DepartmentKind
from workflow.people.rules import Viewer
from workflow.reports import reminding
from workflow.web.request import me, session, today
from workflow.wording import ladders as words
from workflow.wording.occasions import owed, worded
from workflow.workdays.queries import calendar

LIGHTS = {LadderKind.WORK: Light.WORK_OVERDUE, LadderKind.REPORTING: Light.FORM_OVERDUE}
UNPAPERED = frozenset((*LATE_FORMS, Rung.URGE))  # where an urge is enough, no paper is spoken of


AS_READ = (
    *("id", "plan_id", "ladder", "kind", "occasion", "held_since", "task_id", "chapter", "number", "heading"),
    *("department_id", "department", "department_kind", "due_on", "original_due_on", "urged_on"),
)  # said as the database says it


@dataclass(frozen=True)
class LateRow:
    """A late deadline as the office reads it. `days` are working days; `why` says, beside them, what put it on its
    rung; `missing` are the departments whose share was asked for and has not come."""

    id: int
    plan_id: int
    ladder: LadderKind
    kind: DeadlineKind
    occasion: str
    light: Light
    days: int
    rung: Rung | None
    why: tuple[str, ...]
    is_set: bool
    paper: PaperKind | None
    held_since: date | None
    task_id: int
    chapter: str
    number: str
    heading: str
    department_id: int
    department: str
    department_kind: DepartmentKind
    owed: str
    due_on: date
    original_due_on: date
    heard_on: date | None
    told_on: date | None
    urged_on: date | None
    called_on: date | None
    hindered: tuple[Any, ...]
    missing: tuple[str, ...]
    liaison: str
    actable: bool
    key: str
    answered: bool  # and waits for the office's own word

    @property
    def urgeable(self) -> bool:
        return self.actable and not self.held_since and bool(self.days) and self.urged_on != today()


@dataclass(frozen=True)
class Beside:
    """What is looked up for all rows at once: blockers by revision, when told by deadline, what is owed in words, the
    quarters of red runs by share, missing shares by task and period."""

    hindered: dict[int, list[Any]]
    told: dict[int, date]
    said: dict[tuple[DeadlineKind, str], str]
    red: dict[int, list[str]]
    missing: dict[tuple[int, str], list[str]]


def the_reach() -> Reach:
    return reach(session(), today=today(), calendar=calendar(session(), around=today()))


def read(rows: Sequence[Any], reach: Reach) -> list[LateRow]:
    """Put rows of the escalation's queries into words, with what hinders and who was told."""
    beside = Beside(
        lookups.blockers(session(), {row.revision_id for row in rows if row.revision_id}),
        last_told(session(), [row.id for row in rows]),
        {asked: owed(*asked) for asked in {(row.kind, row.occasion) for row in rows}},
        lookups.red_periods(session(), {row.assignment_id: row.run for row in rows if row.run}),
        _missing(rows),
    )
    return [_row(row, beside, reach, me()) for row in rows]


def _missing(rows: Sequence[Any]) -> dict[tuple[int, str], list[str]]:
    found: dict[tuple[int, str], list[str]] = {}
    tasks = {row.task_id for row in rows if row.kind == DeadlineKind.REPORT}
    for one in reminding.missing(session(), tasks):
        found.setdefault((one.task_id, one.occasion), []).append(one.department)
    return found


def _row(row: Any, beside: Beside, reach: Reach, viewer: Viewer) -> LateRow:
    rung, days = reach.standing(row), reach.calendar.late(row.due_on, today())
    asks = row.kind == DeadlineKind.REPORT
    return LateRow(
        **{name: getattr(row, name) for name in AS_READ},
        light=LIGHTS[row.ladder] if days else Light.BEHIND,
        days=days,
        rung=rung,
        why=tuple(_why(row, beside, rung)),
        is_set=rung is not None and row.rung_override is not None,
        paper=allowed(Standing(rung, row.department_kind))[0] if rung and rung not in UNPAPERED else None,
        owed=worded(beside.said[row.kind, row.occasion], row.wording),
        heard_on=day_of(row.heard_at) if row.heard_at else None,
        told_on=beside.told.get(row.id),
        called_on=day_of(row.called_at) if row.called_at else None,
        hindered=tuple(beside.hindered.get(row.revision_id, ())),
        missing=tuple(beside.missing.get((row.task_id, row.occasion), ())) if asks else (),
        liaison=(row.liaison or "").strip(),
        actable=may.may_act_on(viewer, row.department_id) and row.ended_on is None,
        key=f"{row.due_on},{row.id}",
        answered=bool(row.answered),
    )


def _why(row: Any, beside: Beside, rung: Rung | None) -> list[str]:
    found = [words.red_run(beside.red.get(row.assignment_id, []))] if row.run else []
    if rung is not None and row.rung_override is not None:
        to = Rung(row.rung_override)
        found.append(words.set_by_office(Rung(row.from_rung), to, row.set_for, row.set_by, day_of(row.set_at)))
    return found
