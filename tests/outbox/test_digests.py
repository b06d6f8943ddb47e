"""Folding: one digest a person and working day, from what is new and still true."""

from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.outbox.scene import a_round, dead, fold_and_send, post_only
from tests.support.builders import City, an_account, at, the_deadline, the_share
from tests.support.clock import StoppedClock
from tests.support.mail import Postbox
from workflow.audit.service import SYSTEM
from workflow.db import Database
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind, MoveKind, Outcome
from workflow.escalation import counts
from workflow.escalation.models import Urge
from workflow.escalation.queries import Sought
from workflow.escalation.raising import set_rung
from workflow.escalation.reach import reach
from workflow.escalation.rules import Rung
from workflow.jobs.day import Worker
from workflow.jobs.timetable import worker_for
from workflow.lights.models import Course, PeriodVerdict
from workflow.lights.rules import first_unlate
from workflow.notices.models import Notice
from workflow.notices.service import tell
from workflow.outbox.models import Message
from workflow.people.models import Account, Holding, Post, PostKind
from workflow.settings import Settings
from workflow.workdays.queries import calendar


def test_a_round_sends_each_liaison_one_mail(city: City, worker: Worker, smtp: Postbox) -> None:
    done = a_round(worker)
    assert (done.folded, done.delivered, done.waiting) == (3, 3, 0)
    assert sorted(mail.recipients[0] for mail in smtp.messages) == [
        "liaison@city.test",
        "other@city.test",
        "third@city.test",
    ]


def test_a_round_run_twice_sends_nothing_more(city: City, worker: Worker, smtp: Postbox) -> None:
    a_round(worker)
    again = a_round(worker)
    assert (again.opened, again.verdicts, again.posted, again.folded, again.delivered) == (0, 0, 0, 0, 0)
    assert len(smtp.messages) == 3


def test_a_day_without_anything_new_brings_no_mail(
    city: City, worker: Worker, clock: StoppedClock, smtp: Postbox
) -> None:
    a_round(worker)
    clock.set(date(2026, 9, 3))
    assert a_round(worker).folded == 0
    assert len(smtp.messages) == 3


def test_a_day_that_is_no_working_day_brings_nothing(
    city: City, worker: Worker, clock: StoppedClock, smtp: Postbox
) -> None:
    clock.set(date(2026, 9, 5))
    done = a_round(worker)
    assert (done.working_day, done.posted, done.delivered) == (False, 0, 0)
    assert smtp.messages == []


def test_a_make_up_sunday_is_a_working_day(city: City, worker: Worker, clock: StoppedClock) -> None:
    clock.set(date(2026, 9, 20))
    assert a_round(worker).working_day


def test_the_mail_has_a_chinese_subject_two_parts_and_a_link_for_each_line(
    city: City, worker: Worker, smtp: Postbox, to_smtp: Settings, database: Database
) -> None:
    a_round(worker)
    (mail,) = smtp.to("liaison@city.test")
    assert mail.subject == "【工作提醒】市能源局：本周到期 2 项（9月2日）"
    assert [part.get_content_type() for part in mail.message.iter_parts()] == ["text/plain", "text/html"]
    with database.reading() as session:
        owed = session.scalars(
            select(Deadline.id).where(
                Deadline.department_id == city.departments["energy"].id, Deadline.kind == DeadlineKind.ACKNOWLEDGE
            )
        ).all()
    for deadline_id in owed:
        assert f"{to_smtp.base_url}/deadlines/{deadline_id}\n" in mail.text.replace("\r\n", "\n")
        assert f'href="{to_smtp.base_url}/deadlines/{deadline_id}"' in mail.html
    for words in (
        "二（一）",
        "抓好煤炭保供和煤电清洁低碳发展",
        "签收",
        "应于 9月4日",
        "还有 2 个工作日",
        "您是本单位联络员",
    ):
        assert words in mail.text
        assert words in mail.html
    assert "<style" not in mail.html


def test_late_forms_and_late_work_are_counted_apart_in_the_subject(
    city: City, worker: Worker, clock: StoppedClock, smtp: Postbox
) -> None:
    clock.set(date(2026, 11, 23))
    a_round(worker)
    (mail,) = smtp.to("liaison@city.test")
    assert mail.subject == "【工作提醒】市能源局：工作逾期 2 项、报送逾期 4 项（11月23日）"
    assert mail.text.index("■ 工作逾期") < mail.text.index("□ 报送逾期")


