"""Questions at filing, inquiries in review, the queue they move in, and many unchanged reports at once."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from tests.support.builders import a_plan_under_way, at, the_deadline
from workflow.audit.service import SYSTEM
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import DeadlineKind
from workflow.errors import Refused, Stale
from workflow.jobs.letters import press
from workflow.notices import service as notices
from workflow.notices.models import Notice
from workflow.outbox import folding
from workflow.outbox.models import Message
from workflow.plans.models import Target
from workflow.reports import answering, repeating, withdrawing
from workflow.reports import service as reports
from workflow.reports.beside_models import Inquiry, ReportAnswer
from workflow.reports.details import reviewed_values
from workflow.reports.models import Report, ReportDraft, ReportRevision, ReportState, Standing
from workflow.reports.rules import Said, ValueSaid
from workflow.review import asking, honest, queue, service, unchanged
from workflow.review.models import Review
from workflow.review.queue import Mark, Narrowed
from workflow.review.rules import Question, ReasonKind
from workflow.settings import from_environment
from workflow.tasks import queries as tasks
from workflow.workdays.queries import calendar

FILED, TODAY = date(2026, 10, 12), date(2026, 10, 14)
WORDS = "数据口径是并网还是备案？"


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


@pytest.fixture
def report(session, city):
    return said(session, the_deadline(session, city, "energy", DeadlineKind.REPORT))


@pytest.fixture
def office(client, session, city, clock):
    clock.set(TODAY)
    session.commit()
    return client.sign_in(city.accounts["office"])


def said(session, deadline, *, text="按计划推进", value=None, on=FILED, hour=9):
    values = [ValueSaid(target(session, deadline), Decimal(value), FILED, "统计局")] if value else []
    return reports.file(
        session, deadline, standing=Standing.BEHIND, text=text, values=values, by=SYSTEM, at=at(on, hour)
    )


def target(session, deadline) -> int:
    found = tasks.targets(session, deadline.assignment.task_id)
    return found[0].id


def ask(session, report, words=WORDS, on=TODAY):
    return asking.ask(session, report, words=words, by=SYSTEM, at=at(on))


def answer(session, inquiry, words="以并网为准。"):
    return answering.answer(session, inquiry, words=words, by=SYSTEM, at=at(TODAY, 15))


def refusal(act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.key


def again(session, report) -> Report:
    return session.get(Report, report.id, populate_existing=True)


def waiting(session, **narrowed) -> list[int]:
    return [row.id for row in queue.waiting(session, Narrowed(**narrowed))]


def test_a_report_asked_about_is_under_review_and_cannot_be_taken_back(session, report) -> None:
    inquiry = ask(session, report)
    assert report.state == ReportState.UNDER_REVIEW
    assert refusal(lambda: withdrawing.withdraw(session, report, by=SYSTEM, at=at(TODAY))) == "report.under_review"
    assert (inquiry.words, inquiry.answered_at, inquiry.revision_id) == (
        WORDS,
        None,
        reports.current_revision(session, report).id,
    )


def test_it_leaves_the_queue_until_it_is_answered_and_comes_back_to_its_place(session, city, report) -> None:
    later = said(session, the_deadline(session, city, "industry", DeadlineKind.REPORT, task=2), hour=17)
    inquiry = ask(session, report)
    assert waiting(session) == [later.id] and waiting(session, mark=Mark.ASKED) == [report.id]
    assert queue.next_waiting(session, later, passing_over=()) is None
    answer(session, inquiry)
    assert waiting(session) == [report.id, later.id] and waiting(session, mark=Mark.ANSWERED) == [report.id]
    service.accept(session, report, by=SYSTEM, at=at(TODAY))
    assert waiting(session) == [later.id]


def test_an_inquiry_is_answered_once_and_only_while_an_answer_is_wanted(session, report) -> None:
    first, second = ask(session, report), ask(session, report, "第二问")
    assert refusal(lambda: answer(session, first, " ")) == "inquiry.answer_missing"
    answer(session, first)
    assert refusal(lambda: answer(session, first)) == "inquiry.answered_already"
    assert waiting(session, mark=Mark.ASKED) == [report.id]  # the second waits
    service.accept(session, report, by=SYSTEM, at=at(TODAY))
    assert refusal(lambda: answer(session, second)) == "inquiry.closed"


def test_what_is_reviewed_is_not_asked_about_and_an_empty_question_is_none(session, report) -> None:
    assert refusal(lambda: ask(session, report, " ")) == "inquiry.words_missing"
    service.accept(session, report, by=SYSTEM, at=at(TODAY))
    with pytest.raises(Stale):
        ask(session, report)


def test_the_liaison_alone_is_told_although_the_deadline_has_ended_and_not_that_it_is_late(
    session, city, report
) -> None:
    inquiry = ask(session, report)
    assert notices.tell(session, [report.deadline_id], rung=f"ask:{inquiry.id}", on=TODAY) == 1
    assert session.scalars(select(Notice.account_id)).all() == [city.accounts["liaison"].id]
    late = date(2026, 11, 20)
    days, letters = calendar(session, around=late), press(from_environment({"DUBAN_SECRET_KEY": "for tests"}))
    notices.drop_untrue(session, today=late)
    folding.fold(session, today=late, at=at(late), calendar=days, press=letters)
    mail = session.scalars(select(Message)).one()
    assert WORDS in mail.body_text and "办公室询问" in mail.body_text
    part = mail.body_text.partition("目前尚未完成")[0]
    assert "报送逾期" not in part.partition("新提醒")[2]


def test_an_answered_inquiry_is_not_told_any_more(session, report) -> None:
    inquiry = ask(session, report)
    notices.tell(session, [report.deadline_id], rung=f"ask:{inquiry.id}", on=TODAY)
    answer(session, inquiry)
    assert notices.drop_untrue(session, today=TODAY) == 1


def test_the_office_asks_and_the_department_answers_on_their_pages(report, office, client, session, city) -> None:
    sent = office.post(f"/review/{report.id}/ask", data={"words": WORDS})
    assert (sent.status_code, sent.headers["Location"]) == (303, "/review")
    office.get("/review")
    assert "已询问、等待答复 1 份" in office.page.text
    inquiry = session.scalars(select(Inquiry)).one()
    session.commit()
    liaison = client.sign_in(city.accounts["liaison"])
    liaison.get("/desk")
    assert WORDS in liaison.page.text and "待答复" in liaison.page.text
    liaison.get(f"/reports/{report.id}")
    assert WORDS in liaison.page.text
    assert liaison.get(f"/deadlines/{report.deadline_id}").headers["Location"] == f"/reports/{report.id}"
    assert liaison.post(f"/inquiries/{inquiry.id}", data={"answer": " "}).status_code == 422
    assert liaison.post(f"/inquiries/{inquiry.id}", data={"answer": "以并网为准。"}).status_code == 303
    assert liaison.post(f"/inquiries/{inquiry.id}", data={"answer": "又一次"}).status_code == 409
    assert "又一次" in liaison.page.source
    office = client.sign_in(city.accounts["office"])
    office.get(f"/review/{report.id}")
    assert "以并网为准。" in office.page.text and "已答复" in office.page.text


def test_of_two_clerks_the_second_is_told_and_keeps_her_words(report, office, session) -> None:
    assert office.post(f"/review/{report.id}/accept").status_code == 303
    assert office.post(f"/review/{report.id}/ask", data={"words": WORDS}).status_code == 409
    assert "已经审核过了" in office.page.text and WORDS in office.page.source
    data = {"report": f"{report.id}.{reports.current_revision(session, report).id}"}
    session.commit()
    assert office.post("/review/unchanged", data=data).status_code == 303
    assert session.scalar(select(func.count()).select_from(Review)) == 1


def test_two_sessions_at_one_report_end_with_one_word(database) -> None:
    with database.writing() as session:
        report_id = said(session, the_deadline(session, a_plan_under_way(session), "energy", DeadlineKind.REPORT)).id
    with database.reading() as seen:
        there = seen.get(Report, report_id)
        revision = reports.current_revision(seen, there).id
    with database.writing() as session:
        service.accept(session, session.get(Report, report_id), by=SYSTEM, at=at(TODAY), revision_id=revision)
    with pytest.raises(Stale) as caught, database.writing() as session:
        asking.ask(session, session.get(Report, report_id), words=WORDS, by=SYSTEM, at=at(TODAY), revision_id=revision)
    assert caught.value.key == "review.reviewed_already"
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Inquiry)) == 0
        assert session.scalar(select(func.count()).select_from(Review)) == 1


# Unchanged ones, many at once


@pytest.fixture
def same_again(session, city):
    """Two departments say by one click what they said before."""
    found = []
    for who, task in (("energy", 0), ("energy", 1)):
        first = the_deadline(session, city, who, DeadlineKind.REPORT, task=task)
        found.append(following(session, first))
    return found


def following(session, first):
    before = said(session, first, on=date(2026, 10, 9))
    service.accept(session, before, by=SYSTEM, at=at(date(2026, 10, 9)))
    owed = deadlines.owe(
        session,
        first.assignment,
        DeadlineKind.REPORT,
        occasion="2026Q4",
        opens_on=FILED,
        due_on=date(2027, 1, 15),
        due_rule="report",
    )
    return repeating.unchanged(session, owed, by=SYSTEM, at=at(FILED))


def test_only_unchanged_reports_without_questions_are_offered_together(session, city, report_of_industry, same_again):
    assert [row.id for row in unchanged.plain(session, passing_over=())] == [one.id for one in same_again]
    ask(session, same_again[0])
    assert [row.id for row in unchanged.plain(session, passing_over=())] == [same_again[1].id]
    assert not unchanged.plain(session, passing_over=[city.departments["energy"].id])


@pytest.fixture
def report_of_industry(session, city):
    return said(session, the_deadline(session, city, "industry", DeadlineKind.REPORT, task=2))


def test_each_of_many_gets_a_review_of_its_own_and_what_was_done_meanwhile_is_said(same_again, office, session) -> None:
    office.get("/review/unchanged")
    assert office.page.text.count("按计划推进") == 2
    session.rollback()
    read = [f"{one.id}.{reports.current_revision(session, one).id}" for one in same_again]
    service.accept(session, again(session, same_again[0]), by=SYSTEM, at=at(TODAY))
    before = session.scalar(select(func.count()).select_from(Review))
    session.commit()
    assert office.post("/review/unchanged", data={"report": read}).status_code == 303
    assert session.scalar(select(func.count()).select_from(Review)) == before + 1
    session.commit()
    office.get("/review")
    assert "已通过 1 份无变化的填报" in office.page.text and "另有 1 份没有通过" in office.page.text
    assert office.post("/review/unchanged", data={}).status_code == 422


# Questions at filing


def form(session, city, deadline, **changed):
    return {
        "standing": "behind",
        "text": "推进中，正在办理手续。",
        "values-0-target_id": str(target(session, deadline)),
        "values-0-value": "50",
        "values-0-as_of": "2026-10-12",
        "values-0-source": "统计局",
        "version": "0",
    } | changed


def test_a_form_comes_back_with_its_questions_once_and_is_then_filed_whatever_is_answered(
    office, client, session, city
) -> None:
    owed = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    address, data = f"/deadlines/{owed.id}/report", form(session, city, owed)
    session.commit()
    liaison = client.sign_in(city.accounts["liaison"])
    assert liaison.post(address, data=data).status_code == 422
    assert "本期 50，与目标值完全相同" in liaison.page.text and "推进中，正在办理手续。" in liaison.page.source
    assert session.scalar(select(func.count()).select_from(ReportRevision)) == 0
    assert session.scalars(select(ReportDraft)).one().words["text"] == ["推进中，正在办理手续。"]
    session.commit()
    liaison.get(address)  # a closed browser: the questions stand in the draft
    fields = liaison.page.fields(address)
    assert "与目标值完全相同" in liaison.page.text
    fields.pop("once")
    assert liaison.post(address, data=fields).status_code == 303
    kept = session.scalars(select(ReportAnswer)).one()
    assert (kept.question, kept.answer) == (Question.AT_TARGET.value, "")
    report = session.scalars(select(Report)).one()
    office = client.sign_in(city.accounts["office"])
    office.get(f"/review/{report.id}")
    assert "未作说明" in office.page.text
    office.get("/review", query_string={"mark": "questions"})
    assert "有疑点" in office.page.text


def test_an_answer_stands_beside_the_question_in_review_and_is_offered_again(office, client, session, city) -> None:
    owed = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    address = f"/deadlines/{owed.id}/report"
    data = form(session, city, owed)
    session.commit()
    key = f"at_target.{data['values-0-target_id']}"
    liaison = client.sign_in(city.accounts["liaison"])
    filed = liaison.post(address, data={**data, "asked": key, f"answer-{key}": "统计局快报数。"})
    assert filed.status_code == 303
    report = session.scalars(select(Report)).one()
    office = client.sign_in(city.accounts["office"])
    office.get(f"/review/{report.id}")
    assert "单位说明：统计局快报数。" in office.page.text
    given = service.give_back(
        session,
        again(session, report),
        reason_kind=ReasonKind.FIGURES,
        reason="请核对",
        correct_by=TODAY,
        by=SYSTEM,
        at=at(TODAY),
    )
    session.commit()
    liaison = client.sign_in(city.accounts["liaison"])
    assert liaison.post(f"/deadlines/{given.correction_id}/report", data=data).status_code == 422
    assert "统计局快报数。" in liaison.page.source


def test_what_is_said_again_by_one_click_is_not_asked(session, city, same_again) -> None:
    owed = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    assert honest.ask(session, owed, Said(Standing.BEHIND, "按计划推进", unchanged=True)) == []


def test_a_department_is_told_that_another_differs_but_not_its_figure(office, client, session, city) -> None:
    said(session, the_deadline(session, city, "industry", DeadlineKind.REPORT, task=2), value="61")
    session.commit()
    owed = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    liaison = client.sign_in(city.accounts["liaison"])
    data = form(session, city, owed, **{"values-0-value": "45"})
    session.commit()
    assert liaison.post(f"/deadlines/{owed.id}/report", data=data).status_code == 422
    assert "市工信局 对同一指标所报的数值不同" in liaison.page.text and "61" not in liaison.page.text
    report = said(session, owed, value="45")
    session.commit()
    office = client.sign_in(city.accounts["office"])
    office.get(f"/review/{report.id}")
    assert "市工信局 对同一指标报的是 61，本单位报的是 45" in office.page.text


# Only reviewed values reach a leader


@pytest.mark.parametrize("state", [one for one in ReportState if one != ReportState.ACCEPTED])
def test_values_of_what_was_not_accepted_reach_no_leader(office, client, session, city, state) -> None:
    report = said(session, the_deadline(session, city, "energy", DeadlineKind.REPORT), value="47.31", text="未审的话")
    targets = session.scalars(select(Target.id)).all()
    report.state = state
    session.commit()
    assert reviewed_values(session, targets) == {}
    leader = client.sign_in(city.accounts["leader"])
    leader.get("/leader")
    assert "47.31" not in leader.page.source and "未审的话" not in leader.page.source
    report = again(session, report)
    report.state = ReportState.ACCEPTED
    session.commit()
    assert [str(one.value.normalize()) for one in reviewed_values(session, targets).values()] == ["47.31"]
