"""Who took a file out or looked at it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from workflow.evidence.box_models import TakenOut
from workflow.people.models import Account

SHOWN = 50


def latest(session: Session, evidence_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The last times: way, at, name."""
    return session.execute(
        select(TakenOut.way, TakenOut.at, Account.name)
        .join(Account, Account.id == TakenOut.account_id)
        .where(TakenOut.evidence_id == evidence_id)
        .order_by(TakenOut.id.desc())
        .limit(SHOWN)
    ).all()
