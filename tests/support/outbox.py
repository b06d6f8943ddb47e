"""A message as the outbox keeps it."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tests.support.builders import City, at
from workflow.outbox.models import Message, MessageState

DAY = date(2026, 11, 16)


def a_message(session: Session, city: City, who: str = "liaison", *, number: int = 0, **facts: Any) -> Message:
    """One that the server refused, unless facts say otherwise."""
    day = facts.pop("day", DAY)
    given = {"state": MessageState.REFUSED, "tries": 2, "last_reply": "550 no such user", "subject": f"第{number}封"}
    message = Message(
        account_id=city.accounts[who].id,
        day=day,
        kind="digest",
        mail_id=f"{number}.{who}@x",
        address=f"{who}@city.test",
        body_text="正文",
        body_html="<p>正文</p>",
        written_at=at(day),
        next_try_at=at(day, 11),
        **(given | facts),
    )
    session.add(message)
    session.flush()
    return message
