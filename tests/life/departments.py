"""Everything that a department can do, to the n-th thing that it can be done to."""

from datetime import timedelta

from sqlalchemy import select

from tests.life.living import BY, Life
from tests.support.builders import at
from workflow.deadlines import acknowledging, handing_down, periods
from workflow.deadlines.handing_down import Asked
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.reports import answering, correcting, repeating, service, signing, withdrawing
from workflow.reports.beside_models import Inquiry
from workflow.reports.models import Report, Standing
from workflow.reports.rules import Said
from workflow.review import closing, extensions
from workflow.tasks.models import Assignment, Role, Task


def acknowledge(life: Life, number: int) -> None:
    if share := life.pick(Assignment, number, Assignment.to_on.is_(None)):
        acknowledging.acknowledge(life.session, share, by=BY, at=at(life.day))


def take_back(life: Life, number: int) -> None:
    if share := life.pick(Assignment, number):
        acknowledging.take_back(life.session, share, by=BY, at=at(life.day))


def ask_to_move(life: Life, number: int) -> None:
    if share := life.pick(Assignment, number, Assignment.to_on.is_(None)):
        to = life.city.departments["housing"].id
        acknowledging.ask_to_move(life.session, share, to_department_id=to, reason="职责在住建", by=BY, at=at(life.day))


def file(life: Life, number: int) -> None:
    if deadline := life.pick(Deadline, number, Deadline.ended_on.is_(None), Deadline.opens_on <= life.day):
        said = {"standing": Standing.ON_COURSE, "text": f"第 {number} 次说明", "by": BY, "at": at(life.day)}
        service.file(life.session, deadline, **said, signature=life.signature() if number % 2 else None)


def unchanged(life: Life, number: int) -> None:
    if deadline := life.pick(Deadline, number, Deadline.kind == DeadlineKind.REPORT):
        repeating.unchanged(life.session, deadline, by=BY, at=at(life.day))


def withdraw(life: Life, number: int) -> None:
    if report := life.pick(Report, number):
        withdrawing.withdraw(life.session, report, by=BY, at=at(life.day))


def sign(life: Life, number: int) -> None:
    if report := life.pick(Report, number):
        signing.sign(life.session, report, life.signature(), by=BY, at=at(life.day))


def send_back(life: Life, number: int) -> None:
    if report := life.pick(Report, number):
        signing.send_back(life.session, report, words="请补充数据", by=BY, at=at(life.day))


def ask_extension(life: Life, number: int) -> None:
    if deadline := life.pick(Deadline, number, Deadline.ended_on.is_(None)):
        day = max(deadline.due_on, life.day) + timedelta(days=14)
        said = {"wanted_on": day, "reason": "数据未公布", "progress": "已完成八成", "by": BY, "at": at(life.day)}
        extensions.ask(life.session, deadline, **said, today=life.day, signature=life.signature())


def hand_down(life: Life, number: int) -> None:
    body = life.city.departments["energy"].id
    if share := life.pick(Assignment, number, Assignment.to_on.is_(None), Assignment.department_id == body):
        asked = Asked("试点", "建成三个试点", life.day + timedelta(days=30))
        handing_down.hand_down(life.session, share, life.county, asked, by=BY, at=at(life.day), calendar=life.calendar)


def end_sub_task(life: Life, number: int) -> None:
    if task := life.pick(Task, number // 2, Task.parent_id.is_not(None)):
        act = handing_down.take_back if number % 2 else handing_down.conclude
        act(life.session, task, words="已并网", by=BY, at=at(life.day))


def days_pass(life: Life, number: int) -> None:
    life.day += timedelta(days=7 * (1 + number))
    periods.open_reports(life.session, today=life.day, calendar=life.calendar)


def switch_sign_off(life: Life, number: int) -> None:
    body = list(life.city.departments.values())[number % 3]
    body.signs_off = not body.signs_off


def answer(life: Life, number: int) -> None:
    if inquiry := life.pick(Inquiry, number):
        answering.answer(life.session, inquiry, words="来自统计局", by=BY, at=at(life.day))


def correct(life: Life, number: int) -> None:
    if report := life.pick(Report, number):
        said = Said(Standing.BEHIND, f"第 {number} 次更正")
        signed = life.signature() if number % 2 else None
        correcting.ask(life.session, report, said, reason="笔误", by=BY, at=at(life.day), signature=signed)


def ask_to_close(life: Life, number: int) -> None:
    if share := life.pick(Assignment, number, Assignment.to_on.is_(None), Assignment.role == Role.LEAD):
        said = {"words": "任务完成", "as_standing": bool(number % 2), "signature": life.signature()}
        closing.ask(life.session, share, **said, by=BY, at=at(life.day))


def file_all(life: Life, number: int) -> None:
    """Every report that is open now, signed."""
    owed = select(Deadline).where(Deadline.kind == DeadlineKind.REPORT, Deadline.ended_on.is_(None))
    for deadline in life.session.scalars(owed.where(Deadline.opens_on <= life.day)).all():
        said = {"standing": Standing.ON_COURSE, "text": "按计划推进", "by": BY, "at": at(life.day)}
        service.file(life.session, deadline, **said, signature=life.signature())
