"""较上季度: the lights of a page beside those at the end of the quarter before, out of the same base."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from workflow.db import Database
from workflow.insight import queries
from workflow.insight.then import laid_out
from workflow.lights.rules import Light
from workflow.plans.models import Plan
from workflow.web.past import Seen
from workflow.web.request import database, today
from workflow.workdays.queries import calendar
from workflow.workdays.rules import period_of


@dataclass(frozen=True)
class Counted:
    """How many tasks showed which light at the end of a day."""

    day: date
    base: int
    standing: int
    lights: dict[Light, int]


def compared(plan: Plan, at: Seen) -> Counted | None:
    """The end of the quarter before; None when the plan was not under way yet."""
    return counted(plan, period_of(at.day).preceding.last)


def counted(plan: Plan, day: date) -> Counted | None:
    """How a plan stood at the end of a day that is over."""
    if plan.started_on is None or plan.started_on > day:
        return None
    return _counted(database(), plan.id, day, today())


@lru_cache(maxsize=8)  # a day that is over does not change any more; the calendar may, so not for longer than today
def _counted(kept: Database, plan_id: int, day: date, _today: date) -> Counted:
    with kept.reading() as session, laid_out(session, day, plan_id=plan_id) as then:
        tasks = queries.lit_tasks(then, plan_id, today=day, calendar=calendar(session, around=day))
        standing = queries.standing(then, plan_id)
        return Counted(day, len(tasks) + standing, standing, queries.by_light(tasks))
