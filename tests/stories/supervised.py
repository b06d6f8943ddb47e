"""Papers, instructions, a circular, for every page: over the tasks of the demonstration."""

from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tests.house import circulars, scored, written
from tests.instructions import given
from tests.support.builders import City, the_deadline
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.people.models import Department
from workflow.plans.models import Plan
from workflow.reports.conditions import awaits_word
from workflow.tasks.models import Assignment, Task
from workflow.workdays.rules import Period

AIM = (
    Deadline.kind == DeadlineKind.TARGET,
    Deadline.ended_on.is_(None),
    Deadline.held_since.is_(None),
    ~awaits_word(),
)
Special = dict[str, dict[str, object]]


def special(session: Session, plan_id: int, energy: Department) -> tuple[dict[str, object], Special]:
    """Values of arguments by name and by endpoint."""
    other = session.scalars(_owing().where(Department.id != energy.id).limit(1)).one()
    own, others = _aimed(session, energy), _aimed(session, other)
    tasks = [own[0], own[0], others[0]]
    city = City(session.get_one(Plan, plan_id), {"energy": energy, "industry": other}, {}, tasks)
    for name, place in (("energy", 0), ("industry", 2)):
        late = the_deadline(session, city, name, DeadlineKind.TARGET, task=place)
        late.due_on = late.original_due_on = date(2026, 10, 12)
    energy.signs_off = False
    session.flush()
    drafted = {"instruction_id": given.drafted(session, city).id}
    acts = ("draft", "steps", "agree", "object_to", "withdraw", "pass_on")
    named = {
        "instruction_id": given.passed_on(session, city).id,
        "circular_id": circulars.a_circular(session, city, Period(2026, 3)).id,
        "year": 2025,
    }
    more, of_scores = scored.special(session, city.plan, energy)
    return named | more, {f"instructions.{act}": drafted for act in acts} | written.special(session, city) | of_scores


def _owing() -> Select[Department]:
    rows = select(Department).join(Deadline, Deadline.department_id == Department.id)
    return rows.where(*AIM).order_by(Department.id)


def _aimed(session: Session, body: Department) -> list[Task]:
    """Tasks for which a body owes the verification of targets, all open and unanswered; the oldest first."""
    rows = select(Task, Deadline.id).select_from(Task).join(Assignment).join(Deadline)
    rows = rows.where(Deadline.department_id == body.id, Deadline.kind == DeadlineKind.TARGET)
    found = session.execute(rows.order_by(Deadline.due_on, Deadline.id)).all()
    owed = set(session.scalars(select(Deadline.id).where(*AIM)))
    unfit = {task.id for task, deadline_id in found if deadline_id not in owed}
    return [task for task in dict.fromkeys(task for task, _ in found) if task.id not in unfit]
