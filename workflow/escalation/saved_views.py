"""Filters of the escalation view that a person keeps for herself. They are a convenience and no act of the office: what
she no longer wants is deleted, and the history says nothing of it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.errors import Refused
from workflow.escalation.models import SavedView

NAME, MOST = 40, 12


def of(session: Session, account_id: int) -> list[SavedView]:
    """A person's views, in the order in which she kept them."""
    mine = select(SavedView).where(SavedView.account_id == account_id).order_by(SavedView.id)
    return list(session.scalars(mine))


def keep(session: Session, account_id: int, name: str, wanted: dict[str, str], *, at: datetime) -> SavedView:
    """Keep a filter under a name; the same name again takes its place."""
    name = name.strip()
    if not name:
        raise Refused("view.name_missing")
    if len(name) > NAME:
        raise Refused("view.name_too_long", limit=NAME)
    if not wanted:
        raise Refused("view.nothing_wanted")
    mine = of(session, account_id)
    view = next((one for one in mine if one.name == name), None)
    if view is None:
        if len(mine) >= MOST:
            raise Refused("view.too_many", limit=MOST)
        view = SavedView(account_id=account_id, name=name)
        session.add(view)
    view.wanted, view.at = wanted, at
    session.flush()
    return view


def drop(session: Session, view: SavedView) -> None:
    session.delete(view)
    session.flush()
