"""节点: steps with words and a day. What is owed for one is a deadline that names it."""

from datetime import datetime

from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.errors import Refused
from workflow.tasks.models import Assignment, Milestone, MilestoneSource, TaskState

WORDS_LIMIT = 300
OPEN = (TaskState.UNDER_WAY, TaskState.STANDING)


def add(
    session: Session,
    share: Assignment,
    *,
    source: MilestoneSource,
    words: str,
    by: audit.Actor,
    at: datetime,
    basis: str = "",
    item_day_id: int | None = None,
) -> Milestone:
    """A step of a share in force, in words."""
    if not words.strip():
        raise Refused("milestone.words_missing")
    if share.to_on is not None or share.task.state not in OPEN:
        raise Refused("milestone.share_ended")
    step = Milestone(
        assignment=share,
        source=source,
        words=words.strip()[:WORDS_LIMIT],
        basis=basis.strip(),
        item_day_id=item_day_id,
        set_by=by.account_id,
        set_at=at,
    )
    session.add(step)
    session.flush()
    return step
