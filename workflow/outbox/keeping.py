"""Keeping written messages: once for a person, day and kind; then their notices are noted as told."""

from collections.abc import Sequence
from datetime import date, datetime
from html import escape
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from workflow.db import insert
from workflow.notices.models import Notice
from workflow.notices.queries import UNFOLDED, batches
from workflow.outbox.models import Message, MessageState
from workflow.outbox.queries import Due
from workflow.outbox.rules import NAME, Written, mail_id


def row_of(due: Due, written: Written, *, day: date, kind: str, at: datetime, host: str) -> dict[str, Any]:
    """A message as it is kept."""
    return {
        "account_id": due.account_id,
        "day": day,
        "kind": kind,
        "mail_id": mail_id(due.account_id, day, kind, host),
        "address": due.address,
        "subject": written.subject[:300],
        "body_text": written.text.replace(NAME, due.name),
        "body_html": written.html.replace(NAME, escape(due.name)),
        "state": MessageState.WAITING,
        "written_at": at,
        "next_try_at": at,
        "tries": 0,
        "last_reply": "",
    }


def keep(session: Session, rows: list[dict[str, Any]]) -> set[tuple[int, str]]:
    """Add the messages; whoever has one of the day and kind already keeps that one. Returns person and kind of the new
    ones."""
    if not rows:
        return set()
    statement = insert(session, Message).on_conflict_do_nothing().returning(Message.account_id, Message.kind)
    return {(account_id, kind) for account_id, kind in session.execute(statement, rows)}


def link(session: Session, notice_ids: Sequence[int], *, day: date, kind: ColumnElement[str]) -> None:
    """Note in which message of the day and kind these notices are."""
    of_hers = (Message.account_id == Notice.account_id, Message.day == day, Message.kind == kind)
    message_id = select(Message.id).where(*of_hers).scalar_subquery()
    for some in batches(notice_ids):
        session.execute(
            update(Notice).where(Notice.id.in_(some), *UNFOLDED).values(message_id=message_id),
            execution_options={"synchronize_session": False},
        )
