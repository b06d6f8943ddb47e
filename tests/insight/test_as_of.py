"""As of a day: whatever is done afterwards, a past day says for ever what it said when it ended."""

from collections.abc import Callable
from datetime import date, timedelta
from inspect import isfunction
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.insight import more_acts
from tests.insight.photographs import photograph
from tests.life import departments, office
from tests.life.living import BY, Life
from tests.support import builders
from workflow.deadlines import periods
from workflow.errors import Refused
from workflow.insight.then import laid_out
from workflow.people import parents
from workflow.people.models import DepartmentKind
from workflow.plans.doubtful_models import Taint
from workflow.plans.models import Item, Target

ACTS: dict[str, Callable[[Life, int], None]] = {
    name: act
    for room in (departments, office, more_acts)
    for name, act in vars(room).items()
    if isfunction(act) and act.__module__ == room.__name__ and name != "days_pass"
}
DAYS = st.sampled_from([0, 0, 1, 4, 20])
SOME = st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 11), DAYS), min_size=20, max_size=40)
Frozen = dict[date, dict[str, Any]]


@pytest.fixture
def life(session: Session) -> Life:
    city = builders.a_plan_under_way(session)
    county = builders.a_department(session, "盐湖区能源局", DepartmentKind.COUNTY)
    start = builders.at(builders.START)
    parents.put_below(session, county, city.departments["energy"], from_on=builders.START, by=BY, at=start)
    calendar = builders.a_calendar(session)
    for item in session.scalars(select(Item).where(Item.id.in_(select(Target.item_id)))):
        words = {"edition_id": item.edition_id, "start": item.start + 2, "end": item.start + 4}
        session.add(Taint(item_id=item.id, quote="某网", reason="疑似篡改", **words))
    session.commit()
    return Life(session, city, calendar, county, builders.START)


@settings(
    max_examples=3,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(SOME)
def test_what_a_day_said_when_it_ended_it_says_for_ever(life: Life, acts: list[tuple[str, int, int]]) -> None:
    session, life.day = life.session, builders.START
    said: Frozen = {}
    try:
        for name, number, days in acts:
            try:
                with session.begin_nested():
                    ACTS[name](life, number)
            except Refused:
                session.expire_all()
            _let_pass(life, days, said)
        for day, then in said.items():
            with laid_out(session, day, plan_id=life.city.plan.id) as past:
                assert photograph(past, life.city.plan.id, today=day, calendar=life.calendar) == then, day
    finally:
        session.rollback()


def _let_pass(life: Life, days: int, said: Frozen) -> None:
    """Before days pass, what the last of them says is kept."""
    if not days:
        return
    life.session.flush()
    day = life.day + timedelta(days=days - 1)
    said[day] = photograph(life.session, life.city.plan.id, today=day, calendar=life.calendar)
    life.day += timedelta(days=days)
    periods.open_reports(life.session, today=life.day, calendar=life.calendar)
