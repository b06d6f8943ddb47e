"""Settling what the plan left open about a target: how far 左右 reaches, what the province hands down, a change that a
paper decided."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import service as deadlines
from workflow.deadlines import starting, steps, verifying
from workflow.deadlines.models import Deadline, MoveKind, Outcome
from workflow.errors import Refused
from workflow.evidence.models import Evidence
from workflow.plans.models import PlanState, Target, TargetKind
from workflow.review import terms, verdicts
from workflow.review.models import TargetTerm, TermKind
from workflow.tasks.models import TaskState
from workflow.workdays.rules import Calendar

LARGEST = Decimal(10) ** 13


def tolerate(
    session: Session, target: Target, *, value: Decimal | None, basis: str, by: audit.Actor, at: datetime
) -> TargetTerm:
    """How far from the target 左右 still counts, to either side and in its unit, with the basis."""
    if not terms.of(session, target).is_about:
        raise Refused("term.not_about", wording=target.indicator)
    _check_value(value, least=Decimal(0))
    return _settle(session, target, TermKind.TOLERANCE, basis, value=value, by=by, at=at)


def hand_down(
    session: Session,
    target: Target,
    *,
    value: Decimal | None,
    due_on: date | None,
    basis: str,
    evidence_id: int | None,
    by: audit.Actor,
    at: datetime,
    calendar: Calendar,
    words: str = "",
) -> TargetTerm:
    """The value that the province handed down, with its paper. From now on the outcome is to be verified."""
    if target.kind != TargetKind.PROVINCE:
        raise Refused("term.not_of_province")
    _check_started(session, target)
    _check_value(value)
    _check_paper(session, evidence_id)
    facts = {"value": value, "due_on": due_on or target.due_on, "evidence_id": evidence_id, "words": words}
    term = _settle(session, target, TermKind.PROVINCE, basis, by=by, at=at, **facts)
    _verify_by_then(session, target, term, by=by, at=at, calendar=calendar)
    return term


def change(
    session: Session,
    target: Target,
    *,
    value: Decimal | None,
    due_on: date | None,
    words: str,
    basis: str,
    evidence_id: int | None,
    by: audit.Actor,
    at: datetime,
    calendar: Calendar,
) -> TargetTerm:
    """Another value or day, only with the paper that decided it and in its words; the rest stays as it last held."""
    _check_started(session, target)
    before = terms.of(session, target)
    if before.awaits_province:
        raise Refused("term.province_first")
    if value is not None:
        _check_value(value)
    if value in (None, before.value) and due_on in (None, before.due_on):
        raise Refused("term.nothing_changed")
    if not words.strip():
        raise Refused("term.words_missing")
    _check_paper(session, evidence_id)
    new = {"value": before.value if value is None else value, "due_on": due_on or before.due_on}
    term = _settle(session, target, TermKind.CHANGE, basis, by=by, at=at, words=words, evidence_id=evidence_id, **new)
    if term.due_on != before.due_on:
        _verify_by_then(session, target, term, by=by, at=at, calendar=calendar)
    return term


def verify_on(session: Session, target: Target, *, on: date, reason: str, by: audit.Actor, at: datetime) -> Deadline:
    """The office's own day for verifying a target, sooner or later than before; owed from now on where it was not."""
    owed = verifying.open_one(session, target.id)
    if owed is not None:
        steps.move_step(session, owed, to_on=on, reason=reason, by=by, at=at)
        return owed
    _check_started(session, target)
    lead = verifying.lead_for(session, target.id)
    if lead is None or target.kind == TargetKind.GOAL:
        raise Refused("target.nobody_answers")
    if terms.of(session, target).awaits_province:
        raise Refused("target.province_missing")
    if verdicts.latest_of_target(session, target.id) is not None:
        raise Refused("target.has_verdict")
    if not reason.strip():
        raise Refused("milestone.reason_missing")
    if on < day_of(at):
        raise Refused("milestone.day_past", on=on)
    made = verifying.owe(session, lead, target.id, opens_on=day_of(at), due_on=on)
    facts = {"due_on": on.isoformat(), "reason": reason.strip()}
    audit.record(session, "target.day_set", made, by=by, at=at, plan_id=made.plan_id, **facts)
    return made


def _settle(
    session: Session, target: Target, kind: TermKind, basis: str, *, by: audit.Actor, at: datetime, **facts: object
) -> TargetTerm:
    if not basis.strip():
        raise Refused("term.basis_missing")
    term = TargetTerm(target_id=target.id, kind=kind, basis=basis.strip(), by_id=by.account_id or 0, by=by.name, at=at)
    for name, fact in facts.items():
        setattr(term, name, fact.strip() if isinstance(fact, str) else fact)
    session.add(term)
    session.flush()
    said = {"basis": term.basis, "value": None if term.value is None else f"{term.value.normalize():f}"}
    plan_id = target.item.edition.plan_id
    due_on = term.due_on.isoformat() if term.due_on else None
    audit.record(session, f"target.{kind.value}", target, by=by, at=at, plan_id=plan_id, due_on=due_on, **said)
    return term


def _check_value(value: Decimal | None, *, least: Decimal | None = None) -> None:
    if value is None:
        raise Refused("term.value_missing")
    if not value.is_finite() or abs(value) >= LARGEST or (least is not None and value < least):
        raise Refused("term.value_impossible")


def _check_paper(session: Session, evidence_id: int | None) -> None:
    paper = session.get(Evidence, evidence_id) if evidence_id is not None else None
    if paper is None or paper.withdrawn_at is not None:
        raise Refused("term.paper_missing")


def _verify_by_then(
    session: Session, target: Target, term: TargetTerm, *, by: audit.Actor, at: datetime, calendar: Calendar
) -> None:
    """The open verification follows the day that holds now; where none was ever owed, it is from now on."""
    day, today = terms.of(session, target).due_on, day_of(at)
    if day is None:
        return
    opens_on, due_on, rule = starting.verified_in(day, today=today, calendar=calendar)
    asked, lead = verifying.verifications(session, target.id), verifying.lead_for(session, target.id)
    owed = next((one for one in asked if one.ended_on is None), None)
    if owed is not None:
        owed.opens_on, owed.due_rule = opens_on, rule
        if due_on != owed.due_on:
            deadlines.move(session, owed, to_on=due_on, kind=MoveKind.OFFICE, reason=term.basis, by=by, at=at)
    elif lead is not None and all(one.outcome == Outcome.SUPERSEDED for one in asked):
        verifying.owe(session, lead, target.id, opens_on=opens_on, due_on=due_on, rule=rule, made_on=today)


def _check_started(session: Session, target: Target) -> None:
    """Before the start nothing is due: what the province hands down and what changes is entered afterwards."""
    lead = verifying.lead_for(session, target.id)
    if target.item.edition.plan.state == PlanState.DRAFT or (lead and lead.task.state == TaskState.PROPOSED):
        raise Refused("term.not_started")