def test_the_office_hears_which_conditions_are_reached(
    city: City, worker: Worker, clock: StoppedClock, smtp: Postbox
) -> None:
    clock.set(date(2026, 11, 24))
    a_round(worker)
    (mail,) = smtp.to("office@city.test")
    assert mail.subject.startswith("【督办提醒】达到督办条件 3 项、报送逾期五个工作日以上 9 项") or (
        mail.subject.startswith("【督办提醒】达到通报条件 3 项")
    )
    assert "待研究" in mail.text
    assert "您在领导小组办公室" in mail.text


def test_the_office_s_digest_says_what_its_view_shows_at_the_same_moment_and_after_an_extension_both_have_moved(
    city: City, worker: Worker, clock: StoppedClock, smtp: Postbox
) -> None:
    clock.set(date(2026, 11, 23))
    with worker.database.writing() as session:  # one stands where the office put it, one where red periods did
        _set(session, the_deadline(session, city, "energy", DeadlineKind.TARGET).id, Rung.URGE, at=clock.now())
        red = the_share(session, city, "industry", task=2).id
        for period in ("2026Q1", "2026Q2"):  # the morning judges the third
            facts = {"course": Course.RED, "reason": "late_work", "at": clock.now()}
            session.add(PeriodVerdict(assignment_id=red, period=period, **facts))
    a_round(worker)
    first = _seen(worker)
    assert (first.rungs[Rung.INTERVIEW_CONDITIONS], first.rungs[Rung.URGE]) == (1, 1)
    assert _said_of_all(smtp) == _in_words(first)
    with worker.database.writing() as session:
        late = session.get_one(Deadline, the_deadline(session, city, "industry", DeadlineKind.REPORT, task=2).id)
        to_on = date(2026, 12, 7)
        deadlines.move(session, late, to_on=to_on, kind=MoveKind.EXTENSION, reason="纪要", by=SYSTEM, at=clock.now())
    clock.set(date(2026, 11, 24))
    with worker.database.writing() as session:  # something new to be told, so that there is a mail
        other = the_deadline(session, city, "energy", DeadlineKind.TARGET, task=1).id
        _set(session, other, Rung.INTERVIEW_CONDITIONS, at=clock.now())
    second = _seen(worker)
    assert second.forms == first.forms - 1
    assert second.rungs[Rung.PRESS_FORM_AGAIN] == first.rungs[Rung.PRESS_FORM_AGAIN] - 1
    a_round(worker)
    assert _said_of_all(smtp) == _in_words(second)


def _set(session: Session, deadline_id: int, to: Rung, *, at: datetime) -> None:
    """The office sets the rung of what has reached the circular's."""
    owed = session.get_one(Deadline, deadline_id)
    today = at.date()
    here = reach(session, today=today, calendar=calendar(session, around=today))
    set_rung(session, [owed], to, reason="等省级数据", reach=here, by=SYSTEM, at=at)


def _seen(worker: Worker) -> counts.Late:
    """What the office's page counts now."""
    today = worker.clock.today()
    with worker.database.reading() as session:
        days = calendar(session, around=today)
        spans = reach(session, today=today, calendar=days).spans
        return counts.morning(session, spans, Sought(), unlate=first_unlate(today, days), today=today)


def _in_words(late: counts.Late) -> str:
    names = {
        Rung.INTERVIEW_CONDITIONS: "达到约谈条件",
        Rung.CIRCULAR_CONDITIONS: "达到通报条件",
        Rung.NOTICE_CONDITIONS: "达到督办条件",
        Rung.URGE: "催办",
        Rung.PRESS_FORM_AGAIN: "再次催报",
        Rung.PRESS_FORM: "催报",
    }
    rungs = "、".join(f"{names[rung]} {n} 项" for rung, n in late.rungs.items() if n)
    work, forms = (
        f"{late.work} 项（{late.work_departments} 个单位）",
        f"{late.forms} 项（{late.forms_departments} 个单位）",
    )
    return f"工作逾期 {work}；报送逾期 {forms}。其中：{rungs}"


