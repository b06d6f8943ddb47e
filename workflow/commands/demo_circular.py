"""The quarterly circular of a demonstration: of the quarter before the last; the last one is left to who looks."""

from typing import Any

from workflow.adapters.files import FileStore
from workflow.commands.demo_stage import Stage
from workflow.insight.circular import queries, service
from workflow.insight.circular.facts import About, gather
from workflow.insight.circular.models import Circular
from workflow.insight.circular.paper import title_of
from workflow.insight.circular.sentences import sentence
from workflow.insight.circular.service import Drafted
from workflow.insight.then import laid_out

AFTER, BEFORE = 5, -2  # working days after the reports were due; which of the quarters reported


def draft(scene: Stage, _store: FileStore, back: int) -> None:
    past, plan = scene.past, scene.plan
    period, day = past.periods[BEFORE], past.calendar.add(past.due(BEFORE), AFTER)
    about = About(plan, period, day, past.calendar, queries.quoted(scene.session, plan.id))
    with laid_out(scene.session, day, plan_id=plan.id) as then:
        found = gather(then, about)
    said = [Drafted(sentence(fact), fact) for fact in found.facts]
    facts: Any = {"as_of": day, "base": found.base, "notes": found.notes, "sentences": said}
    at = scene.at(past.day(back), 16)
    service.draft(scene.session, plan, period, **facts, by=scene.office, at=at)


def freeze(scene: Stage, _store: FileStore, back: int) -> None:
    """Marked in its title; what may not be printed was left out by the check before."""
    circular = _circular(scene)
    at = scene.at(scene.past.day(back), 11)
    title = f"（演示）{title_of(scene.plan.title, circular.period)}"
    service.freeze(scene.session, circular, title=title, version=circular.version, by=scene.office, at=at)


def _circular(scene: Stage) -> Circular:
    found = queries.of_period(scene.session, scene.plan.id, scene.past.periods[BEFORE].key)
    assert found is not None, "drafted the day before"
    return found
