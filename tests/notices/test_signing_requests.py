"""Whatever waits for a head's signature is told to her, once: a correction, a closing, what nobody asked for."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.notices.test_signing import DAY, told
from tests.support import builders
from workflow.deadlines.models import DeadlineKind
from workflow.escalation.papers import answering, checking, drafting, editing, issuing
from workflow.escalation.papers import signing as sending
from workflow.escalation.papers.models import AnswerKind, PaperKind
from workflow.escalation.rules import Rung
from workflow.jobs.letters import press
from workflow.notices import service
from workflow.notices.models import Notice, Why
from workflow.outbox import folding
from workflow.outbox.models import Message
from workflow.people.models import Account, PostKind
from workflow.people.queries import actor
from workflow.reports import correcting, sharing, signing, updating, withdrawing
from workflow.reports import service as reports
from workflow.reports.models import Standing
from workflow.reports.rules import Said, Signature
from workflow.review import closing
from workflow.review import service as review
from workflow.workdays.rules import period_of

AT = builders.at(DAY)
SAID = Said(Standing.ON_COURSE, "并网又增加 12 万千瓦")
SIGNED = Signature("head", DAY)


@pytest.fixture
def calendar(session):
    return builders.a_calendar(session)


@pytest.fixture
def city(session):
    city = builders.a_plan_under_way(session)
    for body in city.departments.values():
        body.signs_off = True
    session.flush()
    return city


def a_correction(session, city):
    owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, occasion="2026Q3")
    owed.opens_on = DAY
    by, office = actor(city.accounts["liaison"]), actor(city.accounts["office"])
    report = reports.put_down(session, owed, SAID, by=by, at=AT, signature=SIGNED)
    review.accept(session, report, by=office, at=AT)
    return correcting.ask(session, report, Said(Standing.BEHIND, "实为 2 万千瓦"), reason="数字有误", by=by, at=AT)


def a_closing(session, city, *, as_standing=False):
    lead = builders.the_share(session, city, "energy")
    facts = {"words": "任务已完成。", "as_standing": as_standing}
    return closing.ask(session, lead, **facts, by=actor(city.accounts["liaison"]), at=AT)


def an_update(session, city):
    lead = builders.the_share(session, city, "energy")
    return updating.update(session, lead, SAID, by=actor(city.accounts["liaison"]), at=AT)


def an_unasked_share(session, city):
    share = builders.the_share(session, city, "industry")
    return sharing.share(session, share, period_of(DAY), SAID, by=actor(city.accounts["other"]), at=AT)


def an_issued_paper(session, city):
    """Issued to 市能源局, which owes a receipt and a reply."""
    target = builders.the_deadline(session, city, "energy", DeadlineKind.TARGET)
    by, days = actor(city.accounts["office"]), builders.Calendar({}, frozenset({2026}))
    said = {"title": "督办通知单", "body": [{"level": 0, "text": "请回复。"}], "basis": "十五（一）", "facts": {}}
    paper = drafting.draft(
        session,
        PaperKind.COORDINATION_LETTER,
        city.plan,
        addressed=[city.departments["energy"]],
        deadlines=[target],
        reply_by=DAY + timedelta(days=10),
        by=by,
        at=AT,
        **said,
    )
    for found in checking.check(session, paper, told=(), today=DAY):
        editing.confirm(session, paper, found.key, words="已核", by=by, at=AT)
    sending.send(session, paper, told=(), by=by, at=AT)
    sending.sign(session, paper, Signature("leader", DAY), by=by, at=AT)
    issuing.issue(session, paper, told=(), by=by, at=AT, calendar=days)
    return paper


def an_answer(session, city, kind, paper=None, words="已办理。"):
    (address,) = (paper or an_issued_paper(session, city)).addresses
    return answering.answer(session, address, kind, words=words, by=actor(city.accounts["liaison"]), at=AT)


def a_round(session, calendar, on=DAY) -> None:
    service.post(session, today=on, calendar=calendar)
    service.drop_untrue(session, today=on)


def everything(session, city):
    """One of each kind that waits for a signature: what is to be signed, and how it is signed and sent back."""
    paper = an_issued_paper(session, city)
    return [
        (a_correction(session, city), correcting.sign, correcting.send_back),
        (a_closing(session, city), closing.sign, closing.send_back),
        (an_update(session, city), signing.sign, signing.send_back),
        (an_unasked_share(session, city), signing.sign, signing.send_back),
        (an_answer(session, city, AnswerKind.REPLY, paper), answering.sign, answering.send_back),
        (an_answer(session, city, AnswerKind.OBJECTION, paper), answering.sign, answering.send_back),
    ]


def test_the_head_is_told_of_each_thing_once_however_many_days_it_waits(session, city, calendar) -> None:
    everything(session, city)
    for days in range(3):
        a_round(session, calendar, DAY + timedelta(days=days))
    given = [(name, why, stands) for name, _, why, stands in told(session)]
    assert sorted(given) == [("head", Why.HEADS, True)] * 5 + [("other_head", Why.HEADS, True)]


def test_what_was_signed_before_the_mail_left_is_told_no_more(session, city, calendar) -> None:
    things = everything(session, city)
    a_round(session, calendar)
    for thing, sign, _ in things:
        sign(session, thing, signature=SIGNED, by=actor(city.accounts["head"]), at=AT)
    a_round(session, calendar)
    assert [stands for *_, stands in told(session)] == [False] * 6


def test_what_the_head_sent_back_is_told_no_more(session, city, calendar) -> None:
    things = everything(session, city)
    a_round(session, calendar)
    for thing, _, send_back in things:
        send_back(session, thing, words="请核", by=actor(city.accounts["head"]), at=AT)
    a_round(session, calendar)
    assert [stands for *_, stands in told(session)] == [False] * 6


def test_taken_back_by_who_asked_it_is_told_no_more(session, city, calendar) -> None:
    asked, said = a_closing(session, city), an_update(session, city)
    a_round(session, calendar)
    by = actor(city.accounts["liaison"])
    closing.withdraw(session, asked, by=by, at=AT)
    withdrawing.withdraw(session, said, by=by, at=AT)
    a_round(session, calendar)
    assert [stands for *_, stands in told(session)] == [False, False]


def test_another_day_for_what_it_hangs_on_tells_nobody_twice(session, city, calendar) -> None:
    owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, occasion="2026Q3")
    owed.opens_on = DAY
    reports.put_down(session, owed, SAID, by=actor(city.accounts["liaison"]), at=AT)
    a_round(session, calendar)
    owed.due_on += timedelta(days=7)
    session.flush()
    a_round(session, calendar)
    assert [stands for *_, stands in told(session)] == [True]


def test_a_head_who_takes_over_is_told_of_what_waits(session, city, calendar) -> None:
    a_closing(session, city)
    a_round(session, calendar)
    builders.an_account(session, "deputy", city.departments["energy"], PostKind.HEAD, rank=2)
    city.accounts["head"].disabled_at = AT
    session.flush()
    service.drop_untrue(session, today=DAY)
    assert [(name, stands) for name, *_, stands in told(session)] == [("deputy", True)], "what head never heard is gone"


def test_the_mail_names_each_thing_and_calls_nothing_late(session, city, calendar, settings) -> None:
    a_correction(session, city)
    a_closing(session, city, as_standing=True)
    an_update(session, city)
    on = date(2026, 10, 23)
    a_round(session, calendar, on)
    folding.fold(session, today=on, at=builders.at(on), calendar=calendar, press=press(settings))
    mail = session.scalars(select(Message).where(Message.account_id == city.accounts["head"].id)).one()
    for words in ("申请更正：2026年三季度", "申请转为常态化", "动态更新"):
        assert mail.body_text.count(words) == 1, words
    lines = [line for line in mail.body_text.splitlines() if "请签发或退回" in line]
    assert [line.strip() for line in lines] == ["请签发或退回"] * 3
    assert f"{settings.base_url}/signing" in mail.body_text


def test_a_reply_that_was_sent_back_and_said_again_is_told_again(session, city, calendar) -> None:
    paper, by = an_issued_paper(session, city), actor(city.accounts["head"])
    found = an_answer(session, city, AnswerKind.REPLY, paper)
    a_round(session, calendar)
    answering.send_back(session, found, words="请写明时限", by=by, at=AT)
    an_answer(session, city, AnswerKind.REPLY, paper, "12 月底前办完。")
    a_round(session, calendar, DAY + timedelta(days=1))
    assert [(name, stands) for name, _, _, stands in told(session)] == [("head", False), ("head", True)]


def test_a_reply_that_lies_with_the_head_is_hers_to_be_reminded_of(session, city, calendar) -> None:
    paper = an_issued_paper(session, city)
    an_answer(session, city, AnswerKind.REPLY, paper)
    reply_by = paper.addresses[0].reply_id
    service.post(session, today=paper.reply_by, calendar=calendar)
    reminded = select(Account.name).join(Notice).where(Notice.deadline_id == reply_by, Notice.rung == Rung.DUE)
    assert session.scalars(reminded).all() == ["head"]


def test_the_mail_names_what_is_said_to_a_paper(session, city, calendar, settings) -> None:
    paper, on = an_issued_paper(session, city), date(2026, 9, 29)
    an_answer(session, city, AnswerKind.REPLY, paper)
    an_answer(session, city, AnswerKind.OBJECTION, paper)
    a_round(session, calendar, on)
    folding.fold(session, today=on, at=builders.at(on), calendar=calendar, press=press(settings))
    mail = session.scalars(select(Message).where(Message.account_id == city.accounts["head"].id)).one()
    assert mail.body_text.count("对文书申请复核 · 待您签发") == mail.body_text.count("回复 · 待您签发") == 1
    assert mail.body_text.count("请签发或退回") == 1  # the reply has a day, the objection has none
