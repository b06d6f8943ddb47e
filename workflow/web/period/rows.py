"""The rows of a period's page, found together: a fixed number of statements, however many tasks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from workflow.deadlines.models import DeadlineKind
from workflow.people.models import Department
from workflow.reports import details, period_rows, period_said, rules, typed
from workflow.reports.models import Blocker, ReportRevision, ReportValue, SignOff
from workflow.reports.period_rows import Whose
from workflow.reports.typed import Words
from workflow.web.period.aims import aims_of
from workflow.web.period.lines import Line, Sheet
from workflow.web.tasks.showing import Aim
from workflow.workdays.rules import Calendar, is_period


def load(
    session: Session, whose: Whose, department: Department, occasion: str, *, today: date, calendar: Calendar
) -> Sheet:
    owed = period_rows.owed(session, whose, occasion)
    free = [
        row
        for row in period_rows.addable(session, whose, occasion)
        if rules.share_period(lead_owes=row.lead_owes, today=today).key == occasion
    ]
    around = _around(session, department.label, owed, [*owed, *free])
    return Sheet(
        department,
        occasion,
        [_owed(row, around, today, calendar) for row in owed],
        [_free(row, around, today) for row in free],
        period_rows.filed(session, whose, occasion),
        [row for row in period_rows.periods(session, whose) if is_period(row.occasion)],
        of_sections=whose.posts is not None,
    )


@dataclass(frozen=True)
class _Around:
    """What stands beside all rows, found together."""

    department: str
    aims: dict[int, list[Aim]]
    last: period_said.LastSaid
    blockers: dict[int, list[Blocker]]
    values: dict[int, list[ReportValue]]
    files: dict[int, list[Any]]
    before: dict[tuple[int, int], ReportValue]
    own: dict[int, ReportRevision]
    returned: dict[int, SignOff]

    def of(self, row: Any) -> dict[str, Any]:
        """The facts of a row that are the same whether it is owed or not."""
        last = self.last.get(row.assignment_id)
        aims = self.aims.get(row.task_id, [])
        before = {aim.target.id: self.before.get((row.assignment_id, aim.target.id)) for aim in aims}
        return {
            "assignment_id": row.assignment_id,
            "task_id": row.task_id,
            "number": row.number,
            "heading": row.heading,
            "section": row.section,
            "role": row.role,
            "aims": aims,
            "last": last.ReportRevision if last else None,
            "last_period": last.period if last else "",
            "last_blockers": self.blockers.get(last.ReportRevision.id, []) if last else [],
            "before": {key: value for key, value in before.items() if value},
            "department": self.department,
        }

    def said(self, revision: ReportRevision) -> Words:
        files = [file.id for file in self.files.get(revision.id, []) if not file.withdrawn_at]
        values, blockers = self.values.get(revision.id, []), self.blockers.get(revision.id, [])
        return typed.words_of(revision, values, blockers, files)


def _around(session: Session, department: str, owed: Iterable[Any], every: Sequence[Any]) -> _Around:
    owed, shares = list(owed), [row.assignment_id for row in every]
    last = period_said.last_said(session, shares, beside=[row.id for row in owed])
    own = period_said.own_revisions(session, [row.report_id for row in owed if row.report_id])
    own_ids = [one.id for one in own.values()]
    return _Around(
        department,
        aims_of(session, {row.task_id for row in every}),
        last,
        details.blockers(session, [*(row.ReportRevision.id for row in last.values()), *own_ids]),
        details.values(session, own_ids),
        details.evidence(session, own_ids),
        period_said.last_values(session, shares),
        own,
        period_said.sent_back(session, own_ids),
    )


def _owed(row: Any, around: _Around, today: date, calendar: Calendar) -> Line:
    own = around.own.get(row.report_id)
    draft: Words | None = row.words
    start = draft if draft is not None else around.said(own) if own else {}
    return Line(
        key=f"d{row.id}",
        deadline_id=row.id,
        asked=row.kind == DeadlineKind.SHARE,
        opens_on=row.opens_on,
        due_on=row.due_on,
        late=calendar.late(row.due_on, today),
        own=own,
        returned=around.returned.get(own.id) if own else None,
        start=start,
        words=start,
        ticked=typed.TICKED in start,
        version=row.version or 0,
        seen=row.version or 0,
        saved_at=row.saved_at,
        is_open=row.opens_on <= today,
        **around.of(row),
    )


def _free(row: Any, around: _Around, today: date) -> Line:
    return Line(
        key=f"s{row.assignment_id}",
        deadline_id=None,
        asked=False,
        opens_on=today,
        due_on=None,
        late=0,
        own=None,
        returned=None,
        start=row.words or {},
        words=row.words or {},
        version=row.version or 0,
        seen=row.version or 0,
        saved_at=row.saved_at,
        **around.of(row),
    )
