"""What came back to a department, or is asked of it, beside its deadlines; and what it may ask the office for."""

from dataclasses import dataclass
from typing import Any

from workflow.deadlines import held
from workflow.deadlines.models import Deadline
from workflow.deadlines.queries import Rows
from workflow.reports import answering, waiting
from workflow.reports.models import Report, ReportState
from workflow.reports.queries import of_deadline
from workflow.review import closings
from workflow.review.closing_models import ClosingState
from workflow.tasks.consulting_queries import open_for
from workflow.web.request import session


@dataclass(frozen=True)
class Beside:
    """`sent_back`: what the head sent back and nobody is owed. `inquiries` are counted, and listed up to fifty."""

    sent_back: Rows = ()
    inquiries: Rows = ()
    asked: int = 0
    closings: Rows = ()
    to_ask: Rows = ()
    held: Rows = ()
    consulted: tuple[Any, ...] = ()

    @property
    def came_back(self) -> int:
        return len(self.sent_back) + self.asked + len(self.closings)

    @property
    def presses(self) -> bool:
        """Something here is to be done."""
        return bool(self.came_back or self.to_ask or self.consulted)


def beside(department_id: int, found: Any, *, inside: bool) -> Beside:
    """Each is looked up only where the desk's counts and flags (insight.desk) say that there is some."""
    current = session()
    back = closings.returned_to(current, department_id) if found.closings_returned else ()
    return Beside(
        sent_back=waiting.sent_back(current, department_id, unasked=True) if inside and found.sent_back else (),
        inquiries=answering.open_of(current, department_id) if found.inquiries else (),
        asked=found.inquiries,
        closings=[row for row in back if inside or row.state == ClosingState.RETURNED],
        to_ask=closings.to_ask_for(current, department_id) if inside and found.closings_to_ask else (),
        held=held.of_department(current, department_id) if found.held else (),
        consulted=tuple(open_for(current, [department_id])) if found.consulted else (),
    )


def asked_about(owed: Deadline) -> Report | None:
    """The report that answers a deadline, while the office waits for an answer about it."""
    report = of_deadline(session(), owed) if owed.ended_on is not None else None
    return report if report is not None and report.state == ReportState.UNDER_REVIEW else None
