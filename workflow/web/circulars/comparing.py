"""A circular beside that of the quarter before: counts and sentences."""

from dataclasses import dataclass
from typing import Any

from flask import render_template

from workflow import permits as may
from workflow.insight.circular import queries
from workflow.insight.circular.models import Circular, CircularState, Section
from workflow.insight.circular.sentences import LIGHTS
from workflow.web.circulars.blueprint import pages
from workflow.web.request import allow, me, not_found, session, the


@dataclass(frozen=True)
class Beside:
    """One part of both papers."""

    section: Section
    now: list[str]
    then: list[str]


@pages.get("/circulars/<int:circular_id>/compare")
def compare(circular_id: int) -> str:
    circular = the(Circular, circular_id)
    allow(may.may_run_office(me()))
    if circular.state == CircularState.DROPPED:
        not_found()
    before = queries.before(session(), circular)
    sections = [Beside(one, _said(circular, one), _said(before, one) if before else []) for one in Section]
    return render_template(
        "circulars/compare.html",
        circular=circular,
        before=before,
        sections=[one for one in sections if one.now or one.then],
        counts=_counts(circular, before),
    )


def _said(circular: Circular, section: Section) -> list[str]:
    return [one.words for one in circular.sentences if one.chosen and one.section == section]


def _lights(circular: Circular) -> dict[str, Any]:
    return next((one.facts for one in circular.sentences if one.facts["kind"] == "lights"), {})


def _counts(circular: Circular, before: Circular | None) -> list[tuple[str, int, int | None]]:
    """Each light: now, and then where there was one."""
    now, then = _lights(circular).get("counts", {}), _lights(before).get("counts", {}) if before else {}
    return [(words, now.get(name, 0), then.get(name)) for name, words in LIGHTS.items()]
