"""The office's word on reports: of the latest revision, once, and a return opens a correction."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests.support.builders import a_plan_under_way, at, the_deadline, the_share
from workflow.audit.service import SYSTEM
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind
from workflow.errors import Refused, Stale
from workflow.lights.models import Course, PeriodVerdict
from workflow.notices.models import Notice
from workflow.people.models import Holding, Post, PostKind
from workflow.reports import service as reports
from workflow.reports.models import Report, ReportState, Standing
from workflow.review import queue, service
from workflow.review.models import Review, ReviewVerdict
from workflow.review.questions import questions
from workflow.review.rules import Around, Figure, Question, ReasonKind, Told

FILED = date(2026, 10, 12)
TODAY = date(2026, 11, 16)


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


@pytest.fixture
def report(session, city):
    return said(session, the_deadline(session, city, "energy", DeadlineKind.REPORT))


@pytest.fixture
def office(client, session, city, report):
    session.commit()
    return client.sign_in(city.accounts["office"])


def said(session, deadline, *, text="按计划推进", on=FILED, hour=9):
    return reports.file(session, deadline, standing=Standing.BEHIND, text=text, by=SYSTEM, at=at(on, hour), demo=False)


def give_back(session, report, *, on=TODAY, by_then=date(2026, 11, 18)):
    return service.give_back(
        session, report, reason_kind=ReasonKind.FIGURES, reason="口径不一致", correct_by=by_then, by=SYSTEM, at=at(on)
    )


def again(session, report) -> Report:
    return session.get(Report, report.id, populate_existing=True)


def test_a_return_opens_a_correction_and_leaves_the_report_filed_on_its_day(session, city, report) -> None:
    ended = report.deadline.ended_on
    review = give_back(session, report)
    correction = session.get(Deadline, review.correction_id)
    assert (correction.kind, correction.occasion) == (DeadlineKind.CORRECTION, f"return:{report.id}")
    assert (correction.ladder, correction.due_on) == (LadderKind.REPORTING, date(2026, 11, 18))
    assert correction.assignment_id == report.assignment_id
    assert report.deadline.ended_on == ended == FILED
    assert report.state == ReportState.RETURNED


def test_a_corrected_report_can_be_returned_again_and_then_accepted(session, city, report) -> None:
    first = give_back(session, report)
    said(session, session.get(Deadline, first.correction_id), text="口径已改", on=TODAY)
    second = give_back(session, report)
    assert session.get(Deadline, second.correction_id).occasion == f"return:{report.id}:2"
    said(session, session.get(Deadline, second.correction_id), text="又改", on=TODAY)
    service.accept(session, report, by=SYSTEM, at=at(TODAY))
    verdicts = session.scalars(select(Review.verdict).order_by(Review.id)).all()
    assert verdicts == [ReviewVerdict.RETURNED, ReviewVerdict.RETURNED, ReviewVerdict.ACCEPTED]


def test_a_report_is_reviewed_once(session, report) -> None:
    service.accept(session, report, by=SYSTEM, at=at(TODAY))
    with pytest.raises(Stale):
        service.accept(session, report, by=SYSTEM, at=at(TODAY))
    with pytest.raises(Stale):
        give_back(session, report)


def test_only_the_revision_that_was_read_is_reviewed(session, report) -> None:
    with pytest.raises(Stale) as caught:
        service.accept(session, report, by=SYSTEM, at=at(TODAY), revision_id=999)
    assert caught.value.key == "review.newer_revision"


def test_a_correction_is_not_due_in_the_past(session, report) -> None:
    with pytest.raises(Refused) as caught:
        give_back(session, report, by_then=date(2026, 11, 13))
    assert caught.value.key == "review.day_past"
    assert give_back(session, report, by_then=TODAY).correction_id


def test_a_withdrawn_report_is_not_reviewed(session, report) -> None:
    report.state = ReportState.WITHDRAWN
    session.flush()
    with pytest.raises(Stale):
        service.accept(session, report, by=SYSTEM, at=at(TODAY))


def test_shares_are_accepted_with_the_leads_report_but_not_ones_own(session, city) -> None:
    filed = {}
    for who in ("industry", "housing"):
        share = the_share(session, city, who, task=1)
        owed = deadlines.owe(
            session, share, DeadlineKind.SHARE, occasion="2026Q3", opens_on=FILED, due_on=FILED, due_rule="share"
        )
        filed[who] = said(session, owed)
    lead = said(session, the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1))
    assert [row.id for row in queue.waiting(session)] == [lead.id]
    own = [city.departments["housing"].id]
    service.accept(session, lead, by=SYSTEM, at=at(TODAY), passing_over=own)
    assert filed["industry"].state == ReportState.ACCEPTED
    assert filed["housing"].state == ReportState.FILED


def test_the_queue_is_oldest_first_and_goes_on_to_the_next(session, city, report) -> None:
    second = said(session, the_deadline(session, city, "industry", DeadlineKind.REPORT, task=2), hour=8)
    third = said(session, the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1), hour=17)
    order = [second.id, report.id, third.id]
    assert [row.id for row in queue.waiting(session)] == order
    assert [queue.next_waiting(session, one, passing_over=()) for one in (second, report, third)] == [
        report.id,
        third.id,
        second.id,
    ]
    assert queue.next_waiting(session, second, passing_over=[city.departments["energy"].id]) is None


def test_the_queue_turns_its_pages_by_key(session, city, report) -> None:
    other = said(session, the_deadline(session, city, "industry", DeadlineKind.REPORT, task=2), hour=17)
    first = queue.waiting(session, limit=1)
    assert [row.id for row in first] == [report.id, other.id]
    rest = queue.waiting(session, after=(first[0].filed_at, first[0].id), limit=1)
    assert [row.id for row in rest] == [other.id]


LAST = Told(Standing.ON_COURSE, "推进", {1: Figure(100, date(2026, 6, 30), "统计局")})


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        (Told(Standing.ON_COURSE, "推进 "), {Question.SAME_WORDS}),
        (Told(Standing.ON_COURSE, "推进", unchanged=True), set()),
        (Told(Standing.DONE, "完成"), {Question.DONE_WITHOUT_EVIDENCE}),
        (Told(Standing.DONE, "完成", evidence=1), set()),
        (Told(Standing.BEHIND, "慢", {1: Figure(100, date(2026, 9, 30), "统计局")}), {Question.SAME_VALUE}),
        (Told(Standing.BEHIND, "慢", {1: Figure(150, date(2026, 9, 30), "统计局")}), set()),
        (Told(Standing.BEHIND, "慢", {1: Figure(151, date(2026, 9, 30), "统计局")}), {Question.LEAP}),
        (Told(Standing.BEHIND, "慢", {1: Figure(101, date(2026, 9, 30))}), {Question.NO_SOURCE}),
        (Told(Standing.BEHIND, "慢", {1: Figure(101, date(2026, 6, 30), "统计局")}), {Question.OLD_DAY}),
        (Told(Standing.BEHIND, "慢", {1: Figure(None, None)}), set()),
    ],
)
def test_an_honest_reader_asks_about_what_looks_odd(told, asked) -> None:
    found = questions(told, LAST, Around(period_first=date(2026, 7, 1)))
    assert {one.question for one in found} == asked


def test_accepting_keeps_the_verdict_and_goes_on(office, session, city, report) -> None:
    answer = office.post(f"/review/{report.id}/accept")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/review")
    assert again(session, report).state == ReportState.ACCEPTED
    assert session.scalars(select(PeriodVerdict.course)).all() == [Course.RED]  # its target is late
    office.get("/review")
    assert "审核完毕，今天通过 1、退回 0。" in office.page.text


def test_returning_tells_the_liaison_and_says_by_when(office, session, report) -> None:
    data = {"reason_kind": "figures", "reason": "与统计局口径不一致", "correct_by": "2026-11-18"}
    assert office.post(f"/review/{report.id}/return", data=data).status_code == 303
    notice = session.scalars(select(Notice)).one()
    assert notice.rung == f"return:{report.id}" and notice.due_on == date(2026, 11, 18)
    assert notice.at_once
    office.get("/review")
    assert "今天通过 0、退回 1" in office.page.text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reason_kind": ""}, "请选择一项"),
        ({"reason": " "}, "请用一两句话写明要改什么"),
        ({"correct_by": "2026-11-13"}, "已经过去"),
        ({"correct_by": "明天"}, "请于何日前改好"),
    ],
)
def test_a_bad_return_gets_a_sentence_and_keeps_the_words(office, session, report, change, said) -> None:
    data = {"reason_kind": "figures", "reason": "口径不一致", "correct_by": "2026-11-18", **change}
    assert office.post(f"/review/{report.id}/return", data=data).status_code == 422
    assert said in office.page.text and data["reason"].strip() in office.page.source
    assert again(session, report).state == ReportState.FILED


def test_two_who_review_the_same_report_do_not_both_win(office, session, report) -> None:
    office.get(f"/review/{report.id}")
    office.post(f"/review/{report.id}/accept")
    data = {"reason_kind": "figures", "reason": "口径不一致", "correct_by": "2026-11-18"}
    assert office.post(f"/review/{report.id}/return", data=data).status_code == 409
    assert "已经审核过了" in office.page.text
    assert session.scalar(select(func.count()).select_from(Review)) == 1


def test_nobody_reviews_their_own_department(client, session, city, report) -> None:
    post = session.scalars(
        select(Post).where(Post.kind == PostKind.LIAISON, Post.department_id == city.departments["energy"].id)
    ).one()
    session.add(Holding(post=post, account=city.accounts["office"], rank=2, from_on=date(2026, 1, 1)))
    session.commit()
    client.sign_in(city.accounts["office"])
    assert client.get(f"/review/{report.id}").status_code == 403
    assert client.post(f"/review/{report.id}/accept").status_code == 403
    client.get("/review")
    assert "本单位填报，由他人审核" in client.page.text


def test_a_simulated_report_says_so(office, session, report) -> None:
    again(session, report).demo = True
    session.commit()
    for address in ("/review", f"/review/{report.id}"):
        office.get(address)
        assert "演示" in office.page.text


def test_an_address_that_makes_no_sense_is_the_first_page(office) -> None:
    for after in ("x", "2026-10-12,1", "2026-10-12T00:00:00+00:00,x", "2026-10-12T00:00:00+00:00,99999999999"):
        assert office.get("/review", query_string={"after": after}).status_code == 200
    assert office.get("/review/999999").status_code == 404
