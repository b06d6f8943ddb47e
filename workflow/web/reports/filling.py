"""What stands around a report's form: last period, shares of others, files, the draft; and how a form is filled."""

from dataclasses import dataclass
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.evidence import queries as evidence
from workflow.instructions.queries import named as instruction_named
from workflow.reports import details, queries, reminding, shares
from workflow.reports.models import Report, ReportDraft, ReportRevision, ReportState, SignOff
from workflow.review import queries as reviews
from workflow.review import required
from workflow.review.checklist import KindLine
from workflow.review.models import Review
from workflow.tasks import queries as tasks
from workflow.tasks.models import Assignment, Milestone, Role
from workflow.web.numbers import whole
from workflow.web.reports.forms import ReportForm
from workflow.web.request import session
from workflow.web.tasks import showing
from workflow.workdays.rules import is_period

NOT_KEPT = {"csrf_token", "once", "version", "quote"}
Words = dict[str, list[str]]


def typed() -> Words:
    """What was typed, as it was sent: the words of a draft."""
    return {name: words for name, words in request.form.to_dict(flat=False).items() if name not in NOT_KEPT}


def form_of(words: Words | None) -> ReportForm:
    """The form: of the request when something was sent, else of kept words, else empty."""
    if request.method == "POST" or not words:
        form = ReportForm.read()
    else:
        form = ReportForm.read(formdata=MultiDict([(name, one) for name, many in words.items() for one in many]))
    return form


def chosen(words: Words) -> list[int]:
    """The files put in before and still ticked."""
    return [number for word in words.get("evidence", []) if (number := whole(word)) is not None]


@dataclass(frozen=True)
class Beside:
    """Everything the form's page shows beside what is typed. `kept` are files put in before."""

    share: Assignment
    period: str
    kind: DeadlineKind
    aims: list[showing.Aim]
    last: ReportRevision | None
    standing: dict[int, Any]  # the last value of each target, by its own day
    last_blockers: list[Any]
    others: tuple[Any, ...]
    wanted: bool  # whether the office was asked to remind those who are missing
    kept: tuple[Any, ...]
    step: Milestone | None = None  # whose result is asked for
    kinds: tuple[KindLine, ...] = ()  # of evidence that the office wants of the task

    @property
    def instruction(self) -> int | None:
        """The leader's instruction on which it reports."""
        return instruction_named(self.period)

    @property
    def asked(self) -> bool:
        """Whether the office asked anybody: else a share is said where there is something to say."""
        return any(row.asked for row in self.others)

    @property
    def missing(self) -> list[str]:
        """Who was asked and has said nothing; nobody else is missing."""
        return [row.department for row in self.others if row.asked and row.report_id is None]


def beside(
    share: Assignment,
    deadline: Deadline | None,
    period: str,
    kept: list[int],
    *,
    kind: DeadlineKind = DeadlineKind.SHARE,
) -> Beside:
    """`deadline` is None for what nobody asked for: a share, or `kind`."""
    kind = deadline.kind if deadline else kind
    last = queries.last_said(session(), share.id, before=deadline.id if deadline else 0)
    ids = [last.id] if last else []
    leads = share.role == Role.LEAD and is_period(period)
    files = evidence.listed(session(), kept, department_id=share.department_id) if kept else ()
    return Beside(
        share,
        period,
        kind,
        _aims(share, deadline),
        last,
        details.standing_values(session(), share.id),
        details.blockers(session(), ids).get(ids[0], []) if ids else [],
        tuple(shares.of_period(session(), share.task_id, period)) if leads else (),
        leads and any(one.period == period for one in reminding.wanted(session(), [share.task_id])),
        tuple(files),
        session().get(Milestone, deadline.milestone_id) if deadline and deadline.milestone_id else None,
        tuple(required.lines(session(), share.task_id)),
    )


def _aims(share: Assignment, deadline: Deadline | None) -> list[showing.Aim]:
    """What a value can be given for: each indicator once, or the one target whose result is asked for."""
    found = showing.targets(session(), share.task_id)
    if deadline is not None and deadline.kind in (DeadlineKind.MILESTONE, DeadlineKind.INSTRUCTION):
        return []  # a step is answered in words and evidence
    if deadline is not None and deadline.kind == DeadlineKind.TARGET:
        return [aim for aim in found if deadline.target_id == aim.target.id]
    return showing.asked(found)


def last_words(deadline: Deadline) -> Words | None:
    """For a correction or after taking back: what the report said, to be mended. None: nothing was said."""
    report = queries.of_deadline(session(), deadline)
    return words_said(report) if report else None


def words_said(report: Report) -> Words | None:
    """What a report says now, as it would be typed."""
    revision = next(iter(queries.revisions(session(), report.id)), None)
    if revision is None:
        return None
    words: Words = {"standing": [revision.standing.value], "text": [revision.text], "next_step": [revision.next_step]}
    for place, value in enumerate(details.values(session(), [revision.id]).get(revision.id, [])):
        words |= _part(
            f"values-{place}",
            target_id=value.target_id,
            value=value.value,
            as_of=value.as_of,
            source=value.source,
            definition=value.definition,
            awaited="y" if value.awaited_on else None,
            awaited_on=value.awaited_on,
        )
    for place, one in enumerate(details.blockers(session(), [revision.id]).get(revision.id, [])):
        words |= _part(f"blockers-{place}", kind=one.kind, text=one.text, asked=one.asked, since_on=one.since_on)
    files = details.evidence(session(), [revision.id]).get(revision.id, [])
    return words | {"evidence": [str(file.id) for file in files if not file.withdrawn_at]}


def _part(prefix: str, **facts: Any) -> Words:
    return {f"{prefix}-{name}": [_plain(fact)] for name, fact in facts.items() if fact not in (None, "")}


def _plain(fact: Any) -> str:
    return f"{fact.normalize():f}" if hasattr(fact, "normalize") else str(fact)


def draft_of(deadline: Deadline) -> ReportDraft | None:
    return session().get(ReportDraft, deadline.id)


def department_name(share: Assignment) -> str:
    return tasks.names(session(), [share.department_id])[share.department_id]


def returned_for(report: Report | None) -> Review | None:
    """The office's last word on a report that was returned, also while the department mends it."""
    if report is None or report.state not in (ReportState.RETURNED, ReportState.SENT_BACK, ReportState.WITHDRAWN):
        return None
    return next(iter(reviews.reviews(session(), report.id)), None)


def sent_back_for(report: Report | None) -> SignOff | None:
    """The head's last word on a report that she sent back."""
    if report is None or report.state != ReportState.SENT_BACK:
        return None
    revision = queries.revisions(session(), report.id)[0]
    return next(reversed(details.signatures(session(), [revision.id]).get(revision.id, [])), None)
