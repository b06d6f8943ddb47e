"""Numbers of papers: of the office system, typed in; or our own, one after the other without a gap.

The next own number is a row that is locked until the act that takes it commits; when that is rolled back, the number
is still free."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from workflow.errors import Refused
from workflow.escalation.papers import queries, rules
from workflow.escalation.papers.kept_models import PaperNumber

LONGEST = 60


@dataclass(frozen=True)
class Numbered:
    """As printed, and (own numbers only) the running number."""

    printed: str
    own: int | None = None


def take(session: Session, series: str, year: int) -> Numbered:
    """The next own number of a series in a year."""
    row = _locked(session, series, year)
    number, row.next = row.next, row.next + 1
    session.flush()
    return Numbered(rules.printed_number(series, year, number), number)


def _locked(session: Session, series: str, year: int) -> PaperNumber:
    wanted = select(PaperNumber).where(PaperNumber.series == series, PaperNumber.year == year)
    locked = wanted.with_for_update().execution_options(populate_existing=True)
    row = session.scalar(locked)
    if row is None:
        try:
            with session.begin_nested():
                session.add(PaperNumber(series=series, year=year, next=1))
        except IntegrityError:  # somebody opens the year at this moment
            pass
        row = session.scalars(locked).one()
    return row


def given(session: Session, number: str, series: str) -> Numbered:
    """A number of the office system. Refused when it was used, or would take one of our own."""
    number = " ".join(number.split())
    if not number:
        raise Refused("paper.number_missing")
    if len(number) > LONGEST:
        raise Refused("paper.number_too_long", limit=LONGEST)
    if rules.looks_own(number, series):
        raise Refused("paper.number_own")
    if queries.of_number(session, number) is not None:
        raise Refused("paper.number_used", number=number)
    return Numbered(number)
