"""Years that can be taken over as the State Council published them."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.published_calendars import published
from workflow.workdays.keeping import days_of, source_of
from workflow.workdays.models import PublishedYear
from workflow.workdays.service import Special


def offered(year: int) -> list[Special]:
    """The published days of a year; empty, when only guesses are known."""
    return [Special(one.day, one.working, one.name) for one in published(year)]


def source(year: int) -> str:
    """The paper, by the title that it has every year."""
    return f"国务院办公厅关于{year}年部分节假日安排的通知"


def differs(session: Session, year: int) -> bool:
    """Whether a year can be taken over and is not the one that stands already."""
    days = offered(year)
    off = {one.day: one.working for one in days if one.day.weekday() < 5 or one.working}
    stands = {one.day: one.working for one in days_of(session, year) if one.day.weekday() < 5 or one.working}
    return bool(days) and (source_of(session, year) is None or off != stands)


def missing(session: Session, *, today: date) -> list[int]:
    """This year and the next, as far as they are not published yet here."""
    years = (today.year, today.year + 1)
    known = set(session.scalars(select(PublishedYear.year).where(PublishedYear.year.in_(years))))
    return [year for year in years if year not in known]
