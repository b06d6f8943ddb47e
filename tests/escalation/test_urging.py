"""Urging and telephone notes: once a day, never one's own department, nothing sent before it was shown."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests.support.builders import a_plan_under_way, at, the_deadline
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.errors import Refused
from workflow.escalation import service
from workflow.escalation.models import PhoneNote, Urge, UrgeLine
from workflow.notices.models import Notice
from workflow.people.models import Holding, Post, PostKind

TODAY = date(2026, 11, 16)


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


@pytest.fixture
def late(session, city):
    return [
        the_deadline(session, city, who, DeadlineKind.REPORT, task=task)
        for who, task in (("energy", 0), ("industry", 2))
    ]


@pytest.fixture
def office(client, session, city, late):
    session.commit()
    return client.sign_in(city.accounts["office"])


def refused(act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.key


def count(session, model) -> int:
    session.expire_all()
    return session.scalar(select(func.count()).select_from(model))


def test_many_are_urged_with_one_press_and_the_history_names_them(session, late) -> None:
    urged = service.urge(session, late, words="请尽快", by=SYSTEM, at=at(TODAY))
    assert session.scalars(select(UrgeLine.deadline_id).order_by(UrgeLine.deadline_id)).all() == [d.id for d in late]
    written = session.scalars(select(Event).where(Event.act == "urge.sent")).one()
    assert written.facts["deadlines"] == [d.id for d in late] and urged.on == TODAY


def test_a_thing_is_urged_once_a_day(session, late) -> None:
    service.urge(session, late[:1], by=SYSTEM, at=at(TODAY))
    assert refused(lambda: service.urge(session, late, by=SYSTEM, at=at(TODAY, 17))) == "urge.today_already"
    service.urge(session, late, by=SYSTEM, at=at(date(2026, 11, 17)))
    assert count(session, Urge) == 2


def test_what_is_not_late_held_or_ended_is_not_urged(session, city, late) -> None:
    assert refused(lambda: service.urge(session, late, by=SYSTEM, at=at(late[0].due_on))) == "urge.not_late"
    late[0].held_since = TODAY
    session.flush()
    assert refused(lambda: service.urge(session, late, by=SYSTEM, at=at(TODAY))) == "urge.held"
    late[0].held_since, late[0].ended_on = None, TODAY
    session.flush()
    assert refused(lambda: service.urge(session, late, by=SYSTEM, at=at(TODAY))) == "deadline.ended"
    assert refused(lambda: service.urge(session, [], by=SYSTEM, at=at(TODAY))) == "urge.none_chosen"


def test_the_preview_says_who_would_be_told_and_sends_nothing(office, session, late) -> None:
    query = "&".join(f"deadline={d.id}" for d in late)
    assert office.get(f"/escalation/urge?{query}").status_code == 200
    assert "催办 2 项，涉及 2 个单位" in office.page.text and "通知 4 人" in office.page.text
    assert count(session, Urge) == count(session, Notice) == 0


def test_an_urge_tells_the_liaison_and_the_head(office, session, late) -> None:
    answer = office.post("/escalation/urge", data={"deadline": [str(d.id) for d in late], "words": "请尽快"})
    assert answer.status_code == 303
    assert count(session, UrgeLine) == 2 and count(session, Notice) == 4


def test_the_same_form_sent_twice_urges_once(office, session, late) -> None:
    for _time in (1, 2):
        office.post("/escalation/urge", data={"deadline": str(late[0].id)}, once="the-same")
    assert count(session, Urge) == 1


def test_urging_again_on_the_same_day_is_refused_with_a_sentence(office, session, late) -> None:
    data = {"deadline": str(late[0].id), "words": "再次提醒"}
    office.post("/escalation/urge", data=data)
    answer = office.post("/escalation/urge", data=data)
    assert answer.status_code == 422
    assert "一天只催一次" in office.page.text


def test_words_too_long_are_kept_and_explained(office, session, late) -> None:
    answer = office.post("/escalation/urge", data={"deadline": str(late[0].id), "words": "急" * 501})
    assert answer.status_code == 422 and "500 字以内" in office.page.text and "急" * 501 in office.page.source
    assert count(session, Urge) == 0


def test_nothing_chosen_gets_a_sentence(office) -> None:
    assert office.post("/escalation/urge", data={"deadline": "x"}).status_code == 422
    assert "没有勾选事项" in office.page.text


def test_nobody_urges_calls_or_extends_for_their_own_department(client, session, city, late) -> None:
    post = session.scalars(
        select(Post).where(Post.kind == PostKind.LIAISON, Post.department_id == city.departments["energy"].id)
    ).one()
    session.add(Holding(post=post, account=city.accounts["office"], rank=2, from_on=date(2026, 1, 1)))
    session.commit()
    client.sign_in(city.accounts["office"])
    own = late[0].id
    assert client.post("/escalation/urge", data={"deadline": str(own)}).status_code == 403
    assert client.get(f"/escalation/{own}/call").status_code == 403
    assert client.post(f"/escalation/{own}/extend", data={"to_on": "2026-12-30", "reason": "x"}).status_code == 403
    client.get("/escalation")
    assert "本单位事项，由他人催办" in client.page.text
    assert f'value="{own}"' not in client.page.source


def test_a_call_is_noted_with_what_was_promised(office, session, late) -> None:
    data = {"spoke_with": "李志强", "words": "用地手续未办结", "promised_on": "2026-11-20"}
    assert office.post(f"/escalation/{late[0].id}/call", data=data).status_code == 303
    note = session.scalars(select(PhoneNote)).one()
    assert (note.spoke_with, note.words, note.promised_on) == ("李志强", "用地手续未办结", date(2026, 11, 20))
    office.get("/escalation")
    assert "已电话 11-16" in office.page.text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"words": "x"}, "请写明与谁通话"),
        ({"spoke_with": "李志强"}, "请写明通话内容"),
        ({"spoke_with": "李志强", "words": "已沟通", "promised_on": "2026-11-13"}, "已经过去"),
        ({"spoke_with": "李志强", "words": "已沟通", "promised_on": "明天"}, "答应完成的日期"),
    ],
)
def test_a_bad_note_gets_a_sentence_and_keeps_the_words(office, session, late, data, said) -> None:
    assert office.post(f"/escalation/{late[0].id}/call", data=data).status_code == 422
    assert said in office.page.text and data.get("spoke_with", "") in office.page.source
    assert count(session, PhoneNote) == 0


def test_the_office_gives_another_day_and_the_row_leaves_the_list(office, session, late) -> None:
    data = {"to_on": "2026-11-30", "reason": "会议纪要第 5 号", "seen_due_on": "2026-10-15"}
    assert office.post(f"/escalation/{late[0].id}/extend", data=data).status_code == 303
    session.expire_all()
    assert session.get(Deadline, late[0].id).due_on == date(2026, 11, 30)
    office.get("/escalation")
    assert f'value="{late[0].id}"' not in office.page.source


def test_two_who_extend_the_same_thing_do_not_overwrite_each_other(office, session, late) -> None:
    late[0].due_on = date(2026, 11, 2)
    session.commit()
    data = {"to_on": "2026-11-30", "reason": "会议纪要", "seen_due_on": "2026-10-15"}
    assert office.post(f"/escalation/{late[0].id}/extend", data=data).status_code == 409
    assert "刚刚被别人改过" in office.page.text and "会议纪要" in office.page.source
