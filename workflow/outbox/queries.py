"""Reading what a digest is made of, for a few people at a time."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, case, exists, func, select
from sqlalchemy.orm import Session, aliased

from workflow.deadlines.models import Deadline
from workflow.deadlines.rules import ladder_of
from workflow.escalation import counts, ladders
from workflow.escalation.rules import late_spans
from workflow.lights.rules import first_unlate
from workflow.notices.models import Notice, Why
from workflow.notices.queries import UNFOLDED, still_true
from workflow.notices.rules import APART, SCORED, SIGN, UNDATED, Audience
from workflow.outbox import hours
from workflow.outbox.added import in_words
from workflow.outbox.models import MailChoice, Message, MessageState
from workflow.outbox.rules import DIGEST, Count, Line, Overall, end_of_week
from workflow.people.models import Account, Department
from workflow.people.queries import account_names
from workflow.tasks.models import Assignment, Role, Task
from workflow.workdays.rules import Calendar

_leading = aliased(Assignment)
_leader = aliased(Department)
LEAD = (
    select(_leader.label)
    .join(_leading, _leading.department_id == _leader.id)
    .where(_leading.task_id == Task.id, _leading.role == Role.LEAD, _leading.to_on.is_(None))
    .correlate(Task)
    .scalar_subquery()
)
NEWS: tuple[Any, ...] = (
    Notice.id.label("notice_id"),
    Notice.rung,
    Notice.why,
    Account.id.label("account_id"),
    Account.name,
    Account.email,
    Account.locale,
    Deadline.id.label("deadline_id"),
    Deadline.kind,
    Deadline.occasion,
    case((Notice.rung.startswith(SCORED), Notice.due_on), else_=Deadline.due_on).label("due_on"),
    Deadline.ended_on,
    Deadline.department_id,
    Department.label.label("department"),
    Task.number,
    Task.heading,
    Task.ordinal,
    LEAD.label("lead"),
)
SHARE = "share:"
FOR_OTHERS = (Why.SUBSTITUTE, Why.HEADS)  # for whom somebody else may be told
FOR_DIGEST = (*UNFOLDED, ~Notice.at_once)
OPEN = (Deadline.ended_on.is_(None), Deadline.held_since.is_(None))


@dataclass
class Due:
    """A person to whom something new is to be said."""

    account_id: int
    name: str
    address: str
    locale: str
    notice_ids: list[int] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    office_lines: list[Line] = field(default_factory=list)


def awaiting(session: Session, *, day: date, after: int, limit: int, by_hour: int | None = None) -> list[int]:
    """People with notices that are in no message yet and who had no digest on this day, by id; only those whose hour
    has come `by_hour`, where one is named."""
    written = exists().where(Message.account_id == Notice.account_id, Message.day == day, Message.kind == DIGEST)
    people = select(Notice.account_id).where(*FOR_DIGEST, Notice.account_id > after, ~written)
    if by_hour is not None:
        hour = select(MailChoice.digest_at).where(MailChoice.account_id == Notice.account_id).scalar_subquery()
        people = people.where(func.coalesce(hour, hours.kept(session).digests) <= by_hour)
    return list(session.scalars(people.group_by(Notice.account_id).order_by(Notice.account_id).limit(limit)))


def news(
    session: Session,
    account_ids: Collection[int],
    *,
    today: date,
    calendar: Calendar,
    standing_in: Mapping[tuple[int, int], str],
    which: Sequence[Any] = FOR_DIGEST,
) -> list[Due]:
    """What is new for these people and still true, as lines. `standing_in`: who is away, by department and person."""
    found: dict[int, Due] = {}
    ages: dict[date, int] = {}
    people = about_tasks(select(*NEWS).select_from(Notice)).join(Account, Account.id == Notice.account_id)
    rows = session.execute(people.where(*which, *still_true(), Notice.account_id.in_(account_ids))).all()
    added = in_words(session, {row.rung for row in rows})
    for row in rows:
        age = ages.setdefault(row.due_on, calendar.between(row.due_on, today))
        due = found.setdefault(row.account_id, Due(row.account_id, row.name, row.email, row.locale))
        due.notice_ids.append(row.notice_id)
        instead = standing_in.get((row.department_id, row.account_id), "") if row.why in FOR_OTHERS else ""
        line = _line(row, age, added.get(row.rung, ""), instead)
        (due.office_lines if row.why == Why.SUPERVISES else due.lines).append(line)
    return [found[account_id] for account_id in sorted(found)]


def about_tasks(notices: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Beside each notice its deadline, whose it is, and the task."""
    return (
        notices.join(Deadline, Deadline.id == Notice.deadline_id)
        .join(Department, Department.id == Deadline.department_id)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
    )


