"""The plan's pages: leads, doubtful words, the preview and the start."""

import pytest
from sqlalchemy import func, select

from tests.support import builders
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.plans.doubtful_models import Taint
from workflow.plans.models import Edition, Item, ItemKind, Plan, PlanState
from workflow.tasks.models import Assignment, Role


@pytest.fixture
def city(database):
    with database.writing() as session:
        builders.a_calendar(session)
        return builders.a_plan_proposed(session)


@pytest.fixture
def office(client, city):
    return client.sign_in(city.accounts["office"])


def leads_of(database) -> list[int]:
    with database.reading() as session:
        return list(session.scalars(select(Assignment.id).where(Assignment.role == Role.LEAD)))


def confirm_all(office, city, database) -> None:
    data = {"leads": [str(key) for key in leads_of(database)], "basis": "领导小组会议纪要"}
    assert office.post(f"/plans/{city.plan.id}/leads", data=data).status_code == 303


def a_taint(database, city, *, item: bool) -> None:
    with database.writing() as session:
        edition = session.scalar(select(Edition))
        measure = session.scalar(select(Item).where(Item.kind == ItemKind.MEASURE))
        session.add(
            Taint(
                edition_id=edition.id,
                item_id=measure.id if item else None,
                start=5,
                end=9,
                quote="外来",
                reason="foreign",
            )
        )


def test_the_counts_of_the_plan_add_up_on_its_page(office, city) -> None:
    page = office.get(f"/plans/{city.plan.id}").get_data(as_text=True)
    assert "3 章，4 个编号条目 = 3 项有责任分工 + 1 项保障措施 + 0 项总体要求" in page


def test_many_leads_are_confirmed_at_once_with_one_basis(office, city, database) -> None:
    confirm_all(office, city, database)
    with database.reading() as session:
        rows = session.scalars(select(Assignment).where(Assignment.role == Role.LEAD)).all()
        assert {row.basis for row in rows} == {"领导小组会议纪要"} and all(row.confirmed_on for row in rows)


def test_leads_are_not_confirmed_without_a_basis_and_the_choice_stays(office, city, database) -> None:
    first, *rest = leads_of(database)
    answer = office.post(f"/plans/{city.plan.id}/leads", data={"leads": [str(first)], "basis": " "})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "请写明确认的依据" in page
    assert f'value="{first}" checked' in page and f'value="{rest[0]}" checked' not in page


def test_another_responsible_department_can_be_made_lead_before_the_start(office, city, database) -> None:
    with database.reading() as session:
        share = builders.the_share(session, city, "industry", task=0).id
    assert office.post(f"/assignments/{share}/lead", data={"basis": "市政府专题会议"}).status_code == 303
    with database.reading() as session:
        assert session.get(Assignment, share).role == Role.LEAD
        assert builders.the_share(session, city, "energy", task=0).role == Role.CO


def test_nothing_is_due_before_the_start(city, database) -> None:
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Deadline)) == 0


def test_the_start_shows_first_what_will_be_due_and_who_will_be_told(office, city, database) -> None:
    confirm_all(office, city, database)
    page = office.get(f"/plans/{city.plan.id}/start").get_data(as_text=True)
    assert "启动后的应办事项" in page and "市能源局" in page and "2026-11-19" in page
    with database.reading() as session:
        assert session.get(Plan, city.plan.id).state == PlanState.DRAFT


def test_the_start_is_refused_while_a_lead_is_unconfirmed(office, city, database) -> None:
    answer = office.post(f"/plans/{city.plan.id}/start")
    assert answer.status_code == 422 and "还有 3 项任务的牵头单位没有确认" in answer.get_data(as_text=True)


def test_the_start_is_refused_while_a_task_holds_words_that_nobody_has_cleared(office, city, database) -> None:
    confirm_all(office, city, database)
    a_taint(database, city, item=True)
    answer = office.post(f"/plans/{city.plan.id}/start")
    assert answer.status_code == 422 and "疑似被篡改" in answer.get_data(as_text=True)


def test_starting_makes_everybody_owe_and_starting_twice_is_refused(office, city, database) -> None:
    confirm_all(office, city, database)
    assert office.post(f"/plans/{city.plan.id}/start").status_code == 303
    with database.reading() as session:
        counts = session.execute(select(Deadline.kind, func.count()).group_by(Deadline.kind)).all()
        assert dict(counts) == {DeadlineKind.ACKNOWLEDGE: 6, DeadlineKind.REPORT: 3, DeadlineKind.TARGET: 6}
    assert office.post(f"/plans/{city.plan.id}/start").status_code == 422


def test_a_target_whose_day_is_past_is_to_be_verified_and_not_late_at_once(office, city, database) -> None:
    confirm_all(office, city, database)
    office.post(f"/plans/{city.plan.id}/start")
    with database.reading() as session:
        days = session.scalars(select(Deadline.due_on).where(Deadline.kind == DeadlineKind.TARGET)).all()
        assert min(days) > city.plan.started_on if city.plan.started_on else min(days).year >= 2026


def test_doubtful_words_are_never_shown_by_the_document_until_two_persons_typed_the_same(
    office, city, database, app
) -> None:
    a_taint(database, city, item=False)
    with database.writing() as session:
        edition = session.scalar(select(Edition))
        quote = edition.text[5:9]
        second = builders.an_account(session, "second", city.departments["office"], builders.PostKind.OFFICE)
        taint = session.scalar(select(Taint.id))
    assert f">{quote}" not in office.get(f"/plans/{city.plan.id}/document").get_data(as_text=True)
    assert office.post(f"/doubtful/{taint}", data={"typed": "煤炭文字"}).status_code == 303
    assert "煤炭文字" not in office.get(f"/plans/{city.plan.id}/document").get_data(as_text=True)
    other = app.test_client().sign_in(second)
    assert other.post(f"/doubtful/{taint}", data={"typed": "别的文字"}).status_code == 422
    assert other.post(f"/doubtful/{taint}", data={"typed": "煤炭文字"}).status_code == 303
    assert "煤炭文字" in office.get(f"/plans/{city.plan.id}/document").get_data(as_text=True)


def test_a_department_sees_the_plan_but_not_the_offices_pages(client, city) -> None:
    client.sign_in(city.accounts["liaison"])
    assert client.get(f"/plans/{city.plan.id}").status_code == 200
    for page in ("leads", "start", "doubtful"):
        assert client.get(f"/plans/{city.plan.id}/{page}").status_code == 403
