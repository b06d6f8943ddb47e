"""Writing the history, in the transaction of the act itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit.models import Event


class Actor(Protocol):
    """Who acts: a signed-in person (people.rules.Viewer), an operator, or the system itself."""

    @property
    def account_id(self) -> int | None: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class Operator:
    """An actor without a signed-in account: the system, or whoever runs a command on the server."""

    account_id: int | None
    name: str


SYSTEM: Actor = Operator(None, "Duban")


def record(
    session: Session,
    act: str,
    thing: object,
    *,
    by: Actor,
    at: datetime,
    plan_id: int | None = None,
    **facts: Any,
) -> Event:
    """Add one row to the history; `thing` is the row acted upon, already flushed so that it has an id."""
    event = Event(
        at=at,
        on=day_of(at),
        account_id=by.account_id,
        actor=by.name,
        act=act,
        thing=getattr(thing, "__tablename__", str(thing)),
        thing_id=getattr(thing, "id", None),
        plan_id=plan_id,
        facts=facts,
    )
    session.add(event)
    return event
