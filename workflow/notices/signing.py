"""What waits for the signature of a department's head, as an occasion of its own: `sign:17` for the revision of a
report that waits, `sign:extension:5` for a request for another day, and so for a correction and a closing; for what is
said to a paper `sign:reply:7:2`, the answer and how it was worded.

A notice hangs on a deadline. A report hangs on what it answers, a request for another day on what it asks about, a
correction on what its report answered, an answer to a paper on the reply (or the receipt) that is owed. No day is set
for a closing: it hangs on the first thing that its share owed, which never changes, and its day is not told."""

from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from workflow.deadlines.models import Deadline
from workflow.escalation.papers.models import AnswerKind, AnswerState, PaperAddress, PaperAnswer
from workflow.notices.models import Notice
from workflow.notices.rules import CLOSING, CORRECTION, EXTENSION, OBJECTION, REPLY, SIGN, STANDING
from workflow.reports.beside_models import ReportCorrection
from workflow.reports.models import Report, ReportRevision, ReportState
from workflow.reports.queries import latest
from workflow.reports.rules import VOLUNTARY
from workflow.review.closing_models import Closing, ClosingState
from workflow.review.models import Extension, Review

Found = Select[*tuple[Any, ...]]
_owed = aliased(Deadline)


def waiting() -> tuple[Found, ...]:
    """What waits now: the deadline it hangs on, the share that owes it, and its rung."""
    return _reports(), _extensions(), _corrections(), _closings(), _answers()


def _reports() -> Found:
    """What nobody asked for has ended its deadline when it was written; what ended otherwise is signed no more."""
    again = select(func.max(Review.correction_id)).where(Review.report_id == Report.id).correlate(Report)
    return (
        _found(_owed.id, Report.assignment_id, literal(SIGN) + cast(ReportRevision.id, String))
        .select_from(Report)
        .join(ReportRevision, and_(ReportRevision.report_id == Report.id, latest(ReportRevision)))
        .join(_owed, _owed.id == func.coalesce(again.scalar_subquery(), Report.deadline_id))
        .where(Report.state == ReportState.TO_SIGN, or_(_owed.ended_on.is_(None), _owed.due_rule == VOLUNTARY))
    )


def _extensions() -> Found:
    return (
        _found(_owed.id, _owed.assignment_id, literal(EXTENSION) + cast(Extension.id, String))
        .select_from(Extension)
        .join(_owed, _owed.id == Extension.deadline_id)
        .where(Extension.decision.is_(None), Extension.signed_at.is_(None), _owed.ended_on.is_(None))
    )


def _corrections() -> Found:
    return (
        _found(Report.deadline_id, Report.assignment_id, literal(CORRECTION) + cast(ReportCorrection.id, String))
        .select_from(ReportCorrection)
        .join(Report, Report.id == ReportCorrection.report_id)
        .where(ReportCorrection.decision.is_(None), ReportCorrection.signed_at.is_(None))
    )


def _closings() -> Found:
    first = select(func.min(_owed.id)).where(_owed.assignment_id == Closing.assignment_id).correlate(Closing)
    kind = case((Closing.as_standing, STANDING), else_=CLOSING)
    return _found(first.scalar_subquery(), Closing.assignment_id, kind + cast(Closing.id, String)).where(
        Closing.state == ClosingState.TO_SIGN
    )


def _answers() -> Found:
    """A reply that was sent back and said again is another one to sign: its version is counted up."""
    kind = case((PaperAnswer.kind == AnswerKind.OBJECTION, OBJECTION), else_=REPLY)
    worded = cast(PaperAnswer.id, String) + ":" + cast(PaperAnswer.version, String)
    return (
        _found(_owed.id, _owed.assignment_id, kind + worded)
        .select_from(PaperAnswer)
        .join(PaperAddress, PaperAddress.id == PaperAnswer.address_id)
        .join(_owed, _owed.id == func.coalesce(PaperAddress.reply_id, PaperAddress.receipt_id))
        .where(PaperAnswer.state == AnswerState.TO_SIGN)
    )


def _found(deadline_id: Any, share_id: Any, rung: ColumnElement[str]) -> Found:
    return select(deadline_id.label("deadline_id"), share_id.label("share_id"), rung.label("rung"))


def still_waits() -> ColumnElement[bool]:
    """Condition on such a notice: what it tells of has not been signed, sent back or taken back since."""
    still = []
    for found in waiting():
        deadline_id, share_id, rung = found.selected_columns
        same = (share_id == Deadline.assignment_id, deadline_id == Deadline.id, rung == Notice.rung)
        still.append(found.where(*same).correlate(Deadline, Notice).exists())
    return or_(*still)


def lies_with_head() -> ColumnElement[bool]:
    """Condition on a deadline: what answers it (mended, where it was returned) waits for the head's signature."""
    waits, asked = aliased(Report), aliased(Review)
    first = exists().where(waits.deadline_id == Deadline.id, waits.state == ReportState.TO_SIGN).correlate(Deadline)
    mended = exists().where(
        asked.correction_id == Deadline.id, waits.id == asked.report_id, waits.state == ReportState.TO_SIGN
    )
    replied = exists().where(
        PaperAddress.reply_id == Deadline.id,
        PaperAnswer.address_id == PaperAddress.id,
        PaperAnswer.kind == AnswerKind.REPLY,
        PaperAnswer.state == AnswerState.TO_SIGN,
    )
    return first | mended.correlate(Deadline) | replied.correlate(Deadline)
