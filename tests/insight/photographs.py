"""What the ledger, the lights and the leader's page say of a plan on a day, as plain values that can be compared."""

from datetime import date
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from workflow.deadlines import of_tasks
from workflow.deadlines.models import LadderKind
from workflow.insight import ledger, queries, reviewed
from workflow.insight.reviewed import Measured
from workflow.lights.rules import first_unlate
from workflow.tasks.queries import Sought, page
from workflow.workdays.rules import Calendar


def photograph(session: Session, plan_id: int, *, today: date, calendar: Calendar) -> dict[str, Any]:
    """Everything that these pages print, and the list of tasks."""
    unlate = first_unlate(today, calendar)
    period, accepted = reviewed.last_reviewed(session, plan_id)
    return {
        "ledger": [_row(row) for row in ledger.rows(session, plan_id, today=today, calendar=calendar)],
        "lights": [
            (one.id, one.number, one.heading, one.shown, one.form_late)
            for one in queries.lit_tasks(session, plan_id, today=today, calendar=calendar)
        ],
        "standing": queries.standing(session, plan_id),
        "late": {
            ladder: _rows(queries.late_by_department(session, plan_id, ladder, unlate=unlate)) for ladder in LadderKind
        },
        "asked": _rows(reviewed.asked(session, plan_id)),
        "reviewed": (period, accepted),
        "demo": reviewed.demo_reports(session, plan_id),
        "list": _rows(page(session, Sought(None), of_tasks.next_of_task().label("next_on"))),
    }


def _row(row: ledger.LedgerRow) -> dict[str, Any]:
    said = {"task": row.task, "next": row.next, "said": row.said}
    return {
        **{name: tuple(one) if one is not None else None for name, one in said.items()},
        "names": (row.lead, row.co, row.leader),
        "shown": row.shown,
        "blockers": [_columns(one) for one in row.blockers],
        "targets": [_measured(one) for one in row.targets],
    }


def _measured(one: Measured) -> tuple[Any, ...]:
    value = _columns(one.value) if one.value is not None else None
    return one.task_id, one.wording, value, one.holds.value, one.holds.due_on, one.holds.tolerance


def _columns(row: Any) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}


def _rows(rows: Any) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in rows]
