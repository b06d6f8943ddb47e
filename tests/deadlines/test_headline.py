"""Headline targets of general items: somebody answers for them, before the start and after it."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.support.builders import START, a_calendar, a_plan_proposed, at
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.deadlines import acknowledging, headline, starting
from workflow.deadlines.headline import Choice
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.errors import Refused, Stale
from workflow.escalation import counts
from workflow.escalation.queries import Sought
from workflow.insight import ledger
from workflow.insight.queries import lit_tasks
from workflow.lights.rules import first_unlate
from workflow.plans.models import Edition, Item, ItemKind, Target, TargetKind
from workflow.review import moving
from workflow.tasks import goals, leads, queries, service
from workflow.tasks.models import Assignment, Origin, Rhythm, Role, Task, TaskItem, TaskState

LATER = date(2026, 10, 14)
PAST, TO_COME = date(2025, 12, 31), date(2030, 12, 31)


@pytest.fixture
def days(session):
    return a_calendar(session)


@pytest.fixture
def city(session, days):
    return with_headline(session, a_plan_proposed(session))


def with_headline(session, city):
    """The small plan with a general item that holds three targets with values and a goal without."""
    edition = session.scalars(select(Edition).where(Edition.plan_id == city.plan.id)).one()
    facts = {"edition": edition, "path": ["一", "(二)"], "number": "一（二）", "heading": "主要目标"}
    item = Item(kind=ItemKind.GENERAL, ordinal=1000, start=0, end=20, heading_start=0, heading_end=4, **facts)
    session.add(item)
    session.flush()
    for place, (kind, due_on) in enumerate(
        ((TargetKind.LEVEL, PAST), (TargetKind.LEVEL, TO_COME), (TargetKind.CHANGE, TO_COME), (TargetKind.GOAL, None))
    ):
        words = {"indicator": f"指标{place}", "wording": f"指标{place}达到20%左右", "unit": "%"}
        session.add(Target(item=item, ordinal=place + 1, kind=kind, due_on=due_on, start=0, end=5, **words))
    session.flush()
    return city


def aims(session, city) -> list[Target]:
    return [goal.target for goal in goals.goals(session, city.plan.id)]


def answer(session, city, days, *who, basis="专题会议纪要", on=LATER, was=None) -> int:
    """Name departments for the headline targets in order; None leaves one as it is."""
    chosen = {}
    for target, name in zip(aims(session, city), who, strict=False):
        if name:
            seen = target.answers_id if was is None else was
            chosen[target.id] = Choice(seen, city.departments[name].id)
    return headline.answer(session, city.plan, chosen, basis=basis, by=SYSTEM, at=at(on), calendar=days)


def start(session, city, days) -> None:
    for lead in session.scalars(select(Assignment).where(Assignment.role == Role.LEAD)).all():
        if lead.confirmed_on is None:
            service.confirm_lead(session, lead, basis="纪要", by=SYSTEM, at=at(START))
    starting.start(session, city.plan, by=SYSTEM, at=at(START), calendar=days)


def goal_task(session) -> Task:
    return session.scalars(select(Task).where(Task.origin == Origin.GOAL)).one()


def shares(session) -> dict[str, Role]:
    return {one.department.label: one.role for one in queries.shares(session, goal_task(session).id)}


def owed(session, target, *, ended=False) -> list[Deadline]:
    rows = select(Deadline).where(Deadline.target_id == target.id, Deadline.ended_on.is_not(None) == ended)
    return list(session.scalars(rows.order_by(Deadline.id)))


def refusal(act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.key


def test_quantified_targets_of_general_items_are_found_and_counted(session, city, days) -> None:
    assert [target.indicator for target in aims(session, city)] == ["指标0", "指标1", "指标2"]
    assert goals.counted(session, city.plan.id) == (3, 0)
    answer(session, city, days, "energy", "industry", on=START)
    assert goals.counted(session, city.plan.id) == (3, 2)


def test_before_the_start_a_task_is_proposed_and_nothing_is_owed(session, city, days) -> None:
    assert answer(session, city, days, "energy", "industry", "energy", on=START) == 3
    task = goal_task(session)
    assert (task.state, task.rhythm, task.number, task.heading) == (
        TaskState.PROPOSED,
        Rhythm.NONE,
        "一（二）",
        "主要目标",
    )
    assert shares(session) == {"市能源局": Role.LEAD, "市工信局": Role.CO}
    lead = queries.shares(session, task.id)[0]
    assert (lead.confirmed_on, lead.basis) == (START, "专题会议纪要")
    assert not session.scalars(select(Deadline)).all()
    link = session.scalars(select(TaskItem).where(TaskItem.task_id == task.id)).one()
    assert link.item.kind == ItemKind.GENERAL
    assert {target.id for target in queries.targets(session, task.id)} >= {target.id for target in aims(session, city)}


def test_the_start_owes_each_target_to_the_department_that_answers_for_it(session, city, days) -> None:
    answer(session, city, days, "energy", "industry", on=START)
    ahead = starting.preview(session, city.plan, today=START, calendar=days)
    assert (ahead.tasks, ahead.headline) == (3, (3, 2))
    start(session, city, days)
    first, second, third = aims(session, city)
    assert [one.department.label for one in owed(session, first)] == ["市能源局"]
    assert [one.department.label for one in owed(session, second)] == ["市工信局"]
    assert owed(session, third) == []  # a warning, no hindrance
    assert owed(session, first)[0].due_on == days.add(START, 40)
    assert goal_task(session).state == TaskState.UNDER_WAY


def test_a_goal_owes_no_period_reports(session, city, days) -> None:
    answer(session, city, days, "energy", "industry", "housing", on=START)
    start(session, city, days)
    kinds = select(Deadline.kind).join(Assignment).where(Assignment.task_id == goal_task(session).id)
    assert set(session.scalars(kinds)) == {DeadlineKind.ACKNOWLEDGE, DeadlineKind.TARGET}


def test_goals_are_outside_the_base(session, city, days) -> None:
    before = len(leads.shares_of_plan(session, city.plan.id))
    answer(session, city, days, "energy", on=START)
    start(session, city, days)
    assert len(leads.shares_of_plan(session, city.plan.id)) == before == 3
    assert len(lit_tasks(session, city.plan.id, today=LATER, calendar=days)) == 3
    morning = counts.morning(session, {}, Sought(), unlate=first_unlate(LATER, days), today=LATER)
    assert morning.tasks == 3
    rows = [row.task.origin for row in ledger.rows(session, city.plan.id, today=LATER, calendar=days)]
    assert rows == [*[Origin.MEASURE] * 3, Origin.GOAL, Origin.STANDING]


def test_a_target_named_after_the_start_is_owed_at_once(session, city, days) -> None:
    start(session, city, days)
    answer(session, city, days, None, "housing")
    task = goal_task(session)
    assert task.state == TaskState.UNDER_WAY and shares(session) == {"市住建局": Role.LEAD}
    (one,) = owed(session, aims(session, city)[1])
    assert (one.kind, one.opens_on) == (DeadlineKind.TARGET, TO_COME)
    kinds = select(Deadline.kind).where(Deadline.assignment_id == one.assignment_id)
    assert DeadlineKind.ACKNOWLEDGE in set(session.scalars(kinds))


def test_changing_who_answers_supersedes_the_verification_and_owes_it_to_the_other(session, city, days) -> None:
    answer(session, city, days, "energy", "industry", on=START)
    start(session, city, days)
    first = aims(session, city)[0]
    (before,) = owed(session, first)
    answer(session, city, days, "housing")
    (after,) = owed(session, first)
    assert before.outcome == Outcome.SUPERSEDED and after.due_on == before.due_on
    assert after.department.label == "市住建局" and first.answers_id == city.departments["housing"].id
    assert shares(session) == {"市工信局": Role.CO, "市住建局": Role.LEAD}
    answer(session, city, days, "energy")
    assert [one.department.label for one in owed(session, first)] == ["市能源局"]
    answer(session, city, days, "industry")
    answer(session, city, days, "energy")  # there and back: nothing is lost
    assert [one.department.label for one in owed(session, first)] == ["市能源局"]


def test_it_comes_back_to_a_department_that_owed_it_before(session, city, days) -> None:
    answer(session, city, days, "energy", "energy", on=START)
    start(session, city, days)
    answer(session, city, days, "industry")
    answer(session, city, days, "energy")
    assert [one.occasion for one in owed(session, aims(session, city)[0])] == [f"target:{aims(session, city)[0].id}:2"]


def test_what_another_decided_meanwhile_is_not_overwritten(session, city, days) -> None:
    answer(session, city, days, "energy", on=START)
    with pytest.raises(Stale) as told:
        answer(session, city, days, "industry", was=city.departments["housing"].id)
    assert told.value.key == "headline.changed"


def test_what_is_refused(session, city, days) -> None:
    assert refusal(lambda: answer(session, city, days, "energy", basis=" ")) == "lead.basis_missing"
    assert refusal(lambda: answer(session, city, days)) == "headline.none_changed"
    answer(session, city, days, "energy", on=START)
    first = aims(session, city)[0]
    nobody = {first.id: Choice(first.answers_id, None)}
    said = {"basis": "纪要", "by": SYSTEM, "at": at(LATER), "calendar": days}
    assert refusal(lambda: headline.answer(session, city.plan, nobody, **said)) == "headline.nobody"
    gone = {first.id: Choice(first.answers_id, 10**6)}
    assert refusal(lambda: headline.answer(session, city.plan, gone, **said)) == "move.department_missing"


def test_every_choice_is_in_the_history_with_its_basis(session, city, days) -> None:
    answer(session, city, days, "energy", on=START)
    answer(session, city, days, "industry", on=START)
    kept = session.scalars(select(Event).where(Event.act == "target.answered_by").order_by(Event.id)).all()
    assert [(one.facts["was"], one.facts["name"]) for one in kept] == [("", "市能源局"), ("市能源局", "市工信局")]
    assert {one.facts["basis"] for one in kept} == {"专题会议纪要"}


def test_a_share_that_moves_takes_what_it_answers_for_along(session, city, days) -> None:
    answer(session, city, days, "energy", "industry", on=START)
    start(session, city, days)
    share = queries.shares(session, goal_task(session).id)[0]
    asked = acknowledging.ask_to_move(
        session, share, to_department_id=city.departments["industry"].id, reason="划转", by=SYSTEM, at=at(LATER)
    )
    moving.grant(session, asked, to_department_id=None, basis="三定", by=SYSTEM, at=at(LATER), calendar=days)
    first = aims(session, city)[0]
    assert first.answers_id == city.departments["industry"].id
    assert [one.department.label for one in owed(session, first)] == ["市工信局"]
    assert [one.department.label for one in owed(session, aims(session, city)[1])] == ["市工信局"]
    assert shares(session) == {"市工信局": Role.LEAD}


def test_the_office_names_who_answers_on_one_page(client, database, clock) -> None:
    clock.set(START)
    with database.writing() as session:
        a_calendar(session)
        city = with_headline(session, a_plan_proposed(session))
        first, second, _ = (target.id for target in aims(session, city))
    client.sign_in(city.accounts["office"])
    url, energy = f"/plans/{city.plan.id}/headline", city.departments["energy"].id
    assert "指标0达到20%左右" in client.get(url).get_data(as_text=True)
    sent = {f"target-{first}": energy, f"was-{first}": "", f"target-{second}": "", f"was-{second}": ""}
    assert client.post(url, data={**sent, "basis": ""}).status_code == 422
    assert client.post(url, data={**sent, "basis": "纪要"}).status_code == 303
    assert client.post(url, data={**sent, f"target-{first}": energy + 1, "basis": "纪要"}).status_code == 409
    with database.reading() as session:
        assert session.get_one(Target, first).answers_id == energy
        assert session.get_one(Target, second).answers_id is None
        task = goal_task(session)
    assert "总体目标 3 个，已明确负责单位 1 个" in client.get(f"/plans/{city.plan.id}/start").get_data(as_text=True)
    assert "3 个目标，已明确 1 个" in client.get(f"/plans/{city.plan.id}").get_data(as_text=True)
    page = client.get(f"/tasks/{task.id}").get_data(as_text=True)
    assert "主要目标" in page and "指标0达到20%左右" in page
    client.get(f"/tasks/{task.id}/responsibility")
    assert "总体目标按目标明确负责单位" in client.page.text
