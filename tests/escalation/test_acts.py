"""What the office does with many things at once, with the rung of one, and with the filters it keeps."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests.support import pages
from tests.support.builders import a_plan_under_way, at, the_deadline
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.deadlines.models import DeadlineKind, Hold
from workflow.escalation.models import PhoneNote, RungChange, SavedView
from workflow.notices.models import Notice
from workflow.notices.service import post
from workflow.people.models import Account, DepartmentKind, Holding, Post, PostKind
from workflow.reports import sharing
from workflow.workdays.queries import calendar
from workflow.workdays.rules import Period

TODAY = date(2026, 11, 16)
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


@pytest.fixture
def late(session, city):
    """A target of 市能源局, late by ten working days; reports of 市能源局 and 市工信局."""
    owed = [
        the_deadline(session, city, "energy", DeadlineKind.TARGET),
        the_deadline(session, city, "energy", DeadlineKind.REPORT),
        the_deadline(session, city, "industry", DeadlineKind.REPORT, task=2),
    ]
    return [one.id for one in owed]


@pytest.fixture
def office(client, session, city, late):
    session.commit()
    return client.sign_in(city.accounts["office"])


def ticked(*ids: int) -> str:
    return "&".join(f"deadline={one}" for one in ids)


def many(*ids: int) -> dict[str, list[str]]:
    return {"deadline": [str(one) for one in ids]}


def read(session, asked) -> list:
    """Looked up in a transaction of its own, so that the doors can write."""
    found = session.scalars(asked).all()
    session.rollback()
    return found


def count(session, model) -> int:
    return read(session, select(func.count()).select_from(model))[0]


def band(office, name: str) -> str:
    """The words of a band."""
    office.get("/escalation")
    return next((pages.words(one) for one in office.page.root.iter("section") if one.get("id") == name), "")


def test_many_are_held_with_one_reason_and_stand_in_the_list_only_when_asked_for(office, session, late) -> None:
    assert office.get(f"/escalation/hold?{ticked(*late)}").status_code == 200
    assert "要暂缓的事项 3" in office.page.text and count(session, Hold) == 0
    assert office.post("/escalation/hold", data=many(*late)).status_code == 422
    assert office.post("/escalation/hold", data={**many(*late), "reason": "等省级数据"}).status_code == 303
    assert count(session, Hold) == 3
    office.get("/escalation")
    assert f'value="{late[0]}"' not in office.page.source and "暂缓中 3" in office.page.text
    office.get("/escalation?held=y")
    assert "自 2026-11-16 起暂缓" in office.page.text and "解除暂缓" in office.page.text


def test_one_call_is_noted_at_several_things_of_one_department(office, session, late) -> None:
    office.get(f"/escalation/calls?{ticked(*late)}")
    assert "这里是市能源局的 2 项；市工信局请另行登记" in office.page.text
    said = {"spoke_with": "张能", "words": "用地手续未办结"}
    assert office.post("/escalation/calls", data={**many(*late), **said}).status_code == 303
    assert set(read(session, select(PhoneNote.deadline_id))) == {late[0], late[1]}


def test_a_rung_is_lowered_with_a_reason_that_stands_at_the_row_and_that_can_be_undone(office, session, late) -> None:
    target = late[0]
    assert "主要指标达到51%左右" in band(office, "circular-conditions")
    office.get(f"/escalation/rung?{ticked(target)}")
    assert "调整本身不发通知" in office.page.text and "张" not in office.page.text
    data = {**many(target), "to": "urge", "reason": "省级数据未公布"}
    assert office.post("/escalation/rung", data={**data, "reason": ""}).status_code == 422
    assert office.post("/escalation/rung", data={**data, "to": "press_form"}).status_code == 422
    assert office.post("/escalation/rung", data=data).status_code == 303
    said = "办公室由“达到通报条件”调为“催办”：省级数据未公布（office，2026-11-16）"
    assert said in band(office, "urge") and said not in band(office, "circular-conditions")
    assert count(session, RungChange) == 1 and count(session, Notice) == 0
    office.get(f"/escalation/rung?{ticked(target)}")
    assert "撤销调整" in office.page.text
    assert office.post(f"/escalation/{target}/rung-back").status_code == 303
    assert office.post(f"/escalation/{target}/rung-back").status_code == 409
    assert said not in band(office, "urge")
    assert read(session, select(RungChange.to_rung).order_by(RungChange.id)) == ["urge", None]
    acts = select(Event.act).where(Event.act.startswith("rung.")).order_by(Event.id)
    assert read(session, acts) == ["rung.lowered", "rung.set_back"]


def test_the_next_round_tells_of_the_rung_on_which_a_thing_stands(office, session, late) -> None:
    target, days = late[0], calendar(session, around=TODAY)
    session.commit()
    office.post("/escalation/rung", data={**many(target), "to": "urge", "reason": "省级数据未公布"})
    assert told(session, target, days) == {"urge"}
    office.post("/escalation/rung", data={**many(target), "to": "interview_conditions", "reason": "研究"})
    assert told(session, target, days) == {"urge", "interview_conditions"}
    assert post(session, today=TODAY, calendar=days) == 0


def told(session, deadline_id, days) -> set[str]:
    """On which rungs somebody was told of it, after another round."""
    post(session, today=TODAY, calendar=days)
    session.commit()
    return set(read(session, select(Notice.rung).where(Notice.deadline_id == deadline_id)))


def test_work_and_forms_are_not_changed_together_and_one_s_own_is_left_out(office, session, city, late) -> None:
    office.get(f"/escalation/rung?{ticked(*late)}")
    assert "要调整的事项 1" in office.page.text and "工作和报送请分开调整" in office.page.text
    body = Post.department_id == city.departments["energy"].id
    liaison = session.scalars(select(Post).where(Post.kind == PostKind.LIAISON, body)).one()
    session.add(Holding(post=liaison, account=city.accounts["office"], rank=2, from_on=date(2026, 1, 1)))
    session.commit()
    for page in ("rung", "hold", "calls"):
        data = {**many(late[0]), "to": "urge", "reason": "x", "spoke_with": "x", "words": "x"}
        assert office.post(f"/escalation/{page}", data=data).status_code == 422, page
    assert count(session, RungChange) == count(session, Hold) == count(session, PhoneNote) == 0
    assert office.post(f"/escalation/{late[0]}/rung-back").status_code == 403


def test_a_party_organ_is_written_a_letter_and_never_summoned(office, session, city, late) -> None:
    city.departments["energy"].kind = DepartmentKind.PARTY
    session.commit()
    assert "文种：商请函（党委部门，不约谈）" in band(office, "circular-conditions")
    office.get(f"/escalation/rung?{ticked(late[0])}")
    assert "interview_conditions" not in office.page.source


def test_missing_shares_of_chosen_rows_are_reminded_of_once_a_day(office, session, city, late) -> None:
    asked = {"by": SYSTEM, "at": at(date(2026, 9, 28)), "calendar": calendar(session, around=TODAY)}
    sharing.ask(session, city.tasks[0], Period(2026, 3), **asked)
    session.commit()
    office.get("/escalation")
    assert "未反馈分工进展：市工信局" in office.page.text
    office.get(f"/escalation/remind?{ticked(*late)}")
    assert "将提醒：市工信局" in office.page.text and count(session, Notice) == 0
    assert office.post("/escalation/remind", data=many(*late)).status_code == 303
    assert count(session, Notice) == 1
    assert office.post("/escalation/remind", data=many(*late)).status_code == 422


def test_a_filter_is_kept_opened_replaced_and_dropped_by_its_owner_alone(office, session, city) -> None:
    data = {"name": "工业", "wanted": "ladder=work&by=department&evil=1"}
    assert office.post("/escalation/views", data=data).location.endswith("/escalation?ladder=work&by=department")
    office.post("/escalation/views", data={**data, "wanted": "q=钢铁"})
    assert read(session, select(SavedView.wanted)) == [{"q": "钢铁"}]
    office.get("/escalation?q=钢铁")
    assert "工业" in office.page.links
    assert office.post("/escalation/views", data={**data, "name": " "}).status_code == 422
    assert office.post("/escalation/views", data={**data, "wanted": ""}).status_code == 422
    held = session.scalars(select(Post).where(Post.kind == PostKind.OFFICE)).one()
    session.add(Holding(post=held, account=city.accounts["third"], rank=2, from_on=date(2026, 1, 1)))
    session.commit()
    drop = f"/escalation/views/{read(session, select(SavedView.id))[0]}/drop"
    third, clerk = (session.get_one(Account, city.accounts[who].id) for who in ("third", "office"))
    session.expunge_all()
    session.rollback()
    office.sign_in(third)
    assert office.post(drop).status_code == 404
    office.sign_in(clerk)
    assert office.post(drop).status_code == 303 and count(session, SavedView) == 0


@pytest.mark.parametrize(
    ("narrowed", "numbers"),
    [
        ("?ladder=work", {"二（一）", "二（二）", "三（一）"}),
        ("?rung=circular_conditions", {"二（一）", "二（二）", "三（一）"}),
        ("?chapter=三、第三章标题", {"三（一）"}),
        ("?body=party", set()),
        ("?body=bureau&q=钢铁", {"三（一）"}),
        ("?by=chapter&chapter=三、第三章标题&kind=report", {"三（一）"}),
    ],
)
def test_filters_narrow_bands_and_lists_alike(office, narrowed, numbers) -> None:
    office.get(f"/escalation{narrowed}")
    shown = {one.text for one in office.page.root.iter("span") if one.get("class") == "number"}
    assert shown == numbers
