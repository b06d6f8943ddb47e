"""申请办结, 销号, 转为常态化, 重新打开: what is asked, what stands in the way, what becomes of what is owed."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.support.builders import a_plan_under_way, at, the_deadline, the_share
from workflow.audit.service import SYSTEM
from workflow.deadlines import periods
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.errors import Refused, Stale
from workflow.lights.queries import light_of
from workflow.lights.rules import Light
from workflow.reports import service as reports
from workflow.reports.models import Standing
from workflow.reports.rules import Signature
from workflow.review import checklist, closing, concluding
from workflow.review import service as review
from workflow.review.checklist import Checklist
from workflow.review.closing import Points
from workflow.review.closing_models import ClosingState
from workflow.review.models import TargetVerdict, TargetVerdictWord
from workflow.review.rules import ReasonKind
from workflow.review.tallying import checklist_of
from workflow.tasks import queries as tasks
from workflow.tasks.models import Assignment, Rhythm, TaskState
from workflow.workdays.queries import calendar

ASKED = date(2026, 10, 20)
DECIDED = date(2026, 10, 22)
REOPENED = date(2026, 11, 5)
EVERY = Points(True, True, True, True, True)


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


@pytest.fixture
def days(session, city):
    return calendar(session, around=ASKED)


@pytest.fixture
def lead(session, city):
    return the_share(session, city, "energy")


@pytest.fixture
def task(city):
    return city.tasks[0]


def judged(session, task, word=TargetVerdictWord.ACHIEVED) -> None:
    """Every target of the task has its verdict, and its verification has ended."""
    for target in tasks.targets(session, task.id):
        asking = session.scalar(
            select(Deadline).where(Deadline.target_id == target.id, Deadline.kind == DeadlineKind.TARGET)
        )
        if asking.ended_on is None and word in checklist.ENDING:
            deadlines.end(session, asking, Outcome.MET, on=ASKED)
        said = TargetVerdict(deadline_id=asking.id, target_id=target.id, verdict=word, basis="统计公报")
        said.by_id, said.by, said.at = 1, "office", at(ASKED)
        session.add(said)
    session.flush()


def ask(session, lead, *, on=ASKED, **facts):
    return closing.ask(session, lead, words="任务已完成。", by=SYSTEM, at=at(on), **facts)


def grant(session, asked, *, points=EVERY, on=DECIDED):
    return closing.grant(session, asked, points=points, by=SYSTEM, at=at(on))


def refusal(act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.key


def completion(session, lead) -> Deadline:
    return deadlines.owe(
        session,
        lead,
        DeadlineKind.COMPLETION,
        occasion="day:1",
        opens_on=date(2026, 9, 1),
        due_on=date(2026, 12, 31),
        due_rule="paper",
    )


def open_ones(session, task) -> list[Deadline]:
    owed = select(Deadline).join(Assignment, Assignment.id == Deadline.assignment_id)
    return list(session.scalars(owed.where(Assignment.task_id == task.id, Deadline.ended_on.is_(None))))


def test_a_target_without_a_verdict_stands_in_the_way_of_closing_but_not_of_asking(session, task, lead) -> None:
    asked = ask(session, lead)
    assert refusal(lambda: grant(session, asked)) == "closing.target_unjudged"
    assert (asked.state, task.state) == (ClosingState.ASKED, TaskState.UNDER_WAY)
    judged(session, task)
    assert grant(session, asked).state == ClosingState.GRANTED


@pytest.mark.parametrize(
    ("word", "key"),
    [
        (TargetVerdictWord.ACHIEVED, None),
        (TargetVerdictWord.NOT_ACHIEVED, None),
        (TargetVerdictWord.PROVINCE_DECIDES, None),
        (TargetVerdictWord.AWAITS_DATA, "closing.target_awaits_data"),
    ],
)
def test_waiting_for_data_is_no_verdict(session, task, lead, word, key) -> None:
    judged(session, task, word)
    found = checklist.obstacles(checklist_of(session, task.id), as_standing=False)
    assert {one.key for one in found} == ({key} if key else set())


def test_a_report_to_be_mended_stands_in_the_way_of_asking_and_a_missing_share_never_does(session, city, lead) -> None:
    report = reports.file(
        session,
        the_deadline(session, city, "energy", DeadlineKind.REPORT),
        standing=Standing.DONE,
        text="已完成。",
        by=SYSTEM,
        at=at(date(2026, 10, 12)),
    )
    review.give_back(
        session,
        report,
        reason_kind=ReasonKind.VAGUE,
        reason="请写明数值",
        correct_by=date(2026, 10, 30),
        by=SYSTEM,
        at=at(date(2026, 10, 13)),
    )
    assert refusal(lambda: ask(session, lead)) == "closing.correction_open"
    deadlines.end(session, the_deadline(session, city, "energy", DeadlineKind.CORRECTION), Outcome.MET, on=ASKED)
    shares = checklist_of(session, city.tasks[0].id).shares
    assert [share.said_on for share in shares] == [
        None,
        None,
    ]  # the returned report does not stand, the share is missing
    assert ask(session, lead).state == ClosingState.ASKED


def test_closing_ends_completion_with_the_day_of_the_request_and_withdraws_the_rest(session, task, lead, days) -> None:
    whole = completion(session, lead)
    judged(session, task)
    asked = ask(session, lead)
    grant(session, asked)
    assert (task.state, task.closed_on) == (TaskState.CLOSED, ASKED)
    assert (whole.ended_on, whole.outcome) == (ASKED, Outcome.MET)
    assert not open_ones(session, task)
    withdrawn = session.scalars(select(Deadline).where(Deadline.outcome == Outcome.WITHDRAWN)).all()
    assert {one.kind for one in withdrawn} == {DeadlineKind.REPORT, DeadlineKind.ACKNOWLEDGE}
    assert light_of(session, task.id, today=REOPENED, calendar=days).light == Light.CLOSED
    assert Checklist.read(asked.checklist).targets[0].verdict == TargetVerdictWord.ACHIEVED


def test_the_checklist_is_kept_as_it_stood(session, task, lead) -> None:
    completion(session, lead)
    judged(session, task)
    found = checklist_of(session, task.id)
    assert Checklist.read(found.kept()) == found
    assert len(found.targets) == 2 and len(found.shares) == 2 and found.owed


def test_all_five_points_are_ticked_before_a_task_is_closed(session, task, lead) -> None:
    judged(session, task)
    asked = ask(session, lead)
    key = refusal(lambda: grant(session, asked, points=Points(facts=True, solved=True, carried_out=True, lawful=True)))
    assert key == "closing.points_missing" and asked.state == ClosingState.ASKED


def test_a_request_is_one_at_a_time_and_can_be_made_anew_after_a_return(session, task, lead) -> None:
    asked = ask(session, lead)
    with pytest.raises(Stale):
        ask(session, lead)
    assert refusal(lambda: closing.give_back(session, asked, reason=" ", by=SYSTEM, at=at(DECIDED))) == (
        "closing.answer_missing"
    )
    closing.give_back(session, asked, reason="佐证不足", by=SYSTEM, at=at(DECIDED))
    again = ask(session, lead, on=REOPENED)
    assert (asked.state, again.ordinal) == (ClosingState.RETURNED, 2)


def test_a_request_is_withdrawn_until_it_is_decided_and_decided_once(session, task, lead) -> None:
    judged(session, task)
    closing.withdraw(session, ask(session, lead), by=SYSTEM, at=at(ASKED))
    asked = ask(session, lead)
    grant(session, asked)
    for act in (
        lambda: closing.withdraw(session, asked, by=SYSTEM, at=at(DECIDED)),
        lambda: closing.give_back(session, asked, reason="晚了", by=SYSTEM, at=at(DECIDED)),
        lambda: grant(session, asked),
    ):
        with pytest.raises(Stale) as caught:
            act()
        assert caught.value.key == "closing.decided_already"
    assert refusal(lambda: ask(session, lead)) == "state.not_while"


def test_where_the_head_signs_the_office_gets_the_request_with_her_signature(session, task, lead) -> None:
    lead.department.signs_off = True
    judged(session, task)
    asked = ask(session, lead)
    assert asked.state == ClosingState.TO_SIGN
    assert refusal(lambda: grant(session, asked)) == "closing.unsigned"
    closing.send_back(session, asked, words="再核实", by=SYSTEM, at=at(ASKED))
    assert asked.state == ClosingState.WITHDRAWN and asked.answer == "再核实"
    again = ask(session, lead)
    closing.sign(session, again, signature=Signature("head", DECIDED), by=SYSTEM, at=at(DECIDED))
    assert (again.state, again.signer) == (ClosingState.ASKED, "head")
    grant(session, again, on=REOPENED)
    assert task.closed_on == DECIDED  # the day on which the request left the department


def test_a_head_who_asks_herself_signs_with_it(session, lead) -> None:
    lead.department.signs_off = True
    asked = ask(session, lead, signature=Signature("head", ASKED))
    assert (asked.state, asked.signer) == (ClosingState.ASKED, "head")


def test_a_standing_matter_reports_yearly_and_its_targets_live_on(session, city, task, lead, days) -> None:
    whole = completion(session, lead)
    asked = ask(session, lead, as_standing=True)
    grant(session, asked)
    assert (task.state, task.rhythm, task.closed_on) == (TaskState.STANDING, Rhythm.YEARLY, None)
    assert whole.outcome == Outcome.MET
    assert {one.kind for one in open_ones(session, task)} <= {DeadlineKind.TARGET, DeadlineKind.REPORT}
    assert light_of(session, task.id, today=REOPENED, calendar=days) is None
    for day in (date(2026, 12, 1), date(2027, 3, 1), date(2027, 7, 1)):
        periods.open_reports(session, today=day, calendar=days)
    asking = [d.occasion for d in open_ones(session, task) if d.kind == DeadlineKind.REPORT]
    assert asking == ["2026Q4"]


def reopen(session, task, days, *, on=REOPENED, reason="巡察发现问题反弹"):
    return concluding.reopen(session, task, reason=reason, by=SYSTEM, at=at(on), calendar=days)


def test_reopened_the_work_is_owed_again_later_by_the_days_of_being_closed(session, task, lead, days) -> None:
    whole = completion(session, lead)
    judged(session, task)
    asked = ask(session, lead)
    grant(session, asked)
    reopen(session, task, days)
    assert (task.state, task.closed_on, asked.reopened_for) == (TaskState.UNDER_WAY, None, "巡察发现问题反弹")
    assert whole.ended_on is None and whole.original_due_on == date(2026, 12, 31)
    assert whole.due_on == days.add(date(2026, 12, 31), days.between(ASKED, REOPENED))
    assert light_of(session, task.id, today=REOPENED, calendar=days).light != Light.CLOSED
    assert asked.state == ClosingState.GRANTED and ask(session, lead, on=REOPENED).ordinal == 2


def test_reopened_a_task_owes_reports_from_then_on_and_none_of_its_closed_time(session, task, lead, days) -> None:
    judged(session, task)
    grant(session, ask(session, lead))
    in_spring = date(2027, 2, 3)
    for day in (date(2026, 11, 1), date(2027, 1, 4)):
        periods.open_reports(session, today=day, calendar=days)
    reopen(session, task, days, on=in_spring)
    periods.open_reports(session, today=in_spring, calendar=days)
    asking = [d.occasion for d in open_ones(session, task) if d.kind == DeadlineKind.REPORT]
    assert asking == ["2027Q1"]


def test_a_report_withdrawn_by_closing_is_owed_again_while_its_period_lasts(session, task, lead, days) -> None:
    periods.open_reports(session, today=date(2026, 10, 8), calendar=days)
    judged(session, task)
    grant(session, ask(session, lead))
    reopen(session, task, days)
    asking = [d.occasion for d in open_ones(session, task) if d.kind == DeadlineKind.REPORT]
    assert asking == ["2026Q4"]


def test_a_standing_matter_that_is_reopened_goes_back_to_its_rhythm(session, task, lead, days) -> None:
    task.rhythm = Rhythm.HALF_YEARLY
    session.flush()
    grant(session, ask(session, lead, as_standing=True))
    reopen(session, task, days)
    assert (task.state, task.rhythm) == (TaskState.UNDER_WAY, Rhythm.HALF_YEARLY)


def test_reopening_wants_a_reason_and_a_task_that_was_closed(session, city, task, lead, days) -> None:
    assert refusal(lambda: reopen(session, task, days)) == "state.not_while"
    judged(session, task)
    grant(session, ask(session, lead))
    assert refusal(lambda: reopen(session, task, days, reason=" ")) == "closing.reopening_reason_missing"
    duty = next(one for one in city.tasks if one.state == TaskState.STANDING)
    assert refusal(lambda: reopen(session, duty, days)) == "closing.not_by_request"
