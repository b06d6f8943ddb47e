"""Sixty days of the seed's plan, and who gets what mail on each: tests/jobs/golden/sixty_days.txt, for people to read.

Everything runs as it does: the timetable's own rounds, hour by hour, over the real departments; the acts are scripted,
and stand in the table beside what follows from them. Written anew by: python -m tests.jobs.sixty_days
"""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.jobs import sixty_acts
from tests.support.clock import StoppedClock
from workflow import migrations
from workflow.adapters.clock import at_hour
from workflow.adapters.letter import Letter
from workflow.audit.service import SYSTEM
from workflow.commands import demo_people, demo_targets, seed
from workflow.commands.demo_past import Past
from workflow.commands.demo_stage import Stage, stage
from workflow.commands.ground import seed_folder
from workflow.commands.import_plan import import_bytes
from workflow.db import Database
from workflow.deadlines import starting
from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind
from workflow.jobs import letters
from workflow.jobs.at_once import send_at_once
from workflow.jobs.day import Worker
from workflow.jobs.summaries import MONTHLY, WEEKLY, send_summaries
from workflow.jobs.timetable import round_if_owed, send_waiting_by_day
from workflow.notices.models import Notice
from workflow.outbox.models import Message
from workflow.outbox.rules import AT_ONCE
from workflow.people.models import Account
from workflow.plans.models import Plan
from workflow.plans.service import Source
from workflow.settings import from_environment
from workflow.tasks import service as tasks
from workflow.tasks.models import Assignment, Role
from workflow.wording.labels import LABELS
from workflow.wording.rungs import OCCASIONS, RUNGS
from workflow.workdays.queries import calendar

PAGE = Path(__file__).parent / "golden" / "sixty_days.txt"
FIRST, DAYS = date(2026, 9, 1), 60
HOURS = ((7, 0), (7, 30), (8, 30), (10, 1), (16, 0))  # after the acts at ten what cannot wait leaves
ACTS_AT = (10, 1)
WEEK = "一二三四五六日"
HEAD = f"""谁在哪一天收到什么：《运城市碳达峰实施方案》启动后的 {DAYS} 天

由 python -m tests.jobs.sixty_days 生成，测试逐字核对。单位、任务和期限都来自随附的方案，办理情况为模拟。
每天：星期、是否工作日；“办”是这一天的办理情况；其后每一行是内容相同的邮件，先写列了哪些新提醒，
再写收件人，数字是各项的件数。“提醒”是每个工作日最多一封的工作提醒，“随发”是随办随发、单独计数的邮件，“小结”是每周、每月的概览。
没有列出的人当天没有邮件。
"""


@dataclass
class Sink:
    """Takes every mail, and knows which came."""

    mail_ids: list[str] = field(default_factory=list)

    def deliver(self, letter: Letter) -> str:
        self.mail_ids.append(letter.mail_id)
        return "250 OK"

    def close(self) -> None: ...


def page(folder: Path) -> str:
    """The whole table, played in a database of its own in this folder."""
    settings = from_environment({"DUBAN_DATA": str(folder), "DUBAN_SECRET_KEY": "only for tests"})
    database, clock, sink = Database(settings.database_url), StoppedClock(at_hour(FIRST, 7)), Sink()
    worker = Worker(database, clock, letters.press(settings), lambda: sink)
    migrations.upgrade(database)
    _begin(database)
    days = (FIRST + timedelta(days=n) for n in range(DAYS))
    lines = [line for day in days for line in _played(worker, clock, sink, day)]
    database.close()
    return HEAD + "\n".join([*lines, ""])


def _begin(database: Database) -> None:
    with database.writing() as session:
        seed.load(session, at=at_hour(FIRST, 7), folder=seed_folder())
        source = Source((seed_folder() / "yuncheng.txt").read_bytes(), "yuncheng.txt")
        import_bytes(session, source, demo=True, by=SYSTEM, at=at_hour(FIRST, 7))
        demo_people.people(session, since=date(2026, 1, 1), at=at_hour(FIRST, 7))
        scene = _scene(session, FIRST)
        demo_targets.name_who_answers(scene)
        for lead in session.scalars(select(Assignment).where(Assignment.role == Role.LEAD).order_by(Assignment.id)):
            if lead.confirmed_on is None:
                tasks.confirm_lead(session, lead, basis="领导小组会议纪要", by=scene.office, at=at_hour(FIRST, 7))
        days = scene.past.calendar
        starting.start(session, scene.plan, by=scene.office, at=at_hour(FIRST, 7), calendar=days)


def _scene(session: Session, day: date) -> Stage:
    """The people and the plan on a day."""
    past = Past(day, calendar(session, around=day), (), FIRST)
    return stage(session, session.scalars(select(Plan)).one(), past)


def _played(worker: Worker, clock: StoppedClock, sink: Sink, day: date) -> Iterator[str]:
    with worker.database.reading() as session:
        working = calendar(session, around=day).is_working(day)
    yield f"\n{day.month}月{day.day}日 星期{WEEK[day.weekday()]} {'工作日' if working else '休息日'}"
    sink.mail_ids.clear()
    for hour in HOURS:
        clock.set(at_hour(day, *hour))
        if hour == ACTS_AT:
            yield from (f"  办　{words}" for words in _act(worker.database, day))
        round_if_owed(worker)
        send_summaries(worker)
        send_at_once(worker)
        send_waiting_by_day(worker)
    with worker.database.reading() as session:
        yield from _told(session, sink.mail_ids)


def _act(database: Database, day: date) -> list[str]:
    """What is done on this day, in words; each act in a transaction of its own."""
    said = []
    for words, act in sixty_acts.on(day):
        with database.writing() as session:
            found = act(_scene(session, day))
        said.append(f"{words}{found or ''}")
    return said


def _told(session: Session, mail_ids: list[str]) -> Iterator[str]:
    """One line for all who got the same sorts of things: what, and then who, with how much of each."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for message, name in session.execute(
        select(Message, Account.name).join(Account, Account.id == Message.account_id)
        .where(Message.mail_id.in_(mail_ids)).order_by(Message.kind, Account.id)
    ):  # fmt: skip
        if message.kind.startswith((WEEKLY, MONTHLY)):
            found["小结", "每周小结" if message.kind.startswith(WEEKLY) else "领导一页"].append(name)
            continue
        counted = Counter(_sorts(session, message.id))
        sorts = tuple(sorted(counted))
        numbers = "+".join(str(counted[sort]) for sort in sorts)
        found["随发" if message.kind.startswith(AT_ONCE) else "提醒", *sorts].append(f"{name} {numbers}")
    for (how, *sorts), people in sorted(found.items()):
        yield f"  {how}　{' ＋ '.join(sorts)}"
        yield f"  　　　→ {'、'.join(people)}"


def _sorts(session: Session, message_id: int) -> Iterator[str]:
    told = select(Notice.rung, Deadline.kind, Deadline.ladder).join(Deadline, Deadline.id == Notice.deadline_id)
    for rung, kind, ladder in session.execute(told.where(Notice.message_id == message_id)):
        what = str(LABELS[DeadlineKind, kind.value])
        yield what if _words(rung, ladder) == what else f"{_words(rung, ladder)}·{what}"


def _words(rung: str, ladder: LadderKind) -> str:
    if rung.startswith("urge:"):
        return "办公室催办" if ladder == LadderKind.WORK else "办公室催报"
    own = next((words for beginning, words in OCCASIONS if rung.startswith(beginning)), None)
    return own or RUNGS[rung]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page(Path(made)), "utf-8")
