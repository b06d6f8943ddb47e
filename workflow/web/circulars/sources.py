"""Where the numbers of a sentence come from: the ledger as of the day of the circular, filtered."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from workflow.insight.circular.models import Circular
from workflow.lights.rules import Light
from workflow.wording.labels import label


@dataclass(frozen=True)
class Source:
    words: str
    url: str


def sources(circular: Circular, facts: dict[str, Any]) -> list[Source]:
    """One for each number that has rows of its own."""
    found = [
        Source(f"{label(Light(name))} {n}", _ledger(circular, light=name))
        for name, n in facts.get("counts", {}).items()
        if n and name in set(Light)
    ]
    if "light" in facts and facts["late"]:
        words = _("%(light)s：涉及任务 %(n)s 项", light=label(Light(facts["light"])), n=facts["of_tasks"])
        found.append(Source(words, _ledger(circular, light=facts["light"])))
    if facts.get("tasks"):
        ids = ".".join(str(number) for number in facts["tasks"])
        found.append(Source(_("所据任务 %(n)s 项", n=len(facts["tasks"])), _ledger(circular, tasks=ids)))
    return found


def _ledger(circular: Circular, light: str | None = None, tasks: str | None = None) -> str:
    day = circular.as_of.isoformat()
    return url_for("leader.table", plan_id=circular.plan_id, day=day, light=light, tasks=tasks)
