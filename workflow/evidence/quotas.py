"""How much each department keeps, and how much it may."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.errors import Refused
from workflow.evidence.box_models import Quota
from workflow.evidence.models import Blob, BlobState, Evidence

MEGABYTE = 1024 * 1024


def must_have_room(session: Session, department_id: int, size: int, *, default: int) -> None:
    """Raises Refused where a department would keep more than it may. `default`: MB, where none of its own is set; 0: as
    much as it wants."""
    own = session.get(Quota, department_id)
    limit = default if own is None else own.megabytes
    if not limit:
        return
    kept = used(session, department_id)
    if kept + size > limit * MEGABYTE:
        raise Refused("evidence.quota", used=f"{kept / MEGABYTE:,.1f}", limit=f"{limit:,}")


def used(session: Session, department_id: int) -> int:
    """Bytes that a department keeps; the same bytes count once."""
    own = select(Evidence.sha256).where(Evidence.department_id == department_id)
    kept = select(func.coalesce(func.sum(Blob.size), 0)).where(Blob.sha256.in_(own), Blob.state == BlobState.STORED)
    return int(session.scalar(kept) or 0)
