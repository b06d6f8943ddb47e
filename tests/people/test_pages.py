"""The administrator's pages: people, bodies, posts, many at once."""

import io
import json
import re
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.people.test_loading import HEAD_LI, LI, sheet
from tests.support.builders import a_plan_under_way, people
from tests.support.client import CarefulClient
from tests.support.web import TODAY
from workflow.db import Database
from workflow.people import queries
from workflow.people.models import Account, Department, PostKind


@pytest.fixture
def city(session: Session) -> tuple[dict[str, Department], dict[str, Account]]:
    return people(session)


@pytest.fixture
def admin(client: CarefulClient, session: Session, city: Any) -> CarefulClient:
    session.commit()
    return client.sign_in(city[1]["administrator"])


def count(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Account)) or 0


def text(client: CarefulClient) -> str:
    assert client.page
    return client.page.text


def invite(client: CarefulClient, **fields: Any) -> TestResponse:
    return client.post("/people/new", data={"name": "赵六", "email": "zhao@city.test", **fields})


def test_an_invitation_is_shown_once_and_lets_the_person_in(admin: CarefulClient, city: Any) -> None:
    answer = invite(admin, department=city[0]["housing"].id, kind="head")
    assert answer.status_code == 200
    found = re.search(r"http://127\.0\.0\.1:\d+(/invite/[\w-]+)", answer.text)
    assert found
    admin.sign_out()
    assert admin.get(found.group(1)).status_code == 200
    fields = {"password": "a right password", "again": "a right password"}
    assert admin.post(found.group(1), data=fields).status_code == 303
    fields = {"email": "zhao@city.test", "password": "a right password"}
    assert admin.post("/sign-in", data=fields).status_code == 303
    assert admin.get("/").location == "/desk"


def test_the_same_form_sent_twice_invites_one_person(admin: CarefulClient, database: Database) -> None:
    fields = {"name": "赵六", "email": "zhao@city.test"}
    assert admin.post("/people/new", data=fields, once="one key").status_code == 200
    before = count(database)
    again = admin.post("/people/new", data={**fields, "email": "other@city.test"}, once="one key")
    assert again.status_code == 409 and "已经提交过" in text(admin)
    assert count(database) == before


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "请填写姓名"),
        ({"email": "no address"}, "不是有效的邮箱"),
        ({"email": "liaison@city.test"}, "已经有账号"),
        ({"kind": "head"}, "要么都选"),
        ({"department": "999999", "kind": "head"}, "单位："),
        ({"kind": "emperor"}, "岗位："),
    ],
)
def test_a_wrong_invitation_keeps_what_was_typed(
    admin: CarefulClient, database: Database, fields: dict[str, str], words: str
) -> None:
    before = count(database)
    answer = invite(admin, phone="0359-777", **fields)
    assert answer.status_code == 422 and words in text(admin)
    assert "0359-777" in answer.text and count(database) == before


def test_a_disabled_person_is_out_at_once_and_can_be_let_in_again(admin: CarefulClient, city: Any) -> None:
    own = city[1]["auditor"]
    admin.post(f"/people/{own.id}/disable")
    other = admin.application.test_client()
    assert isinstance(other, CarefulClient)
    assert other.sign_in(own).get("/history").status_code == 303
    assert admin.post(f"/people/{own.id}/disable").status_code == 422
    admin.post(f"/people/{own.id}/enable")
    assert "启用" in admin.get(f"/people/{own.id}").text


def test_people_are_listed_found_and_exported(admin: CarefulClient) -> None:
    admin.get("/people?q=liaison")
    assert "市能源局 · 联络员" in text(admin) and "auditor" not in text(admin)
    admin.get("/people?q=nobody-at-all")
    assert "没有符合条件的人员" in text(admin)
    for address in ("/people?after=x&before=y&state=z&department=q", "/people?after=999999"):
        assert admin.get(address).status_code == 200
    answer = admin.get("/people/export.xlsx?q=liaison")
    rows = list(load_workbook(io.BytesIO(answer.data)).worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("姓名", "邮箱", "电话", "岗位", "状态")
    assert rows[1][:2] == ("liaison", "liaison@city.test") and rows[1][3] == "市能源局 联络员"


def test_a_name_that_looks_like_a_formula_is_exported_as_text(
    admin: CarefulClient, session: Session, city: Any
) -> None:
    city[1]["third"].name = '=HYPERLINK("http://evil.test","x")'
    session.commit()
    book = load_workbook(io.BytesIO(admin.get("/people/export.xlsx").data))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)


