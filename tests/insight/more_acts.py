"""What else changes a page about a plan, beside the acts of departments and of the office on tasks."""

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import select

from tests.life.living import BY, Life
from tests.support.builders import at
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.lights import service as lights
from workflow.people import bodies, service
from workflow.people.models import Account, Holding, NameKind, Post, PostKind
from workflow.plans.doubtful_models import Taint
from workflow.plans.models import Target
from workflow.reports import service as reports
from workflow.reports.models import Report, ReportState, Standing
from workflow.reports.rules import BlockerSaid, ValueSaid
from workflow.review import service as review
from workflow.review import settling, succeeding
from workflow.tasks import responsibility
from workflow.tasks.models import Assignment, Task


def judge(life: Life, number: int) -> None:
    lights.keep_verdicts(life.session, at=at(life.day), today=life.day, calendar=life.calendar)


def report_in_full(life: Life, number: int) -> None:
    """A lead says what hinders it and gives a value; the office accepts."""
    owed = (Deadline.kind == DeadlineKind.REPORT, Deadline.ended_on.is_(None), Deadline.opens_on <= life.day)
    if deadline := life.pick(Deadline, number, *owed):
        values = [
            ValueSaid(target.id, Decimal(40 + number), life.day - timedelta(days=1), "市统计局")
            for target in life.session.scalars(select(Target).order_by(Target.id).limit(1))
        ]
        said = {"standing": Standing.BEHIND, "text": f"第 {number} 次填报", "values": values}
        said["blockers"] = [BlockerSaid("land", f"用地未批 {number % 2}", "请协调用地", life.day)]
        report = reports.file(life.session, deadline, **said, by=BY, at=at(life.day), signature=life.signature())
        review.accept(life.session, report, by=BY, at=at(life.day))
        lights.keep(life.session, report, at=at(life.day), today=life.day, calendar=life.calendar)


def accept_and_judge(life: Life, number: int) -> None:
    if report := life.pick(Report, number, Report.state.in_((ReportState.FILED, ReportState.UNDER_REVIEW))):
        review.accept(life.session, report, by=BY, at=at(life.day))
        lights.keep(life.session, report, at=at(life.day), today=life.day, calendar=life.calendar)


def rename(life: Life, number: int) -> None:
    body = list(life.city.departments.values())[number % 3]
    facts = {"kind": NameKind.SHORT, "name": f"{body.code}{life.day.toordinal()}", "from_on": life.day}
    bodies.rename(life.session, body, **facts, by=BY, at=at(life.day))


def succeed_by_a_day_past(life: Life, number: int) -> None:
    gone, next_one = life.city.departments["housing"], life.city.departments["energy"]
    how = {"basis": "机构改革", "by": BY, "at": at(life.day), "calendar": life.calendar}
    if number < 3 and gone.abolished_on is None:
        succeeding.succeed(life.session, gone, successor=next_one, on=life.day - timedelta(days=9), **how)


def name_a_section(life: Life, number: int) -> None:
    if share := life.pick(Assignment, number, Assignment.to_on.is_(None)):
        responsibility.set_section(life.session, share, f"{number}科", basis="三定方案", by=BY, at=at(life.day))


def put_under_a_leader(life: Life, number: int) -> None:
    post = life.pick(Post, 0, Post.kind == PostKind.LEADER)
    if task := life.pick(Task, number // 2):
        chosen = post.id if post is not None and number % 2 else None
        responsibility.put_under(life.session, task, chosen, basis="分工", by=BY, at=at(life.day))


def another_leader(life: Life, number: int) -> None:
    """Entered for days that are past as well."""
    post = life.pick(Post, 0, Post.kind == PostKind.LEADER)
    account = life.pick(Account, number)
    if post is not None and account is not None:
        if holding := life.pick(Holding, number, Holding.post_id == post.id, Holding.to_on.is_(None)):
            service.end_holding(life.session, holding, on=life.day - timedelta(days=3), by=BY, at=at(life.day))
        began = life.day - timedelta(days=number % 4)
        service.hold(life.session, post, account, from_on=began, by=BY, at=at(life.day))


def change_a_target(life: Life, number: int) -> None:
    if target := life.pick(Target, number):
        by_paper = {"basis": "会议纪要", "by": BY, "at": at(life.day), "evidence_id": None}
        new = {"value": Decimal(60 + number), "due_on": None, "words": "调整后的目标", "calendar": life.calendar}
        settling.change(life.session, target, **new, **by_paper)


def clear_words(life: Life, number: int) -> None:
    """Doubtful words are typed by one person and confirmed by another."""
    if taint := life.pick(Taint, number, Taint.confirmed_at.is_(None)):
        taint.typed, taint.typed_by, taint.typed_at = "原文", 1, at(life.day)
        taint.confirmed_by, taint.confirmed_at = 2, at(life.day)
        life.session.flush()
