"""动态更新: said between periods of one's own accord; it is never late and stands for no period."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.support import builders
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.errors import Refused, Stale
from workflow.lights import service as lights
from workflow.lights.models import PeriodVerdict
from workflow.people.queries import actor
from workflow.reports import drafts, queries, repeating, service, signing, updating, withdrawing
from workflow.reports.models import ReportState, Standing
from workflow.reports.rules import Said, Signature
from workflow.review import queries as reviews
from workflow.review import service as review

DAY = date(2026, 11, 16)
AT = builders.at(DAY)
SAID = Said(Standing.BEHIND, "一期项目停工检修")


@pytest.fixture
def city(session):
    return builders.a_plan_under_way(session)


def update(session, city, *, said: Said = SAID, at=AT, department: str = "energy", **facts):
    lead = builders.the_share(session, city, department)
    return updating.update(session, lead, said, by=actor(city.accounts["liaison"]), at=at, **facts)


def filed(session, city, occasion: str = "2026Q3", *, on: date = date(2026, 10, 12), text: str = "按计划推进"):
    owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, occasion=occasion)
    by = actor(city.accounts["liaison"])
    return service.file(session, owed, standing=Standing.ON_COURSE, text=text, by=by, at=builders.at(on))


def test_an_update_makes_its_deadline_and_ends_it_the_same_day(session, city) -> None:
    first, second = update(session, city), update(session, city)
    owed = first.deadline
    assert (owed.kind, owed.occasion, owed.due_rule) == (DeadlineKind.REPORT, "update:1", "voluntary")
    assert owed.opens_on == owed.due_on == owed.ended_on == DAY and owed.outcome == Outcome.MET
    assert (first.state, second.period) == (ReportState.FILED, "update:2")


def test_only_a_lead_says_something_new_about_the_whole_task(session, city) -> None:
    with pytest.raises(Refused, match=r"update\.not_lead"):
        update(session, city, department="industry")


def test_an_update_waits_for_the_office_like_any_report_and_judges_no_period(session, city) -> None:
    filed(session, city)
    said = update(session, city)
    review.accept(session, said, by=actor(city.accounts["office"]), at=AT)
    assert said.state == ReportState.ACCEPTED
    days = builders.a_calendar(session)
    assert lights.keep(session, said, at=AT, today=DAY, calendar=days) is None
    lights.keep_verdicts(session, at=AT, today=DAY, calendar=days)
    assert not session.scalars(select(PeriodVerdict).where(PeriodVerdict.period.startswith("update"))).all()


def test_the_report_of_the_period_is_owed_as_before(session, city) -> None:
    update(session, city)
    owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, occasion="2026Q3")
    assert owed.ended_on is None


def test_what_was_said_last_goes_by_its_day_whether_update_month_or_quarter(session, city) -> None:
    filed(session, city, text="三季度")
    share = builders.the_share(session, city, "energy")
    assert queries.last_said(session, share.id, before=0).text == "三季度"
    said = update(session, city)
    assert queries.last_said(session, share.id, before=0).text == SAID.text
    before = reviews.before(session, said)
    assert before is not None and before[1].text == "三季度"


def test_an_update_that_waits_for_the_head_is_not_late_and_leaves_with_her_signature(session, city) -> None:
    city.departments["energy"].signs_off = True
    said = update(session, city)
    assert (said.state, said.deadline.ended_on) == (ReportState.TO_SIGN, DAY)
    signing.sign(session, said, Signature("head", DAY), by=actor(city.accounts["head"]), at=AT)
    assert said.state == ReportState.FILED


def test_an_update_that_the_head_sent_back_is_mended_and_submitted_again(session, city) -> None:
    city.departments["energy"].signs_off = True
    said = update(session, city)
    signing.send_back(session, said, words="写清原因", by=actor(city.accounts["head"]), at=AT)
    assert queries.closed_on(session, said.deadline) is None
    by = actor(city.accounts["liaison"])
    drafts.save(session, said.deadline, words={"text": ["因检修"]}, by=by, at=AT)
    service.file(session, said.deadline, standing=Standing.BEHIND, text="因检修停工", by=by, at=AT)
    assert (said.state, queries.closed_on(session, said.deadline)) == (ReportState.TO_SIGN, DAY)


def test_an_update_taken_back_owes_nothing_and_can_be_said_again(session, city) -> None:
    said = update(session, city)
    by = actor(city.accounts["liaison"])
    withdrawing.withdraw(session, said, by=by, at=AT)
    assert (said.state, said.deadline.ended_on) == (ReportState.WITHDRAWN, DAY)
    service.file(session, said.deadline, standing=Standing.BEHIND, text="已复工", by=by, at=AT)
    assert said.state == ReportState.FILED
    with pytest.raises(Stale):
        service.file(session, said.deadline, standing=Standing.BEHIND, text="又一次", by=by, at=AT)


def test_an_update_is_not_repeated_as_unchanged(session, city) -> None:
    filed(session, city)
    said = update(session, city)
    with pytest.raises(Stale):
        repeating.unchanged(session, said.deadline, by=actor(city.accounts["liaison"]), at=AT)


@pytest.fixture
def small(database):
    with database.writing() as session:
        return builders.a_plan_under_way(session)


def test_the_page_of_an_update_is_the_report_form_and_the_task_shows_it(client, small, database) -> None:
    with database.reading() as session:
        lead, task = builders.the_share(session, small, "energy").id, small.tasks[0].id
    liaison = client.sign_in(small.accounts["liaison"])
    liaison.get(f"/tasks/{task}")
    assert "填报动态更新" in liaison.page.text
    liaison.get(f"/assignments/{lead}/update")
    data = liaison.page.fields(f"/assignments/{lead}/update")
    data.pop("once")
    assert liaison.post(f"/assignments/{lead}/update", data=data).status_code == 422
    answer = liaison.post(f"/assignments/{lead}/update", data={**data, "standing": "behind", "text": "停工检修"})
    assert answer.status_code == 303
    liaison.get(f"/tasks/{task}")
    assert "动态更新" in liaison.page.text and "停工检修" in liaison.page.text
    with database.reading() as session:
        assert session.scalar(select(Deadline.ended_on).where(Deadline.occasion == "update:1")) == DAY


def test_who_does_not_lead_finds_no_such_page(client, small, database) -> None:
    with database.reading() as session:
        held = builders.the_share(session, small, "industry").id
    assert client.sign_in(small.accounts["other"]).get(f"/assignments/{held}/update").status_code == 404
