"""Sending again what did not arrive: the same message with the same Message-ID, to the person's address of today."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from workflow.audit.service import Actor, record
from workflow.errors import Refused
from workflow.outbox.models import Message, MessageState
from workflow.people.models import Account

UNDELIVERED = {MessageState.REFUSED, MessageState.WAITING, MessageState.HELD}


def resend(
    session: Session, message_id: int, *, may_have_text: Callable[[str], bool], by: Actor, at: datetime
) -> Message:
    """Let a refused, waiting or held message be tried at once, with all its chances anew. The history has it.

    Words that were written for an allowed domain do not leave for another."""
    message = session.get_one(Message, message_id, with_for_update=True)
    account = session.get_one(Account, message.account_id)
    if message.state not in UNDELIVERED:
        raise Refused("message.not_undelivered")
    if message.claimed_until is not None and message.claimed_until > at:
        raise Refused("message.being_sent")
    if account.disabled_at is not None:
        raise Refused("message.person_left", name=account.name)
    if may_have_text(message.address) and not may_have_text(account.email):
        raise Refused("message.domain", email=account.email)
    was = "" if message.address == account.email else message.address
    message.state, message.address, message.tries = MessageState.WAITING, account.email, 0
    message.next_try_at, message.resent_at, message.claimed_until = at, at, None
    session.flush()
    record(session, "message.resent", message, by=by, at=at, name=account.name, email=account.email, was=was)
    return message
