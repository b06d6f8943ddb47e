"""What a rehearsal looks at: the mails that wait, as they would leave."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workflow.notices.models import Notice
from workflow.notices.queries import UNFOLDED
from workflow.notices.rules import SIGN
from workflow.outbox.models import Message, MessageState
from workflow.people.models import Account

UNSYNCHRONIZED = {"synchronize_session": False}


@dataclass(frozen=True)
class Mail:
    address: str
    name: str
    subject: str
    text: str


def mails(session: Session) -> list[Mail]:
    """Every mail that waits, in the order in which it was written."""
    shown = select(Message.address, Account.name, Message.subject, Message.body_text)
    waiting = shown.join(Account, Account.id == Message.account_id).where(Message.state == MessageState.WAITING)
    return [Mail(*row) for row in session.execute(waiting.order_by(Message.id))]


def as_if_delivered(session: Session) -> None:
    """What waits has left, as far as the days after are concerned."""
    left = update(Message).where(Message.state == MessageState.WAITING).values(state=MessageState.DELIVERED)
    session.execute(left, execution_options=UNSYNCHRONIZED)


def leave_out_unsigned(session: Session, *, today: date) -> None:
    """What waits for the signature of a department's head is nobody's to see outside it."""
    inside = update(Notice).where(*UNFOLDED, Notice.rung.startswith(SIGN)).values(muted_on=today)
    session.execute(inside, execution_options=UNSYNCHRONIZED)