def _said_of_all(smtp: Postbox) -> str:
    return smtp.to("office@city.test")[-1].text.replace("\r\n", "\n").partition("全部单位\n")[2].partition("\n")[0]


def test_what_ended_after_it_was_posted_is_not_said(city: City, worker: Worker, smtp: Postbox) -> None:
    post_only(worker)
    with worker.database.writing() as session:
        owed = session.get_one(Deadline, the_deadline(session, city, "housing", DeadlineKind.ACKNOWLEDGE, task=1).id)
        deadlines.end(session, owed, Outcome.MET, on=worker.clock.today())
    assert fold_and_send(worker).dropped == 1
    assert smtp.to("third@city.test") == []


def test_an_extension_between_posting_and_folding_takes_the_line_back(
    city: City, worker: Worker, clock: StoppedClock, smtp: Postbox
) -> None:
    clock.set(date(2026, 9, 7))
    post_only(worker)
    with worker.database.writing() as session:
        owed = session.get_one(Deadline, the_deadline(session, city, "housing", DeadlineKind.ACKNOWLEDGE, task=1).id)
        deadlines.move(
            session, owed, to_on=date(2026, 9, 30), kind=MoveKind.EXTENSION, reason="会议改期", by=SYSTEM,
            at=clock.now(),
        )  # fmt: skip
    fold_and_send(worker)
    assert smtp.to("third@city.test") == []


def test_what_is_held_is_not_said(city: City, worker: Worker, smtp: Postbox) -> None:
    post_only(worker)
    with worker.database.writing() as session:
        the_deadline(session, city, "housing", DeadlineKind.ACKNOWLEDGE, task=1).held_since = worker.clock.today()
    fold_and_send(worker)
    assert smtp.to("third@city.test") == []


def test_who_left_between_posting_and_folding_gets_nothing_and_the_successor_everything(
    city: City, worker: Worker, smtp: Postbox
) -> None:
    post_only(worker)
    with worker.database.writing() as session:
        an_account(session, "successor", city.departments["housing"], PostKind.LIAISON)
        held = session.scalars(select(Holding).where(Holding.account_id == city.accounts["third"].id)).one()
        held.to_on = worker.clock.today() - timedelta(days=1)
    a_round(worker)
    assert smtp.to("third@city.test") == []
    assert len(smtp.to("successor@city.test")) == 1


def test_who_left_between_folding_and_sending_gets_nothing(
    city: City, worker: Worker, smtp: Postbox, database: Database, to_smtp: Settings, clock: StoppedClock
) -> None:
    nobody_there = worker_for(dead(to_smtp), database, clock)
    assert a_round(nobody_there).waiting == 3
    with database.writing() as session:
        session.get_one(Account, city.accounts["third"].id).disabled_at = clock.now()
    done = fold_and_send(worker)
    assert (done.delivered, done.dropped) == (2, 1)
    assert smtp.to("third@city.test") == []


def test_text_leaves_only_to_allowed_domains(
    city: City, database: Database, mailing_settings: Settings, clock: StoppedClock, smtp: Postbox
) -> None:
    a_round(worker_for(mailing_settings, database, clock))
    (mail,) = smtp.to("liaison@city.test")
    assert "本周到期 2 项" in mail.subject
    assert "新提醒 2 项" in mail.text
    assert mailing_settings.base_url in mail.text
    for part in (mail.text, mail.html):
        assert "煤炭" not in part
        assert "/deadlines/" not in part


def test_mail_that_stays_in_the_outbox_folder_is_whole_and_written_once(
    city: City, database: Database, settings: Settings, clock: StoppedClock
) -> None:
    worker = worker_for(settings, database, clock)
    a_round(worker)
    a_round(worker)
    files: list[Path] = sorted(settings.outbox_folder.iterdir())
    assert len(files) == 3
    assert all(file.name.startswith("2026-09-02-") and file.suffix == ".eml" for file in files)


