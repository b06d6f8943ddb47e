"""How rows stood before they were changed: what a view of a past day is made from. Said before the change itself."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, inspect, select
from sqlalchemy.orm import Session

from workflow.audit.models import Former
from workflow.db import Model

Key = tuple[str, int]  # table, id


def keep(session: Session, row: Model, *names: str, on: date) -> None:
    """Keep how a row stands (of some columns only, where they are named), before it is changed on this day."""
    names = names or tuple(column.key for column in inspect(type(row)).column_attrs)
    said = {name: _written(getattr(row, name)) for name in names}
    session.add(Former(thing=row.__tablename__, thing_id=_id(row), changed_on=on, row=said))


def appeared(session: Session, row: Model, *, on: date) -> None:
    """A row that speaks of earlier days was written on this day; before it, nobody knew of it."""
    session.add(Former(thing=row.__tablename__, thing_id=_id(row), changed_on=on, row=None))


def after(session: Session, day: date) -> dict[Key, dict[str, Any] | None]:
    """How the rows stood at the end of a day that were changed after it."""
    rows = select(Former.thing, Former.thing_id, Former.row).where(Former.changed_on > day)
    found: dict[Key, dict[str, Any] | None] = {}
    for thing, thing_id, row in session.execute(rows.order_by(Former.changed_on, Former.id)):
        found.setdefault((thing, thing_id), row)
    return found


def read(column: Column[Any], said: Any) -> Any:
    """A value of a kept row, as its column holds it."""
    kind = column.type.python_type
    if said is None or kind in (int, str, bool, list, dict):
        return said
    return kind.fromisoformat(said) if kind in (date, datetime) else kind(said)


def _id(row: Model) -> int:
    key: int = inspect(type(row)).primary_key_from_instance(row)[0]
    return key


def _written(value: Any) -> Any:
    if isinstance(value, date):  # an instant is one as well
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | StrEnum) else value
