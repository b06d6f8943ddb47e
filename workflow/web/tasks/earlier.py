"""What a task's words were in earlier editions, and how they differ from those that followed."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.plans import queries as plans
from workflow.plans.comparing import Stretch, differences
from workflow.plans.models import Edition, Item
from workflow.plans.rules import mask

MOST = 10  # editions


@dataclass(frozen=True)
class Earlier:
    """The words of an earlier edition; `stretches` lead from them to the words that came next."""

    number: str
    title: str
    doc_number: str | None
    edition_id: int
    item_id: int
    stretches: list[Stretch]


def earlier(session: Session, item_id: int) -> list[Earlier]:
    """The items that this one continues, the latest first."""
    found: list[Earlier] = []
    item = session.get(Item, item_id)
    while item is not None and item.predecessor_id is not None and len(found) < MOST:
        before = session.get_one(Item, item.predecessor_id)
        edition = before.edition
        stretches = differences(_words(session, before), _words(session, item))
        found.append(Earlier(before.number, edition.title, edition.doc_number, edition.id, before.id, stretches))
        item = before
    return found


def _words(session: Session, item: Item) -> str:
    """The item's own stretch of its edition, doubtful words masked."""
    words = session.scalar(
        select(func.substr(Edition.text, item.start + 1, item.end - item.start)).where(Edition.id == item.edition_id)
    )
    return mask(words or "", item.start, plans.masks(session, [item.id])[item.id])
