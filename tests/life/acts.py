"""Everything that can be done to a task, to the n-th thing that it can be done to."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.builders import City, at
from workflow.audit.service import Operator
from workflow.deadlines import acknowledging, handing_down, periods
from workflow.deadlines.handing_down import Asked
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.people.models import Department
from workflow.reports import repeating, service, signing, withdrawing
from workflow.reports.models import Report, Standing
from workflow.reports.rules import Signature
from workflow.review import extensions, moving
from workflow.review import service as review
from workflow.review.models import Extension
from workflow.review.rules import ReasonKind
from workflow.tasks.models import Assignment, MoveRequest, Task
from workflow.workdays.rules import Calendar

T = TypeVar("T")
BY = Operator(1, "张三")


class Life:
    """A plan under way on a day that only moves forward. `county` stands below 市能源局."""

    def __init__(self, session: Session, city: City, calendar: Calendar, county: Department, day: date) -> None:
        self.session, self.city, self.calendar, self.county, self.day = session, city, calendar, county, day
        self.moved: list[tuple[int, date]] = []

    def pick(self, model: type[T], number: int, *conditions: object) -> T | None:
        """The n-th row that meets the conditions, round about."""
        rows: Sequence[T] = self.session.scalars(
            select(model).where(*conditions).order_by(model.id)  # type: ignore[arg-type, attr-defined]
        ).all()
        return rows[number % len(rows)] if rows else None

    def signature(self) -> Signature:
        return Signature("王局长", self.day)


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


def decide_move(life: Life, number: int) -> None:
    asked = life.pick(MoveRequest, number // 2)
    if asked and number % 2:
        moving.refuse(life.session, asked, basis="会议纪要", by=BY, at=at(life.day), calendar=life.calendar)
    elif asked:
        moving.grant(
            life.session, asked, to_department_id=None, basis="会议纪要", by=BY, at=at(life.day), calendar=life.calendar
        )


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


def accept(life: Life, number: int) -> None:
    if report := life.pick(Report, number):
        review.accept(life.session, report, by=BY, at=at(life.day))


def give_back(life: Life, number: int) -> None:
    if report := life.pick(Report, number):
        words = {"reason_kind": ReasonKind.VAGUE, "reason": "进展不具体", "correct_by": life.day + timedelta(days=3)}
        review.give_back(life.session, report, **words, by=BY, at=at(life.day))


def ask_extension(life: Life, number: int) -> None:
    if deadline := life.pick(Deadline, number, Deadline.ended_on.is_(None)):
        day = max(deadline.due_on, life.day) + timedelta(days=14)
        said = {"wanted_on": day, "reason": "数据未公布", "progress": "已完成八成", "by": BY, "at": at(life.day)}
        extensions.ask(life.session, deadline, **said, today=life.day, signature=life.signature())


def decide_extension(life: Life, number: int) -> None:
    asked = life.pick(Extension, number // 2)
    if asked and number % 2:
        extensions.refuse(life.session, asked, reason="按期完成", by=BY, at=at(life.day))
    elif asked:
        extensions.grant(life.session, asked, by=BY, at=at(life.day))
        life.moved.append((asked.deadline_id, asked.deadline.due_on))


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


ACTS: dict[str, Callable[[Life, int], None]] = {
    act.__name__: act
    for act in (
        acknowledge,
        take_back,
        ask_to_move,
        decide_move,
        file,
        unchanged,
        withdraw,
        sign,
        send_back,
        accept,
        give_back,
        ask_extension,
        decide_extension,
        hand_down,
        end_sub_task,
        days_pass,
        switch_sign_off,
    )
}
