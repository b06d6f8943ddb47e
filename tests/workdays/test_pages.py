"""The calendar's pages: a year is looked at, a day is changed, a year is entered; what is owed is shown first."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from tests.support.builders import a_plan_under_way, the_deadline
from workflow.deadlines.models import DeadlineKind, DeadlineMove
from workflow.workdays import keeping

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
DUE, NEXT = date(2026, 10, 15), date(2026, 10, 16)
DAY = {"on": "2026-10-15", "kind": "off", "name": "临时放假", "reason": "市政府通知"}
SOURCE = "国务院办公厅关于2027年部分节假日安排的通知"


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


@pytest.fixture
def office(client, session, city):
    session.commit()
    return client.sign_in(city.accounts["office"])


def report_due(database, city) -> date:
    with database.reading() as looking:
        return the_deadline(looking, city, "energy", DeadlineKind.REPORT).due_on


def moves(database) -> int:
    with database.reading() as looking:
        return looking.scalar(select(func.count()).select_from(DeadlineMove)) or 0


def hidden(client, action: str = "/calendar/year") -> dict[str, str]:
    """What the preview's form would send."""
    fields = client.page.fields(action)
    return {name: value for name, value in fields.items() if name not in ("csrf_token", "once")}


def test_a_day_is_previewed_with_what_follows_and_kept_only_then(office, database, city) -> None:
    answer = office.post("/calendar/day", data=DAY)
    assert answer.status_code == 200
    assert "6 项应办事项的期限随之变动" in answer.text and "2026-10-16" in answer.text
    assert report_due(database, city) == DUE and moves(database) == 0
    kept = hidden(office, "/calendar/day")
    assert office.post("/calendar/day", data=kept).location == "/calendar?year=2026"
    assert report_due(database, city) == NEXT
    page = office.get("/calendar?year=2026").text
    assert "临时放假" in page and "设为放假" in page and "市政府通知" in page
    assert office.post("/calendar/day", data=kept).status_code == 409  # the year is another since


def test_a_year_from_a_file_is_previewed_and_then_kept(office, database) -> None:
    file = (io.BytesIO("2027-01-01,放假,元旦\n2027-01-10,上班,调休上班".encode()), "2027.csv")
    answer = office.post("/calendar/load", data={"year": "2027", "source": SOURCE, "file": file})
    assert answer.status_code == 200 and "2027 年：261 个工作日" in answer.text
    with database.reading() as looking:
        assert keeping.source_of(looking, 2027) is None
    assert office.post("/calendar/year", data=hidden(office)).status_code == 303
    with database.reading() as looking:
        assert keeping.source_of(looking, 2027) == SOURCE
        assert [one.name for one in keeping.days_of(looking, 2027)] == ["元旦", "调休上班"]


def test_wrong_cells_and_wrong_files_are_said_and_nothing_is_kept(office) -> None:
    wrong = (io.BytesIO("2027-13-01,放假,元旦\n2027-01-02,过节,".encode()), "2027.csv")
    answer = office.post("/calendar/load", data={"year": "2027", "source": SOURCE, "file": wrong})
    assert answer.status_code == 422
    assert "有 2 处需要改正" in answer.text and "第 1 行" in answer.text and "请写“放假”或“上班”" in answer.text
    picture = (io.BytesIO(b"\xff\xd8\xff\xe0\x81\0"), "a.jpg")
    answer = office.post("/calendar/load", data={"year": "2027", "source": SOURCE, "file": picture})
    assert answer.status_code == 422 and "读不出这个文件" in answer.text


def test_a_published_year_is_offered_and_a_guessed_one_is_not(office) -> None:
    assert "查看并采用" in office.get("/calendar?year=2025").text
    assert "248 个工作日" in office.get("/calendar/2025/offered").text
    assert office.post("/calendar/year", data=hidden(office)).status_code == 303
    assert "查看并采用" not in office.get("/calendar?year=2025").text
    assert office.get("/calendar/2027/offered").status_code == 404


def test_an_export_is_read_again(office) -> None:
    book = office.get("/calendar/2026.xlsx").data
    rows = list(load_workbook(io.BytesIO(book)).worksheets[0].values)
    assert rows[0] == ("日期", "类型", "名称") and len(rows) == 9
    file = (io.BytesIO(book), "2026.xlsx")
    answer = office.post("/calendar/load", data={"year": "2026", "source": "通知", "file": file})
    assert "与现在的完全相同" in answer.text


def test_an_unpublished_year_is_a_banner_for_who_can_enter_it(client, session, city, clock) -> None:
    session.commit()
    clock.set(date(2026, 9, 30))
    assert "2027 年的工作日历尚未录入" not in client.sign_in(city.accounts["office"]).get("/calendar").text
    clock.set(date(2026, 10, 12))
    assert "2027 年的工作日历尚未录入" in client.sign_in(city.accounts["administrator"]).get("/calendar").text
    assert "2027 年的工作日历尚未录入" not in client.sign_in(city.accounts["liaison"]).get("/calendar").text


@pytest.mark.parametrize("words", ["0", "99999", "abc", "²⁰²⁶"])
def test_a_year_that_makes_no_sense_shows_this_one(office, words) -> None:
    assert "工作日历 2026 年" in office.get(f"/calendar?year={words}").text
