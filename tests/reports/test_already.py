"""Before something is asked whose answer is held already, it is shown; one more press asks all the same."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests.support.builders import a_plan_proposed, a_plan_under_way, at, the_deadline, the_share
from workflow.audit.service import SYSTEM
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.reports import held_answers, sharing
from workflow.reports import service as reports
from workflow.reports.beside_models import Inquiry
from workflow.reports.models import Standing
from workflow.reports.rules import Said
from workflow.review import service as review
from workflow.tasks import consulting
from workflow.tasks.consulting_models import Comment, CommentKind, Consultation
from workflow.tasks.models import Rhythm, Task
from workflow.workdays.rules import Period

ONE_IS_ENOUGH = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OCTOBER, TODAY = date(2026, 10, 14), date(2026, 11, 16)
FIRST = date(2026, 7, 1)


def a_report(session, city, *, accepted=True):
    owed = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    report = reports.file(session, owed, standing=Standing.ON_COURSE, text="按计划。", by=SYSTEM, at=at(OCTOBER))
    if accepted:
        review.accept(session, report, by=SYSTEM, at=at(OCTOBER, 11))
    return report


def a_share(session, city):
    said = Said(Standing.ON_COURSE, "已配合开工 3 个项目。")
    return sharing.share(
        session, the_share(session, city, "industry"), Period(2026, 3), said, by=SYSTEM, at=at(OCTOBER)
    )


def again(client, path: str):
    """One more press on the page that says what is held."""
    return client.post(path, data=client.page.fields_with("anyway"))


def test_an_accepted_report_and_a_share_given_are_held_a_report_in_review_is_not(session) -> None:
    city = a_plan_under_way(session)
    report, share = a_report(session, city, accepted=False), a_share(session, city)
    task = city.tasks[0].id
    found = held_answers.held(session, [task], first=FIRST, last=TODAY)
    assert [(one.report_id, one.is_share, one.department) for one in found] == [(share.id, True, "市工信局")]
    review.accept(session, report, by=SYSTEM, at=at(OCTOBER, 12))
    found = held_answers.held(session, [task], first=FIRST, last=TODAY)
    assert {one.report_id for one in found} == {report.id, share.id}
    assert held_answers.held(session, [task], first=date(2026, 10, 15), last=TODAY) == []
    assert [
        one.report_id for one in held_answers.held(session, [task], first=FIRST, last=TODAY, besides=report.id)
    ] == [share.id]


@ONE_IS_ENOUGH
def test_an_inquiry_is_sent_only_after_what_is_held_was_seen(client, session, database) -> None:
    city = a_plan_under_way(session)
    report = a_report(session, city, accepted=False)
    a_share(session, city)
    session.commit()
    office, path = client.sign_in(city.accounts["office"]), f"/review/{report.id}/ask"
    office.get(f"/review/{report.id}")
    fields = office.page.fields(path) | {"words": "配合单位开工几个？"}
    answer = office.post(path, data=fields)
    assert answer.status_code == 200 and "此前已报" in answer.text and "市工信局" in answer.text
    with database.reading() as looking:
        assert not looking.scalar(select(func.count()).select_from(Inquiry))
    assert again(office, path).status_code == 303
    with database.reading() as looking:
        assert looking.scalars(select(Inquiry.words)).all() == ["配合单位开工几个？"]


@ONE_IS_ENOUGH
def test_shares_are_asked_for_only_after_what_is_held_was_seen(client, session, database) -> None:
    city = a_plan_under_way(session)
    a_report(session, city)
    session.commit()
    office, path = client.sign_in(city.accounts["office"]), f"/tasks/{city.tasks[0].id}/ask-shares"
    assert "此前已报" not in office.post(f"/tasks/{city.tasks[1].id}/ask-shares").text
    asked = select(func.count()).select_from(Deadline).where(Deadline.kind == DeadlineKind.SHARE)
    with database.reading() as looking:
        before = looking.scalar(asked)
    assert office.post(path).status_code == 200
    with database.reading() as looking:
        assert looking.scalar(asked) == before
    assert "report" in next(url for words, url in office.page.links.items() if "市能源局" in words)
    assert again(office, path).status_code == 303


@ONE_IS_ENOUGH
def test_monthly_reports_are_asked_for_only_after_what_was_reported_was_seen(client, session, database) -> None:
    city = a_plan_under_way(session)
    a_report(session, city)
    task = city.tasks[0].id
    session.commit()
    office, path = client.sign_in(city.accounts["office"]), f"/plans/{city.plan.id}/rhythm"
    fields = {"rhythm": "monthly", "reason": "进度滞后", "task": str(task)}
    assert office.post(path, data=fields).status_code == 200 and "此前已报" in office.page.text
    assert again(office, path).status_code == 303
    with database.reading() as looking:
        assert looking.get_one(Task, task).rhythm == Rhythm.MONTHLY
    less = fields | {"rhythm": "yearly"}
    assert office.post(path, data=less).status_code == 303  # less is asked: nothing to warn of


@ONE_IS_ENOUGH
def test_another_round_of_asking_says_first_who_has_answered(client, session, database) -> None:
    city = a_plan_proposed(session)
    opened = consulting.open_round(session, city.plan, answer_by=date(2026, 11, 20), by=SYSTEM, at=at(TODAY))
    said = {"kind": CommentKind.OTHER, "words": "建议明确时限", "received_at": at(TODAY)}
    session.add(Comment(consultation=opened, department=city.departments["energy"], **said))
    consulting.close_round(session, opened, by=SYSTEM, at=at(TODAY, 11))
    session.commit()
    office, path = client.sign_in(city.accounts["office"]), f"/plans/{city.plan.id}/consulting"
    answer = office.post(path, data={"answer_by": "2026-11-25"})
    assert answer.status_code == 200 and "市能源局：第 1 轮已反馈，2026-11-16" in answer.text
    assert again(office, path).status_code == 303
    with database.reading() as looking:
        assert looking.scalar(select(func.count()).select_from(Consultation)) == 2
