"""The state of the machinery: a silent worker gives a banner, mail that did not arrive says what to do."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.support.builders import a_plan_under_way, at
from tests.support.outbox import a_message
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.errors import Refused
from workflow.jobs.models import Heartbeat, Run
from workflow.outbox import resending
from workflow.outbox.models import Message, MessageState
from workflow.people.models import Account, Holding, Post, PostKind
from workflow.web.escalation import state as states

DAY = date(2026, 11, 16)
BANNER = "后台程序已有一小时没有动静"


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


def beat(session, clock, **ago) -> None:
    session.add(Heartbeat(worker="one", at=clock.now() - timedelta(**ago)))
    session.commit()


@pytest.mark.parametrize(("minutes", "silent"), [(0, False), (60, False), (61, True)])
def test_a_worker_silent_for_an_hour_gives_a_banner(session, city, client, clock, minutes, silent) -> None:
    beat(session, clock, minutes=minutes)
    client.sign_in(city.accounts["office"])
    client.get("/system")
    assert (BANNER in client.page.source) is silent
    assert ("超过一小时没有心跳" in client.page.text) is silent


def test_the_banner_concerns_only_those_who_can_do_something(session, city, client) -> None:
    session.commit()
    for who, told in (("administrator", True), ("office", True), ("liaison", False), ("leader", False)):
        client.sign_in(city.accounts[who])
        client.get("/plans")
        assert (BANNER in client.page.source) is told, who


def test_mail_that_did_not_arrive_says_what_to_do(session, city, client, clock) -> None:
    for number, state in enumerate((MessageState.REFUSED, MessageState.WAITING, MessageState.DELIVERED)):
        a_message(session, city, number=number, state=state, day=DAY - timedelta(days=number))
    session.add(Run(job="morning", slot="2026-11-16", started_at=at(DAY), ended_at=None, counts={}))
    beat(session, clock)
    client.sign_in(city.accounts["office"])
    client.get("/system")
    words = client.page.text
    assert "第0封" in words and "核对邮箱地址" in words
    assert "第1封" in words and "会自动重试" in words and "550 no such user" in words
    assert "第2封" not in words
    assert "未结束或中断" in words


def test_the_page_says_what_comes_next_and_what_each_job_did_last(session, city, client, clock) -> None:
    clock.set(at(date(2026, 11, 20), 9))  # a Friday, after the digests
    for day in range(10, 20):
        counts = {"delivered": day, "sealed": 0}
        session.add(Run(job="digests", slot=f"2026-11-{day}", started_at=at(DAY), ended_at=at(DAY), counts=counts))
    session.add(Run(job="seal", slot="2026-11-01", started_at=at(DAY), ended_at=at(DAY), counts={"sealed": 3}))
    session.add(Run(job="at_once", slot="2026-11-02", started_at=at(DAY), counts={}, trouble="OSError: disk full"))
    beat(session, clock)
    assert [run.job for run in states.runs(session)].count("digests") == 5
    client.sign_in(city.accounts["office"])
    client.get("/system")
    words = client.page.text
    assert "晨间处理2026-11-23 07:30" in words and "工作提醒邮件2026-11-23 08:30" in words
    assert "历史封存2026-11-21 02:00" in words
    assert "送达 19" in words and "封存记录 3" in words and "OSError: disk full" in words
    assert "at_once" not in words and "seal" not in words


def resent(client, session, message) -> tuple[int, Message]:
    answer = client.post(f"/system/messages/{message.id}/resend")
    session.expire_all()
    kept = session.get_one(Message, message.id)
    session.commit()
    return answer.status_code, kept


def test_a_refused_message_is_sent_again_under_its_own_name_to_the_address_of_today(
    session, city, client, clock
) -> None:
    message = a_message(session, city)
    session.get_one(Account, city.accounts["liaison"].id).email = "new@city.test"
    session.commit()
    client.sign_in(city.accounts["office"])
    client.get("/system")
    assert "邮箱已经改过" in client.page.text and "重发到 new@city.test" in client.page.text
    status, kept = resent(client, session, message)
    assert status == 303
    assert (kept.state, kept.address, kept.mail_id) == (MessageState.WAITING, "new@city.test", "0.liaison@x")
    assert (kept.tries, kept.next_try_at, kept.resent_at) == (0, clock.now(), clock.now())
    event = session.scalars(select(Event).where(Event.act == "message.resent")).one()
    assert (event.thing_id, event.actor, event.facts["was"]) == (message.id, "office", "liaison@city.test")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"state": MessageState.DELIVERED}, "不必重发"),
        ({"state": MessageState.WAITING, "claimed_until": at(date(2027, 1, 1))}, "正在发送"),
    ],
)
def test_what_arrived_or_is_being_sent_is_not_sent_again(session, city, client, facts, said) -> None:
    message = a_message(session, city, **facts)
    session.commit()
    client.sign_in(city.accounts["office"])
    assert resent(client, session, message)[0] == 422
    assert said in client.page.text


def test_who_left_gets_nothing_more(session, city, client) -> None:
    message = a_message(session, city)
    session.get_one(Account, city.accounts["liaison"].id).disabled_at = at(DAY)
    session.commit()
    client.sign_in(city.accounts["administrator"])
    client.get("/system")
    assert "账号已停用，不再发送" in client.page.text
    assert resent(client, session, message)[0] == 422


def test_words_for_an_allowed_domain_are_not_sent_again_to_another(session, city) -> None:
    def may_have_text(address: str) -> bool:
        return address.endswith("@city.test")

    message = a_message(session, city)
    session.get_one(Account, city.accounts["liaison"].id).email = "liaison@elsewhere.test"
    session.flush()
    with pytest.raises(Refused, match="domain"):
        resending.resend(session, message.id, may_have_text=may_have_text, by=SYSTEM, at=at(DAY))
    assert message.state == MessageState.REFUSED


def test_departments_without_a_liaison_are_named_where_one_is_named(session, city, client) -> None:
    energy = city.departments["energy"].id
    post = session.scalars(select(Post).where(Post.department_id == energy, Post.kind == PostKind.LIAISON)).one()
    session.scalars(select(Holding).where(Holding.post_id == post.id)).one().to_on = DAY - timedelta(days=1)
    session.commit()
    for who, where in (("office", f"/departments/{energy}/inside"), ("administrator", f"/departments/{energy}")):
        client.sign_in(city.accounts[who])
        client.get("/system")
        assert client.page.links["市能源局"] == where
