"""群机器人: what an administrator enters and sees, and that no secret of a robot is shown, noted or logged."""

import logging
from dataclasses import replace
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from tests.support.builders import at, people
from tests.support.client import CarefulClient
from tests.support.robots import SECRET, TOKEN, Group, a_robot
from tests.support.web import COMPILED, TODAY
from workflow.adapters.chat import ChatKind
from workflow.app import create_app
from workflow.audit.models import Event
from workflow.outbox.robot_models import Robot, RobotMessage, RobotState

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def city(session):
    bodies, accounts = people(session)
    return SimpleNamespace(departments=bodies, accounts=accounts)


@pytest.fixture
def client(settings, group: Group, database, clock, session, city) -> CarefulClient:
    """The administrator, where the group's server may be called."""
    session.commit()
    app = create_app(replace(settings, chat=group.allowed(timeout=1)), database=database, clock=clock, testing=True)
    app.test_client_class, app.jinja_env.bytecode_cache = CarefulClient, COMPILED
    client = app.test_client()
    return client.sign_in(city.accounts["administrator"])


def entered(client, city, group: Group, **facts) -> int:
    fields = {"department": str(city.departments["energy"].id), "kind": "dingtalk", "name": "能源工作群"}
    fields |= {"address": group.address(ChatKind.DINGTALK), "secret": SECRET}
    return client.post("/robots/new", data=fields | facts).status_code


def the_robot(database) -> Robot:
    with database.reading() as session:
        return session.scalars(select(Robot)).one()


def history(database) -> list[Event]:
    with database.reading() as session:
        return list(session.scalars(select(Event).order_by(Event.id)))


def test_a_robot_is_entered_tried_switched_off_and_removed_and_the_history_knows(
    client, city, group: Group, database, caplog
) -> None:
    caplog.set_level(logging.DEBUG)
    group.secret = SECRET
    assert entered(client, city, group) == 303
    robot = the_robot(database)
    assert client.post(f"/robots/{robot.id}/test").location == "/robots"
    assert "测试消息" in group.heard[0]
    seen = [client.get("/robots").text]
    assert (
        "能源工作群" in client.page.text
        and "测试消息已送达（0 ok）" in client.page.text
        and "启用" not in client.page.text
    )
    assert client.post(f"/robots/{robot.id}/switch", data={"on": "0", "version": "1"}).status_code == 303
    assert client.post(f"/robots/{robot.id}/switch", data={"on": "0", "version": "1"}).status_code == 409
    seen.append(client.get("/robots").text)
    assert "已停用" in client.page.text
    seen.append(client.get(f"/robots/{robot.id}/remove").text)
    assert client.post(f"/robots/{robot.id}/remove").status_code == 303
    assert client.post(f"/robots/{robot.id}/test").status_code == 422
    seen.append(client.get("/robots").text)
    seen.append(client.get("/history").text)
    assert "添加群机器人" in client.page.text and "能源工作群" in client.page.text
    assert [one.act for one in history(database) if one.thing == "robot"] == [
        "robot.added",
        "robot.tested",
        "robot.switched_off",
        "robot.removed",
    ]
    assert (the_robot(database).address, the_robot(database).secret) == ("", "")
    kept = " ".join(str(one.facts) for one in history(database))
    for words in (*seen, kept, caplog.text):
        assert TOKEN not in words and SECRET not in words


WRONG = (
    ({"address": "https://10.9.9.9/robot/send?access_token=1"}, "不在允许之列"),
    ({"address": "http://169.254.169.254/latest/meta-data"}, "不在允许之列"),
    ({"kind": "wecom"}, "没有加签密钥"),
    ({"kind": "slack"}, "种类"),
    ({"department": ""}, "请选择单位"),
    ({"name": " "}, "请填写群名称"),
    ({"address": ""}, "请填写地址"),
)


def test_what_cannot_be_a_robot_is_told_at_its_field_and_nothing_is_called(client, city, group, database) -> None:
    for facts, words in WRONG:
        assert entered(client, city, group, **facts) == 422, facts
        assert words in client.page.text
        assert SECRET not in client.page.source
    assert not [one for one in history(database) if one.thing == "robot"] and group.asked == 0


def test_the_same_robot_is_not_entered_twice(client, city, group) -> None:
    assert (entered(client, city, group), entered(client, city, group)) == (303, 422)
    assert "已经添加过" in client.page.text


def test_a_trial_that_fails_says_why(client, city, group, database) -> None:
    entered(client, city, group)
    robot = the_robot(database)
    for answer, words in (
        ((302, {"Location": "http://10.9.9.9/"}, b""), "服务器要转往别处，没有跟去（302）"),
        ((200, {}, b'{"errcode": 310000, "errmsg": "sign not match"}'), "310000 sign not match"),
        ((200, {}, b"<html>"), "答复的不是群机器人"),
    ):
        group.answer = answer
        client.post(f"/robots/{robot.id}/test")
        client.get("/robots")
        assert f"测试消息没有送达：{words}" in client.page.source


def test_what_did_not_arrive_stands_on_both_pages_with_what_to_do(client, city, group, session) -> None:
    facts = {"day": TODAY, "written_at": at(TODAY), "next_try_at": at(TODAY, 11), "words": "工作事项未结 3 项"}
    given = (
        ("energy", RobotState.REFUSED, "93000 invalid webhook url", 1),
        ("industry", RobotState.WAITING, "unreachable: TimeoutError", 2),
        ("housing", RobotState.DELIVERED, "0 ok", 1),
        ("office", RobotState.NOTHING, "", 0),
    )
    for whose, state, reply, tries in given:
        robot = a_robot(session, city.departments[whose], name=f"群{whose}", address=f"https://a/{whose}")
        session.add(RobotMessage(robot_id=robot.id, state=state, last_reply=reply, tries=tries, **facts))
    a_robot(session, city.departments["government"]).department.abolished_on = TODAY
    session.commit()
    client.get("/robots")
    for words in (
        "被拒收",
        "93000 invalid",
        "连不上服务器，或没有答复（TimeoutError）",
        "已送达",
        "没有未结事项，不发",
        "单位已撤销，不再发",
    ):
        assert words in client.page.text
    client.get("/system")
    shown = client.page.text
    assert "移除后重新添加" in shown and "当天会自动重试" in shown and "尝试 2 次" in shown
    assert "群housing" not in shown and "群office" not in shown


def test_without_servers_in_the_settings_the_page_says_that_robots_are_off(app, session, city) -> None:
    robot = a_robot(session, city.departments["energy"])
    session.commit()
    client = app.test_client().sign_in(city.accounts["administrator"])
    client.get("/robots")
    assert "群机器人没有打开" in client.page.text and "DUBAN_CHAT_HOSTS" in client.page.text
    assert "添加机器人" not in client.page.text
    assert client.post(f"/robots/{robot.id}/test").status_code == 303
    client.get("/robots")
    assert "没有发出" in client.page.source
