"""What was asked about a report: by the checks when it was filed, by the office in review."""

from collections.abc import Sequence
from typing import Any

from workflow import permits as may
from workflow.reports import answering
from workflow.reports.models import Report
from workflow.web.request import me, session


def beside(report: Report, revision_ids: Sequence[int]) -> dict[str, Any]:
    """For a report's page."""
    return {
        "answers": answering.answers(session(), revision_ids),
        "inquiries": answering.inquiries(session(), report.id),
        "may_answer": may.may_answer(me(), report.deadline),
    }
