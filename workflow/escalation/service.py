"""What the office does about lateness: urging, and noting what was said on the telephone."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines.models import Deadline
from workflow.errors import Refused
from workflow.escalation import beside
from workflow.escalation.models import PhoneNote, Urge, UrgeLine

WORDS = 500  # characters that may be added to an urge


def urge(session: Session, deadlines: Collection[Deadline], *, words: str = "", by: audit.Actor, at: datetime) -> Urge:
    """催办 (work) or 催报 (a form), of one deadline or many of a plan; once a day for each.

    Who is told of it is the business of `notices.service.tell`, which the door calls in the same transaction.
    """
    chosen = sorted({deadline.id: deadline for deadline in deadlines}.values(), key=lambda deadline: deadline.id)
    if not chosen:
        raise Refused("urge.none_chosen")
    if len({deadline.plan_id for deadline in chosen}) > 1:
        raise Refused("urge.several_plans")
    if len(words) > WORDS:
        raise Refused("urge.words_too_long", limit=WORDS)
    today = day_of(at)
    session.execute(select(Deadline.id).where(Deadline.id.in_([d.id for d in chosen])).with_for_update())
    for deadline in chosen:
        session.refresh(deadline)
        _check(deadline, today)
    if beside.urged_on(session, [deadline.id for deadline in chosen], on=today):
        raise Refused("urge.today_already")
    urged = Urge(plan_id=chosen[0].plan_id, words=words.strip(), by_id=by.account_id or 0, by=by.name, at=at, on=today)
    session.add(urged)
    session.flush()
    session.add_all(UrgeLine(urge=urged, deadline=deadline) for deadline in chosen)
    session.flush()
    facts = {"deadlines": [deadline.id for deadline in chosen], "words": urged.words}
    audit.record(session, "urge.sent", urged, by=by, at=at, plan_id=urged.plan_id, **facts)
    return urged


def _check(deadline: Deadline, today: date) -> None:
    if deadline.ended_on is not None:
        raise Refused("deadline.ended", on=deadline.ended_on)
    if deadline.held_since is not None:
        raise Refused("urge.held")
    if deadline.due_on >= today:
        raise Refused("urge.not_late", due_on=deadline.due_on)


def note_call(
    session: Session,
    deadline: Deadline,
    *,
    spoke_with: str,
    words: str,
    promised_on: date | None,
    by: audit.Actor,
    at: datetime,
) -> PhoneNote:
    """登记电话催办: who was spoken to, what was said (hindrances too), what was promised for when."""
    _check_call(deadline, spoke_with, words)
    if promised_on is not None and promised_on < day_of(at):
        raise Refused("call.day_past", on=promised_on)
    kept = {"spoke_with": spoke_with.strip(), "words": words.strip(), "promised_on": promised_on}
    note = PhoneNote(deadline=deadline, by_id=by.account_id or 0, by=by.name, at=at, **kept)
    session.add(note)
    session.flush()
    promised = promised_on.isoformat() if promised_on else None
    facts = {"spoke_with": note.spoke_with, "promised_on": promised}
    audit.record(session, "call.noted", deadline, by=by, at=at, plan_id=deadline.plan_id, **facts)
    return note


def note_calls(
    session: Session,
    deadlines: Collection[Deadline],
    *,
    spoke_with: str,
    words: str,
    promised_on: date | None,
    by: audit.Actor,
    at: datetime,
) -> list[PhoneNote]:
    """One call about several things of one department: noted at each of them."""
    if not deadlines:
        raise Refused("rung.none_chosen")
    if len({deadline.department_id for deadline in deadlines}) > 1:
        raise Refused("call.several_departments")
    return [
        note_call(session, deadline, spoke_with=spoke_with, words=words, promised_on=promised_on, by=by, at=at)
        for deadline in deadlines
    ]


def _check_call(deadline: Deadline, spoke_with: str, words: str) -> None:
    if not spoke_with.strip():
        raise Refused("call.person_missing")
    if not words.strip():
        raise Refused("call.words_missing")
    if deadline.ended_on is not None:
        raise Refused("deadline.ended", on=deadline.ended_on)
