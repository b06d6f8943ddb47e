"""Everything that the office can do, to the n-th thing that it can be done to."""

from datetime import timedelta

from sqlalchemy import select

from tests.life.living import BY, Life
from tests.support.builders import at
from workflow.deadlines import changing, holding, steps
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.reports.beside_models import ReportCorrection
from workflow.reports.models import Report
from workflow.review import asking, closing, concluding, corrections, extensions, moving, succeeding, targets
from workflow.review import service as review
from workflow.review.closing import Points
from workflow.review.closing_models import Closing
from workflow.review.models import Extension, TargetVerdictWord
from workflow.review.rules import ReasonKind
from workflow.review.targets import Found
from workflow.tasks.models import Assignment, MoveRequest, Role, Task, TaskState


def decide_move(life: Life, number: int) -> None:
    asked = life.pick(MoveRequest, number // 2)
    if asked and number % 2:
        moving.refuse(life.session, asked, basis="会议纪要", by=BY, at=at(life.day), calendar=life.calendar)
    elif asked:
        moving.grant(
            life.session, asked, to_department_id=None, basis="会议纪要", by=BY, at=at(life.day), calendar=life.calendar
        )


def accept(life: Life, number: int) -> None:
    if report := life.pick(Report, number):
        review.accept(life.session, report, by=BY, at=at(life.day))


def give_back(life: Life, number: int) -> None:
    if report := life.pick(Report, number):
        words = {"reason_kind": ReasonKind.VAGUE, "reason": "进展不具体", "correct_by": life.day + timedelta(days=3)}
        review.give_back(life.session, report, **words, by=BY, at=at(life.day))


def decide_extension(life: Life, number: int) -> None:
    asked = life.pick(Extension, number // 2)
    if asked and number % 2:
        extensions.refuse(life.session, asked, reason="按期完成", by=BY, at=at(life.day))
    elif asked:
        extensions.grant(life.session, asked, by=BY, at=at(life.day))
        life.moved.append((asked.deadline_id, asked.deadline.due_on))


def ask_about(life: Life, number: int) -> None:
    if report := life.pick(Report, number):
        asking.ask(life.session, report, words="数据从哪里来？", by=BY, at=at(life.day))


def decide_correction(life: Life, number: int) -> None:
    asked = life.pick(ReportCorrection, number // 2)
    if asked and number % 2:
        corrections.decline(life.session, asked, answer="以原来的为准", by=BY, at=at(life.day))
    elif asked:
        corrections.accept(life.session, asked, by=BY, at=at(life.day))


def change_lead(life: Life, number: int) -> None:
    body = list(life.city.departments.values())[number % 3].id
    if task := life.pick(Task, number // 3):
        changing.change_lead(life.session, task, body, stays=bool(number % 2), **life.decided())


def add_share(life: Life, number: int) -> None:
    body = list(life.city.departments.values())[number % 3].id
    if task := life.pick(Task, number // 3):
        changing.add_share(life.session, task, body, **life.decided())


def end_share(life: Life, number: int) -> None:
    if share := life.pick(Assignment, number, Assignment.to_on.is_(None)):
        changing.end_share(life.session, share.task, share.department_id, **life.decided())


def hold(life: Life, number: int) -> None:
    if deadline := life.pick(Deadline, number, Deadline.ended_on.is_(None)):
        holding.hold(life.session, deadline, reason="等待省级方案", expected_on=None, by=BY, at=at(life.day))


def release(life: Life, number: int) -> None:
    if deadline := life.pick(Deadline, number, Deadline.held_since.is_not(None)):
        holding.release(life.session, deadline, by=BY, at=at(life.day), calendar=life.calendar)


def verdict(life: Life, number: int) -> None:
    if deadline := life.pick(Deadline, number // 2, Deadline.kind == DeadlineKind.TARGET):
        later = life.day + timedelta(days=60)
        found = Found(TargetVerdictWord.PROVINCE_DECIDES, "省考核通报", no_value="以通报为准")
        if number % 2:
            found = Found(TargetVerdictWord.AWAITS_DATA, "统计公报未发布", awaited_on=later, no_value="未发布")
        targets.record(life.session, deadline, found, by=BY, at=at(life.day))


def set_step(life: Life, number: int) -> None:
    if share := life.pick(Assignment, number, Assignment.to_on.is_(None)):
        step = {"words": "完成前期工作", "due_on": life.day + timedelta(days=10), "basis": "会议纪要"}
        steps.set_step(life.session, share, by=BY, at=at(life.day), **step)


def move_step(life: Life, number: int) -> None:
    if deadline := life.pick(Deadline, number, Deadline.kind == DeadlineKind.MILESTONE):
        day = life.day + timedelta(days=5 + number)
        steps.move_step(life.session, deadline, to_on=day, reason="办公室调整", by=BY, at=at(life.day))


def withdraw_step(life: Life, number: int) -> None:
    if deadline := life.pick(Deadline, number, Deadline.kind == DeadlineKind.MILESTONE):
        steps.withdraw(life.session, deadline, reason="不再需要", by=BY, at=at(life.day))


def decide_closing(life: Life, number: int) -> None:
    asked = life.pick(Closing, number // 3)
    if asked and number % 3 == 0:
        closing.give_back(life.session, asked, reason="材料不齐", by=BY, at=at(life.day))
    elif asked and number % 3 == 1:
        closing.withdraw(life.session, asked, by=BY, at=at(life.day))
    elif asked:
        closing.grant(life.session, asked, points=Points(*[True] * 5), by=BY, at=at(life.day))


def reopen(life: Life, number: int) -> None:
    if task := life.pick(Task, number, Task.state.in_((TaskState.CLOSED, TaskState.STANDING))):
        concluding.reopen(life.session, task, reason="群众反映", by=BY, at=at(life.day), calendar=life.calendar)


def succeed(life: Life, number: int) -> None:
    """A body is followed by another, at most once in a life."""
    gone, next_one = life.city.departments["housing"], life.city.departments["industry"]
    if number == 0:
        succeeding.succeed(
            life.session,
            gone,
            successor=next_one,
            on=life.day,
            basis="机构改革",
            by=BY,
            at=at(life.day),
            calendar=life.calendar,
        )


def settle(life: Life, number: int) -> None:
    """Every target of a task gets its verdict, so that it can be closed."""
    if task := life.pick(Task, number, Task.parent_id.is_(None)):
        owed = select(Deadline).join(Assignment).where(Assignment.task_id == task.id, Deadline.ended_on.is_(None))
        found = Found(TargetVerdictWord.PROVINCE_DECIDES, "省考核通报", no_value="以通报为准")
        for deadline in life.session.scalars(owed.where(Deadline.kind == DeadlineKind.TARGET)).all():
            targets.record(life.session, deadline, found, by=BY, at=at(life.day))


def close(life: Life, number: int) -> None:
    """A task is settled, asked to be closed, and closed, or made standing."""
    settle(life, number)
    lead = select(Assignment).join(Task).where(Assignment.role == Role.LEAD, Assignment.to_on.is_(None))
    if task := life.pick(Task, number, Task.parent_id.is_(None)):
        share = life.session.scalars(lead.where(Task.id == task.id)).first()
        if share is not None:
            said = {"words": "任务完成", "as_standing": number % 3 == 0, "signature": life.signature()}
            asked = closing.ask(life.session, share, **said, by=BY, at=at(life.day))
            closing.grant(life.session, asked, points=Points(*[True] * 5), by=BY, at=at(life.day))
