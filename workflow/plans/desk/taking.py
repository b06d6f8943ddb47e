"""Handing a document in, reading it, and laying what was read on the desk."""

import hashlib
import re
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.errors import Refused
from workflow.plans import service as plans
from workflow.plans.desk.models import Intake, IntakeEntry, IntakeState, IntakeVisitor
from workflow.plans.desk.naming import plan_title
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
    if lying is not None and lying.amends_id != (amends.id if amends else None):
        raise Refused("intake.lies_otherwise")
    if lying is not None:
        return lying, False
    intake = Intake(
        amends=amends,
        file_name=spoken_name(source.name),
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


def spoken_name(name: str) -> str:
    """A file's name without its folders and without signs that cannot be printed; its end, with the ending, is kept."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(sign for sign in last if sign.isprintable()).strip()[-255:] or "document"


def waits(intake: Intake, *, at: datetime) -> bool:
    """Whether nobody reads it: not begun, or whoever began was killed."""
    if intake.state == IntakeState.READING:
        return intake.claimed_at is None or at - intake.claimed_at >= GIVEN_UP
    return intake.state == IntakeState.WAITING


def claim(session: Session, intake: Intake, *, at: datetime) -> bool:
    """Whether the caller is to read it now: nobody else does, or whoever did was killed."""
    if not waits(intake, at=at):
        return False
    intake.state, intake.claimed_at = IntakeState.READING, at
    session.flush()
    return True


def lay(session: Session, intake: Intake, sheet: Sheet, *, at: datetime) -> None:
    """Put what was read on the desk."""
    if intake.state != IntakeState.READING:
        raise Refused("intake.not_reading")
    for position, (key, one) in enumerate(sheet.rows()):
        session.add(IntakeEntry(intake=intake, kind=kind_of(one), key=key, position=position, facts=plain(one)))
    intake.text, intake.title = sheet.text, plan_title(sheet.front, sheet.taints.values())
    intake.state, intake.read_at = IntakeState.ON_DESK, at
    session.flush()


def give_up(session: Session, intake: Intake, *, key: str, facts: dict[str, Any], at: datetime) -> None:
    """It cannot be read; the key says why."""
    if intake.state != IntakeState.READING:
        raise Refused("intake.not_reading")
    intake.state, intake.read_at = IntakeState.UNREADABLE, at
    intake.refusal = {"key": key, "facts": facts}
    session.flush()


def discard(session: Session, intake: Intake, *, reason: str, by: audit.Actor, at: datetime) -> None:
    """Take a document off the desk; it is kept, with everything mended."""
    if intake.state in (IntakeState.CONFIRMED, IntakeState.DISCARDED):
        raise Refused("intake.closed")
    if not reason.strip():
        raise Refused("intake.reason_missing")
    intake.state = IntakeState.DISCARDED
    session.flush()
    audit.record(session, "intake.discarded", intake, by=by, at=at, plan_id=intake.amends_id, reason=reason)


def note_visit(session: Session, intake: Intake, *, account_id: int, at: datetime) -> None:
    """She has the document open now."""
    known = session.scalar(
        select(IntakeVisitor).where(IntakeVisitor.intake_id == intake.id, IntakeVisitor.account_id == account_id)
    )
    if known is None:
        session.add(IntakeVisitor(intake_id=intake.id, account_id=account_id, seen_at=at))
    else:
        known.seen_at = at
    session.flush()
