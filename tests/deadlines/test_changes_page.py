"""The page of a later edition: each change with its differences, decided by a person, confirmed in one act."""

import pytest
from sqlalchemy import select

from tests.deadlines.editions import SECOND, first_edition, on_desk
from tests.support import builders
from workflow.plans.desk.models import Intake
from workflow.tasks.models import Task, TaskState


@pytest.fixture
def office(client, database):
    with database.writing() as session:
        _bodies, accounts = builders.people(session)
        plan = first_edition(session, builders.a_calendar(session))
        on_desk(session, plan, SECOND)
    return client.sign_in(accounts["office"])


@pytest.fixture
def intake(office, database) -> Intake:
    with database.reading() as session:
        return session.scalars(select(Intake)).one()


def tasks(database) -> dict[str, Task]:
    with database.reading() as session:
        return {task.heading[:4]: task for task in session.scalars(select(Task))}


def test_words_that_went_and_words_that_came_are_marked(office, intake) -> None:
    page = office.get(f"/imports/{intake.id}/changes").get_data(as_text=True)
    assert "<del>470</del><ins>500</ins>" in page
    assert "还有 3 处等您决定" in page


def test_the_draft_cannot_be_confirmed_before_every_change_is_decided(office, intake, database) -> None:
    assert office.post(f"/imports/{intake.id}/confirm").status_code == 422
    assert "还有 3 处与现行版本不同" in office.page.text
    assert tasks(database)["推动钢铁"].state == TaskState.UNDER_WAY


def test_the_rest_is_decided_as_suggested_with_one_button(office, intake, database) -> None:
    assert office.post(f"/imports/{intake.id}/changes", data={"rest": "1"}).status_code == 303
    assert "全部已决定" in office.get(f"/imports/{intake.id}/changes").get_data(as_text=True)
    assert office.post(f"/imports/{intake.id}/confirm").status_code == 303
    found = tasks(database)
    assert found["推动钢铁"].state == TaskState.CLOSED and found["培育氢能"].state == TaskState.PROPOSED


def test_a_new_item_may_continue_one_that_is_gone(office, intake, database) -> None:
    steel = tasks(database)["推动钢铁"]
    page = office.get(f"/imports/{intake.id}/changes").get_data(as_text=True)
    gone = page.split('<option value="')[2].split('"')[0]
    new = page.split('name="continues-')[1].split('"')[0]
    office.post(f"/imports/{intake.id}/changes", data={f"continues-{new}": gone, "rest": "1"})
    office.post(f"/imports/{intake.id}/confirm")
    assert tasks(database)["培育氢能"].id == steel.id


def test_a_task_shows_what_its_words_were(office, intake, database) -> None:
    office.post(f"/imports/{intake.id}/changes", data={"rest": "1"})
    office.post(f"/imports/{intake.id}/confirm")
    page = office.get(f"/tasks/{tasks(database)['发展光伏'].id}").get_data(as_text=True)
    assert "修订前的原文" in page and "<del>470</del>" in page


def test_a_new_document_has_nothing_to_be_compared_with(office, intake, database) -> None:
    with database.writing() as session:
        other = on_desk(session, None, SECOND + "（四）发展生物质。推进生物质发电。（市能源局负责）\n")
    assert office.get(f"/imports/{other.id}/changes").status_code == 404


def test_who_confirms_a_later_edition_reads_first_what_becomes_of_the_tasks(office, intake) -> None:
    held = office.get(f"/imports/{intake.id}/confirm").get_data(as_text=True)
    assert "决定之后才能确认" in held and "确认新版本" not in held
    office.post(f"/imports/{intake.id}/changes", data={"rest": "1"})
    asked = office.get(f"/imports/{intake.id}/confirm").get_data(as_text=True)
    assert "1 项新立任务待启动，1 项任务终止" in asked and "不通知任何单位" not in asked