def test_an_urge_leaves_with_the_next_mornings_digest(
    city: City, worker: Worker, clock: StoppedClock, smtp: Postbox
) -> None:
    a_round(worker)
    with worker.database.writing() as session:
        owed = the_deadline(session, city, "energy", DeadlineKind.TARGET)
        tell(session, [owed.id], rung="urge:1", on=clock.today())
    a_round(worker)
    assert len(smtp.to("liaison@city.test")) == 1
    clock.set(date(2026, 9, 3))
    a_round(worker)
    assert "办公室催办" in smtp.to("liaison@city.test")[-1].text
    assert "办公室催办" in smtp.to("head@city.test")[-1].text


def test_what_the_office_writes_beside_an_urge_stands_in_the_mail(
    city: City, worker: Worker, clock: StoppedClock, smtp: Postbox
) -> None:
    with worker.database.writing() as session:
        owed = the_deadline(session, city, "energy", DeadlineKind.TARGET)
        urge = Urge(
            plan_id=city.plan.id, words="请于周五前<反馈>", by_id=1, by="李办", at=clock.now(), on=clock.today()
        )
        session.add(urge)
        session.flush()
        tell(session, [owed.id], rung=f"urge:{urge.id}", on=clock.today())
    a_round(worker)
    (mail,) = smtp.to("liaison@city.test")
    assert "办公室附言：请于周五前<反馈>" in mail.text
    assert "办公室附言：请于周五前&lt;反馈&gt;" in mail.html


def test_a_person_is_greeted_by_name_and_a_name_is_no_markup(
    city: City, worker: Worker, smtp: Postbox, database: Database
) -> None:
    with database.writing() as session:
        session.get_one(Account, city.accounts["third"].id).name = "<b>张三</b>"
    a_round(worker)
    (mail,) = smtp.to("third@city.test")
    assert "<b>张三</b>同志" in mail.text
    assert "&lt;b&gt;张三&lt;/b&gt;同志" in mail.html


def test_a_person_who_reads_english_gets_english_words_around_the_papers_own(
    city: City, worker: Worker, smtp: Postbox, database: Database
) -> None:
    with database.writing() as session:
        session.get_one(Account, city.accounts["liaison"].id).locale = "en"
    a_round(worker)
    (mail,) = smtp.to("liaison@city.test")
    assert 'lang="en"' in mail.html
    assert "抓好煤炭保供和煤电清洁低碳发展" in mail.text


def test_a_mail_lists_twenty_lines_at_most(
    city: City, worker: Worker, clock: StoppedClock, smtp: Postbox, database: Database
) -> None:
    with database.writing() as session:
        share = session.get_one(Deadline, the_deadline(session, city, "energy", DeadlineKind.TARGET).id).assignment
        for number in range(30):
            deadlines.owe(
                session, share, DeadlineKind.MILESTONE, occasion=f"node:{number}", opens_on=clock.today(),
                due_on=date(2026, 9, 9), due_rule="office",
            )  # fmt: skip
    a_round(worker)
    (mail,) = smtp.to("liaison@city.test")
    assert mail.text.count("/deadlines/") == 20
    assert "另有 12 项新提醒" in mail.text
    with database.reading() as session:
        message_id = select(Message.id).where(Message.account_id == city.accounts["liaison"].id).scalar_subquery()
        assert session.scalar(select(func.count()).where(Notice.message_id == message_id)) == 32


def test_after_an_outage_of_the_mail_server_there_is_one_catch_up(
    city: City, worker: Worker, clock: StoppedClock, smtp: Postbox, database: Database, to_smtp: Settings
) -> None:
    nobody_there = worker_for(dead(to_smtp), database, clock)
    for day in (2, 4, 7, 8, 9, 10):
        clock.set(date(2026, 9, day))
        a_round(nobody_there)
    clock.set(date(2026, 9, 11))
    a_round(worker)
    (mail,) = smtp.to("liaison@city.test")
    assert "报送逾期 2 项" in mail.subject


def test_a_missing_post_is_replaced_by_the_head_who_is_told_why(
    city: City, worker: Worker, smtp: Postbox, database: Database
) -> None:
    with database.writing() as session:
        post = session.scalars(
            select(Post).where(Post.department_id == city.departments["energy"].id, Post.kind == PostKind.LIAISON)
        ).one()
        post.ended_on = at(worker.clock.today()).date()
    a_round(worker)
    (mail,) = smtp.to("head@city.test")
    assert "尚未明确联络员" in mail.text
