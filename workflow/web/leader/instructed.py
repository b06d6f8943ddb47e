"""A leader's instructions on the leader's page: how many stand where. Others who oversee see all of them."""

from typing import Any

from workflow.instructions import listing, permits
from workflow.instructions.listing import Sought
from workflow.lights.rules import first_unlate
from workflow.web.past import Seen
from workflow.web.request import me, session


def line(at: Seen) -> dict[str, Any]:
    """What the page is given: counts by state, the late ones, whether this person writes them. Of a past day nothing:
    the list of instructions is the list of today."""
    if at.past:
        return {"instructions": {}, "instructions_late": 0, "may_instruct": False}
    posts = permits.own_posts(me()) if me().is_leader else None
    sought = Sought(permits.scope(me()), first_unlate(at.day, at.calendar), posts=posts)
    return {
        "instructions": listing.by_state(session(), sought),
        "instructions_late": listing.how_many_late(session(), sought),
        "may_instruct": permits.may_write(me()),
    }
