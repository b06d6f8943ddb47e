"""Departments: new, renamed, merged, abolished. Names are dated rows; the id stays."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import former
from workflow.audit.service import Actor, record
from workflow.errors import Refused, Stale
from workflow.people import parents, queries
from workflow.people.models import Department, DepartmentKind, DepartmentName, NameKind, Post, PostKind, Succession
from workflow.people.service import ONE_DAY, end_post


def create(
    session: Session,
    *,
    code: str,
    kind: DepartmentKind,
    label: str,
    full_name: str = "",
    ordinal: int = 0,
    by: Actor,
    at: datetime,
) -> Department:
    """A new body. `code` is its steady key; its names must not be another's today."""
    if session.scalar(select(Department.id).where(Department.code == code)):
        raise Refused("people.code_taken", code=code)
    for name in filter(None, (label, full_name)):
        _refuse_taken(session, name, on=day_of(at), own=None)
    department = Department(code=code, kind=kind, label=label, ordinal=ordinal)
    department.names = [DepartmentName(kind=NameKind.SHORT, name=label)]
    if full_name:
        department.names.append(DepartmentName(kind=NameKind.FULL, name=full_name))
    session.add(department)
    session.flush()
    record(session, "department.created", department, by=by, at=at, label=label)
    return department


def edit(
    session: Session,
    department: Department,
    *,
    kind: DepartmentKind,
    ordinal: int,
    version: int,
    by: Actor,
    at: datetime,
) -> None:
    """Its kind and its place in lists."""
    if department.version != version:
        raise Stale
    if (department.kind, department.ordinal) == (kind, ordinal):
        return
    was = department.kind.value
    department.kind, department.ordinal = kind, ordinal
    session.flush()
    facts: dict[str, Any] = {"label": department.label, "was": was, "kind": kind.value, "ordinal": ordinal}
    record(session, "department.edited", department, by=by, at=at, **facts)


def set_sign_off(
    session: Session, department: Department, *, signs_off: bool, version: int, by: Actor, at: datetime
) -> None:
    """Whether its head signs what leaves it. Somebody must hold the post; what waits already is not touched."""
    if department.version != version:
        raise Stale
    if department.signs_off == signs_off:
        return
    head = queries.post_in(session, department.id, PostKind.HEAD, on=day_of(at))
    if signs_off and (head is None or not queries.has_holder(session, head, on=day_of(at))):
        raise Refused("signing.no_head")
    department.signs_off = signs_off
    session.flush()
    act = "department.sign_off_begun" if signs_off else "department.sign_off_ended"
    record(session, act, department, by=by, at=at, label=department.label)


def rename(
    session: Session, department: Department, *, kind: NameKind, name: str, from_on: date, by: Actor, at: datetime
) -> None:
    """A new short or statutory name from a day that has come; the old one ends the day before. The label follows."""
    on = day_of(at)
    if from_on > on:
        raise Refused("people.day_ahead")
    _refuse_taken(session, name, on=on, own=department.id)
    for old in _in_force(session, department, kind):
        if old.from_on and old.from_on >= from_on:
            raise Refused("people.days_reversed")
        old.to_on = from_on - ONE_DAY
    session.add(DepartmentName(department_id=department.id, kind=kind, name=name, from_on=from_on))
    was = department.label
    if kind == NameKind.SHORT:
        former.keep(session, department, on=on)
        department.label = name
    session.flush()
    facts: dict[str, Any] = {"was": was, "name": name, "from_on": from_on.isoformat()}
    record(session, "department.renamed", department, by=by, at=at, label=department.label, **facts)


def add_alias(session: Session, department: Department, *, name: str, by: Actor, at: datetime) -> None:
    """Another name under which plans may speak of it."""
    _refuse_taken(session, name, on=day_of(at), own=None)
    session.add(DepartmentName(department_id=department.id, kind=NameKind.ALIAS, name=name, from_on=None))
    record(session, "department.alias_added", department, by=by, at=at, label=department.label, name=name)


def end_alias(session: Session, alias: DepartmentName, *, by: Actor, at: datetime) -> None:
    """The alias is no longer read; what was read by it stays."""
    if alias.kind != NameKind.ALIAS or alias.to_on is not None:
        raise Refused("people.alias_ended")
    alias.to_on = day_of(at) - ONE_DAY
    department = alias.department
    record(session, "department.alias_ended", department, by=by, at=at, label=department.label, name=alias.name)


def abolish(
    session: Session, department: Department, *, on: date, by: Actor, at: datetime, heir: Department | None = None
) -> None:
    """The body is gone from a day that has come; its posts end with it. What stood below it stands below its heir."""
    if department.abolished_on:
        raise Refused("people.department_abolished", label=department.label)
    if on > day_of(at):
        raise Refused("people.day_ahead")
    department.abolished_on = on
    for post in session.scalars(select(Post).where(Post.department_id == department.id, Post.ended_on.is_(None))):
        end_post(session, post, on=on, by=by, at=at)
    parents.pass_on(session, department, heir, on=on, by=by, at=at)
    session.flush()
    record(session, "department.abolished", department, by=by, at=at, label=department.label, on_day=on.isoformat())


def succeed(
    session: Session,
    department: Department,
    *,
    successor: Department,
    on: date,
    basis: str,
    by: Actor,
    at: datetime,
) -> Succession:
    """One body follows another from a day that has come: the former is abolished, the merger kept with its basis."""
    if successor.id == department.id or successor.abolished_on:
        raise Refused("people.no_successor")
    abolish(session, department, on=on, by=by, at=at, heir=successor)
    row = Succession(department_id=department.id, successor_id=successor.id, on=on, basis=basis)
    session.add(row)
    session.flush()
    facts: dict[str, Any] = {
        "label": department.label,
        "successor": successor.label,
        "basis": basis,
        "on_day": on.isoformat(),
    }
    record(session, "department.succeeded", department, by=by, at=at, **facts)
    return row


def _in_force(session: Session, department: Department, kind: NameKind) -> list[DepartmentName]:
    return list(
        session.scalars(
            select(DepartmentName).where(
                DepartmentName.department_id == department.id,
                DepartmentName.kind == kind,
                DepartmentName.to_on.is_(None),
            )
        )
    )


def _refuse_taken(session: Session, name: str, *, on: date, own: int | None) -> None:
    """Two bodies must not answer to one name on one day, or the plan's reader could not tell them apart."""
    owner = session.scalar(
        select(Department.label)
        .join(DepartmentName)
        .where(
            DepartmentName.name == name,
            DepartmentName.department_id != (own or 0),
            or_(DepartmentName.to_on.is_(None), DepartmentName.to_on >= on),
            queries.standing(on),
        )
        .limit(1)
    )
    if owner:
        raise Refused("people.name_taken", name=name, label=owner)
