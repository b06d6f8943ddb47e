"""Which of her notices a person has read: by opening what it is about, or all at once."""

from datetime import datetime

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from workflow.notices.models import Notice

UNREAD = text("notice.read_at IS NULL AND notice.dropped_on IS NULL")  # as the partial index says it
MOST = 100  # counted no further


def unread(session: Session, account_id: int) -> int:
    """How many she has not read, up to a hundred. What was dropped need not be read any more."""
    found = select(Notice.id).where(Notice.account_id == account_id, UNREAD).limit(MOST).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def newest(session: Session, account_id: int) -> int:
    """Her last notice; 0: she has none."""
    return session.scalar(select(func.max(Notice.id)).where(Notice.account_id == account_id)) or 0


def read(session: Session, notice: Notice, *, at: datetime) -> None:
    """She has opened it; the first time stays."""
    notice.read_at = notice.read_at or at


def read_all(session: Session, account_id: int, *, up_to: int, at: datetime) -> None:
    """She has read the list down from this notice; what came meanwhile stays unread."""
    mine = (Notice.account_id == account_id, Notice.id <= up_to, Notice.read_at.is_(None))
    session.execute(update(Notice).where(*mine).values(read_at=at), execution_options={"synchronize_session": False})
