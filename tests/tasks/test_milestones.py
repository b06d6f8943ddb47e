"""节点: steps of the office and of the text, answered by the department, ended by the office's word."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.support.builders import START, a_calendar, a_plan_proposed, a_plan_under_way, at, the_deadline, the_share
from workflow.audit.service import SYSTEM
from workflow.deadlines import starting, steps
from workflow.deadlines.models import Deadline, DeadlineKind, DeadlineMove, MoveKind, Outcome
from workflow.errors import Refused
from workflow.lights.queries import light_of
from workflow.lights.rules import Light
from workflow.notices.models import Notice
from workflow.notices.service import post
from workflow.plans.models import Edition, Item, ItemDay, ItemKind, Target
from workflow.reports import service as reports
from workflow.reports.models import Standing
from workflow.review import service as review
from workflow.review.rules import ReasonKind
from workflow.tasks import service
from workflow.tasks.models import Assignment, Milestone, MilestoneSource, Role, Task
from workflow.workdays.queries import calendar

TODAY = date(2026, 10, 14)
DUE = date(2026, 10, 20)
LATE = date(2026, 10, 23)


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


@pytest.fixture
def step(session, city):
    """A step that 市能源局 owes for its first task."""
    return set_step(session, the_share(session, city, "energy"))


@pytest.fixture
def visit(client, session, city, clock):
    clock.set(TODAY)
    session.commit()
    return client


def set_step(session, share, *, words="完成可行性研究报告", due_on=DUE, basis="领导小组会议纪要"):
    return steps.set_step(session, share, words=words, due_on=due_on, basis=basis, by=SYSTEM, at=at(TODAY))


def refusal(act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.key


def answer(session, step, *, on=date(2026, 10, 19)):
    return reports.file(session, step, standing=Standing.DONE, text="报告已通过评审。", by=SYSTEM, at=at(on))


def test_a_step_is_owed_by_the_lead_or_a_named_share_with_words_day_and_basis(session, city) -> None:
    for who in ("energy", "industry"):
        owed = set_step(session, the_share(session, city, who))
        said = session.get(Milestone, owed.milestone_id)
        assert (owed.kind, owed.due_on, owed.department_id) == (DeadlineKind.MILESTONE, DUE, city.departments[who].id)
        assert (said.words, said.source, said.basis) == (
            "完成可行性研究报告",
            MilestoneSource.OFFICE,
            "领导小组会议纪要",
        )


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ({"words": " "}, "milestone.words_missing"),
        ({"basis": ""}, "milestone.basis_missing"),
        ({"due_on": date(2026, 10, 13)}, "milestone.day_past"),
    ],
)
def test_a_step_lacks_nothing(session, city, facts, key) -> None:
    assert refusal(lambda: set_step(session, the_share(session, city, "energy"), **facts)) == key


def test_a_share_that_has_ended_gets_no_steps(session, city) -> None:
    share = the_share(session, city, "energy")
    share.to_on = TODAY
    assert refusal(lambda: set_step(session, share)) == "milestone.share_ended"


def move(session, step, to_on, *, reason="会议改期"):
    return steps.move_step(session, step, to_on=to_on, reason=reason, by=SYSTEM, at=at(TODAY))


def test_the_day_of_a_step_changes_only_by_a_move_with_a_reason_sooner_or_later(session, step) -> None:
    assert refusal(lambda: move(session, step, LATE, reason=" ")) == "milestone.reason_missing"
    assert refusal(lambda: move(session, step, DUE)) == "milestone.same_day"
    assert refusal(lambda: move(session, step, date(2026, 10, 13))) == "milestone.day_past"
    for day in (LATE, date(2026, 10, 16)):
        move(session, step, day)
    moves = session.scalars(select(DeadlineMove).order_by(DeadlineMove.id)).all()
    assert [(one.from_on, one.to_on, one.kind) for one in moves] == [
        (DUE, LATE, MoveKind.OFFICE),
        (LATE, date(2026, 10, 16), MoveKind.OFFICE),
    ]
    assert step.original_due_on == DUE


def test_a_step_that_is_no_longer_wanted_is_withdrawn_with_the_reason(session, city, step) -> None:
    assert refusal(lambda: steps.withdraw(session, step, reason="", by=SYSTEM, at=at(TODAY))) == (
        "milestone.reason_missing"
    )
    steps.withdraw(session, step, reason="项目已并入二期", by=SYSTEM, at=at(TODAY))
    assert (step.ended_on, step.outcome) == (TODAY, Outcome.WITHDRAWN)
    report = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    assert refusal(lambda: steps.withdraw(session, report, reason="x", by=SYSTEM, at=at(TODAY))) == (
        "milestone.not_a_step"
    )


def test_the_offices_acceptance_ends_a_step_on_the_day_it_was_answered(session, step) -> None:
    report = answer(session, step)
    assert step.ended_on is None
    review.accept(session, report, by=SYSTEM, at=at(LATE))
    assert (step.ended_on, step.outcome) == (date(2026, 10, 19), Outcome.MET)


def test_a_returned_answer_opens_a_correction_and_the_step_stays_owed(session, step) -> None:
    report = answer(session, step)
    back = review.give_back(
        session,
        report,
        reason_kind=ReasonKind.EVIDENCE,
        reason="请附评审意见",
        correct_by=LATE,
        by=SYSTEM,
        at=at(DUE),
    )
    assert session.get(Deadline, back.correction_id).kind == DeadlineKind.CORRECTION and step.ended_on is None


def lit(session, city):
    days = calendar(session, around=LATE)
    for owed in session.scalars(select(Deadline).where(Deadline.kind == DeadlineKind.ACKNOWLEDGE)):
        owed.ended_on, owed.outcome = START, Outcome.MET
    for owed in session.scalars(select(Deadline).where(Deadline.kind == DeadlineKind.REPORT)):
        owed.ended_on, owed.outcome = TODAY, Outcome.MET
    session.flush()
    return light_of(session, city.tasks[0].id, today=LATE, calendar=days).light


def test_an_answered_step_that_waits_for_the_office_is_no_late_work(session, city, step) -> None:
    assert lit(session, city) == Light.WORK_OVERDUE
    answer(session, step)
    assert lit(session, city) == Light.ON_COURSE


def test_who_has_answered_a_step_is_not_reminded_of_it(session, city, step) -> None:
    days = calendar(session, around=LATE)
    told = select(Notice.id).where(Notice.deadline_id == step.id)
    answer(session, step)
    post(session, today=LATE, calendar=days)
    assert session.scalars(told).all() == []


def named(session, *days):
    """A plan whose first item names these days: (words, day, by the office, place in the item)."""
    city = a_plan_proposed(session)
    item = session.scalars(
        select(Item).join(Edition).where(Edition.plan_id == city.plan.id, Item.kind == ItemKind.MEASURE)
    ).first()
    for ordinal, (words, due_on, by_office, place) in enumerate(days, start=1):
        start = item.start if by_office else item.heading_end + place
        day = ItemDay(item=item, ordinal=ordinal, words=words, due_on=due_on, by_office=by_office, owed=True)
        day.start = day.end = start
        session.add(day)
    session.flush()
    return city


def started(session, city):
    days = a_calendar(session)
    for lead in session.scalars(select(Assignment).where(Assignment.role == Role.LEAD)).all():
        service.confirm_lead(session, lead, basis="纪要", by=SYSTEM, at=at(START))
    starting.start(session, city.plan, by=SYSTEM, at=at(START), calendar=days)
    task = session.scalars(select(Task).where(Task.plan_id == city.plan.id).order_by(Task.ordinal)).first()
    rows = select(Deadline).join(Assignment, Assignment.id == Deadline.assignment_id)
    kinds = (DeadlineKind.MILESTONE, DeadlineKind.COMPLETION)
    wanted = rows.where(Assignment.task_id == task.id, Deadline.kind.in_(kinds)).order_by(Deadline.id)
    return session.scalars(wanted).all()


def test_a_day_that_the_text_names_becomes_a_step_in_its_words_at_the_start(session) -> None:
    city = named(session, ("2027年底前", date(2027, 12, 31), False, 5))
    (owed,) = started(session, city)
    said = session.get(Milestone, owed.milestone_id)
    assert (owed.kind, owed.due_on, said.words) == (DeadlineKind.MILESTONE, date(2027, 12, 31), "2027年底前")
    assert (said.source, said.item_day_id is not None) == (MilestoneSource.PAPER, True)


def test_a_day_for_the_whole_item_is_the_day_by_which_the_task_is_done(session) -> None:
    city = named(session, ("办公室设定", date(2028, 6, 30), True, 0))
    (owed,) = started(session, city)
    assert (owed.kind, owed.occasion, owed.due_on) == (DeadlineKind.COMPLETION, "completion", date(2028, 6, 30))


def test_a_day_that_has_passed_at_the_start_is_answered_forty_working_days_later(session) -> None:
    city = named(session, ("2025年底前", date(2025, 12, 31), False, 5))
    (owed,) = started(session, city)
    target = session.scalars(select(Target)).first()
    asked = session.scalars(select(Deadline).where(Deadline.target_id == target.id)).first()
    assert owed.due_on == owed.original_due_on == asked.due_on
    assert session.scalars(select(ItemDay.due_on)).one() == date(2025, 12, 31)


def test_the_office_sets_moves_and_withdraws_a_step_on_the_tasks_pages(visit, session, city) -> None:
    visit.sign_in(city.accounts["office"])
    share, task_id = the_share(session, city, "energy").id, city.tasks[0].id
    session.commit()
    said = {"share": str(share), "words": "完成可研", "due_on": "2026-10-20", "basis": "会议纪要"}
    assert visit.post(f"/tasks/{task_id}/steps", data=said | {"basis": ""}).status_code == 422
    assert visit.post(f"/tasks/{task_id}/steps", data=said).status_code == 303
    step = session.scalars(select(Deadline.id).where(Deadline.kind == DeadlineKind.MILESTONE)).one()
    session.rollback()
    visit.get(f"/tasks/{task_id}")
    assert "节点：完成可研" in visit.page.text and f"/deadlines/{step}/step-day" in visit.page.source
    moved = {"to_on": "2026-10-30", "reason": "会议改期"}
    assert visit.post(f"/deadlines/{step}/step-day", data=moved).status_code == 303
    assert visit.post(f"/deadlines/{step}/withdraw-step", data={"reason": ""}).status_code == 422
    assert visit.post(f"/deadlines/{step}/withdraw-step", data={"reason": "并入二期"}).status_code == 303
    assert session.get(Deadline, step).outcome == Outcome.WITHDRAWN


def test_the_department_answers_a_step_through_the_form_and_then_it_waits_for_the_office(
    visit, session, city, step
) -> None:
    number = step.id
    session.commit()
    visit.sign_in(city.accounts["liaison"])
    visit.get("/desk")
    assert "节点：完成可行性研究报告" in visit.page.text and "填写结果" in visit.page.text
    visit.get(f"/deadlines/{number}/report")
    assert "节点完成情况" in visit.page.text and "领导小组会议纪要" in visit.page.text
    assert "指标数值" not in visit.page.text
    said = {"standing": "on_course", "text": "报告已通过评审。"}
    filed = visit.post(f"/deadlines/{number}/report", data=said)
    assert filed.status_code == 303, visit.page.text
    visit.get("/desk")
    assert "已报，待审核" in visit.page.text
    assert visit.get(f"/deadlines/{number}/report").status_code == 303  # nothing is asked twice
    visit.sign_in(city.accounts["office"])
    visit.get(f"/tasks/{city.tasks[0].id}")
    assert "已报，待审核" in visit.page.text


def test_the_office_reads_that_it_is_its_own_turn(visit, session, city, step, clock) -> None:
    answer(session, step)
    session.commit()
    clock.set(date(2026, 11, 10))
    visit.sign_in(city.accounts["office"])
    visit.get("/escalation?kind=milestone")
    assert "完成可行性研究报告" in visit.page.text and "已报，待审核" in visit.page.text
