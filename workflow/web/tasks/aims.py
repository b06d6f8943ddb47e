"""The targets of a task's page: those of one indicator together, with every reviewed value and a chart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from workflow.plans.models import TargetKind
from workflow.reports.histories import Reviewed, reviewed
from workflow.review.standing import Standing
from workflow.web.tasks.chart import Chart, Mark, chart
from workflow.web.tasks.showing import Aim, measure
from workflow.wording.targets import wanted

May = Callable[[int], bool]


@dataclass(frozen=True)
class Group:
    """One indicator: its targets, and the reviewed values in the order of their days."""

    aims: list[Aim]
    values: list[Reviewed]
    chart: Chart | None

    @property
    def indicator(self) -> str:
        return self.aims[0].target.indicator

    @property
    def unit(self) -> str:
        return self.aims[0].target.unit

    @property
    def latest(self) -> Reviewed | None:
        return self.values[-1] if self.values else None


@dataclass(frozen=True)
class Aims:
    """Goals have no value: they stand apart, in the paper's words."""

    groups: list[Group]
    goals: list[Aim]


def grouped(session: Session, aims: Sequence[Aim], stands: dict[int, Standing], *, today: date, may_open: May) -> Aims:
    """`may_open`: whether the viewer may open the reports of a department; else a value leads nowhere."""
    by_measure: dict[tuple[str, str, TargetKind], list[Aim]] = {}
    for aim in aims:
        if aim.target.kind != TargetKind.GOAL:
            by_measure.setdefault(measure(aim.target), []).append(aim)
    known = reviewed(session, [aim.target.id for same in by_measure.values() for aim in same])
    groups = []
    for same in by_measure.values():
        found = [value for aim in same for value in known.get(aim.target.id, ())]
        values = sorted(found, key=lambda value: (value.as_of, value.revision_id))
        groups.append(Group(same, values, _drawn(same, values, stands, today, may_open)))
    return Aims(groups, [aim for aim in aims if aim.target.kind == TargetKind.GOAL])


def _drawn(
    aims: Sequence[Aim], values: Sequence[Reviewed], stands: dict[int, Standing], today: date, may_open: May
) -> Chart | None:
    actuals = [
        Mark(one.as_of, one.value, report_id=one.report_id if may_open(one.department_id) else None) for one in values
    ]
    dues = []
    for aim in aims:
        holds = stands[aim.target.id].holds
        if holds.due_on is not None and holds.value is not None:
            dues.append(Mark(holds.due_on, holds.value, wanted(holds)))
    return chart(actuals=actuals, dues=dues, today=today)
