"""The family's blueprint, and what its modules of views share."""

import re

from flask import Blueprint
from werkzeug.wrappers import Response

from workflow.errors import Refused
from workflow.people import queries as people
from workflow.plans.models import Plan, PlanState
from workflow.tasks.consulting_models import Consultation
from workflow.tasks.consulting_queries import latest
from workflow.web.request import session, today

pages = Blueprint("consulting", __name__)
Answer = str | tuple[str, int] | Response
BETWEEN = re.compile(r"[、,，;；\s]+")


def the_round(plan_id: int) -> Consultation:
    """The last round of a plan; before the first there is nothing to answer."""
    found = latest(session(), plan_id)
    if found is None:
        raise Refused("consult.not_open")
    return found


def may_answer(plan: Plan, asked: Consultation | None, *, office: bool) -> bool:
    """Whether an answer can be taken in now: while the round is open, by the office until the start."""
    if plan.state != PlanState.DRAFT or asked is None:
        return False
    return office or asked.closed_at is None


def bodies_named(words: str) -> list[int]:
    """The departments that a text names, by any of their names."""
    known = people.by_printed_name(session(), on=today())
    found = []
    for name in (name for name in BETWEEN.split(words) if name):
        if name not in known:
            raise Refused("consult.unit_unknown", name=name)
        found.append(known[name])
    return found


def body_names() -> list[str]:
    """The names that are offered while one types."""
    return [label for _, label in people.choices(session())]
