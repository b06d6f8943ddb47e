"""What a person chooses about her mail: the hour of the digest, which reminders. Supervision cannot be switched off."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import String, cast, delete, exists, select, update
from sqlalchemy.orm import Session

from workflow.audit.service import Actor, record
from workflow.errors import Refused
from workflow.notices.models import Notice
from workflow.notices.queries import UNFOLDED
from workflow.outbox import hours
from workflow.outbox.models import MailChoice, MutedReminder, Reminder
from workflow.people.models import Account


@dataclass(frozen=True)
class Chosen:
    digest_at: int
    muted: frozenset[Reminder] = frozenset()


def chosen(session: Session, account_id: int) -> Chosen:
    hour = session.scalar(select(MailChoice.digest_at).where(MailChoice.account_id == account_id))
    muted = session.scalars(select(MutedReminder.rung).where(MutedReminder.account_id == account_id))
    return Chosen(hour or hours.kept(session).digests, frozenset(muted))


def choose(
    session: Session, account: Account, *, digest_at: int, muted: Collection[Reminder], by: Actor, at: datetime
) -> None:
    """Keep what she chose, from the next mail on. The history has it: what was not wanted is not lost. Who chooses the
    usual hour moves with it."""
    here = hours.kept(session)
    if digest_at not in here.choices:
        raise Refused("mail.hour_unknown")
    wanted = Chosen(digest_at, frozenset(muted))
    if wanted == chosen(session, account.id):
        return
    session.execute(delete(MailChoice).where(MailChoice.account_id == account.id))
    if digest_at != here.digests:
        session.add(MailChoice(account_id=account.id, digest_at=digest_at))
    session.execute(delete(MutedReminder).where(MutedReminder.account_id == account.id))
    session.add_all(MutedReminder(account_id=account.id, rung=rung) for rung in sorted(wanted.muted))
    session.flush()
    muted_words = sorted(wanted.muted)
    record(session, "account.mail_chosen", account, by=by, at=at, hour=hours.said(digest_at), muted=muted_words)


def digest_hours(session: Session) -> set[int]:
    """At which hours somebody gets her digest."""
    return {hours.kept(session).digests, *session.scalars(select(MailChoice.digest_at).distinct())}


def mute(session: Session, *, today: date) -> None:
    """Of what is not in a mail yet, set aside what people want no mail of."""
    unwanted = exists().where(
        MutedReminder.account_id == Notice.account_id, cast(MutedReminder.rung, String) == Notice.rung
    )
    session.execute(
        update(Notice).where(*UNFOLDED, unwanted).values(muted_on=today),
        execution_options={"synchronize_session": False},
    )
