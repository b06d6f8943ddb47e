"""What a builder made once is put down again as rows: the same rows, in a hundredth of the time.

Only for a database that is still empty; in any other the builder builds. A builder may return a dataclass of entities,
also in lists and dicts: they are read in again.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import wraps
from typing import Any, TypeVar

from sqlalchemy import exists, or_, select, text
from sqlalchemy.orm import Session

from workflow.db import Model
from workflow.tables import metadata

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Pointer:
    """An entity, by its class and key."""

    model: type[Model]
    key: Any


@dataclass(frozen=True)
class Memory:
    rows: dict[str, list[dict[str, Any]]]  # by table, in the order in which they can be laid
    made: Any


def remembered(builder: F) -> F:
    """Mark a builder `(session, …) -> dataclass` whose work is remembered for each set of arguments."""
    known: dict[Any, Memory] = {}

    @wraps(builder)
    def build(session: Session, *args: Any, **facts: Any) -> Any:
        asked = (*args, *sorted(facts.items()))
        if not _is_empty(session):
            return builder(session, *args, **facts)
        if asked not in known:
            made = builder(session, *args, **facts)
            session.flush()
            known[asked] = Memory(_rows(session), _pointed(made))
            return made
        _lay(session, known[asked].rows)
        return _found(session, known[asked].made)

    return build  # type: ignore[return-value]


def _is_empty(session: Session) -> bool:
    anything = or_(
        *(exists(select(table.c[0])) for table in map(metadata.tables.get, ("department", "plan", "account")))
    )
    return not session.scalar(select(anything))


def _rows(session: Session) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for table in metadata.sorted_tables:
        rows = session.execute(select(table).order_by(*table.primary_key)).mappings().all()
        if rows:
            found[table.name] = [dict(row) for row in rows]
    return found


def _lay(session: Session, rows: dict[str, list[dict[str, Any]]]) -> None:
    connection = session.connection()
    for name, lines in rows.items():
        connection.execute(metadata.tables[name].insert(), lines)
        if connection.dialect.name == "postgresql" and "id" in lines[0]:
            connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {lines[-1]['id']})"))


def _pointed(made: Any) -> Any:
    if isinstance(made, Model):
        state = made._sa_instance_state
        return Pointer(type(made), state.key[1])
    if isinstance(made, dict):
        return {key: _pointed(one) for key, one in made.items()}
    if isinstance(made, list):
        return [_pointed(one) for one in made]
    if is_dataclass(made) and not isinstance(made, type):
        return type(made), {one.name: _pointed(getattr(made, one.name)) for one in fields(made)}
    return made


def _found(session: Session, made: Any) -> Any:
    if isinstance(made, Pointer):
        return session.get_one(made.model, made.key)
    if isinstance(made, dict):
        return {key: _found(session, one) for key, one in made.items()}
    if isinstance(made, list):
        return [_found(session, one) for one in made]
    if isinstance(made, tuple):
        model, given = made
        return model(**_found(session, given))
    return made
