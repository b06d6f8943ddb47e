"""What the office took back before any mail told of it."""

from collections.abc import Collection

from sqlalchemy import delete
from sqlalchemy.orm import Session

from workflow.escalation.rules import LATE, ORDER, Rung
from workflow.notices.models import Notice
from workflow.notices.queries import UNFOLDED


def forget(session: Session, deadline_ids: Collection[int], *, above: Rung | None) -> int:
    """Take back the notices, in no message yet, of rungs of lateness above the one on which deadlines stand now (None:
    on none). Nobody heard of them, so they are not kept as told: whoever reaches such a rung later is told of it."""
    higher = [rung.value for rung in LATE if above is None or ORDER[rung] > ORDER[above]]
    which = (Notice.deadline_id.in_(deadline_ids), Notice.rung.in_(higher), *UNFOLDED)
    gone = delete(Notice).where(*which).returning(Notice.id)
    return len(session.scalars(gone, execution_options={"synchronize_session": False}).all())