def test_a_post_is_given_to_a_person_who_has_an_account(admin: CarefulClient, city: Any, database: Database) -> None:
    body = city[0]["housing"]
    fields = {"email": "nobody@city.test", "kind": "head", "rank": "1", "from_on": TODAY.isoformat()}
    assert admin.post(f"/departments/{body.id}/hold", data=fields).status_code == 422
    assert "可以先邀请" in text(admin)
    fields["email"] = "auditor@city.test"
    assert admin.post(f"/departments/{body.id}/hold", data=fields).status_code == 303
    with database.reading() as session:
        held = queries.holders(session, on=TODAY)
    assert (body.id, PostKind.HEAD, city[1]["auditor"].id, 1) in held
    admin.get(f"/departments/{body.id}")
    assert "auditor" in text(admin) and "部门负责人" in text(admin)


def test_a_body_is_made_renamed_and_abolished(admin: CarefulClient) -> None:
    fields = {"label": "市数据局", "full_name": "运城市数据局", "code": "data", "kind": "bureau", "ordinal": "290"}
    where = admin.post("/departments/new", data=fields).location
    assert where and admin.get(where).status_code == 200
    renamed = {"kind": "short", "name": "市大数据局", "from_on": TODAY.isoformat()}
    assert admin.post(f"{where}/rename", data=renamed).status_code == 303
    assert admin.post(f"{where}/aliases", data={"name": "大数据局"}).status_code == 303
    admin.get(where)
    assert admin.page and admin.page.h1 == "市大数据局" and "市数据局" in text(admin)
    assert admin.post(f"{where}/abolish", data={"on": "2026-11-17"}).status_code == 422
    assert admin.post(f"{where}/abolish", data={"on": TODAY.isoformat()}).status_code == 303
    admin.get("/departments?show=abolished")
    assert "市大数据局" in text(admin)
    admin.get("/departments?q=大数据")
    assert "没有符合条件的单位" in text(admin)


def test_a_body_that_still_owes_something_is_not_abolished(client: CarefulClient, session: Session) -> None:
    city = a_plan_under_way(session)
    session.commit()
    client.sign_in(city.accounts["administrator"])
    answer = client.post(f"/departments/{city.departments['energy'].id}/abolish", data={"on": TODAY.isoformat()})
    assert answer.status_code == 422 and "未结的应办事项" in text(client)


def test_bodies_without_a_liaison_can_be_listed(admin: CarefulClient) -> None:
    admin.get("/departments?show=no_liaison")
    assert "市人民政府" in text(admin) and "市能源局" not in text(admin)


def upload(client: CarefulClient, content: bytes) -> TestResponse:
    fields = {"file": (io.BytesIO(content), "people.xlsx")}
    return client.post("/people/load", data=fields, content_type="multipart/form-data")


def test_a_sheet_is_previewed_then_loaded_and_its_links_are_shown(admin: CarefulClient, database: Database) -> None:
    before = count(database)
    upload(admin, sheet(LI, HEAD_LI))
    assert "新建账号 1 个" in text(admin) and "登记任职 2 个" in text(admin)
    assert count(database) == before, "a preview changes nothing"
    assert admin.page
    fields = admin.page.fields("/people/load/confirm")
    admin.post("/people/load/confirm", data=fields)
    assert count(database) == before + 1
    assert "/invite/" in (admin.page.source or "")


def test_a_wrong_row_stops_the_whole_sheet(admin: CarefulClient, database: Database) -> None:
    before = count(database)
    answer = upload(admin, sheet(LI, ("市气象局", "王芳", "wang@city.test", "", "联络员")))
    assert answer.status_code == 422 and "第 3 行“单位”（市气象局）：没有叫这个名字的单位" in text(admin)
    assert count(database) == before


@pytest.mark.parametrize("rows", ["", "null", "[1]", '[{"line": 1}]', json.dumps([{"line": "x"}]), "[[]]"])
def test_a_confirmation_that_was_meddled_with_loads_nothing(
    admin: CarefulClient, database: Database, rows: str
) -> None:
    before = count(database)
    assert admin.post("/people/load/confirm", data={"rows": rows}).status_code == 422
    assert count(database) == before


def test_the_template_has_the_heads_that_are_read(admin: CarefulClient) -> None:
    answer = admin.get("/people/template.xlsx")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    rows = load_workbook(io.BytesIO(answer.data)).worksheets[0].iter_rows(values_only=True)
    assert next(rows) == ("单位", "姓名", "邮箱", "电话", "岗位")
    answer = upload(admin, b"")
    assert answer.status_code == 422 and "文件是空的" in text(admin)
