"""Instructions brought to where a test needs them, through the room's own services."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.builders import City, at
from workflow.audit.service import SYSTEM
from workflow.deadlines.models import Deadline
from workflow.instructions import ending, passing, queries, service
from workflow.instructions.models import Instruction, InstructionState
from workflow.instructions.rhythms import Rhythm
from workflow.instructions.service import Draft, Written
from workflow.people.models import Post, PostKind
from workflow.reports import service as reports
from workflow.reports.models import Report, ReportState, Standing
from workflow.review import service as review
from workflow.workdays.queries import calendar

WORDS = "请市能源局牵头，一个月内拿出方案。"
HANDLING = "由市能源局牵头提出用地指标落实方案。"
TODAY = date(2026, 10, 14)  # a Wednesday
RESULT = date(2026, 11, 4)


def received(session: Session, city: City, *, on: date = TODAY, **facts: object) -> Instruction:
    post = session.scalars(select(Post.id).where(Post.kind == PostKind.LEADER)).first()
    written = Written("leader（市长）", WORDS, on, post, **facts)
    return service.receive(session, city.plan, written, by=SYSTEM, at=at(on))


def drafted(
    session: Session,
    city: City,
    *,
    lead: str = "energy",
    co: tuple[str, ...] = (),
    rhythm: Rhythm = Rhythm.ONE_DAY,
    on: date = TODAY,
    due_on: date = RESULT,
    **facts: object,
) -> Instruction:
    """A matter of its own unless a task is given."""
    one = received(session, city, on=on)
    bodies = {"lead": city.departments[lead].id, "co": [city.departments[name].id for name in co]}
    where = {"heading": "落实用地指标"} | facts
    draft = Draft(HANDLING, **bodies, rhythm=rhythm, due_on=due_on, **where)
    service.draft(session, one, draft, by=SYSTEM, at=at(on))
    return one


def passed_on(session: Session, city: City, *, on: date = TODAY, **facts: object) -> Instruction:
    one = drafted(session, city, on=on, **facts)
    pass_on(session, one, at=at(on))
    return one


def pass_on(session: Session, one: Instruction, *, at: datetime) -> list[Deadline]:
    days = calendar(session, around=at.date())
    return passing.pass_on(session, one, by=SYSTEM, at=at, calendar=days)


def reported(
    session: Session, one: Instruction, *, on: date = TODAY, text: str = "已落实用地 300 亩。"
) -> list[Report]:
    """Every department has reported everything."""
    said = {"standing": Standing.ON_COURSE, "text": text, "by": SYSTEM, "at": at(on)}
    return [
        reports.file(session, deadline, **said)
        for deadline in queries.open_deadlines(session, one.id)
        if deadline.milestone_id is not None
    ]


def accepted(session: Session, one: Instruction, *, on: date = TODAY) -> None:
    """Every department has reported, and the office accepted it."""
    for report in reported(session, one, on=on):
        assert report.state == ReportState.FILED
        review.accept(session, report, by=SYSTEM, at=at(on))


def answered(session: Session, city: City, *, on: date = TODAY, **facts: object) -> Instruction:
    one = passed_on(session, city, on=on, **facts)
    accepted(session, one, on=on)
    ending.answer(session, one, words="用地已落实。", by=SYSTEM, at=at(on))
    return one


def brought_to(session: Session, city: City, state: InstructionState, *, on: date = TODAY) -> Instruction:
    """One in any state."""
    make = {
        InstructionState.RECEIVED: received,
        InstructionState.DRAFTED: drafted,
        InstructionState.PASSED_ON: passed_on,
        InstructionState.ANSWERED: answered,
        InstructionState.DONE: answered,
        InstructionState.WITHDRAWN: passed_on,
    }[state]
    days = {} if state == InstructionState.RECEIVED else {"due_on": on + timedelta(days=15)}
    one = make(session, city, on=on, **days)
    if state == InstructionState.DONE:
        ending.clear(session, one, by=SYSTEM, at=at(on))
    if state == InstructionState.WITHDRAWN:
        ending.withdraw(session, one, reason="另行安排", by=SYSTEM, at=at(on))
    assert one.state == state
    return one
