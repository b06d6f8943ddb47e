"""The evidence box as a list: whose files, on which task, of which kind, with which word of the office."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from workflow.evidence.box_models import Proof
from workflow.evidence.models import Blob, Evidence, Verdict
from workflow.evidence.searching import said
from workflow.insight.box import cites_for, is_out
from workflow.people.models import Department, DepartmentKind

PAGE, CAP = 50, 1000
Rows = Sequence[Row[*tuple[Any, ...]]]


class Standing(StrEnum):
    """How a file stands, as a list is narrowed to it."""

    UNJUDGED = "unjudged"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Sought:
    """What the list is narrowed to. `own`: whose files are seen whatever became of them; `all_out`: beside them, all
    that left its department."""

    own: frozenset[int]
    all_out: bool
    words: str | None = None
    department_id: int | None = None
    task_id: int | None = None
    kind: str | None = None
    standing: Standing | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        own = Evidence.department_id.in_(self.own)
        found: list[ColumnElement[bool]] = [or_(own, is_out()) if self.all_out else own]
        found += [said(self.words, own=self.own)] if self.words and self.words.strip() else []
        found += [Evidence.department_id == self.department_id] if self.department_id else []
        found += [Evidence.kind == self.kind] if self.kind else []
        if self.task_id:
            found.append(or_(proves_for(self.task_id), cites_for([self.task_id], left_only=False)))
        return [*found, *self._standing()]

    def _standing(self) -> list[ColumnElement[bool]]:
        if self.standing is None:
            return []
        if self.standing == Standing.WITHDRAWN:
            return [Evidence.withdrawn_at.is_not(None)]
        judged: ColumnElement[bool]
        if self.standing == Standing.UNJUDGED:
            judged = Evidence.judged.is_(None) & Evidence.department_id.not_in(_offices())
        else:
            judged = Evidence.judged == Verdict(self.standing.value)
        return [Evidence.withdrawn_at.is_(None), judged]


def _offices() -> Select[int]:
    """The leading-group offices, whose own files nobody judges."""
    return select(Department.id).where(Department.kind == DepartmentKind.OFFICE)


def proves_for(task_id: int) -> ColumnElement[bool]:
    """Condition on a file: it is said to prove something of this task."""
    return exists().where(Proof.evidence_id == Evidence.id, Proof.task_id == task_id)


def page(session: Session, sought: Sought, *, before: int | None = None, most: int = PAGE + 1) -> Rows:
    """The newest first."""
    newer = aliased(Evidence)
    rows = (
        select(
            Evidence.id,
            Evidence.name,
            Evidence.kind,
            Evidence.version,
            Evidence.dated_on,
            Evidence.put_at,
            Evidence.withdrawn_at,
            Evidence.judged,
            Evidence.demo,
            Evidence.sha256,
            Evidence.department_id,
            Blob.size,
            Blob.state,
            Blob.fault,
            Department.label.label("department"),
            (Department.kind == DepartmentKind.OFFICE).label("of_office"),
            exists().where(newer.replaces_id == Evidence.id).label("replaced"),
        )
        .join(Blob, Blob.sha256 == Evidence.sha256)
        .join(Department, Department.id == Evidence.department_id)
        .where(*sought.conditions())
    )
    if before is not None:
        rows = rows.where(Evidence.id < before)
    return session.execute(rows.order_by(Evidence.id.desc()).limit(most)).all()


def count(session: Session, sought: Sought) -> int:
    """How many there are, up to a thousand."""
    some: Select[int] = select(Evidence.id).where(*sought.conditions()).limit(CAP)
    return session.scalar(select(func.count()).select_from(some.subquery())) or 0
