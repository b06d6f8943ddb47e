"""What the office did and whom the system told before the measured day: urges, notes, notices, mails."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import Connection, select

from tests.bench.bulk import Row, put
from tests.bench.scale import NOW, PEOPLE, TODAY
from tests.bench.staff import CLERK, address, liaison_of
from tests.bench.words import person, said
from workflow.deadlines.models import Deadline
from workflow.escalation.models import PhoneNote, Urge, UrgeLine
from workflow.escalation.rules import Rung
from workflow.notices.models import Notice, Why
from workflow.outbox.models import Message, MessageState

MAIL_DAYS = 10  # days of mail that are kept
LATE_ENOUGH = timedelta(days=8)


def _late(connection: Connection) -> list[tuple[int, int, Row]]:
    """Open deadlines that have been late for a while: id, department, and the key of a notice."""
    found = connection.execute(
        select(Deadline.id, Deadline.department_id, Deadline.due_on)
        .where(Deadline.ended_on.is_(None), Deadline.due_on < TODAY - LATE_ENOUGH)
        .order_by(Deadline.id)
    )
    return [(row.id, row.department_id, {"deadline_id": row.id, "due_on": row.due_on}) for row in found]


def _urges(late: list[tuple[int, int, Row]]) -> tuple[list[Row], list[Row]]:
    """One press a day, each for thirty late deadlines at most."""
    pressed = late[::3]
    urges = [
        {
            "id": n + 1,
            "plan_id": 1,
            "words": "请抓紧办理。",
            "by_id": CLERK,
            "by": person(CLERK),
            "at": NOW - timedelta(days=3, hours=n),
            "on": TODAY - timedelta(days=3 + n // 24),
        }
        for n in range(-(-len(pressed) // 30))
    ]
    lines = [{"urge_id": n // 30 + 1, "deadline_id": row[0]} for n, row in enumerate(pressed)]
    return urges, lines


def _notes(late: list[tuple[int, int, Row]]) -> Iterator[Row]:
    for deadline_id, department_id, _ in late[::20]:
        yield {
            "deadline_id": deadline_id,
            "spoke_with": person(liaison_of(department_id)),
            "words": "承诺本周内报送。",
            "promised_on": TODAY + timedelta(days=4),
            "by_id": CLERK,
            "by": person(CLERK),
            "at": NOW - timedelta(days=2),
        }


def _notices(late: list[tuple[int, int, Row]]) -> Iterator[Row]:
    """The reminders before the day and on it, told to the liaison; the later rungs are the measured round's."""
    for _, department_id, key in late:
        for rung in (Rung.REMIND_3, Rung.DUE):
            yield {
                **key,
                "account_id": liaison_of(department_id),
                "rung": rung.value,
                "why": Why.OWES,
                "posted_on": key["due_on"],
                "message_id": 1,
            }


def _mails() -> Iterator[Row]:
    for n in range(MAIL_DAYS * PEOPLE):
        day, account = TODAY - timedelta(days=4 + n // PEOPLE), n % PEOPLE + 1
        yield {
            "account_id": account,
            "day": day,
            "kind": "digest",
            "mail_id": f"<{day}.{account}.digest@bench.example>",
            "address": address(account),
            "subject": "【工作提醒】本周到期 2 项",
            "body_text": said(n),
            "body_html": f"<p>{said(n)}</p>",
            "state": MessageState.DELIVERED,
            "written_at": NOW - timedelta(days=4),
            "next_try_at": NOW - timedelta(days=4),
            "tries": 1,
            "delivered_at": NOW - timedelta(days=4),
        }


def fill_spoken(connection: Connection) -> None:
    late = _late(connection)
    urges, lines = _urges(late)
    put(connection, Urge, urges)
    put(connection, UrgeLine, lines)
    put(connection, PhoneNote, _notes(late))
    put(connection, Message, _mails())
    put(connection, Notice, _notices(late))
