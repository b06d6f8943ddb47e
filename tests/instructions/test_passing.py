"""An instruction binds nobody until it is passed on; then it is deadlines, and their end is its result."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.instructions import given
from tests.instructions.given import RESULT, TODAY
from tests.support.builders import a_plan_under_way, at, the_share
from workflow.audit.service import SYSTEM
from workflow.deadlines import acknowledging, changing
from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind, Outcome
from workflow.errors import Refused, Stale
from workflow.escalation.queries import By, Sought, together
from workflow.escalation.rules import late_spans
from workflow.instructions import ending, queries, service
from workflow.instructions.models import InstructionKind, InstructionState, StepKind, Unit
from workflow.instructions.rhythms import Rhythm, Step
from workflow.lights.queries import lights
from workflow.lights.rules import Light
from workflow.notices.models import Notice, Why
from workflow.notices.service import tell
from workflow.outbox.added import in_words
from workflow.review import closing
from workflow.review import service as review
from workflow.review.rules import ReasonKind
from workflow.tasks.models import Origin, Task, TaskState
from workflow.workdays.queries import calendar


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


def owed(session, one):
    """Who owes what by when, of an instruction, in order."""
    rows = queries.owed(session, one.id)
    return [(row.department, row.kind, row.due_on) for row in rows]


def test_nothing_is_owed_before_it_is_passed_on(session, city) -> None:
    before = session.scalars(select(Deadline.id)).all()
    one = given.drafted(session, city)
    assert session.scalars(select(Deadline.id)).all() == before
    assert (one.state, one.task_id) == (InstructionState.DRAFTED, None)


def test_13710_is_passed_on_as_a_matter_of_its_own_outside_the_base(session, city) -> None:
    one = given.passed_on(session, city, co=("industry",), rhythm=Rhythm.SHANXI_13710)
    task = session.get_one(Task, one.task_id)
    assert (task.origin, task.state, task.number) == (Origin.INSTRUCTION, TaskState.UNDER_WAY, f"〔批示{one.id}〕")
    receipt, report = DeadlineKind.ACKNOWLEDGE, DeadlineKind.INSTRUCTION
    assert owed(session, one) == [
        ("市能源局", receipt, TODAY),
        ("市工信局", receipt, TODAY),
        ("市能源局", report, date(2026, 10, 19)),  # the third day is a Saturday
        ("市能源局", report, date(2026, 10, 21)),
        ("市能源局", report, date(2026, 11, 16)),  # the fourteenth is a Saturday; only results are owed by both
        ("市工信局", report, date(2026, 11, 16)),
    ]
    work = session.scalars(select(Deadline).where(Deadline.kind == report)).all()
    assert {one.ladder for one in work} == {LadderKind.WORK}
    assert [one.occasion.count(":") for one in work] == [2, 2, 2, 2]


def test_on_a_task_of_the_plan_it_goes_to_the_shares_that_were_chosen(session, city) -> None:
    one = given.passed_on(session, city, lead="industry", co=("energy",), task_id=city.tasks[0].id)
    assert [row[0] for row in owed(session, one)] == ["市工信局", "市能源局"] * 2  # who leads in this matter first
    assert one.task_id == city.tasks[0].id
    tasks = {deadline.assignment.task_id for deadline in queries.open_deadlines(session, one.id)}
    assert tasks == {city.tasks[0].id}


def test_a_department_that_has_no_share_of_the_task_is_refused_by_name(session, city) -> None:
    one = given.drafted(session, city, lead="housing", task_id=city.tasks[0].id)
    with pytest.raises(Refused) as refused:
        given.pass_on(session, one, at=at(TODAY))
    assert (refused.value.key, refused.value.facts["names"]) == ("instruction.no_share", "市住建局")


def test_where_the_leader_has_to_agree_it_is_not_passed_on_before(session, city) -> None:
    one = given.drafted(session, city, to_approve=True)
    with pytest.raises(Refused, match=r"instruction.not_agreed"):
        given.pass_on(session, one, at=at(TODAY))
    seen = one.version
    service.agree(session, one, by=SYSTEM, at=at(TODAY), seen=seen)
    steps = [Step(StepKind.RESULT, "十日内办结", 10, Unit.DAYS)]
    service.set_steps(session, one, steps, by=SYSTEM, at=at(TODAY))  # another draft: asked again
    with pytest.raises(Refused, match=r"instruction.not_agreed"):
        given.pass_on(session, one, at=at(TODAY))
    with pytest.raises(Stale):
        service.agree(session, one, by=SYSTEM, at=at(TODAY), seen=seen)
    service.agree(session, one, by=SYSTEM, at=at(TODAY), seen=one.version)
    given.pass_on(session, one, at=at(TODAY))
    assert [row[2] for row in owed(session, one)] == [date(2026, 10, 26)]  # the tenth day is a Saturday


def test_an_objection_sends_the_draft_back_with_the_leaders_words(session, city) -> None:
    one = given.drafted(session, city, to_approve=True)
    service.object_to(session, one, words="请市工信局牵头", by=SYSTEM, at=at(TODAY), seen=one.version)
    assert (one.state, one.objection) == (InstructionState.RECEIVED, "请市工信局牵头")


def test_a_report_answers_and_the_offices_acceptance_ends_it_on_the_day_of_filing(session, city) -> None:
    one = given.passed_on(session, city)
    (report,) = given.reported(session, one, on=date(2026, 10, 20))
    assert report.deadline.ended_on is None
    review.accept(session, report, by=SYSTEM, at=at(date(2026, 10, 28)))
    assert (report.deadline.ended_on, report.deadline.outcome) == (date(2026, 10, 20), Outcome.MET)


def test_what_the_office_returns_is_still_owed(session, city) -> None:
    one = given.passed_on(session, city)
    (report,) = given.reported(session, one)
    said = {"reason_kind": ReasonKind.VAGUE, "reason": "不具体", "correct_by": TODAY}
    review.give_back(session, report, **said, by=SYSTEM, at=at(TODAY))
    assert report.deadline.ended_on is None
    assert queries.without_result(session, one.id) == ["市能源局"]
    with pytest.raises(Refused, match=r"instruction.results_open"):
        ending.answer(session, one, words="已落实。", by=SYSTEM, at=at(TODAY))


def test_the_result_ends_the_steps_nobody_needs_any_more_and_clearing_closes_the_matter(session, city) -> None:
    one = given.passed_on(session, city, rhythm=Rhythm.SHANXI_13710)
    result = given.reported(session, one)[-1]
    review.accept(session, result, by=SYSTEM, at=at(TODAY))
    ending.answer(session, one, words="已落实。", by=SYSTEM, at=at(TODAY))
    assert queries.open_deadlines(session, one.id) == []
    assert session.get_one(Task, one.task_id).state == TaskState.UNDER_WAY
    ending.clear(session, one, by=SYSTEM, at=at(TODAY))
    task = session.get_one(Task, one.task_id)
    assert (one.state, task.state, task.closed_on) == (InstructionState.DONE, TaskState.CLOSED, TODAY)


def test_withdrawing_ends_what_was_owed_and_leaves_the_plans_task_alone(session, city) -> None:
    one = given.passed_on(session, city, task_id=city.tasks[0].id)
    ending.withdraw(session, one, reason="另行安排", by=SYSTEM, at=at(TODAY))
    outcomes = {row.outcome for row in queries.owed(session, one.id)}
    assert (outcomes, city.tasks[0].state) == ({Outcome.WITHDRAWN}, TaskState.UNDER_WAY)


def test_a_matter_is_not_closed_by_a_request_of_its_own(session, city) -> None:
    one = given.passed_on(session, city)
    share = queries.open_deadlines(session, one.id)[0].assignment
    with pytest.raises(Refused, match=r"closing.of_instruction"):
        closing.ask(session, share, words="已办完。", by=SYSTEM, at=at(TODAY))


def test_a_share_acknowledged_long_ago_acknowledges_the_instruction_too(session, city) -> None:
    share = the_share(session, city, "energy")
    acknowledging.acknowledge(session, share, by=SYSTEM, at=at(date(2026, 9, 2)))
    given.passed_on(session, city, task_id=city.tasks[0].id)
    assert [one.occasion.partition(":")[0] for one in acknowledging.open_ones(session, share)] == ["instruction"]
    acknowledging.acknowledge(session, share, by=SYSTEM, at=at(TODAY))
    assert (acknowledging.open_ones(session, share), share.acknowledged_on) == ([], date(2026, 9, 2))


def test_a_late_one_is_late_work_of_its_task_and_on_the_offices_list(session, city) -> None:
    one = given.passed_on(session, city, task_id=city.tasks[0].id)
    today = date(2026, 11, 9)
    days = calendar(session, around=today)
    spans = late_spans(today=today, calendar=days)
    sought = Sought(kind=DeadlineKind.INSTRUCTION, ladder=LadderKind.WORK)
    (row,) = together(session, spans, sought, by=By.DEPARTMENT, on=today)
    assert (row.department, row.due_on, row.task_id) == ("市能源局", RESULT, one.task_id)
    shown = lights(session, [city.tasks[0].id], today=today, calendar=days)[city.tasks[0].id]
    assert shown.light == Light.WORK_OVERDUE


def test_who_takes_over_the_share_owes_the_result(session, city) -> None:
    one = given.passed_on(session, city, task_id=city.tasks[0].id)
    how = {"basis": "纪要", "by": SYSTEM, "at": at(TODAY), "calendar": calendar(session, around=TODAY)}
    changing.change_lead(session, city.tasks[0], city.departments["housing"].id, stays=False, **how)
    assert queries.without_result(session, one.id) == ["市住建局"]


def test_liaison_and_head_are_told_at_once_with_the_leaders_words(session, city) -> None:
    one = given.drafted(session, city, rhythm=Rhythm.SHANXI_13710)
    rung = f"instruction:{one.id}"
    first = given.pass_on(session, one, at=at(TODAY))
    assert [deadline.due_on for deadline in first] == [date(2026, 10, 19)]
    tell(session, [deadline.id for deadline in first], rung=rung, on=TODAY)
    told = session.execute(select(Notice.account_id, Notice.why).where(Notice.rung == rung)).all()
    wanted = {(city.accounts["liaison"].id, Why.OWES), (city.accounts["head"].id, Why.HEADS)}
    assert {tuple(row) for row in told} == wanted
    assert in_words(session, [rung]) == {rung: f"leader（市长） 2026-10-14 批示：{given.WORDS}"}


def test_what_was_handed_over_by_word_of_mouth_is_an_ad_hoc_task(session, city) -> None:
    one = given.received(session, city, kind=InstructionKind.HANDED_OVER)
    draft = service.Draft("请办", city.departments["energy"].id, heading="调研", due_on=RESULT)
    service.draft(session, one, draft, by=SYSTEM, at=at(TODAY))
    given.pass_on(session, one, at=at(TODAY))
    task = session.get_one(Task, one.task_id)
    assert (task.origin, task.number) == (Origin.AD_HOC, f"〔交办{one.id}〕")
