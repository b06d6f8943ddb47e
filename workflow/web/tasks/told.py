"""What was reported on a task, for its page: each report with its values, who signed and reviewed it, questions and
answers, corrections beside what they correct."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.reports import answering, details
from workflow.reports.models import SignOffWord
from workflow.review import queries as reviews
from workflow.tasks.models import Role
from workflow.web.request import session


@dataclass(frozen=True)
class Told:
    """`latest`: what the lead said last (else anybody); `earlier`: the rest, the latest first. The others by revision
    or by report."""

    latest: Any
    earlier: list[Any]
    blockers: dict[int, Any]
    values: dict[int, Any]
    evidence: dict[int, Any]
    signed: dict[int, Any]
    reviews: dict[int, Any]
    inquiries: dict[int, Any]
    corrections: dict[int, list[Any]]

    @property
    def rows(self) -> list[Any]:
        return [self.latest, *self.earlier] if self.latest is not None else []


def told(
    said: Sequence[Any], corrections: Sequence[Any], of_values: Sequence[int], inside: Callable[[int], bool]
) -> Told:
    """`of_values`: further revisions whose files are wanted, of the table of values. What the head sent back is told
    inside her department only."""
    ids = [row.revision_id for row in said]
    whose = {row.revision_id: row.department_id for row in said}
    signed = {
        number: [one for one in many if one.word == SignOffWord.SIGNED or inside(whose[number])]
        for number, many in details.signatures(session(), ids).items()
    }
    latest = next((row for row in said if row.role == Role.LEAD), next(iter(said), None))
    by_report: dict[int, list[Any]] = {}
    for one in corrections:
        by_report.setdefault(one.report_id, []).append(one)
    return Told(
        latest,
        [row for row in said if row is not latest],
        details.blockers(session(), ids),
        details.values(session(), ids),
        details.evidence(session(), {*ids, *of_values}),
        signed,
        reviews.of_revisions(session(), ids),
        answering.of_reports(session(), [row.id for row in said]),
        by_report,
    )
