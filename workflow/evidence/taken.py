"""Who took a file out or looked at it."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.evidence.box_models import TakenOut
from workflow.people.models import Account

log = logging.getLogger("duban.evidence")
SHOWN = 50
PATIENCE = 500  # milliseconds that a download waits for a busy database


def latest(session: Session, evidence_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The last times: way, at, name."""
    return session.execute(
        select(TakenOut.way, TakenOut.at, Account.name)
        .join(Account, Account.id == TakenOut.account_id)
        .where(TakenOut.evidence_id == evidence_id)
        .order_by(TakenOut.id.desc())
        .limit(SHOWN)
    ).all()


def note(database: Database, evidence_id: int, *, account_id: int, way: str, at: datetime) -> bool:
    """Keep that a file was taken out, in a transaction of its own. Where the database is busy the file goes out all
    the same, and the log says who took it."""
    row = {"evidence_id": evidence_id, "account_id": account_id, "way": way, "at": at}
    try:
        with database.writing_soon(PATIENCE) as session:
            session.execute(insert(TakenOut).values(row))
    except DBAPIError:
        log.warning("not kept that %s took out file %s (%s) at %s", account_id, evidence_id, way, at)
        return False
    return True
