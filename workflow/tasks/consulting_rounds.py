"""Earlier rounds of asking: who has answered before it is asked again."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from workflow.people.models import Department
from workflow.tasks.consulting_models import Comment, Consultation


def answered_before(session: Session, plan_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Each department that answered in a round of this plan that is over: id, label, the last round and moment."""
    answered = (
        select(
            Department.id,
            Department.label,
            func.max(Consultation.ordinal).label("ordinal"),
            func.max(Comment.received_at).label("at"),
        )
        .join(Comment, Comment.department_id == Department.id)
        .join(Consultation, Consultation.id == Comment.consultation_id)
        .where(Consultation.plan_id == plan_id, Consultation.closed_at.is_not(None))
        .group_by(Department.id, Department.label, Department.ordinal)
        .order_by(Department.ordinal, Department.id)
    )
    return session.execute(answered).all()
