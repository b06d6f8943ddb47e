"""The pages of mending: what is shown, what is saved, and that nobody's words are lost."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.plans.on_desk import AT, laid, names_of
from tests.plans.test_mending import PAPER, key_of
from tests.support.builders import an_account
from tests.support.client import CarefulClient
from workflow.audit.service import Operator
from workflow.db import Database
from workflow.people.models import Department, DepartmentKind, DepartmentName, NameKind, PostKind
from workflow.plans.desk import items, queries
from workflow.plans.desk.mending import Hand
from workflow.plans.desk.models import Intake, IntakeEdit
from workflow.plans.desk.sheet import Sheet
from workflow.plans.models import ItemKind
from workflow.plans.rules import MASK

SPOILT = PAPER.replace("大力发展分布式光伏。", "大力发展分布式光伏。澳门赌场开户送彩金澳门赌场。")


class Desk:
    """A document on the desk, and a clerk who mends it."""

    def __init__(self, app: Flask, database: Database, intake: Intake) -> None:
        self.app, self.database, self.id = app, database, intake.id
        self.client = self.clerk("clerk")

    def clerk(self, name: str) -> CarefulClient:
        with self.database.writing() as session:
            office = session.scalar(select(Department).where(Department.kind == DepartmentKind.OFFICE))
            office = office or Department(code="office", kind=DepartmentKind.OFFICE, label="市领导小组办公室")
            account = an_account(session, name, office, PostKind.OFFICE)
        client = self.app.test_client()
        assert isinstance(client, CarefulClient)
        return client.sign_in(account)

    def sheet(self) -> Sheet:
        with self.database.reading() as session:
            return queries.sheet(session, session.get_one(Intake, self.id))

    def key(self, heading: str) -> str:
        return key_of(self.sheet(), heading)

    def path(self, rest: str) -> str:
        return f"/imports/{self.id}/{rest}"

    def form(self, rest: str, client: CarefulClient | None = None) -> dict[str, str]:
        """The filled-in fields of a page."""
        client = client or self.client
        assert client.get(self.path(rest)).status_code == 200
        assert client.page is not None
        fields = client.page.fields_with("seen")
        return {name: value for name, value in fields.items() if name not in ("csrf_token", "once")}


@pytest.fixture
def desk(app: Flask, database: Database, session: Session) -> Desk:
    intake = laid(session, PAPER)
    session.commit()
    return Desk(app, database, intake)


def row_of(form: dict[str, str], name: str) -> str:
    """The prefix of the row with a printed name."""
    return next(field for field, value in form.items() if value == name and field.endswith("-name")).removesuffix(
        "name"
    )


def test_an_item_opened_and_saved_as_it_is_changes_nothing(desk: Desk) -> None:
    before = desk.sheet()
    for key in before.items:
        answer = desk.client.post(desk.path(f"items/{key}"), data=desk.form(f"items/{key}"))
        assert answer.status_code == 303 and answer.location.endswith(f"/imports/{desk.id}#{key}")
    assert desk.sheet() == before


def test_words_that_look_tampered_with_are_shown_on_no_page_and_survive_saving(
    app: Flask, database: Database, session: Session
) -> None:
    intake = laid(session, SPOILT)
    session.commit()
    desk = Desk(app, database, intake)
    before = desk.sheet()
    assert before.taints
    key = next(taint.item for taint in before.taints.values() if taint.item)
    quotes = [taint.quote for taint in before.taints.values()]
    for page in (f"items/{key}", f"items/{key}/split", f"items/{key}/targets/new", "front", "edits"):
        source = desk.client.get(desk.path(page)).get_data(as_text=True)
        assert not [quote for quote in quotes if quote in source], page
    desk.client.post(desk.path(f"items/{key}"), data=desk.form(f"items/{key}"))
    assert desk.sheet() == before
    assert MASK not in before.items[key].heading


def test_a_body_is_added_from_the_list_and_the_lead_changed_in_one_form(desk: Desk) -> None:
    key = desk.key("提升风电")
    form = desk.form(f"items/{key}")
    second, spare = row_of(form, "市招商办"), next(f for f, v in form.items() if f.endswith("-name") and not v)
    form |= {row_of(form, "市工信局") + "role": "co", second + "role": "lead", second + "department": "市住建局"}
    form |= {spare: "", spare.removesuffix("name") + "department": "市能源局"}
    assert desk.client.post(desk.path(f"items/{key}"), data=form).status_code == 303
    after = desk.sheet()
    assert [(b.name, b.role.value) for b in after.items[key].bodies] == [
        ("市工信局", "co"),
        ("市招商办", "lead"),
        ("市能源局", "co"),
    ]
    assert all(body.department_id for body in after.items[desk.key("完善储能")].bodies), "matched everywhere"


def test_a_department_that_nobody_knows_is_refused_at_its_field_and_what_was_typed_stays(desk: Desk) -> None:
    key = desk.key("提升风电")
    form = desk.form(f"items/{key}") | {"heading": "提升风电水平"}
    form[row_of(form, "市招商办") + "department"] = "市某某局"
    answer = desk.client.post(desk.path(f"items/{key}"), data=form)
    assert answer.status_code == 422
    assert "没有名为“市某某局”的单位" in desk.client.page.text  # type: ignore[union-attr]
    assert 'value="提升风电水平"' in answer.get_data(as_text=True)


def test_another_row_is_shown_when_asked_for_and_nothing_is_saved(desk: Desk) -> None:
    key, before = desk.key("提升风电"), desk.sheet()
    form = desk.form(f"items/{key}") | {"more": "0", "heading": "改到一半"}
    answer = desk.client.post(desk.path(f"items/{key}"), data=form)
    source = answer.get_data(as_text=True)
    assert (answer.status_code, source.count("文件中的名称</label>")) == (200, 4)
    assert "改到一半" in source and desk.sheet() == before


def test_of_two_who_mend_one_item_the_second_sees_both_and_can_save_hers(desk: Desk) -> None:
    key, other = desk.key("提升风电"), desk.clerk("colleague")
    mine = desk.form(f"items/{key}") | {"heading": "我写的标题"}
    theirs = desk.form(f"items/{key}", other) | {"heading": "同事写的标题", "kind": "standing"}
    assert other.post(desk.path(f"items/{key}"), data=theirs).status_code == 303
    answer = desk.client.post(desk.path(f"items/{key}"), data=mine)
    source = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "colleague 改过这里" in source
    assert "同事写的标题" in source and 'value="我写的标题"' in source
    again = mine | {"seen": f"{key}:{desk.sheet().versions[key]}"}
    assert f'value="{again["seen"]}"' in source
    assert desk.client.post(desk.path(f"items/{key}"), data=again).status_code == 303
    assert desk.sheet().items[key].heading == "我写的标题"


def test_a_click_on_an_outline_that_is_old_is_refused_in_words(desk: Desk) -> None:
    key = desk.key("提升风电")
    version = desk.sheet().versions[key]
    desk.client.post(desk.path(f"items/{key}/kind"), data={"kind": "standing"})
    answer = desk.client.post(desk.path(f"items/{key}/lead?version={version}"), data={"body": "1"})
    assert answer.status_code == 303
    assert "改过这里" in desk.client.get(f"/imports/{desk.id}").get_data(as_text=True)
    assert desk.sheet().items[key].bodies[0].role.value == "lead"


def test_each_click_says_what_was_done_with_the_way_back_and_the_way_back_works(desk: Desk) -> None:
    key, before = desk.key("提升风电"), desk.sheet()
    desk.client.post(desk.path(f"items/{key}/lead"), data={"body": "1"})
    page = desk.client.get(f"/imports/{desk.id}").get_data(as_text=True)
    assert "换牵头单位" in page and ">撤销</button>" in page
    desk.client.post(desk.path("undo"))
    assert desk.sheet().items == before.items
    page = desk.client.get(f"/imports/{desk.id}").get_data(as_text=True)
    assert "已撤销：换牵头单位" in page and ">恢复</button>" in page
    listed = desk.client.get(desk.path("edits")).get_data(as_text=True)
    assert listed.count("二（二） 提升风电开发利用水平") >= 2 and ">恢复</button>" in listed


def test_merge_split_target_and_answer_from_their_pages(desk: Desk) -> None:
    key = desk.key("推动光伏")
    desk.client.post(desk.path(f"items/{key}/merge"), data={"with": "after"})
    assert "提升风电" not in {item.heading[:4] for item in desk.sheet().items.values()}
    form = desk.form(f"items/{key}/split")
    sheet = desk.sheet()
    cut = sheet.text.index("（二）提升风电")
    answer = desk.client.post(desk.path(f"items/{key}/split"), data=form | {"start": str(cut), "number": "（二）"})
    assert answer.status_code == 303
    new = answer.location.rpartition("#")[2]
    assert desk.sheet().items[new].path[-1] == "（二）"
    assert desk.client.post(desk.path(f"items/{key}/split"), data=form).status_code == 422


def test_a_target_is_proposed_from_its_sentence_and_added(desk: Desk) -> None:
    key = desk.key("推动光伏")
    target = next(iter(desk.sheet().targets_of(key)))
    desk.client.post(desk.path(f"targets/{target}/drop"))
    desk.client.get(desk.path(f"items/{key}/targets/new"))
    assert desk.client.page is not None
    chosen = desk.client.page.links["470万千瓦"]
    form = desk.form(chosen.removeprefix(f"/imports/{desk.id}/"))
    assert (form["indicator"], form["value"], form["unit"], form["comparator"], form["due"]) == (
        "光伏发电装机容量",
        "470",
        "万千瓦",
        "~",
        "2025",
    )
    answer = desk.client.post(desk.path(f"items/{key}/targets/new"), data=form | {"value": "480", "due": "2026-06-30"})
    assert answer.status_code == 303
    added = next(iter(desk.sheet().targets_of(key).values()))
    assert (str(added.value), added.due_on.isoformat()) == ("480", "2026-06-30")  # type: ignore[union-attr]


def test_a_target_form_says_what_is_wrong_at_its_field(desk: Desk) -> None:
    key = next(iter(desk.sheet().targets))
    form = desk.form(f"targets/{key}")
    for wrong, words in (
        ({"value": "很多"}, "请填写数字"),
        ({"due": "明年"}, "请填写年份或日期"),
        ({"value": ""}, "请填写目标值"),
    ):
        assert desk.client.post(desk.path(f"targets/{key}"), data=form | wrong).status_code == 422
        assert words in desk.client.page.text  # type: ignore[union-attr]


def test_a_printed_name_becomes_a_new_department_everywhere(desk: Desk, database: Database) -> None:
    answer = desk.client.post(
        desk.path("bodies?name=市招商办"), data={"new": "1", "label": "市投资促进局", "kind": "bureau"}
    )
    assert answer.status_code == 303
    with database.reading() as session:
        known = names_of(session)
        alias = session.scalars(select(DepartmentName).where(DepartmentName.kind == NameKind.ALIAS)).one()
    assert known["市招商办"] == known["市投资促进局"] == alias.department_id
    found = {b.department_id for item in desk.sheet().items.values() for b in item.bodies if b.name == "市招商办"}
    assert found == {alias.department_id}


def test_a_printed_name_may_mean_a_known_department_or_none_of_its_own(desk: Desk) -> None:
    wrong = desk.client.post(desk.path("bodies?name=市招商办"), data={"department": "市某某局"})
    assert wrong.status_code == 422
    desk.client.post(desk.path("bodies?name=市招商办"), data={"generic": "1"})
    bodies = [b for item in desk.sheet().items.values() for b in item.bodies if b.name == "市招商办"]
    assert all(b.generic and b.department_id is None for b in bodies)
    desk.client.post(desk.path("undo"))
    desk.client.post(desk.path("bodies?name=市招商办"), data={"department": "市住建局"})
    assert all(b.department_id for item in desk.sheet().items.values() for b in item.bodies)


def test_the_front_is_mended_and_the_list_of_documents_follows(desk: Desk, database: Database) -> None:
    form = desk.form("front") | {
        "plan_title": "XX市达峰方案",
        "doc_number": "X政发〔2026〕1号",
        "issued_on": "2026-01-05",
    }
    assert desk.client.post(desk.path("front"), data=form).status_code == 303
    assert desk.sheet().front.doc_number == "X政发〔2026〕1号"
    with database.reading() as session:
        assert session.get_one(Intake, desk.id).title == "XX市达峰方案"
    desk.client.post(desk.path("undo"))
    with database.reading() as session:
        assert session.get_one(Intake, desk.id).title != "XX市达峰方案"


def test_many_who_mend_different_items_at_once_all_get_through(session: Session, database: Database) -> None:
    intake = laid(session, PAPER)
    session.commit()
    keys, intake_id = list(queries.sheet(session, intake).items), intake.id
    session.close()
    at_once([mending(database, intake_id, key, f"人{n}", ItemKind.STANDING) for n, key in enumerate(keys)])
    with database.reading() as fresh:
        ordinals = list(fresh.scalars(select(IntakeEdit.ordinal).order_by(IntakeEdit.ordinal)))
        sheet = queries.sheet(fresh, fresh.get_one(Intake, intake_id))
    assert ordinals == list(range(1, len(ordinals) + 1)) and len(ordinals) >= len(keys) - 1
    assert {item.kind for item in sheet.items.values()} == {ItemKind.STANDING}


def mending(database: Database, intake_id: int, key: str, name: str, kind: ItemKind) -> Callable[[], None]:
    def act() -> None:
        with database.writing() as session:
            intake = session.get_one(Intake, intake_id)
            items.set_kind(session, intake, key, kind=kind, hand=Hand(Operator(None, name), AT))

    return act


def at_once(acts: list[Callable[[], None]]) -> None:
    """All of them begin together; what one raises fails the test."""
    gate, wrong = threading.Barrier(len(acts)), []

    def run(act: Callable[[], None]) -> None:
        gate.wait()
        try:
            act()
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.mark.parametrize("page", ["targets", "front"])
def test_of_two_who_mend_one_target_or_the_front_the_second_sees_both(desk: Desk, page: str) -> None:
    key = "front" if page == "front" else next(k for k, one in desk.sheet().targets.items() if one.value is not None)
    rest, name = ("front", "plan_title") if page == "front" else (f"targets/{key}", "indicator")
    other = desk.clerk("colleague")
    mine, theirs = desk.form(rest) | {name: "我写的"}, desk.form(rest, other) | {name: "同事写的"}
    assert other.post(desk.path(rest), data=theirs).status_code == 303
    answer = desk.client.post(desk.path(rest), data=mine)
    source = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "同事写的" in source and 'value="我写的"' in source
    again = mine | {"seen": f"{key}:{desk.sheet().versions[key]}"}
    assert f'value="{again["seen"]}"' in source
    assert desk.client.post(desk.path(rest), data=again).status_code == 303
