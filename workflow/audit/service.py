"""Writing the history, in the transaction of the act itself."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit.models import Event


def record(
    session: Session,
    act: str,
    thing: object,
    *,
    by: "Actor",
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


class Actor:
    """Who acts: an account, or the system itself (`SYSTEM`)."""

    def __init__(self, account_id: int | None, name: str) -> None:
        self.account_id = account_id
        self.name = name


SYSTEM = Actor(None, "Duban")
