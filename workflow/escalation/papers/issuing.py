"""Issuing: the number is taken, what the paper says is frozen, and the bodies owe a receipt and a reply."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.errors import Refused
from workflow.escalation.papers import checking, numbering, rules, settling
from workflow.escalation.papers.content import content_of
from workflow.escalation.papers.editing import take_up
from workflow.escalation.papers.models import Paper, PaperAddress
from workflow.escalation.papers.moves import PaperAct
from workflow.tasks.models import Assignment, Origin, Role, Task
from workflow.workdays.rules import Calendar

OCCASION = "paper:"  # of the deadlines and notices that follow from a paper
RULE = "paper"
NAMED = ("addressed", "plan")  # names of bodies and plans may change after the paper, which keeps them as they were


def issue(
    session: Session,
    paper: Paper,
    *,
    told: Collection[int],
    office_number: str | None = None,
    by: audit.Actor,
    at: datetime,
    calendar: Calendar,
    seen: int | None = None,
) -> list[Deadline]:
    """Issue a signed paper: under its own next number, or under one of the office system. Returns what is owed
    now; who is told of them is the business of `notices.service.tell`, which the door calls."""
    state = take_up(session, paper, PaperAct.ISSUE, seen)
    today = day_of(at)
    checking.require_clear(checking.check(session, paper, told=told, today=today))
    _number(session, paper, office_number, today.year)
    paper.state, paper.issued_at, paper.issued_on = state, at, today
    paper.issued_by_id, paper.issued_by = by.account_id, by.name
    paper.content = content_of(paper)
    paper.checksum = rules.checksum(paper.content)
    try:
        session.flush()
    except IntegrityError:
        raise Refused("paper.number_used", number=paper.number) from None
    owed = _owe(session, paper, today, calendar)
    facts = {"number": paper.number, "name": paper.title, "label": "、".join(paper.content["addressed"])[:200]}
    audit.record(session, "paper.issued", paper, by=by, at=at, plan_id=paper.plan_id, checksum=paper.checksum, **facts)
    return owed


def _number(session: Session, paper: Paper, office_number: str | None, year: int) -> None:
    series = settling.settled(session, paper.plan).prefix
    if office_number is None:
        taken = numbering.take(session, series, year)
        paper.series, paper.own_number = series, taken.own
    else:
        taken = numbering.given(session, office_number, series)
    paper.number, paper.year = taken.printed, year


def matches(paper: Paper) -> bool:
    """Whether an issued paper still is what it was: its content by the checksum, its columns by the content."""
    if paper.content is None or rules.checksum(paper.content) != paper.checksum:
        return False
    now = content_of(paper)
    return all(now[name] == told for name, told in paper.content.items() if name not in NAMED)


def _owe(session: Session, paper: Paper, today: date, calendar: Calendar) -> list[Deadline]:
    facts: Any = {"occasion": f"{OCCASION}{paper.id}", "opens_on": today, "due_rule": RULE}
    receipt_by = calendar.add(today, rules.RECEIPT_DAYS)
    owed = []
    for address in paper.addresses:
        share = share_for(session, paper, address)
        if share is None:
            continue
        receipt = deadlines.owe(session, share, DeadlineKind.RECEIPT, due_on=receipt_by, **facts)
        address.receipt_id = receipt.id
        owed.append(receipt)
        if paper.reply_by is not None:
            reply = deadlines.owe(session, share, DeadlineKind.REPLY, due_on=paper.reply_by, **facts)
            address.reply_id = reply.id
            owed.append(reply)
    session.flush()
    return owed


def share_for(session: Session, paper: Paper, address: PaperAddress) -> Assignment | None:
    """On which share of a body what follows from a paper is owed: the first that the paper speaks of, else the first
    that it has in the plan."""
    own = [one.assignment for one in paper.lines if one.assignment.department_id == address.department_id]
    standing = next((share for share in own if share.to_on is None), None)
    if standing is not None:
        return standing
    rows = (
        select(Assignment)
        .join(Task, Task.id == Assignment.task_id)
        .where(
            Assignment.department_id == address.department_id,
            Assignment.to_on.is_(None),
            Task.plan_id == paper.plan_id,
            Task.origin != Origin.SUB_TASK,
        )
    )
    return session.scalar(rows.order_by(Assignment.role != Role.LEAD, Task.ordinal, Assignment.id).limit(1))


def paper_of(deadline: Deadline) -> int | None:
    """Because of which paper a deadline is owed: paper:4, or paper:4:a7 when a reply was asked for again."""
    number = deadline.occasion.removeprefix(OCCASION).partition(":")[0]
    return int(number) if deadline.occasion.startswith(OCCASION) and number.isdecimal() else None


def withdraw(
    session: Session, paper: Paper, *, reason: str, by: audit.Actor, at: datetime, seen: int | None = None
) -> None:
    """Withdraw an issued paper with a reason: its number stays used, what followed from it is owed no more."""
    state = take_up(session, paper, PaperAct.WITHDRAW, seen)
    if not reason.strip():
        raise Refused("paper.reason_missing")
    paper.state, paper.ended_for, paper.ended_by, paper.ended_at = state, reason.strip(), by.name, at
    for deadline in open_ones(session, paper):
        deadlines.end(session, deadline, Outcome.WITHDRAWN, on=day_of(at))
    facts = {"number": paper.number, "name": paper.title, "reason": reason.strip()}
    audit.record(session, "paper.withdrawn", paper, by=by, at=at, plan_id=paper.plan_id, **facts)


def receipts(session: Session, paper: Paper) -> list[int]:
    """The receipts of those to whom a paper went (of a successor, where one took over), owed or not any more: on them
    hangs what is told of the paper itself."""
    rows = select(Deadline.id).where(
        Deadline.plan_id == paper.plan_id,
        Deadline.kind == DeadlineKind.RECEIPT,
        Deadline.occasion == f"{OCCASION}{paper.id}",
        or_(Deadline.outcome.is_(None), Deadline.outcome != Outcome.SUPERSEDED),
    )
    return list(session.scalars(rows.order_by(Deadline.id)))


def open_ones(
    session: Session, paper: Paper, *, kind: DeadlineKind | None = None, department_id: int | None = None
) -> list[Deadline]:
    """What is still owed because of a paper, also by a body that followed another."""
    cause = f"{OCCASION}{paper.id}"
    rows = select(Deadline).where(
        Deadline.plan_id == paper.plan_id,
        Deadline.kind.in_((DeadlineKind.RECEIPT, DeadlineKind.REPLY) if kind is None else (kind,)),
        (Deadline.occasion == cause) | Deadline.occasion.startswith(f"{cause}:", autoescape=True),
        Deadline.ended_on.is_(None),
    )
    if department_id is not None:
        rows = rows.where(Deadline.department_id == department_id)
    return list(session.scalars(rows.order_by(Deadline.id).with_for_update()))
