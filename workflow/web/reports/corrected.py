"""What stands beside a report on its page: its corrections, and the values that an unchanged report leaves standing."""

from collections.abc import Sequence
from typing import Any

from workflow.reports import corrected, details
from workflow.reports.models import Report, ReportRevision, ReportState
from workflow.reports.repeating import REPEATED
from workflow.web.request import session


def beside(report: Report, revisions: Sequence[ReportRevision], *, inside: bool, speaks: bool) -> dict[str, Any]:
    """What waits for the head's signature is seen inside the department alone; `speaks`: may ask for a correction."""
    asked = corrected.of_report(session(), report.id)
    waits = any(one.decision is None for one in asked)
    said_again = revisions[0] if revisions and revisions[0].unchanged else None
    still = details.standing_values(session(), report.assignment_id, until=said_again.at) if said_again else {}
    correctable = report.state == ReportState.ACCEPTED and report.deadline.kind in REPEATED
    return {
        "corrections": [one for one in asked if inside or one.signed_at is not None],
        "may_correct": speaks and correctable and not waits,
        "still": list(still.values()),
    }
