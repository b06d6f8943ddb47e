"""At once: a first supervision notice, a returned report, an instruction: any day and hour but the night."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.instructions.test_pages import statements
from tests.outbox.scene import a_round, dead
from tests.support import builders
from tests.support.builders import City, the_deadline
from tests.support.clock import StoppedClock
from tests.support.mail import Postbox
from workflow.adapters.clock import at_hour
from workflow.audit.service import SYSTEM
from workflow.db import Database
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import DeadlineKind, Outcome
from workflow.escalation.papers import drafting
from workflow.escalation.papers.models import PaperKind
from workflow.jobs.at_once import AT_ONCE, send_at_once
from workflow.jobs.day import Worker, day_of_round
from workflow.jobs.models import Run
from workflow.jobs.timetable import send_waiting, worker_for
from workflow.notices.models import Notice
from workflow.notices.service import tell
from workflow.outbox import at_once
from workflow.outbox.models import Message, MessageState
from workflow.people import absences
from workflow.people.models import Account, Holding, PostKind
from workflow.reports import service as reports
from workflow.reports.models import Standing
from workflow.review import service
from workflow.review.rules import ReasonKind
from workflow.settings import Settings

SUNDAY = date(2026, 9, 6)
RETURNED = "return:5"


def told(database: Database, city: City, rung: str = RETURNED, *, kind: DeadlineKind = DeadlineKind.TARGET) -> None:
    """The office did something that cannot wait, to the first department."""
    with database.writing() as session:
        tell(session, [the_deadline(session, city, "energy", kind).id], rung=rung, on=SUNDAY, at_once=True)


def messages(database: Database, kind: str = "now:%") -> list[Message]:
    with database.reading() as session:
        return list(session.scalars(select(Message).where(Message.kind.like(kind)).order_by(Message.id)))


def at_hours(clock: StoppedClock, day: date, hour: int, minute: int = 0) -> None:
    clock.set(at_hour(day, hour, minute))


def test_it_leaves_within_the_minute_on_a_day_off_and_once(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    at_hours(clock, SUNDAY, 15)
    assert send_at_once(worker) is None, "nothing waits"
    told(database, city)
    send_at_once(worker)
    send_at_once(worker)
    (mail,) = smtp.messages
    assert mail.recipients == ["liaison@city.test"]
    assert mail.subject == "【退回修改】市能源局：有填报被退回，请按期改好（9月6日）"
    assert "您是本单位联络员" in mail.text and "/deadlines/" in mail.text and "不能关闭" in mail.text
    assert "now-return-5" in str(mail.message["message-id"])


@pytest.mark.parametrize(
    ("rung", "subject", "people"),
    [
        ("paper:4", "【督办通知单】市能源局：请确认收到，并按期回复（9月6日）", ["head", "liaison"]),
        ("instruction:4", "【批示交办】市能源局：有市领导批示交办，请按期办理（9月6日）", ["head", "liaison"]),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_paper_and_an_instruction_are_told_to_the_head_too(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox, rung: str, subject: str,
    people: list[str],
) -> None:  # fmt: skip
    at_hours(clock, SUNDAY, 15)
    told(database, city, rung)
    send_at_once(worker)
    assert sorted(mail.recipients[0] for mail in smtp.messages) == [f"{person}@city.test" for person in people]
    assert {mail.subject for mail in smtp.messages} == {subject}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_at_night_it_waits_for_the_morning(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    told(database, city)
    for day, hour, minute in ((6, 21, 0), (6, 23, 59), (7, 6, 59)):
        at_hours(clock, date(2026, 9, day), hour, minute)
        assert send_at_once(worker) is None
    at_hours(clock, date(2026, 9, 7), 7)
    send_at_once(worker)
    assert len(smtp.messages) == 1
    told(database, city, "return:6")
    at_hours(clock, date(2026, 9, 7), 20, 59)
    send_at_once(worker)
    assert len(smtp.messages) == 2


def test_the_digest_of_the_day_comes_beside_it_and_does_not_say_it_again(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    told(database, city)
    send_at_once(worker)
    a_round(worker)
    first, digest = smtp.to("liaison@city.test")
    assert "退回修改" in first.subject and "工作提醒" in digest.subject
    assert "退回修改" not in digest.text
    a_round(worker)
    send_at_once(worker)
    assert len(smtp.to("liaison@city.test")) == 2


def test_a_round_called_by_hand_sends_it_too(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    """Where no worker ticks, nothing is lost."""
    told(database, city)
    done = a_round(worker)
    assert (done.at_once, done.folded, done.delivered) == (1, 3, 4)


def test_a_second_mail_of_one_occasion_on_one_day_is_none_and_its_notice_waits_for_the_digest(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    told(database, city)
    send_at_once(worker)
    told(database, city, kind=DeadlineKind.REPORT)
    send_at_once(worker)
    assert len(smtp.messages) == 1
    a_round(worker)
    assert "退回修改" in smtp.to("liaison@city.test")[1].text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_ended_meanwhile_is_not_told(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    told(database, city)
    with database.writing() as session:
        owed = the_deadline(session, city, "energy", DeadlineKind.TARGET)
        deadlines.end(session, owed, Outcome.WITHDRAWN, on=SUNDAY)
    send_at_once(worker)
    assert smtp.messages == []
    with database.reading() as session:
        assert session.scalars(select(Notice.dropped_on)).all() == [clock.today()]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_has_left_meanwhile_is_not_told_but_who_holds_the_post_now(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    told(database, city)
    with database.writing() as session:
        held = select(Holding).where(Holding.account_id == city.accounts["liaison"].id)
        session.scalars(held).one().to_on = date(2026, 9, 1)
        builders.an_account(session, "successor", city.departments["energy"], PostKind.LIAISON)
    send_at_once(worker)
    send_at_once(worker)
    assert [mail.recipients for mail in smtp.messages] == [["successor@city.test"]]


def test_a_dead_server_keeps_it_waiting_and_the_digest_does_not_take_it(
    city: City, worker: Worker, to_smtp: Settings, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    told(database, city)
    send_at_once(worker_for(dead(to_smtp), database, clock))
    assert [one.state for one in messages(database)] == [MessageState.WAITING]
    send_waiting(worker)
    (mail,) = smtp.messages
    assert "退回修改" in mail.subject


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_several_workers_at_the_same_moment_send_each_person_one(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    told(database, city, "paper:4")
    with ThreadPoolExecutor(4) as workers:
        for done in [workers.submit(send_at_once, worker) for _ in range(4)]:
            done.result(60)
    assert sorted(mail.recipients[0] for mail in smtp.messages) == ["head@city.test", "liaison@city.test"]
    with database.reading() as session:
        assert session.scalars(select(Notice.at_once)).all() == [True, True], "none was left to the digest"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_address_of_another_domain_hears_only_that_there_is_something(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    with database.writing() as session:
        session.get_one(Account, city.accounts["liaison"].id).email = "liaison@elsewhere.test"
    told(database, city)
    send_at_once(worker)
    (mail,) = smtp.messages
    assert "允许接收正文的范围" in mail.text
    assert city.tasks[0].heading not in mail.text and city.tasks[0].heading not in mail.subject


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_state_of_the_system_says_what_left_at_once(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    told(database, city)
    send_at_once(worker)
    with database.reading() as session:
        run = session.scalars(select(Run).where(Run.job == AT_ONCE)).one()
    assert (run.counts["folded"], run.counts["delivered"], run.trouble) == (1, 1, "")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_statements_do_not_grow_with_those_who_are_told(
    city: City, worker: Worker, database: Database, clock: StoppedClock
) -> None:
    day = day_of_round(database, clock.today(), at=clock.now())

    def fold() -> None:
        with database.writing() as session:
            facts = {"today": day.on, "at": day.at, "calendar": day.calendar, "press": worker.press}
            at_once.fold(session, **facts)

    told(database, city)
    one = statements(database.engine, fold)
    for number in range(6, 12):
        told(database, city, f"paper:{number}")
    assert statements(database.engine, fold) == one
    assert len(messages(database)) == 13


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_where_its_reader_is_away_the_deputy_is_told_at_once(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    at_hours(clock, SUNDAY, 15)
    told(database, city)
    goes_away(database, city, clock)
    send_at_once(worker)
    send_at_once(worker)
    (mail,) = smtp.messages
    assert mail.recipients == ["deputy@city.test"]
    assert "退回修改" in mail.subject and "liaison不在岗期间" in mail.text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_mail_that_waits_for_somebody_who_has_gone_away_is_told_to_the_deputy_within_the_minute(
    city: City, worker: Worker, to_smtp: Settings, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    at_hours(clock, SUNDAY, 15)
    told(database, city)
    send_at_once(worker_for(dead(to_smtp), database, clock))
    goes_away(database, city, clock)
    send_waiting(worker)
    send_at_once(worker)
    (mail,) = smtp.messages
    assert mail.recipients == ["deputy@city.test"]


def goes_away(database: Database, city: City, clock: StoppedClock) -> None:
    """The liaison is away from today on, and has a deputy."""
    with database.writing() as session:
        builders.an_account(session, "deputy", city.departments["energy"], PostKind.LIAISON, rank=2)
        holding = session.scalars(select(Holding).where(Holding.account_id == city.accounts["liaison"].id)).one()
        last = clock.today() + timedelta(days=3)
        absences.note(session, holding, from_on=clock.today(), to_on=last, by=SYSTEM, at=clock.now())


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("address", ["liaison@city.test", "liaison@elsewhere.test"])
def test_a_returned_report_comes_with_the_reason_where_text_may_leave(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox, address: str
) -> None:
    why = "数据与<统计局>口径不一致，请核对。"
    with database.writing() as session:
        session.get_one(Account, city.accounts["liaison"].id).email = address
        owed = the_deadline(session, city, "energy", DeadlineKind.REPORT)
        owed.opens_on = clock.today()
        session.flush()
        facts = {"by": SYSTEM, "at": clock.now()}
        report = reports.file(session, owed, standing=Standing.ON_COURSE, text="按计划推进。", **facts)
        said = {"reason_kind": ReasonKind.FIGURES, "reason": why, "correct_by": date(2026, 9, 8)}
        review = service.give_back(session, report, **said, **facts)
        assert review.correction_id
        tell(session, [review.correction_id], rung=f"return:{report.id}", on=clock.today(), at_once=True)
    send_at_once(worker)
    (mail,) = smtp.messages
    allowed = address.endswith("city.test")
    assert (f"退回理由：{why}" in mail.text) is allowed
    assert ("退回理由：数据与&lt;统计局&gt;口径不一致" in mail.html) is allowed
    assert allowed or "口径" not in mail.text + mail.html + mail.subject


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_mail_names_the_paper_that_came(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    with database.writing() as session:
        owed = the_deadline(session, city, "energy", DeadlineKind.TARGET)
        said = {
            "title": "关于<煤炭>目标的督办通知单",
            "body": [{"level": 0, "text": "请回复。"}],
            "basis": "十五（一）",
            "facts": {},
        }
        facts = {"addressed": [city.departments["energy"]], "deadlines": [owed], "reply_by": date(2026, 9, 30)}
        made = {"by": SYSTEM, "at": clock.now()}
        paper = drafting.draft(session, PaperKind.SUPERVISION_NOTICE, city.plan, **facts, **said, **made)
        paper.number = "市督办〔2026〕1号"
        tell(session, [owed.id], rung=f"paper:{paper.id}", on=clock.today(), at_once=True)
    send_at_once(worker)
    (mail,) = smtp.to("head@city.test")
    assert "文书：市督办〔2026〕1号 关于<煤炭>目标的督办通知单" in mail.text
    assert "市督办〔2026〕1号 关于&lt;煤炭&gt;目标的督办通知单" in mail.html