def standing_in(session: Session, told: Audience, people: Sequence[int]) -> dict[tuple[int, int], str]:
    """For whom, being away, these people are told: names by department and person."""
    mine = {key: gone for key, gone in told.instead.items() if key[1] in people}
    if not mine:
        return {}
    names = account_names(session, {one for gone in mine.values() for one in gone})
    return {key: "、".join(names[one] for one in gone) for key, gone in mine.items()}


def _line(row: Any, age: int, added: str, instead: str) -> Line:
    apart = row.rung.startswith(APART)
    waits = apart or row.ended_on is not None or row.rung.startswith(UNDATED)  # filed, or of no day: nothing is late
    return Line(
        deadline_id=row.deadline_id,
        department=row.department,
        number="" if apart else row.number,
        heading="" if apart else row.heading,
        kind=row.kind,
        occasion=row.occasion,
        ladder=ladder_of(row.kind),
        due_on=row.due_on,
        late=max(0, age) if not waits else 0,
        ahead=max(0, -age) if not waits else 0,
        undated=apart or (row.rung.startswith(SIGN) and waits),
        rung=row.rung,
        why=row.why,
        place=row.ordinal,
        added=added,
        instead_of=instead,
        behalf=row.lead or "" if row.rung.startswith(SHARE) else "",
    )


def open_counts(session: Session, department_ids: Collection[int], *, today: date) -> dict[int, list[Count]]:
    """For each department, how much of each kind is open, late, or due by the end of this week."""
    late = func.sum(case((Deadline.due_on < today, 1), else_=0))
    week = func.sum(case((Deadline.due_on.between(today, end_of_week(today)), 1), else_=0))
    rows = session.execute(
        select(Deadline.department_id, Deadline.kind, func.count(), late, week)
        .where(*OPEN, Deadline.opens_on <= today, Deadline.department_id.in_(department_ids))
        .group_by(Deadline.department_id, Deadline.kind)
    )
    found: dict[int, list[Count]] = defaultdict(list)
    for department_id, kind, still, overdue, this_week in rows:
        found[department_id].append(Count(kind, ladder_of(kind), still, int(overdue), int(this_week)))
    return found


def overall(session: Session, *, today: date, calendar: Calendar) -> Overall:
    """What is late everywhere, as the escalation view shows it on this day."""
    spans = late_spans(today=today, calendar=calendar, ladders=ladders.in_force(session))
    late = counts.late(session, spans, unlate=first_unlate(today, calendar))
    rungs = tuple((rung.value, n) for rung, n in late.rungs.items() if n)
    return Overall(late.work, late.work_departments, late.forms, late.forms_departments, rungs)


def labels(session: Session, department_ids: Collection[int]) -> dict[int, str]:
    """The printed names of departments."""
    rows = session.execute(select(Department.id, Department.label).where(Department.id.in_(department_ids)))
    return dict(rows.all())


def standing(session: Session) -> dict[MessageState, int]:
    """How many messages wait and how many were refused."""
    counted = select(Message.state, func.count()).group_by(Message.state)
    rows = session.execute(counted.where(Message.state.in_([MessageState.WAITING, MessageState.REFUSED])))
    return dict(rows.all())
