"""工作不拖期: the verdicts of quarters that were kept in the period."""

from collections.abc import Iterator
from datetime import date

from workflow.adapters.clock import day_of
from workflow.insight.scores.facts import NOTHING, ONE, About, Fact, facts, verdicts
from workflow.lights.models import Course, PeriodVerdict


def red(about: About) -> Iterator[Fact]:
    """工作不拖期: the quarters that were judged in the period, as they are judged by its last day. Only late work
    tells: to have said that one is behind, or to have said nothing, takes no marks."""
    first: dict[tuple[int, str], date] = {}
    last: dict[tuple[int, str], PeriodVerdict] = {}
    for row in verdicts(about):
        key = (row.assignment_id, row.period)
        first.setdefault(key, day_of(row.at))
        last[key] = row
    for key, row in last.items():
        if about.within(first[key]):
            said = {"period": row.period, "on": day_of(row.at)}
            if row.course == Course.PROVINCE:
                yield from facts(about, row.assignment_id, None, "awaits_province", **said)
            elif row.course == Course.RED:
                yield from facts(about, row.assignment_id, NOTHING, "red", **said)
            else:
                yield from facts(about, row.assignment_id, ONE, "not_red", **said)
