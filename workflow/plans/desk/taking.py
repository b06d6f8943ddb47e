"""Handing a document in, reading it, and laying what was read on the desk."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.errors import Refused
from workflow.plans import service as plans
from workflow.plans.desk.models import Intake, IntakeEntry, IntakeState
from workflow.plans.desk.rows import kind_of
from workflow.plans.desk.sheet import Sheet
from workflow.plans.models import Plan
from workflow.plans.plain import plain

OPEN = (IntakeState.WAITING, IntakeState.READING, IntakeState.ON_DESK)
GIVEN_UP = timedelta(minutes=3)  # a reading that began longer ago was killed


def hand_in(
    session: Session, source: plans.Source, *, amends: Plan | None, by: audit.Actor, at: datetime
) -> tuple[Intake, bool]:
    """The document on the desk, and whether it is new there: the same bytes lie on it once. Refused where they are an
    edition already."""
    sha256 = hashlib.sha256(source.data).hexdigest()
    edition = plans.known(session, source.data)
    if edition is not None:
        raise Refused("intake.known", title=edition.title)
    lying = session.scalar(
        select(Intake).where(Intake.sha256 == sha256, Intake.state.in_(OPEN)).order_by(Intake.id).limit(1)
    )
    if lying is not None:
        return lying, False
    intake = Intake(
        amends=amends,
        file_name=source.name[-255:],
        sha256=sha256,
        original=source.data,
        uploaded_by=by.account_id,
        uploaded_at=at,
    )
    session.add(intake)
    session.flush()
    audit.record(
        session, "intake.handed_in", intake, by=by, at=at, plan_id=intake.amends_id, file=source.name, sha256=sha256
    )
    return intake, True


def claim(session: Session, intake: Intake, *, at: datetime) -> bool:
    """Whether the caller is to read it now: nobody else does, or whoever did was killed."""
    begun = intake.claimed_at
    if intake.state == IntakeState.READING and begun is not None and at - begun >= GIVEN_UP:
        intake.state = IntakeState.WAITING
    if intake.state != IntakeState.WAITING:
        return False
    intake.state, intake.claimed_at = IntakeState.READING, at
    session.flush()
    return True


def lay(session: Session, intake: Intake, sheet: Sheet, *, at: datetime) -> None:
    """Put what was read on the desk.."""
    if intake.state != IntakeState.READING:
        raise Refused("intake.not_reading")
    for position, (key, one) in enumerate(sheet.rows()):
        session.add(IntakeEntry(intake=intake, kind=kind_of(one), key=key, position=position, facts=plain(one)))
    intake.text, intake.title = sheet.text, (sheet.front.plan_title or sheet.front.title)[:300]
    intake.state, intake.read_at = IntakeState.ON_DESK, at
    session.flush()


def give_up(session: Session, intake: Intake, *, key: str, facts: dict[str, Any], at: datetime) -> None:
    """It cannot be read; the key says why."""
    intake.state, intake.read_at = IntakeState.UNREADABLE, at
    intake.refusal = {"key": key, "facts": facts}
    session.flush()


def discard(session: Session, intake: Intake, *, reason: str, by: audit.Actor, at: datetime) -> None:
    """Take a document off the desk; it is kept, with everything mended."""
    if intake.state in (IntakeState.CONFIRMED, IntakeState.DISCARDED):
        raise Refused("intake.closed")
    intake.state = IntakeState.DISCARDED
    session.flush()
    audit.record(session, "intake.discarded", intake, by=by, at=at, plan_id=intake.amends_id, reason=reason)
