"""What the desk of a department says of 签发."""

from dataclasses import dataclass
from typing import Any

from workflow import permits as may
from workflow.reports import waiting
from workflow.web.request import me, session
from workflow.web.signing import asked


@dataclass(frozen=True)
class Signing:
    """How much waits for the head, whether the viewer is she, and what was sent back."""

    department_id: int
    waits: int
    signs: bool
    sent_back: tuple[Any, ...]


def on_desk(department_id: int) -> Signing:
    """For the desk of one's own department; the office, looking at it, sees none of it."""
    if not may.may_speak_for(me(), department_id):
        return Signing(department_id, 0, False, ())
    reports = waiting.count(session(), [department_id])
    return Signing(
        department_id,
        reports + len(asked.of_departments(session(), [department_id])),
        may.may_sign(me(), department_id),
        tuple(waiting.sent_back(session(), department_id)),
    )
