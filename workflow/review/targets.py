"""目标核定: the office records how a target came out, which ends the deadline that asked for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import service as deadlines
from workflow.deadlines import steps, verifying
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.errors import Refused, Stale
from workflow.plans.models import Target
from workflow.review import terms, verdicts
from workflow.review.models import TargetVerdict, TargetVerdictWord
from workflow.tasks.models import MilestoneSource

JUDGED = (TargetVerdictWord.ACHIEVED, TargetVerdictWord.NOT_ACHIEVED)
OUTCOMES = {
    TargetVerdictWord.ACHIEVED: Outcome.MET,
    TargetVerdictWord.NOT_ACHIEVED: Outcome.NOT_ACHIEVED,
    TargetVerdictWord.PROVINCE_DECIDES: Outcome.MET,
    TargetVerdictWord.AWAITS_DATA: Outcome.SUPERSEDED,  # by the verification that is owed anew
}


@dataclass(frozen=True)
class Remedy:
    """A step of what mends a missed target."""

    words: str
    due_on: date


@dataclass(frozen=True)
class Found:
    """A verdict with what it rests on. A value has its day; without one, `no_value` says why."""

    verdict: TargetVerdictWord
    basis: str
    value: Decimal | None = None
    as_of: date | None = None
    no_value: str = ""
    awaited_on: date | None = None
    remedies: Sequence[Remedy] = ()


def target_of(session: Session, deadline: Deadline) -> Target | None:
    """The target that a deadline asks about."""
    if deadline.kind != DeadlineKind.TARGET or deadline.target_id is None:
        return None
    return session.get(Target, deadline.target_id)


def record(session: Session, deadline: Deadline, found: Found, *, by: audit.Actor, at: datetime) -> TargetVerdict:
    """Record the verdict on a target. A missed target does not climb for ever: every verdict ends the deadline; the
    steps that mend it, and a figure still to be published, are owed of their own."""
    target = target_of(session, deadline)
    if target is None:
        raise Refused("target.not_asked")
    _check(session, target, found, today=day_of(at))
    session.refresh(deadline, with_for_update=True)
    if deadline.ended_on is not None:
        raise Stale("target.recorded_already", on=deadline.ended_on)
    _check_remedies(found)
    deadlines.end(session, deadline, OUTCOMES[found.verdict], on=day_of(at))
    recorded = _put_down(session, deadline, target, found, by=by, at=at)
    _follow(session, deadline, target, found, by=by, at=at)
    return recorded


def mend(
    session: Session, verdict: TargetVerdict, found: Found, *, reason: str, by: audit.Actor, at: datetime
) -> TargetVerdict:
    """更正核定: another verdict beside the old one, with the reason. What followed from the old one and was not done
    yet is taken back; steps that mend stay when the target is still missed."""
    deadline, target = session.get_one(Deadline, verdict.deadline_id), session.get_one(Target, verdict.target_id)
    if not reason.strip():
        raise Refused("target.reason_missing")
    _check(session, target, found, today=day_of(at))
    session.refresh(deadline, with_for_update=True)
    if verdicts.latest_of_target(session, target.id) != verdict.id:
        raise Stale("target.mended_already")
    still_missed = found.verdict == verdict.verdict == TargetVerdictWord.NOT_ACHIEVED
    if not still_missed or not verdicts.remedies(session, target.id):
        _check_remedies(found)
    if verdict.verdict == TargetVerdictWord.AWAITS_DATA:
        _take_back_anew(session, target, on=day_of(at))
    if not still_missed:
        _take_back_remedies(session, target, reason=reason, by=by, at=at)
    deadline.outcome = OUTCOMES[found.verdict]
    recorded = _put_down(session, deadline, target, found, mends=reason.strip(), by=by, at=at)
    _follow(session, deadline, target, found, by=by, at=at)
    return recorded


def _check(session: Session, target: Target, found: Found, *, today: date) -> None:
    if not found.basis.strip():
        raise Refused("target.basis_missing")
    if found.value is not None and found.as_of is None:
        raise Refused("target.value_without_day")
    if found.as_of is not None and found.as_of > today:
        raise Refused("target.day_to_come", on=found.as_of)
    if found.verdict == TargetVerdictWord.AWAITS_DATA and (found.awaited_on is None or found.awaited_on <= today):
        raise Refused("target.awaited_missing")
    if found.verdict not in JUDGED:
        return
    holds = terms.of(session, target)
    if holds.awaits_province:
        raise Refused("target.province_missing")
    if holds.wants_tolerance:
        raise Refused("target.tolerance_missing")
    if found.value is None and not found.no_value.strip():
        raise Refused("target.value_missing")


def _check_remedies(found: Found) -> None:
    if found.verdict == TargetVerdictWord.NOT_ACHIEVED and not found.remedies:
        raise Refused("target.remedy_missing")


def _put_down(
    session: Session,
    deadline: Deadline,
    target: Target,
    found: Found,
    *,
    by: audit.Actor,
    at: datetime,
    mends: str = "",
) -> TargetVerdict:
    awaits, valued = found.verdict == TargetVerdictWord.AWAITS_DATA, found.value is not None
    kept = TargetVerdict(
        deadline_id=deadline.id,
        target_id=target.id,
        verdict=found.verdict,
        basis=found.basis.strip(),
        value=found.value,
        as_of=found.as_of if valued else None,
        no_value="" if valued else found.no_value.strip(),
        awaited_on=found.awaited_on if awaits else None,
        mends=mends,
    )
    kept.by_id, kept.by, kept.at = by.account_id or 0, by.name, at
    session.add(kept)
    session.flush()
    facts = {"target_id": target.id, "verdict": found.verdict.value, "basis": kept.basis, "reason": mends}
    act = "target.verdict_mended" if mends else "target.verdict"
    audit.record(session, act, deadline, by=by, at=at, plan_id=deadline.plan_id, **facts)
    return kept


def _follow(
    session: Session, deadline: Deadline, target: Target, found: Found, *, by: audit.Actor, at: datetime
) -> None:
    """What a verdict makes owed, by who answers for the target now."""
    lead = verifying.lead_for(session, target.id) or deadline.assignment
    if found.verdict == TargetVerdictWord.AWAITS_DATA and found.awaited_on is not None:
        verifying.owe(session, lead, target.id, opens_on=day_of(at), due_on=found.awaited_on)
    elif found.verdict == TargetVerdictWord.NOT_ACHIEVED:
        for one in found.remedies:
            step: steps.Step = {"words": one.words, "due_on": one.due_on, "basis": found.basis}
            step["source"], step["target_id"] = MilestoneSource.REMEDY, target.id
            steps.set_step(session, lead, by=by, at=at, **step)


def _take_back_anew(session: Session, target: Target, *, on: date) -> None:
    owed = verifying.open_one(session, target.id)
    if owed is not None:
        deadlines.end(session, owed, Outcome.SUPERSEDED, on=on)


def _take_back_remedies(session: Session, target: Target, *, reason: str, by: audit.Actor, at: datetime) -> None:
    for owed in verdicts.remedies(session, target.id):
        if owed.ended_on is None:
            steps.withdraw(session, owed, reason=reason, by=by, at=at)
