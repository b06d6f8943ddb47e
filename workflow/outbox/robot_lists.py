"""Robots as pages list them, with what became of their last message."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from workflow.outbox.robot_models import Robot, RobotMessage, RobotState
from workflow.people.models import Department

Rows = Sequence[Row[*tuple[Any, ...]]]
_said = aliased(RobotMessage)
LAST = select(func.max(_said.id)).where(_said.robot_id == Robot.id).correlate(Robot).scalar_subquery()
COLUMNS = (
    Robot.id,
    Robot.kind,
    Robot.name,
    Robot.address,
    Robot.off_at,
    Robot.version,
    Department.label.label("department"),
    Department.abolished_on,
    RobotMessage.day,
    RobotMessage.state,
    RobotMessage.tries,
    RobotMessage.words,
    RobotMessage.next_try_at,
    RobotMessage.delivered_at,
    RobotMessage.last_reply,
)


def entered(session: Session) -> Rows:
    """All robots that were not removed, each with its last message, if it has one."""
    rows = select(*COLUMNS).join(Department, Department.id == Robot.department_id)
    rows = rows.outerjoin(RobotMessage, RobotMessage.id == LAST).where(Robot.removed_at.is_(None))
    return session.execute(rows.order_by(Department.ordinal, Department.id, Robot.id)).all()


def undelivered(session: Session, *, today: date) -> Rows:
    """Robots in force whose last message did not arrive: refused, given up, or tried and waiting still."""
    failed = RobotMessage.state.in_((RobotState.REFUSED, RobotState.GIVEN_UP))
    waits = and_(RobotMessage.state == RobotState.WAITING, or_(RobotMessage.tries > 0, RobotMessage.day < today))
    in_force = (Robot.removed_at.is_(None), Robot.off_at.is_(None))
    rows = select(*COLUMNS).join(Department, Department.id == Robot.department_id)
    rows = rows.join(RobotMessage, RobotMessage.id == LAST).where(*in_force, or_(failed, waits))
    return session.execute(rows.order_by(Department.ordinal, Department.id, Robot.id)).all()
