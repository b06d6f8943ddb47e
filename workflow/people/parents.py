"""Which body stands above which, from day to day: counties have bureaus, bureaus have institutes."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from workflow.audit.service import Actor, record
from workflow.errors import Refused
from workflow.people import queries
from workflow.people.models import Department, DepartmentParent

ONE_DAY = timedelta(days=1)


def parent_of(session: Session, department_id: int, *, on: date) -> Department | None:
    """The body above a department on a day."""
    return session.scalar(
        select(Department)
        .join(DepartmentParent, DepartmentParent.parent_id == Department.id)
        .where(DepartmentParent.department_id == department_id, _in_days(on))
    )


def children(session: Session, department_id: int, *, on: date) -> list[Department]:
    """The bodies below a department on a day, in their printed order."""
    return list(
        session.scalars(
            select(Department)
            .join(
                DepartmentParent,
                and_(DepartmentParent.department_id == Department.id, DepartmentParent.parent_id == department_id),
            )
            .where(_in_days(on), queries.standing(on))
            .order_by(Department.ordinal, Department.id)
        )
    )


def put_below(
    session: Session, department: Department, parent: Department | None, *, from_on: date, by: Actor, at: datetime
) -> None:
    """From a day on a department stands below another, or below none. Circles are refused."""
    before = parent_of(session, department.id, on=from_on)
    if before is parent:
        return
    above = parent
    while above is not None:
        if above.id == department.id:
            raise Refused("people.parent_circle", name=department.label)
        above = parent_of(session, above.id, on=from_on)
    for row in session.scalars(select(DepartmentParent).where(DepartmentParent.department_id == department.id)):
        if row.to_on is None or row.to_on >= from_on:
            row.to_on = from_on - ONE_DAY
    if parent is not None:
        session.add(DepartmentParent(department_id=department.id, parent_id=parent.id, from_on=from_on))
    session.flush()
    facts: dict[str, Any] = {"name": parent.label if parent else "", "was": before.label if before else ""}
    facts |= {"label": department.label, "from_on": from_on.isoformat()}
    record(session, "department.put_below", department, by=by, at=at, **facts)


def pass_on(
    session: Session, department: Department, heir: Department | None, *, on: date, by: Actor, at: datetime
) -> None:
    """Whatever stands below a body that is gone from a day stands below its heir from then on (below none, if it has
    none). An heir that stood below it itself takes its place first."""
    if heir is not None and _stands_below(session, heir, department, on=on):
        put_below(session, heir, parent_of(session, department.id, on=on), from_on=on, by=by, at=at)
    rows = session.scalars(
        select(DepartmentParent)
        .where(
            DepartmentParent.parent_id == department.id,
            or_(DepartmentParent.to_on.is_(None), DepartmentParent.to_on >= on),
        )
        .order_by(DepartmentParent.id)
    ).all()
    for row in rows:
        first, last = max(row.from_on or on, on), row.to_on
        row.to_on = first - ONE_DAY
        if heir is not None:
            session.add(DepartmentParent(department_id=row.department_id, parent_id=heir.id, from_on=first, to_on=last))
        session.flush()
        below = session.get_one(Department, row.department_id)
        facts: dict[str, Any] = {"name": heir.label if heir else "", "was": department.label}
        facts |= {"label": below.label, "from_on": first.isoformat()}
        record(session, "department.put_below", below, by=by, at=at, **facts)


def _stands_below(session: Session, department: Department, other: Department, *, on: date) -> bool:
    above = parent_of(session, department.id, on=on)
    while above is not None and above.id != other.id:
        above = parent_of(session, above.id, on=on)
    return above is not None


def _in_days(on: date) -> queries.Condition:
    return and_(
        or_(DepartmentParent.from_on.is_(None), DepartmentParent.from_on <= on),
        or_(DepartmentParent.to_on.is_(None), DepartmentParent.to_on >= on),
    )
