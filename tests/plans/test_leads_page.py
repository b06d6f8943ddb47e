"""Measures that nobody leads get a lead on one page; a group of bodies leads nothing."""

import pytest
from sqlalchemy import select

from tests.plans.on_desk import an_office_with, the_document
from workflow.people.models import Department
from workflow.plans.desk import confirming, queries
from workflow.plans.desk.models import Intake
from workflow.plans.models import BodyRole, ItemKind

TEXT = """测试市养老服务行动方案
一、重点任务
（一）扩大供给。新建一批社区养老服务设施。（各有关部门、市工信局按职责分工负责）
（二）加强保障。落实金融支持政策。（各有关部门按职责分工负责）
（三）完善监管。健全综合监管制度。
（四）加快建设。完成一批试点任务。
（五）做好宣传。开展宣传活动。
"""


@pytest.fixture
def office(client, database):
    return an_office_with(client, database, TEXT)


@pytest.fixture
def intake(office, database) -> Intake:
    return the_document(database)


def sheet_of(database):
    with database.reading() as session:
        return queries.sheet(session, session.scalars(select(Intake)).one())


def group_means_nobody(office, intake) -> None:
    office.post(f"/imports/{intake.id}/names", data={"name": ["各有关部门"], "means": ["generic"]})


def test_where_a_group_stands_first_the_next_body_leads(office, intake, database) -> None:
    group_means_nobody(office, intake)
    first, second, *_others = sheet_of(database).items.values()
    assert [(body.name, body.role) for body in first.bodies] == [
        ("各有关部门", BodyRole.CO),
        ("市工信局", BodyRole.LEAD),
    ]
    assert second.lead is None and second.bodies[0].generic
    assert confirming.unknown_bodies(sheet_of(database)) == {}


def test_one_press_gives_every_measure_a_lead_or_another_kind(office, intake, database) -> None:
    group_means_nobody(office, intake)
    keys = confirming.without_lead(sheet_of(database))
    page = office.get(f"/imports/{intake.id}/leads").get_data(as_text=True)
    assert all(f'name="lead-{key}"' in page for key in keys)
    part = next(iter(sheet_of(database).parts))
    data = {f"lead-{keys[0]}": "市能源局", f"part-{part}": "市工信局", f"kind-{keys[-1]}": "standing"}
    assert office.post(f"/imports/{intake.id}/leads", data=data).status_code == 303
    sheet = sheet_of(database)
    assert confirming.without_lead(sheet) == []
    assert [sheet.items[key].lead and sheet.items[key].lead.name for key in keys] == [
        "市能源局",
        *["市工信局"] * (len(keys) - 2),
        None,
    ]
    assert sheet.items[keys[-1]].kind == ItemKind.STANDING


def test_a_name_nobody_knows_is_refused_until_it_is_meant_as_new(office, intake, database) -> None:
    key = confirming.without_lead(sheet_of(database))[0]
    address, data = f"/imports/{intake.id}/leads", {f"lead-{key}": "市养老中心"}
    refused = office.post(address, data=data)
    assert refused.status_code == 422 and 'value="市养老中心"' in refused.get_data(as_text=True)
    assert office.post(address, data={**data, "new": "1"}).status_code == 303
    lead = sheet_of(database).items[key].lead
    with database.reading() as session:
        made = session.scalar(select(Department.id).where(Department.label == "市养老中心"))
    assert lead and made == lead.department_id


def test_who_mends_after_the_document_left_the_desk_is_told(office, intake) -> None:
    office.post(f"/imports/{intake.id}/discard", data={"reason": "选错了文件"})
    for page in ("items/i1", "leads", "names", "front"):
        answer = office.post(f"/imports/{intake.id}/{page}", data={"heading": "新标题"}, follow_redirects=True)
        assert "已经离开核对台" in answer.get_data(as_text=True)
    assert office.get(f"/imports/{intake.id}/discard").status_code == 303
