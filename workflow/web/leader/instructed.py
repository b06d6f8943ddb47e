"""A leader's instructions on the leader's page: how many stand where. Others who oversee see all of them."""

from typing import Any

from workflow.instructions import listing, permits
from workflow.instructions.listing import Sought
from workflow.lights.rules import first_unlate
from workflow.web.request import me, session, today
from workflow.workdays.rules import Calendar


def line(days: Calendar) -> dict[str, Any]:
    """What the page is given: counts by state, the late ones, whether this person writes them."""
    posts = permits.own_posts(me()) if me().is_leader else None
    sought = Sought(permits.scope(me()), first_unlate(today(), days), posts=posts)
    return {
        "instructions": listing.by_state(session(), sought),
        "instructions_late": listing.how_many_late(session(), sought),
        "may_instruct": permits.may_write(me()),
    }
