"""Where a thing stands: by days, by red periods, or where the office set it. Python's rule and SQL say the same."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, select

from tests.escalation.days import OWN
from tests.support.builders import a_department, a_plan_under_way, at, the_share
from workflow.audit.service import SYSTEM
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind, MoveKind
from workflow.escalation import counts, queries, raising, setting, setting_red
from workflow.escalation.queries import Sought
from workflow.escalation.reach import reach
from workflow.escalation.rules import LATE_DOWNWARD, Rung
from workflow.escalation.standing import Red, Set, settable, stands
from workflow.lights.rules import first_unlate
from workflow.people.models import DepartmentKind
from workflow.plans.models import Plan
from workflow.tasks.models import Assignment, Role, Task, TaskState
from workflow.workdays.queries import calendar

URGE, NOTICE, CIRCULAR, INTERVIEW = (
    Rung.URGE,
    Rung.NOTICE_CONDITIONS,
    Rung.CIRCULAR_CONDITIONS,
    Rung.INTERVIEW_CONDITIONS,
)


@pytest.mark.parametrize(
    ("by_days", "by_run", "set_", "stands_on"),
    [
        (None, None, None, None),
        (Rung.DUE, None, None, None),  # due today is not late
        (URGE, None, None, URGE),
        (URGE, CIRCULAR, None, CIRCULAR),
        (None, INTERVIEW, None, INTERVIEW),
        (URGE, None, Set(CIRCULAR, URGE), CIRCULAR),  # raised
        (NOTICE, None, Set(CIRCULAR, URGE), CIRCULAR),  # days come after it, and pull nothing down
        (CIRCULAR, None, Set(NOTICE, URGE), CIRCULAR),  # days have gone beyond it
        (NOTICE, None, Set(URGE, NOTICE), URGE),  # lowered
        (CIRCULAR, None, Set(URGE, NOTICE), CIRCULAR),  # until the next rung is reached
        (NOTICE, CIRCULAR, Set(URGE, NOTICE), CIRCULAR),  # or red periods speak
        (Rung.DUE, None, Set(CIRCULAR, URGE), None),  # not late any more
    ],
)
def test_the_rule_in_a_table(by_days, by_run, set_, stands_on) -> None:
    assert stands(by_days=by_days, by_run=by_run, set_=set_) == stands_on


def test_work_is_set_on_work_rungs_forms_on_forms_and_nobody_is_summoned_who_is_only_written_to() -> None:
    assert settable(URGE, DepartmentKind.BUREAU) == (INTERVIEW, CIRCULAR, NOTICE)
    assert settable(URGE, DepartmentKind.PARTY) == (CIRCULAR, NOTICE)
    assert settable(Rung.PRESS_FORM, DepartmentKind.BUREAU) == (Rung.PRESS_FORM_AGAIN,)


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


@pytest.fixture
def grid(session, city):
    """Work and a form due on each of many days, of a plan with the default ladder and of one with its own; some that
    the office set; shares with two and three red periods, one of a party organ, one whose work is all held."""
    other = Plan(title="另一方案", state=city.plan.state)
    session.add(other)
    session.flush()
    for number, plan in enumerate((city.plan, other)):
        share = the_share(session, city, "energy")
        for ahead in range(-35, 16):
            for kind, ladder in (
                (DeadlineKind.INSTRUCTION, LadderKind.WORK),
                (DeadlineKind.SHARE, LadderKind.REPORTING),
            ):
                session.add(_owed(share, plan.id, kind, ladder, f"{number}:{ahead}", MIDDLE + timedelta(days=ahead)))
    session.flush()
    asked = setting.steps_of_plan(session, other.id) | {LadderKind.WORK: OWN}
    seen = setting.steps_of_plan(session, other.id)
    setting.set_steps(session, other, asked, seen=seen, by=SYSTEM, at=at(MIDDLE))
    _red_shares(session, city)
    _set_some(session)


MIDDLE = date(2026, 10, 12)


def _owed(share, plan_id, kind, ladder, occasion, day, **facts) -> Deadline:
    return Deadline(
        assignment_id=share.id,
        department_id=share.department_id,
        plan_id=plan_id,
        ladder=ladder,
        kind=kind,
        occasion=f"grid:{occasion}",
        opens_on=date(2026, 9, 1),
        due_on=day,
        original_due_on=day,
        due_rule="test",
        **facts,
    )


def _red_shares(session, city) -> None:
    kinds = [DepartmentKind.BUREAU, DepartmentKind.BUREAU, DepartmentKind.PARTY, DepartmentKind.BUREAU]
    for number, (kind, run) in enumerate(zip(kinds, (2, 3, 3, 2), strict=True)):
        facts = {
            "origin": "measure",
            "chapter": "",
            "number": f"九（{number}）",
            "heading": "红",
            "ordinal": 90 + number,
        }
        task = Task(plan_id=city.plan.id, state=TaskState.UNDER_WAY, **facts)
        body = a_department(session, f"单位{number}", kind)
        share = Assignment(task=task, department=body, role=Role.LEAD, ordinal=1, red_run=run)
        session.add(share)
        session.flush()
        held = {"held_since": MIDDLE} if number == 3 else {}
        day = MIDDLE + timedelta(days=30 - number)
        session.add(_owed(share, city.plan.id, DeadlineKind.TARGET, LadderKind.WORK, "t", day, **held))
        session.add(_owed(share, city.plan.id, DeadlineKind.REPORT, LadderKind.REPORTING, "2026Q3", day))
    session.flush()


def _set_some(session) -> None:
    """Lowered, raised, and both again in the next days."""
    today = date(2026, 10, 13)
    here = reach(session, today=today, calendar=calendar(session, around=today))
    late = select(Deadline.id).where(Deadline.kind == DeadlineKind.INSTRUCTION, Deadline.ended_on.is_(None))
    rows = queries.chosen(session, session.scalars(late).all(), on=today)
    for place, row in enumerate(row for row in rows if here.standing(row) is not None):
        others = settable(here.standing(row), row.department_kind)
        one = session.get_one(Deadline, row.id)
        if place % 2:
            to = others[place % len(others)]
            raising.set_rung(session, [one], to, reason="研究", reach=here, by=SYSTEM, at=at(today))


TODAYS = [date(2026, 9, 20), *(date(2026, 10, d) for d in (8, 9, 10, 11, 12, 15)), date(2026, 11, 2)]


def test_sql_names_the_rung_that_python_names_over_a_grid_of_days(session, city, grid) -> None:
    for today in TODAYS:
        red = compared(session, today)
        assert red[INTERVIEW] == {"九（1）"} and red[CIRCULAR] >= {"九（0）", "九（2）"}


@pytest.mark.parametrize(
    ("red", "circular", "interview"),
    [
        (Red(3, 4), {"九（1）", "九（2）"}, set()),
        (Red(2, None), {"九（0）", "九（1）", "九（2）"}, set()),
        (Red(None, 2), set(), {"九（0）", "九（1）"}),  # a party organ is never summoned
        (Red(None, None), set(), set()),
    ],
)
def test_a_plan_has_red_periods_of_its_own_in_sql_and_python(session, city, grid, red, circular, interview) -> None:
    setting_red.set_red(session, city.plan, red, seen=Red(), by=SYSTEM, at=at(MIDDLE))
    found = compared(session, date(2026, 10, 12))
    ours = {f"九（{number}）" for number in range(4)}
    assert (found[CIRCULAR] & ours, found[INTERVIEW] & ours) == (circular, interview)


def compared(session, today) -> dict[Rung, set[str]]:
    """SQL's lists and sums against Python's rule on a day. Returns of which tasks red periods speak, by rung."""
    here = reach(session, today=today, calendar=calendar(session, around=today))
    expected: dict[Rung, set[int]] = {rung: set() for rung in LATE_DOWNWARD}
    rows = queries.chosen(session, session.scalars(select(Deadline.id)).all(), on=today)
    for row in rows:
        rung = here.standing(row)
        if rung is not None:
            expected[rung].add(row.id)
    assert sum(map(len, expected.values())) > 40, today
    seen = counts.late(session, here.spans, unlate=first_unlate(today, here.calendar))
    assert seen.rungs == {rung: len(ids) for rung, ids in expected.items()}, today
    for rung, ids in expected.items():
        found = queries.by_rung(session, here.spans, Sought(rung=rung), on=today)
        assert {row.id for row in found[: queries.PAGE]} <= ids, (today, rung)
        assert len(found) == min(len(ids), queries.PAGE + 1), (today, rung)
    return {rung: {row.number for row in rows if row.run and here.standing(row) == rung} for rung in LATE_DOWNWARD}


def test_a_red_share_stands_once_with_its_oldest_open_work_and_leaves_when_that_is_held(session, city) -> None:
    today = date(2026, 10, 12)
    days = calendar(session, around=today)
    share = the_share(session, city, "industry", task=2)
    share.red_run = 2
    session.flush()

    def circular():
        here = reach(session, today=today, calendar=days)
        return queries.by_rung(session, here.spans, Sought(rung=CIRCULAR), on=today)

    (row,) = circular()
    assert (row.department, row.run, row.kind) == ("市工信局", 2, DeadlineKind.TARGET)
    for owed in session.scalars(select(Deadline).where(Deadline.assignment_id == share.id)):
        owed.held_since = today
    session.flush()
    assert circular() == []


def test_an_extension_takes_what_the_office_set_with_it(session, city) -> None:
    today = date(2026, 11, 16)
    here = reach(session, today=today, calendar=calendar(session, around=today))
    (row, *_rest) = queries.by_rung(session, here.spans, Sought(), on=today)
    owed = session.get_one(Deadline, row.id)
    to = settable(here.standing(row), row.department_kind)[0]
    raising.set_rung(session, [owed], to, reason="研究", reach=here, by=SYSTEM, at=at(today))
    deadlines.move(
        session, owed, to_on=date(2026, 12, 1), kind=MoveKind.EXTENSION, reason="纪要", by=SYSTEM, at=at(today)
    )
    (moved,) = queries.chosen(session, [owed.id], on=today)
    assert owed.rung_override is None and here.standing(moved) is None
    assert owed.id not in {row.id for row in queries.by_rung(session, here.spans, Sought(), on=today)}


def test_the_few_that_stand_apart_are_found_over_indexes_of_their_own(session, city) -> None:
    today = date(2026, 11, 16)
    here = reach(session, today=today, calendar=calendar(session, around=today))
    said: list[tuple[str, object]] = []
    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", lambda c, cur, words, given, *rest: said.append((words, given)))
    queries.by_rung(session, here.spans, Sought(), on=today)
    words, given = said[-1]
    connection = session.connection()
    if engine.dialect.name == "sqlite":
        plan = "\n".join(str(line) for line in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", given))
    else:  # a table this small is read whole unless that is made dear
        connection.exec_driver_sql("ANALYZE assignment, deadline")  # not what it remembers of other tests' rows
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        plan = "\n".join(str(line) for line in connection.exec_driver_sql(f"EXPLAIN {words}", given))
    for index in ("ix_assignment_red", "ix_deadline_set_by_office", "ix_deadline_open_ladder"):
        assert index in plan, plan
