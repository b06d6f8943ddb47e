"""The first departments, from rows of a seed. What is there already is left as people have made it since."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.audit.service import SYSTEM, record
from workflow.people.models import Department, DepartmentKind, DepartmentName, NameKind


@dataclass(frozen=True)
class DepartmentRow:
    """One body: `label` as the plan prints it, `full_name` the statutory name ("" when it is not certain)."""

    code: str
    kind: DepartmentKind
    label: str
    full_name: str
    aliases: tuple[str, ...]
    ordinal: int


def rows_of(lines: Iterable[str]) -> list[DepartmentRow]:
    """The rows of seed/departments.csv: code, kind, label, full_name, aliases (parted by ;), ordinal."""
    return [
        DepartmentRow(
            code=row["code"],
            kind=DepartmentKind(row["kind"]),
            label=row["label"],
            full_name=row["full_name"],
            aliases=tuple(alias for alias in row["aliases"].split(";") if alias),
            ordinal=int(row["ordinal"]),
        )
        for row in csv.DictReader(lines)
    ]


def load_departments(session: Session, rows: Iterable[DepartmentRow], *, at: datetime) -> int:
    """Add the bodies whose code is not there yet; returns how many were added."""
    known = set(session.scalars(select(Department.code)))
    added = 0
    for row in rows:
        if row.code in known:
            continue
        department = Department(code=row.code, kind=row.kind, label=row.label, ordinal=row.ordinal)
        department.names = _names(row)
        session.add(department)
        session.flush()
        record(session, "department.created", department, by=SYSTEM, at=at, label=row.label)
        added += 1
    return added


def _names(row: DepartmentRow) -> list[DepartmentName]:
    """Undated names: the seed says what is so, not since when."""
    names = [DepartmentName(kind=NameKind.SHORT, name=row.label)]
    if row.full_name:
        names.append(DepartmentName(kind=NameKind.FULL, name=row.full_name))
    return names + [DepartmentName(kind=NameKind.ALIAS, name=alias) for alias in row.aliases]
