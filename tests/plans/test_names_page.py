"""All names of a document that mean nobody yet are settled on one page."""

import pytest
from sqlalchemy import select

from tests.plans.on_desk import an_office_with, the_document
from workflow.people.models import Department, DepartmentKind, DepartmentName, NameKind
from workflow.plans.desk import confirming, matching, queries
from workflow.plans.desk.models import Intake

TEXT = """测试市养老服务行动方案
一、重点任务
（一）扩大供给。新建一批社区养老服务设施。（市能源委、市民政局按职责分工负责）
（二）加强保障。落实金融支持政策。（市民政局、测试银行、各有关部门按职责分工负责）
（三）完善监管。健全综合监管制度。（市民政局负责）
"""


@pytest.fixture
def office(client, database):
    return an_office_with(client, database, TEXT)


@pytest.fixture
def intake(office, database) -> Intake:
    return the_document(database)


def options(page: str) -> dict[str, str]:
    """The name of each row and what is proposed for it."""
    found = {}
    for row in page.split('name="name" value="')[1:]:
        name = row.split('"')[0]
        found[name] = row.split(" selected")[0].rsplit('value="', 1)[1].split('"')[0]
    return found


def test_each_name_comes_with_a_proposal(office, intake, database) -> None:
    proposed = options(office.get(f"/imports/{intake.id}/names").get_data(as_text=True))
    with database.reading() as session:
        energy = session.scalar(select(Department.id).where(Department.label == "市能源局"))
    assert proposed == {"市能源委": str(energy), "市民政局": "new", "测试银行": "new", "各有关部门": "generic"}


def test_one_press_settles_all_and_the_draft_can_be_confirmed(office, intake, database) -> None:
    proposed = options(office.get(f"/imports/{intake.id}/names").get_data(as_text=True))
    data = {"name": list(proposed), "means": list(proposed.values())}
    assert office.post(f"/imports/{intake.id}/names", data=data).status_code == 303
    with database.reading() as session:
        sheet = queries.sheet(session, session.get_one(Intake, intake.id))
        assert confirming.unknown_bodies(sheet) == {}
        kinds = dict(session.execute(select(Department.label, Department.kind)).all())
        assert kinds["测试银行"] == DepartmentKind.ENTERPRISE and kinds["市民政局"] == DepartmentKind.BUREAU
        alias = session.scalars(select(DepartmentName).where(DepartmentName.name == "市能源委")).one()
        assert alias.kind == NameKind.ALIAS


def test_a_name_left_for_later_stays_open_and_what_was_never_offered_is_not_taken(office, intake, database) -> None:
    data = {"name": ["市民政局", "市能源委", "别处的名称"], "means": ["", "99999", "new"]}
    assert office.post(f"/imports/{intake.id}/names", data=data).status_code == 303
    with database.reading() as session:
        sheet = queries.sheet(session, session.get_one(Intake, intake.id))
        assert set(confirming.unknown_bodies(sheet)) == {"市能源委", "市民政局", "测试银行", "各有关部门"}
        assert session.scalar(select(Department.id).where(Department.label == "别处的名称")) is None


@pytest.mark.parametrize(
    ("printed", "known", "same"),
    [
        ("市发改委", "市发展改革委", True),
        ("市能源委", "市能源局", True),
        ("能源局", "市能源局", True),
        ("省能源局", "市能源局", False),
        ("国网江西省电力公司", "国网运城供电公司", False),
        ("市水利局", "市商务局", False),
    ],
)
def test_only_a_body_that_is_surely_meant_is_proposed(printed: str, known: str, same: bool) -> None:
    assert matching.means_the_same(printed, known) is same


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("市税务局", DepartmentKind.VERTICAL),
        ("国网测试供电公司", DepartmentKind.ENTERPRISE),
        ("市委组织部", DepartmentKind.PARTY),
        ("经济技术开发区管委会", DepartmentKind.ZONE),
        ("甲县人民政府", DepartmentKind.COUNTY),
        ("市教育局", DepartmentKind.BUREAU),
    ],
)
def test_a_name_says_what_kind_of_body_it_is(name: str, kind: DepartmentKind) -> None:
    assert matching.likely_kind(name) == kind
