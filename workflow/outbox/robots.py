"""Entering robots of chat groups, switching them off and on, removing them. The history never holds an address."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.chat import Chat, ChatKind, Way
from workflow.audit.service import Actor, record
from workflow.errors import Refused, Stale
from workflow.outbox.robot_models import Robot
from workflow.people.models import Department


def add(session: Session, department: Department, way: Way, *, name: str, chat: Chat, by: Actor, at: datetime) -> Robot:
    """Enter a robot; its server must be one that may be called, and it may stand here only once."""
    if not chat.allows(way.address):
        raise Refused("robot.not_allowed")
    if way.secret and way.kind == ChatKind.WECOM:
        raise Refused("robot.no_signing")
    known = select(Robot.id).where(Robot.address == way.address, Robot.removed_at.is_(None))
    if session.scalar(known) is not None:
        raise Refused("robot.known")
    robot = Robot(department=department, kind=way.kind, name=name, address=way.address, secret=way.secret, added_at=at)
    session.add(robot)
    _recorded(session, robot, "robot.added", by=by, at=at)
    return robot


def note_test(session: Session, robot: Robot, *, by: Actor, at: datetime) -> Way:
    """A trial message is about to be sent: noted before, so that none leaves unseen. Returns the way to the robot."""
    _still_there(robot)
    _recorded(session, robot, "robot.tested", by=by, at=at)
    return way_to(robot)


def switch(session: Session, robot: Robot, *, on: bool, version: int, by: Actor, at: datetime) -> None:
    """Off: it says nothing until it is on again."""
    _still_there(robot)
    if robot.version != version or on == (robot.off_at is None):
        raise Stale
    robot.off_at = None if on else at
    _recorded(session, robot, "robot.switched_on" if on else "robot.switched_off", by=by, at=at)


def remove(session: Session, robot: Robot, *, by: Actor, at: datetime) -> None:
    """It speaks no more, and its address and secret are forgotten; what it said stays."""
    _still_there(robot)
    robot.removed_at, robot.address, robot.secret = at, "", ""
    _recorded(session, robot, "robot.removed", by=by, at=at)


def way_to(robot: Robot) -> Way:
    return Way(robot.kind, robot.address, robot.secret)


def _still_there(robot: Robot) -> None:
    if robot.removed_at is not None:
        raise Refused("robot.removed")


def _recorded(session: Session, robot: Robot, act: str, *, by: Actor, at: datetime) -> None:
    session.flush()
    facts: dict[str, Any] = {"label": robot.department.label, "name": robot.name}
    record(session, act, robot, by=by, at=at, **facts)
