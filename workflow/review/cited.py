"""Which requests and decisions rest on a file."""

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session, aliased

from workflow.deadlines.models import Deadline
from workflow.plans.models import Target
from workflow.review.closing_models import Closing, ClosingEvidence
from workflow.review.models import Extension, TargetTerm
from workflow.tasks.models import Assignment, Role, Task, TaskItem

Pair = tuple[int, int | None]


def citing(session: Session, evidence_id: int) -> list[Pair]:
    """Who may read a paper because a term, an extension or a closing rests on it (department, lead): only what has left
    the department counts."""
    wanted = (_terms(evidence_id), _extensions(evidence_id), _closings(evidence_id))
    return [(body, above) for one in wanted for body, above in session.execute(one)]


def _terms(evidence_id: int) -> Select[int, int | None]:
    """Of what settles a target: the departments that share its task."""
    lead = aliased(Assignment)
    return (
        select(Assignment.department_id, lead.department_id)
        .join(TaskItem, TaskItem.task_id == Assignment.task_id)
        .join(Target, Target.item_id == TaskItem.item_id)
        .join(TargetTerm, TargetTerm.target_id == Target.id)
        .outerjoin(lead, (lead.task_id == Assignment.task_id) & (lead.role == Role.LEAD) & lead.to_on.is_(None))
        .where(TargetTerm.evidence_id == evidence_id, TaskItem.to_on.is_(None), Assignment.to_on.is_(None))
    )


def _extensions(evidence_id: int) -> Select[int, int | None]:
    return (
        select(Deadline.department_id, Task.handed_by_id)
        .join(Extension, Extension.deadline_id == Deadline.id)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(
            Extension.signed_at.is_not(None),
            literal(evidence_id).in_((Extension.attached_id, Extension.evidence_id, Extension.scan_id)),
        )
    )


def _closings(evidence_id: int) -> Select[int, int | None]:
    return (
        select(Assignment.department_id, Task.handed_by_id)
        .join(Closing, Closing.assignment_id == Assignment.id)
        .join(ClosingEvidence, ClosingEvidence.closing_id == Closing.id)
        .join(Task, Task.id == Assignment.task_id)
        .where(ClosingEvidence.evidence_id == evidence_id, Closing.signed_at.is_not(None))
    )
