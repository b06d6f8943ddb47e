"""Tainted words are shown nowhere: not in titles, names, datalists, headings mended by hand or files that go out."""

import io
import re
import zipfile

import pytest
from sqlalchemy import select

from tests.plans.on_desk import an_office_with, the_document
from workflow.people.models import DepartmentName
from workflow.plans.models import Plan, Target

TEXT = """测试市绿色发展澳门新葡京官网实施方案
一、重点任务
（一）推动时时彩网址建设。到2027年，bet365平台达到30%以上。（市能源局、市时时彩网址局按职责分工负责）
（二）加强保障。落实支持政策。（市能源局负责）
"""
BAD = re.compile("葡京|bet365|时时彩")
PAGES = (
    "",
    "/front",
    "/confirm",
    "/discard",
    "/names",
    "/edits",
    "/items/i1",
    "/items/i1/targets/new",
    "/items/i1/split",
)


@pytest.fixture
def office(client, database):
    return an_office_with(client, database, TEXT)


@pytest.fixture
def address(office, database) -> str:
    return f"/imports/{the_document(database).id}"


def clean(office, address: str) -> bool:
    answer = office.get(address)
    assert answer.status_code in (200, 303), address
    return not BAD.search(answer.get_data(as_text=True))


def match_the_odd_name(office, address: str) -> None:
    data = {"department": "市工信局", "alias": "y"}
    assert office.post(f"{address}/bodies?name=市时时彩网址局", data=data).status_code == 303


def test_no_page_of_the_desk_shows_them(office, address) -> None:
    assert all(clean(office, address + page) for page in (*PAGES, "/bodies?name=市时时彩网址局"))
    assert clean(office, "/imports")


def test_a_tainted_name_becomes_nobodys_alias(office, address, database) -> None:
    match_the_odd_name(office, address)
    with database.reading() as session:
        assert not any(BAD.search(name) for name in session.scalars(select(DepartmentName.name)))
    assert clean(office, f"{address}/items/i1")


def test_a_confirmed_plan_and_what_it_sends_out_hold_none_of_them(office, address, database) -> None:
    match_the_odd_name(office, address)
    assert office.post(f"{address}/confirm").status_code == 303
    with database.reading() as session:
        plan = session.scalars(select(Plan)).one()
        assert session.scalars(select(Target)).all()
        assert not any(BAD.search(one.indicator + one.wording) for one in session.scalars(select(Target)))
        assert not BAD.search(plan.title)
    inside = ("", "/leads", "/leaders", "/consulting", "/start", "/document")
    assert all(clean(office, f"/plans/{plan.id}{page}") for page in inside)
    for kind in ("xlsx", "docx"):
        sent = zipfile.ZipFile(io.BytesIO(office.get(f"/plans/{plan.id}/consulting/table.{kind}").data))
        assert not any(BAD.search(sent.read(part).decode("utf-8", "ignore")) for part in sent.namelist())
