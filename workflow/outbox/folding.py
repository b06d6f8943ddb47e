"""Folding: new notices become one mail for each person and working day at most."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, literal, or_, update
from sqlalchemy.orm import Session

from workflow.notices.models import Notice
from workflow.notices.queries import audience_on, batches
from workflow.notices.rules import Audience
from workflow.outbox import queries, restored
from workflow.outbox.keeping import keep, link, row_of
from workflow.outbox.models import Attempt, Message, MessageState
from workflow.outbox.queries import Due
from workflow.outbox.rules import (
    DIGEST,
    Count,
    Digest,
    Line,
    Overall,
    Press,
    Written,
    share_out,
    urgent_first,
)
from workflow.workdays.rules import Calendar

PEOPLE = 100  # folded in one transaction
SUPERSEDED = "superseded"


@dataclass(frozen=True)
class Folded:
    """How many mails were written, and the last person looked at; None when nobody is left."""

    written: int
    last: int | None


@dataclass(frozen=True)
class Surroundings:
    """What the digests of a few people share."""

    day: date
    posts: dict[int, list[int]]  # person to departments
    labels: dict[int, str]
    counts: dict[int, list[Count]]
    overall: Overall | None


def take_back(session: Session, *, today: date) -> int:
    """Digests of earlier days that surely never left are said again in today's: after an outage, one catch-up of what
    is still true.

    Which address the server asked to come later keeps its pauses and its three days, unless the person gets a mail
    today anyhow; a mail whose last attempt has no end may have arrived, and stays as it is."""
    unknown = exists().where(Attempt.message_id == Message.id, Attempt.ended_at.is_(None))
    new = exists().where(Notice.account_id == Message.account_id, *queries.FOR_DIGEST)
    earlier = (Message.kind == DIGEST, Message.day < today)
    waits = (Message.state == MessageState.WAITING, Message.claimed_until.is_(None))
    stale = session.scalars(
        update(Message)
        .where(*earlier, *waits, or_(new, Message.next_try_at == Message.written_at), ~unknown)
        .values(state=MessageState.DROPPED, last_reply=SUPERSEDED)
        .returning(Message.id),
        execution_options={"synchronize_session": False},
    ).all()
    for some in batches(stale):
        again = update(Notice).where(Notice.message_id.in_(some)).values(message_id=None)
        session.execute(again, execution_options={"synchronize_session": False})
    return len(stale)


def fold(
    session: Session,
    *,
    today: date,
    at: datetime,
    calendar: Calendar,
    press: Press,
    after: int = 0,
    by_hour: int | None = None,
) -> Folded:
    """Write the digests of the next people (by id, after `after`) who have something new. Safe to repeat.
    `by_hour`: of whose hour has come by then; None: of everybody.

    Call again with `last` until it is None, each time in a transaction of its own: locks stay short, memory flat.
    """
    silent = restored.is_silent(session, today=today)
    people = [] if silent else queries.awaiting(session, day=today, after=after, limit=PEOPLE, by_hour=by_hour)
    if not people:
        return Folded(0, None)
    audience = audience_on(session, on=today)
    standing_in = queries.standing_in(session, audience, people)
    dues = queries.news(session, people, today=today, calendar=calendar, standing_in=standing_in)
    around = _surroundings(session, dues, audience, today=today, calendar=calendar)
    rows = list(_messages(dues, around, at=at, press=press))
    written = {account_id for account_id, _ in keep(session, rows)}
    told = [notice_id for due in dues if due.account_id in written for notice_id in due.notice_ids]
    link(session, told, day=today, kind=literal(DIGEST))
    return Folded(len(written), people[-1])


def _surroundings(
    session: Session, dues: Sequence[Due], told: Audience, *, today: date, calendar: Calendar
) -> Surroundings:
    people = {due.account_id for due in dues}
    posts: dict[int, list[int]] = defaultdict(list)
    for recipient in sorted((*told.nearest, *told.heads)):
        if recipient.account_id in people and recipient.department_id not in posts[recipient.account_id]:
            posts[recipient.account_id].append(recipient.department_id)
    departments = {department_id for mine in posts.values() for department_id in mine}
    supervised = any(due.office_lines for due in dues)
    return Surroundings(
        day=today,
        posts=posts,
        labels=queries.labels(session, departments),
        counts=queries.open_counts(session, departments, today=today),
        overall=queries.overall(session, today=today, calendar=calendar) if supervised else None,
    )


def _messages(dues: Iterable[Due], around: Surroundings, *, at: datetime, press: Press) -> Iterator[dict[str, Any]]:
    """A row for each person; equal digests (colleagues of one department) are put into words once."""
    said: dict[Digest, Written] = {}
    for due in dues:
        digest = _digest(due, around, whole=press.whole(due.address))
        if digest not in said:
            said[digest] = press.render(digest)
        written = said[digest]
        yield row_of(due, written, day=around.day, kind=DIGEST, at=at, host=press.host)


def _digest(due: Due, around: Surroundings, *, whole: bool) -> Digest:
    own, office = urgent_first(due.lines), urgent_first(due.office_lines)
    mine, theirs = share_out(len(own), len(office))
    departments = around.posts.get(due.account_id, []) if own else []
    return Digest(
        day=around.day,
        locale=due.locale,
        whole=whole,
        departments=tuple(around.labels[department_id] for department_id in departments),
        lines=tuple(own[:mine]),
        more=len(own) - mine,
        office_lines=tuple(office[:theirs]),
        office_more=len(office) - theirs,
        reached=_reached(office),
        counts=_summed(count for department_id in departments for count in around.counts.get(department_id, [])),
        overall=around.overall if office else None,
    )


def _reached(lines: Sequence[Line]) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = defaultdict(int)
    for line in lines:
        found[line.rung] += 1
    return tuple(sorted(found.items()))


def _summed(counts: Iterable[Count]) -> tuple[Count, ...]:
    sums: dict[Any, tuple[int, int, int]] = {}
    for count in counts:
        still, late, week = sums.get((count.ladder, count.kind), (0, 0, 0))
        sums[count.ladder, count.kind] = (still + count.open, late + count.late, week + count.this_week)
    ordered = sorted(sums.items(), key=lambda item: (-item[1][1], -item[1][0], item[0][1]))
    return tuple(Count(kind, ladder, *numbers) for (ladder, kind), numbers in ordered)
