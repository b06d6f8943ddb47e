"""Looking up requests to destroy files, and the files that they concern."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, func, select
from sqlalchemy.orm import Session

from workflow.evidence.arriving_models import Destruction, DestructionState
from workflow.evidence.models import Evidence
from workflow.people.models import Department

PAGE = 50


def listed(
    session: Session, *, departments: Collection[int] | None, before: int | None = None
) -> Sequence[Destruction]:
    """Requests that concern files of these departments (None: of all), those that wait first, then the latest."""
    rows = select(Destruction).where(*_of(departments))
    if before is not None:
        rows = rows.where(Destruction.id < before)
    return session.scalars(rows.order_by(Destruction.id.desc()).limit(PAGE + 1)).all()


def latest(session: Session, sha256: str) -> Destruction | None:
    """The last request that concerns these bytes, and what became of it."""
    rows = select(Destruction).where(Destruction.sha256 == sha256).order_by(Destruction.id.desc())
    return session.scalar(rows.limit(1))


def waiting(session: Session, *, departments: Collection[int] | None) -> int:
    """How many wait for the second person."""
    rows = select(func.count()).select_from(Destruction).where(Destruction.state == DestructionState.ASKED)
    return session.scalar(rows.where(*_of(departments))) or 0


def wait() -> ColumnElement[bool]:
    """Condition: something waits for the second person."""
    return select(Destruction.id).where(Destruction.state == DestructionState.ASKED).exists()


def _of(departments: Collection[int] | None) -> list[ColumnElement[bool]]:
    if departments is None:
        return []
    return [exists().where(Evidence.sha256 == Destruction.sha256, Evidence.department_id.in_(departments))]


def files_of(session: Session, sha256: str) -> Sequence[Row[*tuple[Any, ...]]]:
    """Every file with these bytes, whoever put it in: id, name, department."""
    return files_by_hash(session, [sha256]).get(sha256, [])


def files_by_hash(session: Session, sha256s: Collection[str]) -> dict[str, list[Row[*tuple[Any, ...]]]]:
    """By hash."""
    rows = (
        select(Evidence.sha256, Evidence.id, Evidence.name, Evidence.department_id, Department.label)
        .join(Department, Department.id == Evidence.department_id)
        .where(Evidence.sha256.in_(sha256s))
        .order_by(Evidence.id)
    )
    found: dict[str, list[Row[*tuple[Any, ...]]]] = {}
    for row in session.execute(rows):
        found.setdefault(row.sha256, []).append(row)
    return found
