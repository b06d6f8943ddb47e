"""A later edition takes effect: tasks go on, begin or end, and what is owed follows. History stays."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import former
from workflow.audit import service as audit
from workflow.deadlines import acknowledging, handing, service, starting, steps
from workflow.deadlines.models import DeadlineKind, Outcome
from workflow.errors import Refused
from workflow.plans.desk import changes, confirming
from workflow.plans.desk import queries as desk
from workflow.plans.desk.models import Intake
from workflow.plans.models import Edition, Item, ItemKind, Target, TargetKind
from workflow.tasks import amending as tasks
from workflow.tasks import asked, importing
from workflow.tasks.amending import Step
from workflow.tasks.models import Assignment, Decision, Origin, Role, Task, TaskState
from workflow.workdays.rules import Calendar


def confirm(
    session: Session, intake: Intake, *, demo: bool, by: audit.Actor, at: datetime, calendar: Calendar
) -> Edition:
    """From the desk to a plan with proposed tasks; or, of a later edition, to the tasks of the plan that it amends.
    Refused while a person has still to decide what becomes of an item."""
    sheet = desk.sheet(session, intake)
    asked = sum(one.asked for one in changes.beside(session, intake, sheet))
    if asked:
        raise Refused("intake.changes_undecided", count=asked)
    edition = confirming.confirm(session, intake, demo=demo, by=by, at=at)
    if intake.amends_id is None:
        importing.propose_all(session, edition, at=at)
    else:
        steps = [Step(*one) for one in changes.continued(session, intake, sheet, edition)]
        amend(session, edition, steps, by=by, at=at, calendar=calendar)
    return edition


def amend(
    session: Session, edition: Edition, steps: Sequence[Step], *, by: audit.Actor, at: datetime, calendar: Calendar
) -> None:
    """Carry each item of the edition before over to this one. New tasks are proposed: they owe nothing until the office
    starts them."""
    for step in steps:
        task = tasks.task_on(session, step.old) if step.old is not None else None
        lives = step.new is not None and step.new.kind in changes.AS_TASKS
        if task is not None and task.origin == Origin.GOAL:  # nobody is asked what becomes of general requirements
            _goal(session, task, step, by=by, at=at, calendar=calendar)
        elif task is not None and step.new is not None and lives and step.carry:
            _go_on(session, task, step, by=by, at=at, calendar=calendar)
        else:
            if task is not None and not (step.new is None and step.carry):
                _leave_out(session, task, by=by, at=at)
            if step.new is not None and lives:
                tasks.propose(session, edition, step.new, at=at)
    tasks.put_in_order(session, edition, on=day_of(at))


def _goal(session: Session, task: Task, step: Step, *, by: audit.Actor, at: datetime, calendar: Calendar) -> None:
    """The headline targets go on where the new paper still has a general item in that place."""
    if step.new is not None and step.new.kind == ItemKind.GENERAL:
        _go_on(session, task, step, by=by, at=at, calendar=calendar)
    elif not (step.new is None and step.carry):
        _leave_out(session, task, by=by, at=at)


def _leave_out(session: Session, task: Task, *, by: audit.Actor, at: datetime) -> None:
    """The task ends with everything that it still owed; what was reported stays."""
    for share in _shares(session, task):
        asked.settle(session, share, Decision.GRANTED, basis=_basis(task), by=by, at=at)
        handing.end_share(session, share, on=day_of(at))
    tasks.close(session, task, by=by, at=at)


def _go_on(session: Session, task: Task, step: Step, *, by: audit.Actor, at: datetime, calendar: Calendar) -> None:
    change = tasks.renamed(session, task, step)
    tasks.carry(session, task, step, by=by, at=at)
    assert step.old is not None and step.new is not None
    today, basis = day_of(at), step.new.edition.doc_number or step.new.edition.title
    lead_gone = next((share for share in change.gone if share.role == Role.LEAD), None)
    named = tasks.named(session, step.new)
    if lead_gone is not None and named:
        _new_lead(session, task, lead_gone, named[0], basis=basis, today=today, calendar=calendar)
    for share in change.gone:
        asked.settle(session, share, Decision.GRANTED, basis=basis, by=by, at=at)
        if share is not lead_gone and share.to_on is None:
            handing.end_share(session, share, on=today)
    held = {share.department_id for share in _shares(session, task)}
    for body in change.added:
        if body not in held:
            share = tasks.add_share(session, task, body, role=Role.CO, basis=basis, on=today)
            if task.state == TaskState.UNDER_WAY:
                handing.to_acknowledge(session, share, acknowledging.OCCASION, today=today, calendar=calendar)
    _targets(session, task, step.old, step.new, today=today, calendar=calendar)
    steps.amend(session, task, step.old, step.new, by=by, at=at, calendar=calendar)


def _new_lead(
    session: Session, task: Task, old: Assignment, body: int, *, basis: str, today: date, calendar: Calendar
) -> None:
    """The text names another first: it leads, as a proposal to be confirmed, and owes what the old lead still did."""
    owed = handing.end_share(session, old, on=today)
    there = next((share for share in _shares(session, task) if share.department_id == body), None)
    if there is not None:
        handing.end_share(session, there, on=today)
    new = tasks.add_share(session, task, body, role=Role.LEAD, basis=basis, on=today)
    new.predecessor_id, new.ordinal = old.id, old.ordinal
    session.flush()
    if task.state == TaskState.UNDER_WAY:
        handing.take_over(session, new, owed, acknowledging.OCCASION, today=today, calendar=calendar)


def _basis(task: Task) -> str:
    return task.plan.doc_number or task.plan.title


def _shares(session: Session, task: Task) -> list[Assignment]:
    return list(session.scalars(select(Assignment).where(Assignment.task_id == task.id, Assignment.to_on.is_(None))))


def _targets(session: Session, task: Task, old: Item, new: Item, *, today: date, calendar: Calendar) -> None:
    """A target that both editions hold lives on, with its values and its deadline, at its place in the new one. One
    that changed or went is owed no more; a new one is to be verified."""
    lead = next((share for share in _shares(session, task) if share.role == Role.LEAD), None)
    fresh = _of(session, new)
    for target in _of(session, old):
        same = next((one for one in fresh if _aim(one) == _aim(target)), None)
        if same is None:
            _no_longer_owed(session, target, today=today)
            continue
        fresh.remove(same)
        former.keep(session, target, on=today)
        place = {name: getattr(same, name) for name in ("ordinal", "start", "end", "wording", "indicator")}
        session.delete(same)
        session.flush()
        target.item_id = new.id
        for name, value in place.items():
            setattr(target, name, value)
        session.flush()
    if task.state == TaskState.UNDER_WAY and lead is not None:
        for target in fresh:
            if target.kind != TargetKind.GOAL and task.origin != Origin.GOAL:  # who answers for it is still to be named
                starting.to_verify(session, target, lead, today=today, calendar=calendar)


def _of(session: Session, item: Item) -> list[Target]:
    return list(session.scalars(select(Target).where(Target.item_id == item.id).order_by(Target.ordinal)))


def _aim(target: Target) -> tuple[object, ...]:
    """What makes two targets the same aim: the indicator may be worded anew, a goal may not."""
    words = target.wording if target.value is None else None
    return target.kind, target.comparator, target.value, target.unit, target.due_on, words


def _no_longer_owed(session: Session, target: Target, *, today: date) -> None:
    for deadline in starting.verifications(session, target):
        if deadline.ended_on is None and deadline.kind == DeadlineKind.TARGET:
            service.end(session, deadline, Outcome.SUPERSEDED, on=today)
