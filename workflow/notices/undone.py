"""What was posted and is taken back before any mail told of it: by the office, or because somebody else is to hear."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from workflow.escalation.rules import LATE, ORDER, Rung
from workflow.notices.models import Notice
from workflow.notices.queries import UNFOLDED, batches


def forget(session: Session, deadline_ids: Collection[int], *, above: Rung | None) -> int:
    """Take back the notices, in no message yet, of rungs of lateness above the one on which deadlines stand now (None:
    on none). Nobody heard of them, so they are not kept as told: whoever reaches such a rung later is told of it."""
    higher = [rung.value for rung in LATE if above is None or ORDER[rung] > ORDER[above]]
    which = (Notice.deadline_id.in_(deadline_ids), Notice.rung.in_(higher), *UNFOLDED)
    gone = delete(Notice).where(*which).returning(Notice.id)
    return len(session.scalars(gone, execution_options={"synchronize_session": False}).all())


def forget_unheard(session: Session, notice_ids: Sequence[int]) -> None:
    """Take back what its person has neither been sent nor read, and what is somebody else's to hear now. Kept as told,
    it would never be told to her again, though the post came back to her the next day."""
    for some in batches(notice_ids):
        unheard = (Notice.id.in_(some), *UNFOLDED, Notice.read_at.is_(None))
        session.execute(delete(Notice).where(*unheard), execution_options={"synchronize_session": False})
