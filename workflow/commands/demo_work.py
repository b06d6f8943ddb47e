"""A demonstration's past: some weeks of acknowledging, reporting and reviewing, made through the rooms' own acts on
the days on which they would have happened. Everything filed here is marked as simulated (演示)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.clock import at_hour
from workflow.audit.service import Actor, Operator
from workflow.commands.demo_past import Past, still_open
from workflow.deadlines import acknowledging, periods, starting
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind, MoveKind
from workflow.lights import service as lights
from workflow.people import queries as people
from workflow.people.models import Account, PostKind
from workflow.plans.models import Plan
from workflow.reports import service as reports
from workflow.reports import sharing
from workflow.reports.models import Report, Standing
from workflow.reports.rules import BlockerSaid, Said
from workflow.review import extensions, service, targets
from workflow.review.models import TargetVerdictWord
from workflow.review.rules import ReasonKind
from workflow.tasks import service as tasks
from workflow.tasks.models import Assignment, Role, Task
from workflow.workdays.rules import report_due

WEEK = timedelta(days=7)
BASIS = "演示：按文件所列第一位确认"
ON_COURSE = "（演示）本季度按方案推进，年度工作任务已分解到县（市、区），重点项目按计划实施，未出现影响进度的事项。"
BEHIND = "（演示）本季度总体推进，但重点项目前期手续办理较慢，完成量比计划少约一成，已制定赶进度的措施。"
BLOCKED = "（演示）本季度有关工作受阻，需要上级明确政策口径后才能继续。"
ASKED = "请市规划和自然资源局加快审查"
NEXT = "（演示）下季度集中推进剩余项目，按月调度。"


def play(session: Session, plan: Plan, past: Past) -> None:
    """Let the weeks pass. Everything is done by the people of the demonstration, on working days."""
    office = _actor(session, "office", PostKind.OFFICE)
    begun = at_hour(past.started_on, 9)
    for lead in session.scalars(select(Assignment).where(Assignment.role == Role.LEAD).order_by(Assignment.id)):
        tasks.confirm_lead(session, lead, basis=BASIS, by=office, at=begun)
    starting.start(session, plan, by=office, at=begun, calendar=past.calendar)
    speakers = _speakers(session, past.today)
    _acknowledge(session, past, speakers)
    _first_period(session, past, office, speakers)
    periods.open_reports(session, today=past.today, calendar=past.calendar)
    _shares(session, past, speakers)
    filed = _reports(session, past, speakers)
    _review(session, filed, past, office)
    _verify(session, past, office, speakers)
    lights.keep_verdicts(session, at=at_hour(past.today, 7), today=past.today, calendar=past.calendar)


def _actor(session: Session, code: str, kind: PostKind) -> Actor:
    account = people.account_by_email(session, f"{code}@demo.invalid")
    assert account is not None, f"no demonstration account for {code} ({kind})"
    return people.actor(account)


def _speakers(session: Session, on: date) -> dict[int, Actor]:
    """The liaison of each department."""
    names = dict(session.execute(select(Account.id, Account.name)).all())
    return {
        department_id: Operator(account_id, names[account_id])
        for department_id, kind, account_id, _ in people.holders(session, on=on)
        if kind == PostKind.LIAISON
    }


def _acknowledge(session: Session, past: Past, speakers: dict[int, Actor]) -> None:
    shares = session.scalars(select(Assignment).join(Task).order_by(Task.ordinal, Assignment.ordinal)).all()
    for place, share in enumerate(shares):
        if place % 80 == 79:
            continue  # a few have never answered
        at = at_hour(past.calendar.add(past.started_on, 1 + place % 3), 10, place % 60)
        acknowledging.acknowledge(session, share, by=speakers[share.department_id], at=at)


def _first_period(session: Session, past: Past, office: Actor, speakers: dict[int, Actor]) -> None:
    """In the period of the start everybody filed in time, and the office accepted it."""
    due_on = report_due(past.calendar, past.period.preceding)
    reviewed_on = past.calendar.add(due_on, 3)
    for place, deadline in enumerate(still_open(session, DeadlineKind.REPORT, past.period.preceding.key)):
        on = past.calendar.add(due_on, -(place % 4) - 1)
        report = _file(session, deadline, place + 1, speakers, at=at_hour(on, 10, place % 60))
        at = at_hour(reviewed_on, 9, place % 60)
        service.accept(session, report, by=office, at=at)
        lights.keep(session, report, at=at, today=reviewed_on, calendar=past.calendar)


def _shares(session: Session, past: Past, speakers: dict[int, Actor]) -> None:
    at = at_hour(past.calendar.add(past.period.last, 2), 15)
    shared = select(Assignment).join(Task).where(Assignment.role == Role.CO).order_by(Task.ordinal, Assignment.ordinal)
    for share in session.scalars(shared).all()[::7]:
        said = Said(Standing.ON_COURSE, "（演示）按职责配合推进，本季度无新增事项。", demo=True)
        sharing.share(session, share, past.period, said, by=speakers[share.department_id], at=at)


def _reports(session: Session, past: Past, speakers: dict[int, Actor]) -> list[Report]:
    """About three quarters of the leads have filed, a few days before or after the day due."""
    filed = []
    for place, deadline in enumerate(still_open(session, DeadlineKind.REPORT, past.period.key)):
        if place % 4 == 1:
            continue
        on = past.calendar.add(deadline.due_on, -(place % 5) - 1)
        filed.append(_file(session, deadline, place, speakers, at=at_hour(on, 11, place % 60)))
    return filed


def _file(session: Session, deadline: Deadline, place: int, speakers: dict[int, Actor], *, at: datetime) -> Report:
    standing, text, blockers = Standing.ON_COURSE, ON_COURSE, []
    if place % 6 == 2:
        standing, text = Standing.BEHIND, BEHIND
        blockers = [BlockerSaid("land", "（演示）用地手续尚未办结", ASKED if place % 12 == 2 else "", at.date() - WEEK)]
    elif place % 22 == 4:
        standing, text = Standing.BLOCKED, BLOCKED
        blockers = [BlockerSaid("province", "（演示）省级指标尚未下达", "请市政府向省里协调明确", at.date() - 3 * WEEK)]
    return reports.file(
        session,
        deadline,
        standing=standing,
        text=text,
        next_step=NEXT,
        blockers=blockers,
        by=speakers[deadline.department_id],
        at=at,
        demo=True,
    )


def _review(session: Session, filed: Sequence[Report], past: Past, office: Actor) -> None:
    """The office has accepted most, returned two, and has some before it."""
    reviewed_on = past.calendar.add(report_due(past.calendar, past.period), 3)
    for place, report in enumerate(filed):
        if place % 24 == 9:
            service.give_back(
                session,
                report,
                reason_kind=ReasonKind.FIGURES,
                reason="（演示）数据与统计局口径不一致，请核对。",
                correct_by=past.calendar.add(past.today, 2),
                by=office,
                at=at_hour(past.day(1), 16),
            )
        elif place % 6:
            at = at_hour(reviewed_on, 9, place)
            service.accept(session, report, by=office, at=at)
            lights.keep(session, report, at=at, today=reviewed_on, calendar=past.calendar)


def _verify(session: Session, past: Past, office: Actor, speakers: dict[int, Actor]) -> None:
    """Targets of past years: most have their verdict; of the open ones the office had set the days apart."""
    owed = [d for d in still_open(session, DeadlineKind.TARGET) if d.due_on < past.today + 26 * WEEK]
    late = (12, 12, 6, 6, 6, 1, 1)
    for place, deadline in enumerate(owed):
        at = at_hour(past.day(14), 10)
        if place < 3 * len(late) and place % 3 == 0:
            _set_day(session, deadline, past.day(late[place // 3]), past, office)
        elif place % 7 == 4:
            _set_day(session, deadline, past.day(3), past, office)
            asked = extensions.ask(
                session,
                deadline,
                wanted_on=past.calendar.add(past.today, 25),
                reason="（演示）年度数据尚未公布",
                by=speakers[deadline.department_id],
                at=at,
                today=at.date(),
            )
            if place % 2:
                extensions.grant(session, asked, answer="（演示）同意，待数据公布后核定", by=office, at=at)
        else:
            found = targets.Found(TargetVerdictWord.PROVINCE_DECIDES, "（演示）以省考核结果为准")
            targets.record(session, deadline, found, by=office, at=at)


def _set_day(session: Session, deadline: Deadline, to_on: date, past: Past, office: Actor) -> None:
    deadlines.move(
        session,
        deadline,
        to_on=to_on,
        kind=MoveKind.OFFICE,
        reason="（演示）办公室按数据公布时间设定核定日",
        by=office,
        at=at_hour(past.calendar.add(past.started_on, 5), 10),
    )
