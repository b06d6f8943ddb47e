"""At once: what cannot wait for a digest becomes a mail of its own for each person and occasion. One digest per person
and working day holds beside it; what was said here is not said again there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import literal, select, update
from sqlalchemy.orm import Session

from workflow.notices.models import Notice
from workflow.notices.queries import PROMPT, audience_on, batches
from workflow.outbox import queries, restored
from workflow.outbox.folding import PEOPLE, Folded
from workflow.outbox.keeping import keep, link, row_of
from workflow.outbox.queries import Due
from workflow.outbox.rules import AT_ONCE, LINES, Digest, Press, Written, urgent_first
from workflow.workdays.rules import Calendar


@dataclass(frozen=True)
class Said:
    """What one person is told on one occasion."""

    due: Due
    occasion: str

    @property
    def kind(self) -> str:
        return AT_ONCE + self.occasion


def waits(session: Session) -> bool:
    return session.scalar(select(Notice.id).where(*PROMPT).limit(1)) is not None


def fold(session: Session, *, today: date, at: datetime, calendar: Calendar, press: Press, after: int = 0) -> Folded:
    """Write the mails of the next people (by id, after `after`). Safe to repeat, like the folding of digests.

    A second mail of the same occasion on the same day is none: its notice waits for the digest."""
    people = [] if restored.is_silent(session, today=today) else _people(session, after)
    if not people:
        return Folded(0, None)
    standing_in = queries.standing_in(session, audience_on(session, on=today), people)
    facts: Any = {"today": today, "calendar": calendar, "standing_in": standing_in, "which": PROMPT}
    said = list(_by_occasion(queries.news(session, people, **facts)))
    kept = keep(session, list(_rows(said, today, at=at, press=press)))
    new = [one for one in said if (one.due.account_id, one.kind) in kept]
    link(session, _ids(new), day=today, kind=literal(AT_ONCE) + Notice.rung)
    _leave_to_digest(session, _ids(said))
    return Folded(len(new), people[-1])


def _people(session: Session, after: int) -> list[int]:
    people = select(Notice.account_id).where(*PROMPT, Notice.account_id > after).distinct()
    return list(session.scalars(people.order_by(Notice.account_id).limit(PEOPLE)))


def _by_occasion(dues: Iterable[Due]) -> Iterator[Said]:
    for due in dues:
        apart: dict[str, Due] = {}
        for notice_id, line in zip(due.notice_ids, due.lines, strict=True):
            one = apart.setdefault(line.rung, replace(due, notice_ids=[], lines=[]))
            one.notice_ids.append(notice_id)
            one.lines.append(line)
        yield from (Said(one, occasion) for occasion, one in apart.items())


def _rows(said: Iterable[Said], today: date, *, at: datetime, press: Press) -> Iterator[dict[str, Any]]:
    """Equal mails (of colleagues) are put into words once."""
    written: dict[Digest, Written] = {}
    for one in said:
        letter = _letter(one, today, whole=press.whole(one.due.address))
        if letter not in written:
            written[letter] = press.render(letter)
        yield row_of(one.due, written[letter], day=today, kind=one.kind, at=at, host=press.host)


def _letter(said: Said, today: date, *, whole: bool) -> Digest:
    lines = urgent_first(said.due.lines)
    return Digest(
        day=today,
        locale=said.due.locale,
        whole=whole,
        departments=tuple(sorted({line.department for line in lines})),
        lines=tuple(lines[:LINES]),
        more=max(0, len(lines) - LINES),
        office_lines=(),
        office_more=0,
        reached=(),
        counts=(),
        overall=None,
        at_once=said.occasion,
    )


def _ids(said: Iterable[Said]) -> list[int]:
    return [notice_id for one in said for notice_id in one.due.notice_ids]


def _leave_to_digest(session: Session, notice_ids: list[int]) -> None:
    """What found its mail written already, and is in none, must not be lost."""
    for some in batches(notice_ids):
        left = update(Notice).where(Notice.id.in_(some), *PROMPT).values(at_once=False)
        session.execute(left, execution_options={"synchronize_session": False})
