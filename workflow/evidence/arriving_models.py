"""Files on their way in, what can be seen of those that arrived, and those that must not be here."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Model, enum_column


class UploadState(StrEnum):
    ARRIVING = "arriving"  # its bytes come piece by piece
    ASKED = "asked"  # all are there; a person must say that it may be here
    QUARANTINED = "quarantined"  # the scanner found something in it
    TAKEN = "taken"  # it is evidence
    REFUSED = "refused"
    GIVEN_UP = "given_up"


class Upload(Model):
    """A file on its way in. `meant` is what the person said of it (kind, day, what it proves), `said` why it was
    stopped or refused: a key of workflow/wording/refusals.py with its facts."""

    __tablename__ = "upload"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[UploadState] = mapped_column(enum_column(UploadState))
    meant: Mapped[dict[str, Any]]
    said: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(String(300), default="")  # why it may be here all the same
    sha256: Mapped[str | None] = mapped_column(String(64))
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"), index=True)
    began_at: Mapped[datetime]
    renewed_at: Mapped[datetime]
    __table_args__ = (
        Index("ix_upload_account_id_state", "account_id", "state"),
        Index("ix_upload_state_renewed_at", "state", "renewed_at"),
    )


class SightState(StrEnum):
    WAITING = "waiting"
    MADE = "made"
    NONE = "none"  # of a kind that shows nothing
    FAILED = "failed"


class Sight(Model):
    """What can be seen of kept bytes without opening them: the words, for the search; the first page, as a picture.

    `words` are folded (NFKC, lower case, runs of space as one). Both are made from the bytes and may be made anew.
    """

    __tablename__ = "sight"
    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"), primary_key=True)
    state: Mapped[SightState] = mapped_column(enum_column(SightState))
    words: Mapped[str] = mapped_column(Text, default="", deferred=True)
    picture: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    picture_type: Mapped[str] = mapped_column(String(40), default="")
    pages: Mapped[int | None]
    tries: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]
    __table_args__ = (Index("ix_sight_state", "state"),)


class DestructionState(StrEnum):
    ASKED = "asked"
    DESTROYED = "destroyed"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


OPEN = text("state = 'asked'")


class Destruction(Model):
    """Two persons together destroy bytes that must not be here (误传清除). Hash, reason and both names stay, and the
    backups that held the bytes on that day."""

    __tablename__ = "destruction"
    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"))
    state: Mapped[DestructionState] = mapped_column(enum_column(DestructionState))
    why: Mapped[str] = mapped_column(String(16))  # secret | identity | other
    reason: Mapped[str] = mapped_column(String(300))
    name_too: Mapped[bool] = mapped_column(default=False)  # the file's name says what must not be said
    asked_by: Mapped[int]
    asked_by_name: Mapped[str] = mapped_column(String(60))
    asked_at: Mapped[datetime]
    answered_by: Mapped[int | None]
    answered_by_name: Mapped[str] = mapped_column(String(60), default="")
    answered_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(300), default="")
    backups: Mapped[list[str]]
    __table_args__ = (
        Index("ix_destruction_sha256", "sha256"),
        Index("ix_destruction_open", "sha256", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )
