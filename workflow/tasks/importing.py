"""From an edition's items to proposed tasks."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.plans.models import Clause, ClauseBody, Edition, Item, ItemKind
from workflow.tasks import service
from workflow.tasks.models import Task


def propose_all(session: Session, edition: Edition, *, at: datetime) -> list[Task]:
    """One proposed task for each measure and each standing duty, in the order of the paper."""
    rows = session.scalars(select(Item).where(Item.edition_id == edition.id).order_by(Item.ordinal)).all()
    chapters = {row.id: f"{row.number}、{row.heading}" for row in rows if row.kind == ItemKind.CHAPTER}
    bodies: dict[int, list[ClauseBody]] = defaultdict(list)
    for item_id, body in session.execute(
        select(Clause.item_id, ClauseBody).join(Clause).join(Item).where(Item.edition_id == edition.id)
    ):
        bodies[item_id].append(body)
    wanted = [row for row in rows if row.kind in (ItemKind.MEASURE, ItemKind.STANDING)]
    return [
        service.propose(
            session,
            edition.plan,
            item,
            chapter=chapters.get(item.parent_id or 0, ""),
            ordinal=ordinal,
            bodies=bodies[item.id],
            at=at,
        )
        for ordinal, item in enumerate(wanted, start=1)
    ]
