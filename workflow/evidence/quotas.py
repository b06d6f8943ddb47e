"""How much each department keeps, and how much it may. Bytes that it put in twice count once; what is withdrawn is
kept, and counts; what was destroyed does not."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import Session

from workflow.audit.service import Actor, record
from workflow.errors import Refused
from workflow.evidence.box_models import Quota
from workflow.evidence.models import Blob, BlobState, Evidence
from workflow.people.models import Department

MEGABYTE = 1024 * 1024
MOST = 100 * 1024 * 1024  # MB that can be typed: a hundred terabytes


def must_have_room(session: Session, department_id: int, size: int, *, default: int) -> None:
    """Raises Refused where a department would keep more than it may. `default`: MB, where none of its own is set; 0: as
    much as it wants."""
    own = session.get(Quota, department_id)
    limit = default if own is None else own.megabytes
    if not limit:
        return
    kept = used(session, department_id)
    if kept + size > limit * MEGABYTE:
        raise Refused("evidence.quota", used=f"{kept / MEGABYTE:,.1f}", limit=f"{limit:,}")


def used(session: Session, department_id: int) -> int:
    """Bytes that a department keeps."""
    per = _by_department(department_id).subquery()
    return int(session.scalar(select(func.coalesce(func.sum(per.c.size), 0))) or 0)


def _by_department(department_id: int | None = None) -> Select[Any]:
    """Files and bytes of each department that keeps any."""
    own = select(Evidence.department_id, Evidence.sha256, func.count().label("files"))
    if department_id is not None:
        own = own.where(Evidence.department_id == department_id)
    each = own.group_by(Evidence.department_id, Evidence.sha256).subquery()
    return (
        select(each.c.department_id, func.sum(each.c.files).label("files"), func.sum(Blob.size).label("size"))
        .join(Blob, Blob.sha256 == each.c.sha256)
        .where(Blob.state == BlobState.STORED)
        .group_by(each.c.department_id)
    )


def use(session: Session) -> Sequence[Row[*tuple[Any, ...]]]:
    """Each department with files, bytes and its own quota (MB), the largest first; those abolished only while they
    keep something."""
    per = _by_department().subquery()
    size = func.coalesce(per.c.size, 0).label("size")
    rows = (
        select(
            Department.id,
            Department.label,
            func.coalesce(per.c.files, 0).label("files"),
            size,
            Quota.megabytes.label("own"),
        )
        .outerjoin(per, per.c.department_id == Department.id)
        .outerjoin(Quota, Quota.department_id == Department.id)
        .where(or_(Department.abolished_on.is_(None), per.c.size > 0))
    )
    return session.execute(rows.order_by(size.desc(), Department.ordinal, Department.id)).all()


def kept(session: Session) -> tuple[int, int]:
    """Files and bytes in all; the same bytes of several departments are kept once."""
    rows = select(func.count(), func.coalesce(func.sum(Blob.size), 0)).where(Blob.state == BlobState.STORED)
    files, size = session.execute(rows).one()
    return int(files), int(size)


def set_quota(session: Session, department: Department, megabytes: int | None, *, by: Actor, at: datetime) -> None:
    """Give a department a quota of its own; None: the usual one again."""
    row = session.get(Quota, department.id, with_for_update=True)
    was = None if row is None else row.megabytes
    if was == megabytes:
        raise Refused("quota.unchanged")
    if megabytes is not None and not 0 <= megabytes <= MOST:
        raise Refused("quota.too_large", most=f"{MOST:,}")
    if row is not None and megabytes is None:
        session.delete(row)
    elif megabytes is not None:
        row = row or Quota(department_id=department.id)
        row.megabytes, row.set_by, row.set_at = megabytes, by.account_id or 0, at
        session.add(row)
    facts: dict[str, Any] = {"was_quota": _said(was), "quota": _said(megabytes)}
    record(session, "quota.set", department, by=by, at=at, label=department.label, **facts)


def _said(megabytes: int | None) -> str:
    return "" if megabytes is None else f"{megabytes} MB"
