"""Leaders' instructions on a task's page, for those who may see them."""

from typing import Any

from workflow.instructions import listing, permits
from workflow.instructions.queries import named
from workflow.lights.rules import first_unlate
from workflow.web.request import me, session, today
from workflow.workdays.rules import Calendar


def instructed(task_id: int, days: Calendar) -> dict[str, Any]:
    """Those that bind, in order; and whether this person may write one here."""
    found = listing.of_tasks(session(), [task_id], unlate=first_unlate(today(), days), scope=permits.scope(me()))
    return {
        "instructions": found.get(task_id, []),
        "may_instruct": permits.may_write(me()),
        "instruction_named": named,
    }
