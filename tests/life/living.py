"""A small plan under way, on a day that only moves forward."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.builders import City, at
from workflow.audit.service import Operator
from workflow.deadlines.changing import Decided
from workflow.people.models import Department
from workflow.reports.rules import Signature
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

    def decided(self) -> Decided:
        return {"basis": "会议纪要", "by": BY, "at": at(self.day), "calendar": self.calendar}

    def signature(self) -> Signature:
        return Signature("王局长", self.day)
