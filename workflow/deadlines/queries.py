"""What a department owes, in bands: what is late on top, work and forms apart. Lists are capped and paged by key."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Row,
    Select,
    bindparam,
    case,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.deadlines.rules import WORK
from workflow.plans.models import Target
from workflow.tasks.models import Assignment, Milestone, Role, Task

SHOWN = 100  # rows of a band on one page
CAP = 1000  # counts stop here: "1,000+"
Rows = Sequence[Row[*tuple[Any, ...]]]
THEIRS: BindParameter[int] = bindparam("department_id", type_=Integer)
GIVEN: BindParameter[Any] = bindparam("sections", type_=Integer, expanding=True)
NOTHING: ColumnElement[bool] = false()
After = tuple[date, int]  # the key of the last row seen: due_on, id


class Band(StrEnum):
    """The parts of a desk, in the order in which they stand."""

    LATE_FORMS = "late_forms"
    LATE_WORK = "late_work"
    RETURNED = "returned"
    TO_SIGN = "to_sign"
    THIS_WEEK = "this_week"
    UNACKNOWLEDGED = "unacknowledged"
    LATER = "later"
    ANSWERED = "answered"


@dataclass(frozen=True)
class Desk:
    """On which day a desk is looked at: due before `unlate` is late; due up to `week_ends` is this week. `extras` are
    columns of rooms above, about the deadline of a row. `sections`: only what was given to these posts; none of them:
    what was given to no section. Conditions of a room above: `answered`, what only waits for the office's word;
    `to_sign`, what waits for the head of the department; `sent_back`, what she sent back."""

    department_id: int | BindParameter[int]
    unlate: date
    week_ends: date
    extras: tuple[Any, ...] = ()
    sections: tuple[int, ...] | BindParameter[Any] | None = None
    answered: ColumnElement[bool] = NOTHING
    to_sign: ColumnElement[bool] = NOTHING
    sent_back: ColumnElement[bool] = NOTHING

    def conditions(self, band: Band) -> tuple[ColumnElement[bool], ...]:
        late, kind = Deadline.due_on < self.unlate, Deadline.kind  # by kind, so that the department's index is used
        apart = kind.not_in((DeadlineKind.ACKNOWLEDGE, DeadlineKind.CORRECTION))
        open_yet = (~late, apart, ~self.answered, ~self.to_sign, ~self.sent_back)
        return {
            Band.LATE_FORMS: (late, kind.not_in((*WORK, DeadlineKind.ACKNOWLEDGE))),
            Band.LATE_WORK: (late, kind.in_(WORK), ~self.answered),
            Band.RETURNED: (~late, or_(kind == DeadlineKind.CORRECTION, self.sent_back), ~self.to_sign),
            Band.TO_SIGN: (~late, self.to_sign),
            Band.THIS_WEEK: (*open_yet, Deadline.due_on <= self.week_ends),
            Band.UNACKNOWLEDGED: (kind == DeadlineKind.ACKNOWLEDGE,),
            Band.LATER: (*open_yet, Deadline.due_on > self.week_ends),
            Band.ANSWERED: (self.answered,),
        }[band]

    def rows(self, band: Band, *columns: Any) -> Select[*tuple[Any, ...]]:
        return select(*columns).where(
            Deadline.department_id == self.department_id,
            Deadline.ended_on.is_(None),
            Deadline.held_since.is_(None),
            *self.conditions(band),
            *given_to(self.department_id, self.sections),
        )


def given_to(
    department_id: int | BindParameter[int], sections: tuple[int, ...] | BindParameter[Any] | None
) -> tuple[ColumnElement[bool], ...]:
    """Conditions on deadlines: the share was given to one of these sections, or (an empty choice) to none."""
    if sections is None:
        return ()
    if isinstance(sections, tuple) and not sections:
        ungiven = select(Assignment.id).where(Assignment.department_id == department_id, Assignment.post_id.is_(None))
        return (Deadline.assignment_id.in_(ungiven),)
    return (Deadline.assignment_id.in_(select(Assignment.id).where(Assignment.post_id.in_(sections))),)


def owed(session: Session, desk: Desk) -> dict[Band, Rows]:
    """Every band of a desk with its first rows, nearest first: one statement. A row more than SHOWN says: there is
    more."""
    asked = _owed(replace(desk, department_id=THEIRS, sections=GIVEN if desk.sections else desk.sections))
    found: dict[Band, list[Row[*tuple[Any, ...]]]] = {band: [] for band in Band}
    for row in session.execute(asked, {THEIRS.key: desk.department_id, GIVEN.key: desk.sections or ()}):
        found[Band(row.band)].append(row)
    return {band: tuple(rows) for band, rows in found.items()}


@lru_cache(maxsize=8)  # the same is asked all day, and putting it together costs more than running it
def _owed(desk: Desk) -> Select[*tuple[Any, ...]]:
    firsts = []
    for band in Band:
        first = desk.rows(band, literal(band.value).label("band"), Deadline.id.label("id"))
        firsts.append(select(first.order_by(Deadline.due_on, Deadline.id).limit(SHOWN + 1).subquery()))
    wanted = union_all(*firsts).subquery()
    rows = detailed(select(wanted.c.band, *COLUMNS, *desk.extras).join(Deadline, Deadline.id == wanted.c.id))
    return rows.order_by(Deadline.due_on, Deadline.id)


def band_page(session: Session, desk: Desk, band: Band, *, after: After | None) -> Rows:
    """A page of one band behind a key, and one row more."""
    rows = detailed(desk.rows(band, *COLUMNS, *desk.extras))
    if after is not None:
        rows = rows.where((Deadline.due_on > after[0]) | ((Deadline.due_on == after[0]) & (Deadline.id > after[1])))
    return session.execute(rows.order_by(Deadline.due_on, Deadline.id).limit(SHOWN + 1)).all()


def count(session: Session, desk: Desk, band: Band) -> int:
    """How many rows a band has, up to CAP."""
    capped = desk.rows(band, Deadline.id).limit(CAP).subquery()
    return session.scalar(select(func.count()).select_from(capped)) or 0


LEADS = func.count(case((Assignment.role == Role.LEAD, 1))).label("leads")
SHARES = func.count(case((Assignment.role == Role.CO, 1))).label("shares")
WORDING = func.coalesce(Milestone.words, Target.wording).label("wording")  # of a step, or of a target
BASIS = case((Deadline.kind == DeadlineKind.INSTRUCTION, Milestone.basis)).label("basis")  # who wrote it, when, what
COLUMNS = (
    Deadline.id,
    Deadline.kind,
    Deadline.ladder,
    Deadline.occasion,
    Deadline.opens_on,
    Deadline.due_on,
    Deadline.original_due_on,
    Deadline.assignment_id,
    Assignment.role,
    Assignment.section,
    Task.id.label("task_id"),
    Task.number,
    Task.heading,
    WORDING,
    BASIS,
)


def detailed(rows: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        rows.join(Assignment, Assignment.id == Deadline.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .outerjoin(Target, Target.id == Deadline.target_id)
        .outerjoin(Milestone, Milestone.id == Deadline.milestone_id)
    )


def shares_held(session: Session, department_id: int, sections: tuple[int, ...]) -> Row[*tuple[Any, ...]]:
    """In how many tasks some sections of a department lead and share."""
    given = (Assignment.department_id == department_id, Assignment.to_on.is_(None), Assignment.post_id.in_(sections))
    return session.execute(select(LEADS, SHARES).where(*given)).one()
