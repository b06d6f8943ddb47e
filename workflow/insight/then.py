"""As of a day: the rows of the plans are laid out once more, as they stood at the end of that day, in a small database
in memory. Ledger, lights and pages read it with the very statements that read today's, so they say what they said.

A fixed number of statements, however many tasks there are. Today's views never come here. The calendar is today's."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Table, create_engine, insert
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateIndex, CreateTable, DDLElement

from workflow.audit import former
from workflow.db import Model, ReadingSession
from workflow.deadlines.models import Deadline, DeadlineMove, Hold
from workflow.insight import standing_then as stood
from workflow.insight.kept_rows import Kept
from workflow.insight.standing_then import Past, Rows
from workflow.instructions.models import Instruction, InstructionOwed
from workflow.lights.models import PeriodVerdict
from workflow.people.models import Account, Department, Holding, Post
from workflow.plans.doubtful_models import Taint
from workflow.plans.models import Plan, Target
from workflow.reports.models import Blocker, Report, ReportRevision, ReportValue
from workflow.review.models import TargetTerm, TargetVerdict
from workflow.tasks.models import Assignment, Task, TaskItem

MEMORY = create_engine("sqlite://", poolclass=NullPool)  # each connection is a database of its own, gone when it closes
AS_THEY_ARE: tuple[type[Model], ...] = (Plan, Department, Post, Account, Holding, Target)  # or as they are wound back
ADDED: tuple[type[Model], ...] = (PeriodVerdict, TargetTerm, TargetVerdict)  # rows with their own moment
DERIVED: tuple[type[Model], ...] = (Taint, TaskItem, Assignment, Task, DeadlineMove, Hold, Deadline, Instruction)
SAID: tuple[type[Model], ...] = (ReportRevision, Report, ReportValue, Blocker)


@contextmanager
def laid_out(session: Session, day: date, *, plan_id: int | None = None) -> Iterator[Session]:
    """A session over the rows of a plan (None: of all) as they stood at the end of a day. It only reads."""
    found = _rows(Kept(session, plan_id), Past(day, former.after(session, day)))
    with MEMORY.connect() as connection, connection.begin():
        for laying in _tables():
            connection.exec_driver_sql(laying)
        for model, rows in found.items():
            if rows:
                connection.execute(insert(_table(model)), rows)
        with ReadingSession(connection, autoflush=False, join_transaction_mode="create_savepoint") as then:
            yield then


@lru_cache(maxsize=1)
def _tables() -> tuple[str, ...]:
    """What lays the tables and their indexes: put into words once."""
    models: tuple[type[Model], ...] = (*AS_THEY_ARE, *ADDED, *DERIVED, *SAID, InstructionOwed)
    tables = [_table(model) for model in models]
    indexes = [index for table in tables for index in table.indexes]
    laying: list[DDLElement] = [*map(CreateTable, tables), *map(CreateIndex, indexes)]
    return tuple(str(one.compile(MEMORY)) for one in laying)


def _table(model: type[Model]) -> Table:
    return cast(Table, model.__table__)


def _rows(kept: Kept, past: Past) -> dict[type[Model], Rows]:
    read: dict[type[Model], Rows] = {
        model: past.wound_back(_table(model), kept.rows(model)) for model in (*AS_THEY_ARE, *ADDED, *DERIVED, *SAID)
    }
    found: dict[Any, Rows] = {model: read[model] for model in AS_THEY_ARE}
    dated: tuple[type[Model], ...] = (*ADDED, DeadlineMove)
    for model in dated:
        found[model] = [row for row in read[model] if past.knew(row["at"])]
    found[Taint] = [past.ended(row, "confirmed_at") for row in read[Taint]]
    found[TaskItem] = stood.links(past, read[TaskItem])
    found[Assignment] = stood.shares(past, read[Assignment], found[PeriodVerdict])
    found[Task] = stood.tasks(past, read[Task], found[TaskItem], found[Assignment])
    found[Hold] = stood.holds(past, read[Hold])
    found[Instruction] = stood.instructions(past, read[Instruction])
    found[InstructionOwed] = kept.rows(InstructionOwed)
    found[Deadline] = stood.deadlines(past, read[Deadline], read[DeadlineMove], found[Hold])
    found[ReportRevision] = stood.revisions(past, read[ReportRevision])
    found[Report] = stood.reports(past, read[Report], found[ReportRevision])
    known = {row["id"] for row in found[ReportRevision]}
    for model in (ReportValue, Blocker):
        found[model] = [row for row in read[model] if row["revision_id"] in known]
    return found
