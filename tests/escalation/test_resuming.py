"""After a restore: the banner, what was held, and the page on which mail is let go again."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.support.builders import a_plan_under_way, at
from tests.support.outbox import a_message
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.outbox import restored
from workflow.outbox.models import MessageState

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
DAY = date(2026, 11, 16)
BANNER = "系统由备份恢复，邮件暂停发出"


def test_the_office_sees_what_was_held_and_lets_mail_go_again(session, client) -> None:
    city = a_plan_under_way(session)
    a_message(session, city, number=7, state=MessageState.WAITING, tries=0, day=DAY - timedelta(days=1))
    restored.begin(session, backup="2026-11-14T18-30-00Z", backup_at=at(DAY - timedelta(days=1)), by=SYSTEM, at=at(DAY))
    session.commit()
    client.sign_in(city.accounts["liaison"])
    client.get("/plans")
    assert BANNER not in client.page.source
    client.sign_in(city.accounts["office"])
    client.get("/system")
    assert BANNER in client.page.source
    assert "第7封" in client.page.text and "可能已经发出。请问收件人" in client.page.text
    assert client.post("/system/mail", data={"told_until": "2026-11-20"}).status_code == 422
    assert "日期应在 2026-11-15 至 2026-11-16 之间" in client.page.text
    assert client.post("/system/mail", data={"told_until": "2026-11-16"}).status_code == 303
    client.get("/system")
    assert BANNER not in client.page.source and "已恢复发送邮件" in client.page.text
    assert "第7封" in client.page.text, "what was held is still hers to send"
    assert "mail.resumed" in session.scalars(select(Event.act)).all()
    client.get("/system/mail", follow_redirects=True)
    assert "已告知到哪一天" not in client.page.text
