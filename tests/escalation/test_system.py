"""The state of the machinery: a silent worker gives a banner, mail that did not arrive says what to do."""

from datetime import date, timedelta

import pytest

from tests.support.builders import a_plan_under_way, at
from workflow.jobs.models import Heartbeat, Run
from workflow.outbox.models import Message, MessageState

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
        session.add(
            Message(
                account_id=city.accounts["liaison"].id,
                day=DAY - timedelta(days=number),
                kind="digest",
                mail_id=f"<{number}@x>",
                address="liaison@city.test",
                subject=f"第{number}封",
                body_text="",
                body_html="",
                state=state,
                written_at=at(DAY),
                next_try_at=at(DAY, 11),
                tries=2,
                last_reply="550 no such user",
            )
        )
    session.add(Run(job="morning", slot="2026-11-16", started_at=at(DAY), ended_at=None, counts={}))
    beat(session, clock)
    client.sign_in(city.accounts["office"])
    client.get("/system")
    words = client.page.text
    assert "第0封" in words and "核对邮箱地址" in words
    assert "第1封" in words and "自动重试" in words
    assert "第2封" not in words
    assert "未结束或中断" in words
