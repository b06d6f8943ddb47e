"""The questions about a report, from what is known: what was said before, what the paper wants, what others said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline
from workflow.people.models import Department
from workflow.plans.models import Item, Target
from workflow.reports import queries as reports
from workflow.reports.models import Report, ReportRevision, ReportValue
from workflow.reports.rules import Said
from workflow.review import queries
from workflow.review.questions import questions
from workflow.review.rules import Around, Asked, Elsewhere, Figure, Measure, Told
from workflow.tasks import queries as tasks
from workflow.tasks.models import Assignment
from workflow.workdays.rules import is_period, period_named

EARLIER = 200  # values looked through for the last one of each indicator
NAMED = 4  # characters: shorter indicators mean different things in different tasks
Key = tuple[str, str, str]
OTHERS: tuple[Any, ...] = (
    Target.indicator,
    Target.unit,
    Target.kind,
    Department.label,
    ReportValue.value,
    ReportValue.as_of,
    Report.period,
)


@dataclass(frozen=True)
class Place:
    """Whose words they are, for which period, and what was due when; `report_id` is what is not "before"."""

    share: Assignment
    period: str
    due_on: date | None = None
    report_id: int = 0


def ask(session: Session, deadline: Deadline, said: Said) -> list[Asked]:
    """What to ask about words that are about to answer a deadline. Nothing, where they are said again by one click."""
    if said.unchanged:
        return []
    report = reports.of_deadline(session, deadline)
    asked = report.deadline if report is not None else deadline
    place = Place(deadline.assignment, asked.occasion, asked.original_due_on, report.id if report is not None else 0)
    return _questions(session, place, _told(said))


def ask_unasked(session: Session, share: Assignment, period: str, said: Said) -> list[Asked]:
    """The same of a share for which no deadline was set."""
    return _questions(session, Place(share, period), _told(said))


def of_revision(session: Session, report: Report, revision: ReportRevision) -> list[Asked]:
    """What to ask about a report as it stands."""
    deadline = report.deadline
    place = Place(deadline.assignment, report.period, deadline.original_due_on, report.id)
    return _questions(session, place, queries.told(session, revision))


def _told(said: Said) -> Told:
    figures = {one.target_id: Figure(one.value, one.as_of, one.source.strip()) for one in said.values}
    return Told(said.standing, said.text, figures, len(said.evidence_ids), said.unchanged)


def _questions(session: Session, place: Place, told: Told) -> list[Asked]:
    measures = _measures(session, place.share.task_id)
    around = Around(
        period_first=period_named(place.period).first if is_period(place.period) else None,
        measures=measures,
        elsewhere=_elsewhere(session, place, told, measures),
    )
    return questions(told, _before(session, place, told, measures), around)


def _key(measure: Measure) -> Key:
    return measure.indicator, measure.unit, measure.kind.value


def _measures(session: Session, task_id: int) -> dict[int, Measure]:
    """What each target of the task measures, with the aims of all targets of the same indicator."""
    found = tasks.targets(session, task_id)
    aims: dict[Any, list[tuple[Decimal, date | None]]] = {}
    for one in found:
        if one.value is not None:
            aims.setdefault((one.indicator, one.unit, one.kind), []).append((one.value, one.due_on))
    return {
        one.id: Measure(one.indicator, one.unit, one.kind, tuple(aims.get((one.indicator, one.unit, one.kind), ())))
        for one in found
    }


def _before(session: Session, place: Place, told: Told, measures: Mapping[int, Measure]) -> Told | None:
    """What the share said before, with the last known figure of each indicator, however long ago."""
    last = queries.said_before(session, place.share.id, due_on=place.due_on, besides=place.report_id)
    if last is None:
        return None
    rows = session.execute(
        select(ReportValue.target_id, ReportValue.value, ReportValue.as_of, ReportValue.source)
        .join(ReportRevision, and_(ReportRevision.id == ReportValue.revision_id, reports.latest(ReportRevision)))
        .join(Report, Report.id == ReportRevision.report_id)
        .join(Deadline, Deadline.id == Report.deadline_id)
        .where(*queries.earlier(place.share.id, place.due_on, place.report_id), ReportValue.value.is_not(None))
        .order_by(ReportValue.as_of.desc(), ReportValue.id.desc())
        .limit(EARLIER)
    )
    known: dict[Key, Figure] = {}
    for target_id, value, as_of, source in rows:
        if target_id in measures:
            known.setdefault(_key(measures[target_id]), Figure(value, as_of, source))
    figures = {one: known[_key(measures[one])] for one in told.figures if _key(measures.get(one, Measure())) in known}
    return Told(last[1].standing, last[1].text, figures)


def _elsewhere(
    session: Session, place: Place, told: Told, measures: Mapping[int, Measure]
) -> dict[int, list[Elsewhere]]:
    """What other departments said of the same indicator in the same document, for the same period or day."""
    wanted = {
        _key(measures[one]): (one, figure.as_of)
        for one, figure in told.figures.items()
        if figure.value is not None and one in measures and len(measures[one].indicator) >= NAMED
    }
    if not wanted:
        return {}
    found: dict[int, list[Elsewhere]] = {}
    for row in session.execute(_of_others(place, wanted)):
        there = wanted.get((row.indicator, row.unit, row.kind.value))
        if there is not None and (row.period == place.period or row.as_of == there[1]):
            found.setdefault(there[0], []).append(Elsewhere(row.label, row.value))
    return found


def _of_others(place: Place, wanted: Mapping[Key, tuple[int, date | None]]) -> Any:
    ids = [target_id for target_id, _ in wanted.values()]
    editions = select(Item.edition_id).join(Target, Target.item_id == Item.id).where(Target.id.in_(ids))
    days = [as_of for _, as_of in wanted.values() if as_of is not None]
    return (
        select(*OTHERS)
        .select_from(Target)
        .join(Item, Item.id == Target.item_id)
        .join(ReportValue, ReportValue.target_id == Target.id)
        .join(ReportRevision, and_(ReportRevision.id == ReportValue.revision_id, reports.latest(ReportRevision)))
        .join(Report, Report.id == ReportRevision.report_id)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(Department, Department.id == Assignment.department_id)
        .where(
            Target.indicator.in_({indicator for indicator, _, _ in wanted}),
            Item.edition_id.in_(editions),
            ReportValue.value.is_not(None),
            Report.state.in_(reports.STANDS),
            Assignment.department_id != place.share.department_id,
            or_(Report.period == place.period, ReportValue.as_of.in_(days)),
        )
        .order_by(ReportValue.id.desc())
        .limit(EARLIER)
    )
