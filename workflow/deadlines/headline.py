"""Who answers for a headline target: named by the office on a basis, before the start or after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import former
from workflow.audit import service as audit
from workflow.deadlines import acknowledging, changing, handing, service, starting
from workflow.deadlines.models import Deadline, Outcome
from workflow.errors import Refused, Stale
from workflow.people.models import Department
from workflow.plans.models import Plan, Target
from workflow.tasks import asked, goals, queries
from workflow.tasks.models import Assignment, Decision, Role, Task, TaskState
from workflow.tasks.responsibility import share_of
from workflow.workdays.rules import Calendar


@dataclass(frozen=True)
class Choice:
    """Who was seen to answer for a target, and who is to."""

    was: int | None
    now: int | None


@dataclass(frozen=True)
class _Act:
    basis: str
    by: audit.Actor
    at: datetime
    calendar: Calendar

    @property
    def today(self) -> date:
        return day_of(self.at)


def answer(
    session: Session,
    plan: Plan,
    chosen: Mapping[int, Choice],
    *,
    basis: str,
    by: audit.Actor,
    at: datetime,
    calendar: Calendar,
) -> int:
    """Name who answers for headline targets (by id), all at once. The general item becomes a task of those named, the
    first as its lead; in a plan under way each target is to be verified by its department. Returns how many changed."""
    if not basis.strip():
        raise Refused("lead.basis_missing")
    session.refresh(plan, with_for_update=True)
    act, changed = _Act(basis.strip(), by, at, calendar), 0
    touched: dict[int, Task] = {}
    for goal in goals.goals(session, plan.id):
        session.refresh(goal.target)
        body = _chosen(session, goal.target, chosen.get(goal.target.id))
        if body is not None:
            task = touched.setdefault(goal.item.id, goals.task_of(session, plan, goal.item, at=at))
            _name(session, task, goal.target, body, act)
            changed += 1
    if not changed:
        raise Refused("headline.none_changed")
    for task in touched.values():
        _in_order(session, task, act)
    return changed


def _chosen(session: Session, target: Target, choice: Choice | None) -> Department | None:
    """Who is to answer for a target now; None: as it was."""
    if choice is None or choice.now == choice.was:
        return None
    if target.answers_id != choice.was:
        raise Stale("headline.changed")
    if choice.now is None:
        raise Refused("headline.nobody")
    body = session.get(Department, choice.now)
    if body is None or body.abolished_on is not None:
        raise Refused("move.department_missing")
    return body


def _name(session: Session, task: Task, target: Target, body: Department, act: _Act) -> None:
    before = session.get(Department, target.answers_id) if target.answers_id else None
    share = share_of(session, task.id, body.id) or _begin(session, task, body, act)
    target.answers_id = body.id
    session.flush()
    if task.state != TaskState.PROPOSED:
        _owe(session, target, share, act)
    facts = {"was": before.label if before else "", "name": body.label, "basis": act.basis}
    audit.record(session, "target.answered_by", target, by=act.by, at=act.at, plan_id=task.plan_id, **facts)


def _begin(session: Session, task: Task, body: Department, act: _Act) -> Assignment:
    share = changing.begin(session, task, body.id, Role.CO, basis=act.basis, on=act.today, follows=None)
    if task.state == TaskState.UNDER_WAY:
        handing.to_acknowledge(session, share, acknowledging.OCCASION, today=act.today, calendar=act.calendar)
    return share


def _owe(session: Session, target: Target, share: Assignment, act: _Act) -> None:
    """The verification that is open passes on; where none was ever asked for, it is owed now. A verdict stays."""
    asked_for = starting.verifications(session, target)
    still: list[Deadline] = [one for one in asked_for if one.ended_on is None]
    for one in still:
        service.end(session, one, Outcome.SUPERSEDED, on=act.today)
    handing.pass_on(session, share, still, today=act.today, calendar=act.calendar)
    if not asked_for:
        starting.to_verify(session, target, share, today=act.today, calendar=act.calendar)


def _in_order(session: Session, task: Task, act: _Act) -> None:
    """Who answers for nothing any more no longer shares; the first who answers leads, where no lead is left."""
    aims = [target.answers_id for target in queries.targets(session, task.id) if target.answers_id]
    shares = queries.shares(session, task.id)
    for share in shares:
        if share.department_id not in aims:
            asked.settle(session, share, Decision.GRANTED, basis=act.basis, by=act.by, at=act.at)
            handing.end_share(session, share, on=act.today)
            changing.record(session, "assignment.ended", share, basis=act.basis, by=act.by, at=act.at)
    left = {share.department_id: share for share in shares if share.to_on is None}
    if aims and not any(share.role == Role.LEAD for share in left.values()):
        lead = left[aims[0]]
        former.keep(session, lead, on=act.today)
        lead.role, lead.confirmed_on, lead.basis = Role.LEAD, act.today, act.basis
        session.flush()
        facts = {"basis": act.basis}
        audit.record(session, "assignment.lead_confirmed", lead, by=act.by, at=act.at, plan_id=task.plan_id, **facts)
