"""Looking up files."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from workflow.evidence.models import Blob, Evidence


def listed(session: Session, evidence_ids: Collection[int], *, department_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """A department's files of these ids that were not withdrawn: id, name, size, kind, dated_on."""
    return session.execute(
        select(Evidence.id, Evidence.name, Blob.size, Evidence.kind, Evidence.dated_on)
        .join(Blob, Blob.sha256 == Evidence.sha256)
        .where(
            Evidence.id.in_(evidence_ids),
            Evidence.department_id == department_id,
            Evidence.withdrawn_at.is_(None),
        )
        .order_by(Evidence.id)
    ).all()
