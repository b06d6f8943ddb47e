"""The facts of a quarter, put into sentences: for a preview and for a draft."""

from dataclasses import dataclass
from datetime import date

from workflow.insight.circular import queries
from workflow.insight.circular.facts import About, Before, Gathered, gather
from workflow.insight.circular.sentences import sentence
from workflow.insight.circular.service import Drafted
from workflow.insight.then import laid_out
from workflow.plans.models import Plan
from workflow.web.leader.comparing import counted
from workflow.web.request import session
from workflow.workdays.queries import calendar
from workflow.workdays.rules import Period


@dataclass(frozen=True)
class Preview:
    """What would be said, and what the office should know."""

    gathered: Gathered
    sentences: list[Drafted]


def preview(plan: Plan, period: Period, day: date) -> Preview:
    days = calendar(session(), around=day)
    quoted = queries.quoted(session(), plan.id)
    before = _before(plan, period)
    with laid_out(session(), day, plan_id=plan.id) as then:
        found = gather(then, About(plan, period, day, days, quoted, before))
    return Preview(found, [Drafted(sentence(fact), fact) for fact in found.facts])


def _before(plan: Plan, period: Period) -> Before | None:
    """What the circular before printed; where there was none, how things stood at the end of its quarter."""
    earlier = queries.lights_printed(session(), plan.id, period.preceding)
    if earlier is not None:
        return Before(date.fromisoformat(earlier["day"]), earlier["base"], earlier["counts"])
    then = counted(plan, period.preceding.last)
    if then is None:
        return None
    return Before(
        then.day, then.base, {light.value: n for light, n in then.lights.items()} | {"standing": then.standing}
    )
