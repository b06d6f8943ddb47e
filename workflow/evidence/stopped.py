"""Looking up uploads that wait for a person, and files that were put in before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, exists, func, select
from sqlalchemy.orm import Session, aliased

from workflow.evidence import destroying
from workflow.evidence.arriving_models import Upload, UploadState
from workflow.evidence.models import Blob, BlobState, Evidence
from workflow.people.models import Account, Department

EARLIER, MOST = 20, 200
WAITING = (UploadState.ARRIVING, UploadState.ASKED, UploadState.QUARANTINED)


def own(session: Session, account_id: int) -> Sequence[Upload]:
    """Those of a person that are not over, the oldest first."""
    rows = select(Upload).where(Upload.account_id == account_id, Upload.state.in_(WAITING))
    return session.scalars(rows.order_by(Upload.began_at, Upload.id).limit(MOST)).all()


def asked(session: Session, account_id: int) -> int:
    """How many of a person wait for her word."""
    rows = select(func.count()).where(Upload.account_id == account_id, Upload.state == UploadState.ASKED)
    return session.scalar(rows) or 0


def quarantined(session: Session) -> Sequence[Row[*tuple[Any, ...]]]:
    """What the scanner stopped, the latest first: the upload, who put it in, for which department."""
    rows = (
        select(Upload, Account.name.label("who"), Department.label.label("department"))
        .join(Account, Account.id == Upload.account_id)
        .join(Department, Department.id == Upload.department_id)
        .where(Upload.state == UploadState.QUARANTINED)
    )
    return session.execute(rows.order_by(Upload.renewed_at.desc(), Upload.id).limit(MOST)).all()


def confirmed(session: Session, evidence_id: int) -> Row[*tuple[Any, ...]] | None:
    """Why a file that was stopped may be here all the same: reason, who said so. None: it was not stopped."""
    rows = (
        select(Upload.reason, Account.name.label("who"), Upload.renewed_at.label("at"))
        .join(Account, Account.id == Upload.account_id)
        .where(Upload.evidence_id == evidence_id, Upload.reason != "")
    )
    return session.execute(rows.limit(1)).first()


@dataclass(frozen=True)
class Shelf:
    """Of which department files are chosen; `put_by`: only those of one person."""

    department_id: int
    put_by: int | None = None


def earlier(
    session: Session, shelf: Shelf, *, words: str = "", before: int | None = None
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Files put in before that still stand, the newest first, one page and one more: id, name, size, when."""
    newer = aliased(Evidence)
    rows = (
        select(Evidence.id, Evidence.name, Blob.size, Evidence.put_at)
        .join(Blob, Blob.sha256 == Evidence.sha256)
        .where(Evidence.department_id == shelf.department_id, Evidence.withdrawn_at.is_(None))
        .where(Blob.state != BlobState.DESTROYED, ~destroying.is_asked())
        .where(~exists().where(newer.replaces_id == Evidence.id))
    )
    if shelf.put_by is not None:
        rows = rows.where(Evidence.put_by == shelf.put_by)
    for word in words.split():
        rows = rows.where(Evidence.name.icontains(word, autoescape=True))
    if before is not None:
        rows = rows.where(Evidence.id < before)
    return session.execute(rows.order_by(Evidence.id.desc()).limit(EARLIER + 1)).all()
