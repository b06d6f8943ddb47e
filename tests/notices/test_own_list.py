"""我的通知: one's own notices, newest first, with read marks and what became of the mail."""

from datetime import date

import pytest
from sqlalchemy import select, update

from tests.support.builders import START, a_plan_under_way, at, the_deadline
from workflow.deadlines.models import DeadlineKind
from workflow.escalation.models import Urge
from workflow.notices.models import Notice
from workflow.notices.service import post, tell
from workflow.outbox.models import Message, MessageState
from workflow.workdays.queries import calendar

DAY = START.replace(day=2)
ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
pytestmark = ON_ONE


@pytest.fixture
def city(session):
    """On the first working day everybody is told to acknowledge."""
    city = a_plan_under_way(session)
    post(session, today=DAY, calendar=calendar(session, around=DAY))
    session.commit()
    return city


@pytest.fixture
def liaison(client, city):
    return client.sign_in(city.accounts["liaison"])


def mine(session, city, who: str = "liaison") -> list[Notice]:
    session.expire_all()
    rows = select(Notice).where(Notice.account_id == city.accounts[who].id).order_by(Notice.id)
    found = list(session.scalars(rows))
    session.commit()  # nothing stays locked
    return found


def urged(session, city) -> None:
    """The office urges the target of the first task, with words."""
    session.add(Urge(id=7, plan_id=city.plan.id, words="请本周内报送", by_id=1, by="office", at=at(DAY), on=DAY))
    tell(session, [the_deadline(session, city, "energy", DeadlineKind.TARGET).id], rung="urge:7", on=DAY)
    session.commit()


def test_the_list_says_what_why_and_how_the_mail_stands(liaison, session, city) -> None:
    urged(session, city)
    liaison.get("/notices")
    first = next(row for row in liaison.page.root.iter("li") if row.get("class") == "is-unread")
    words = " ".join("".join(first.itertext()).split())
    assert "办公室催办" in words and "市能源局 · 目标核定" in words
    assert "请本周内报送" in words
    assert "您是本单位联络员，这些事项由本单位负责。" in words
    assert "2026-09-02" in words and "未读" in words and "将写入下一封邮件" in words


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (MessageState.DELIVERED, "邮件已送达2026-09-02 09:00"),
        (MessageState.REFUSED, "邮件被拒收，请核对邮箱"),
        (MessageState.WAITING, "邮件没有送达，正在重试"),
    ],
)
def test_what_became_of_the_mail_is_said(liaison, session, city, state, words) -> None:
    facts = {"account_id": city.accounts["liaison"].id, "day": DAY, "kind": "digest", "mail_id": "1@x", "tries": 1}
    delivered = at(DAY) if state == MessageState.DELIVERED else None
    written = Message(
        **facts, address="liaison@city.test", subject="提醒", body_text="", body_html="", state=state,
        written_at=at(DAY), next_try_at=at(DAY), delivered_at=delivered,
    )  # fmt: skip
    session.add(written)
    session.flush()
    session.execute(update(Notice).values(message_id=written.id))
    session.commit()
    liaison.get("/notices")
    assert words in liaison.page.text


def test_opening_what_a_notice_is_about_marks_it_read_and_leads_where_the_mail_leads(liaison, session, city) -> None:
    notice = mine(session, city)[0]
    answer = liaison.post(f"/notices/{notice.id}/open")
    assert (answer.status_code, answer.location) == (303, f"/deadlines/{notice.deadline_id}")
    assert [one.read_at is not None for one in mine(session, city)] == [True, False]


def test_a_second_press_of_the_same_button_leads_there_again(liaison, session, city) -> None:
    notice = mine(session, city)[0]
    for _ in range(2):
        answer = liaison.post(f"/notices/{notice.id}/open", once="the same")
        assert answer.location == f"/deadlines/{notice.deadline_id}"


def test_nobody_opens_the_notice_of_another(client, session, city) -> None:
    client.sign_in(city.accounts["other"])
    notice = mine(session, city)[0]
    assert client.post(f"/notices/{notice.id}/open").status_code == 403
    assert mine(session, city)[0].read_at is None


def test_all_are_marked_read_at_once_but_for_what_came_meanwhile(liaison, session, city) -> None:
    liaison.get("/notices")
    filled = liaison.page.fields("/notices/read")
    urged(session, city)
    liaison.post("/notices/read", data=filled)
    assert [one.read_at is not None for one in mine(session, city)] == [True, True, False]
    assert {one.read_at for one in mine(session, city, "other")} == {None}


def header(client) -> str:
    """What stands beside 通知 in the page's head."""
    (told,) = [a for a in client.page.root.iter("a") if "told" in (a.get("class") or "").split()]
    return " ".join("".join(told.itertext()).split())


def test_the_head_of_every_page_counts_what_is_unread_and_is_silent_at_none(liaison, session, city) -> None:
    liaison.get("/plans")
    assert header(liaison) == "通知未读 2"
    liaison.post("/notices/read", data={"up_to": mine(session, city)[-1].id})
    liaison.get("/plans")
    assert header(liaison) == "通知"


def test_the_list_is_narrowed_to_the_unread_a_sort_and_words_of_the_plan(liaison, session, city) -> None:
    urged(session, city)
    liaison.post(f"/notices/{mine(session, city)[0].id}/open")
    found = {}
    for query in ("", "show=unread", "sort=pressed", "sort=paper", "q=推动光伏", "q=%25"):
        liaison.get(f"/notices?{query}")
        found[query] = liaison.page.text.count("您是本单位联络员")
    assert found == {
        "": 3, "show=unread": 2, "sort=pressed": 1, "sort=paper": 0, "q=推动光伏": found["q=推动光伏"], "q=%25": 0,
    }  # fmt: skip
    assert 0 < found["q=推动光伏"] < 3


def test_what_was_dropped_stands_in_the_list_as_no_longer_needed_and_counts_as_read(liaison, session, city) -> None:
    notice = mine(session, city)[0]
    notice.dropped_on = DAY
    session.commit()
    liaison.get("/notices")
    assert "已不再需要" in liaison.page.text
    assert header(liaison) == "通知未读 1"
    liaison.get("/notices?show=unread")
    assert liaison.page.text.count("您是本单位联络员") == 1


def test_a_long_list_is_turned_by_key(liaison, session, city) -> None:
    deadline = the_deadline(session, city, "energy", DeadlineKind.TARGET)
    for number in range(40):
        tell(session, [deadline.id], rung=f"urge:{100 + number}", on=date(2026, 9, 3))
    session.commit()
    liaison.get("/notices")
    assert liaison.page.text.count("您是本单位联络员") == 30
    liaison.get(liaison.page.links["下一页 →"])
    assert liaison.page.text.count("您是本单位联络员") == 12
    liaison.get(liaison.page.links["← 上一页"])
    assert liaison.page.text.count("您是本单位联络员") == 30


def test_whoever_was_told_nothing_reads_when_something_would_stand_here(client, session, city) -> None:
    client.sign_in(city.accounts["auditor"])
    client.get("/notices")
    assert "还没有通知" in client.page.text
