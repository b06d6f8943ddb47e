"""Whatever is done in whatever order: no deadline is lost, no history is changed, an extension moves everything."""

from collections.abc import Callable
from inspect import isfunction

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.life import departments, office
from tests.life.living import BY, Life
from tests.life.whole import nothing_lost, photograph, whole
from tests.support import builders
from workflow.deadlines.models import Deadline
from workflow.errors import Refused
from workflow.escalation.rules import cutoffs, reached
from workflow.lights.rules import first_unlate
from workflow.people import parents
from workflow.people.models import DepartmentKind

Act = tuple[str, int]
ACTS: dict[str, Callable[[Life, int], None]] = {
    name: act
    for room in (departments, office)
    for name, act in vars(room).items()
    if isfunction(act) and act.__module__ == room.__name__
}
SOME = st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 11)), min_size=25, max_size=60)


@pytest.fixture
def life(session: Session) -> Life:
    city = builders.a_plan_under_way(session)
    county = builders.a_department(session, "盐湖区能源局", DepartmentKind.COUNTY)
    calendar = builders.a_calendar(session)
    start = builders.at(builders.START)
    parents.put_below(session, county, city.departments["energy"], from_on=builders.START, by=BY, at=start)
    session.commit()
    return Life(session, city, calendar, county, builders.START)


@settings(
    max_examples=12,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(SOME)
def test_any_acts_in_any_order_lose_no_deadline_and_change_no_history(life: Life, acts: list[Act]) -> None:
    session, life.day = life.session, builders.START
    life.moved.clear()
    try:
        for name, number in acts:
            before = photograph(session)
            try:
                with session.begin_nested():
                    ACTS[name](life, number)
            except Refused:
                session.expire_all()
                assert photograph(session) == before, f"{name} was refused and changed something"
                continue
            nothing_lost(before, photograph(session))
            whole(session)
            moved_whole(life)
    finally:
        session.rollback()


def moved_whole(life: Life) -> None:
    """Where a deadline was extended, its rung and lateness are those of one that was born with the new day."""
    for deadline_id, day in life.moved:
        deadline = life.session.get_one(Deadline, deadline_id)
        assert deadline.due_on >= day
        steps = cutoffs(deadline.ladder, today=life.day, calendar=life.calendar)
        late = reached(due_on=deadline.due_on, cutoffs=steps)
        assert (deadline.due_on < first_unlate(life.day, life.calendar)) == bool(
            life.calendar.late(deadline.due_on, life.day)
        )
        assert late == reached(due_on=day, cutoffs=steps) or deadline.due_on > day
