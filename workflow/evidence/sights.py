"""What can be seen of kept bytes without opening them."""

from datetime import datetime

from sqlalchemy.orm import Session

from workflow.evidence.arriving_models import Sight, SightState
from workflow.evidence.inspecting import Seen


def keep(session: Session, sha256: str, seen: Seen, *, at: datetime) -> Sight:
    """Keep the words and the first page of a file. The same bytes again renew them."""
    sight = session.get(Sight, sha256) or Sight(sha256=sha256)
    sight.state = SightState.MADE if seen.words or seen.picture else SightState.NONE
    sight.words, sight.picture, sight.picture_type = seen.words, seen.picture, seen.picture_type
    sight.pages, sight.made_at = seen.pages, at
    session.add(sight)
    session.flush()
    return sight
