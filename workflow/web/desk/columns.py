"""What a desk asks about each deadline beside what the deadline itself says. Put together once for all desks."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, or_, select

from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.deadlines.rules import WORK
from workflow.escalation.papers.models import Paper, PaperAddress
from workflow.people.models import Account, Holding
from workflow.reports.conditions import awaits_word, said_before
from workflow.reports.models import Report, ReportDraft, ReportRevision, ReportState, SignOff, SignOffWord
from workflow.reports.queries import STANDS
from workflow.review.closing_models import Closing, ClosingState
from workflow.review.models import Extension, Review
from workflow.tasks.models import Assignment

RETURNED_FOR = select(Review.reason).where(Review.correction_id == Deadline.id).limit(1).scalar_subquery()
OF_RETURN = (
    select(Report.state)
    .join(Review, Review.report_id == Report.id)
    .where(Review.correction_id == Deadline.id)
    .limit(1)
    .scalar_subquery()
)
ANSWER = select(Report.state).where(Report.deadline_id == Deadline.id).limit(1).scalar_subquery()


def _heads_words(*conditions: Any) -> Any:
    """The head's last words about a report that she sent back."""
    return (
        select(SignOff.words)
        .join(ReportRevision, ReportRevision.id == SignOff.revision_id)
        .join(Report, Report.id == ReportRevision.report_id)
        .where(Report.state == ReportState.SENT_BACK, SignOff.word == SignOffWord.RETURNED, *conditions)
        .order_by(SignOff.id.desc())
        .limit(1)
        .correlate(Deadline)
        .scalar_subquery()
    )


_returned = select(Review.report_id).where(Review.correction_id == Deadline.id).correlate(Deadline)
_of_return = _heads_words(Report.id.in_(_returned))
_of_own = _heads_words(Report.deadline_id == Deadline.id)
_kept = ReportDraft.deadline_id == Deadline.id
_clerk = exists().where(Holding.post_id == Assignment.post_id, Holding.account_id == ReportDraft.saved_by)
DRAFTED: tuple[Any, ...] = (
    select(ReportDraft.saved_at).where(_kept).scalar_subquery().label("drafted_at"),
    select(Account.name)
    .join(ReportDraft, ReportDraft.saved_by == Account.id)
    .where(_kept)
    .scalar_subquery()
    .label("drafted_by"),
    select(case((_clerk.correlate(ReportDraft, Assignment), Assignment.section), else_=""))
    .select_from(ReportDraft)
    .where(_kept)
    .correlate(Deadline, Assignment)
    .scalar_subquery()
    .label("drafted_in"),
)
OF_PERIOD = (
    select(Report.period)
    .join(Review, Review.report_id == Report.id)
    .where(Review.correction_id == Deadline.id)
    .limit(1)
    .scalar_subquery()
)


def _asked(states: tuple[ClosingState, ...], *signed: ColumnElement[bool]) -> Any:
    """A request is open: to close the task, or for another day."""
    to_close = exists().where(Closing.assignment_id == Deadline.assignment_id, Closing.state.in_(states))
    to_extend = exists().where(Extension.deadline_id == Deadline.id, Extension.decision.is_(None), *signed)
    ends = Deadline.kind == DeadlineKind.COMPLETION
    asked = case((ends, to_close.correlate(Deadline)), (Deadline.kind.in_(WORK), to_extend.correlate(Deadline)))
    return asked.label("asked")


STATE = case((Deadline.kind == DeadlineKind.CORRECTION, OF_RETURN), else_=ANSWER)
SENT_BACK_FOR = case(  # looked up only where there are such words
    (STATE != ReportState.SENT_BACK, None),
    (Deadline.kind == DeadlineKind.CORRECTION, _of_return),
    else_=case((STATE.is_not(None), _of_own)),
)
OF_PAPER = (DeadlineKind.RECEIPT, DeadlineKind.REPLY)
PAPER = (
    select(Paper.number)
    .join(PaperAddress, PaperAddress.paper_id == Paper.id)
    .where(or_(PaperAddress.receipt_id == Deadline.id, PaperAddress.reply_id == Deadline.id))
    .limit(1)
    .scalar_subquery()
)
BOTH: tuple[Any, ...] = (
    case((Deadline.kind.in_(OF_PAPER), PAPER)).label("paper"),
    said_before().label("repeatable"),
    case((Deadline.kind == DeadlineKind.CORRECTION, RETURNED_FOR)).label("returned_for"),
    case((Deadline.kind == DeadlineKind.CORRECTION, OF_PERIOD)).label("returned_period"),
)
INSIDE: tuple[Any, ...] = (  # drafts, and what the head has still to sign or sent back, are the department's own affair
    *BOTH,
    STATE.label("answer"),
    _asked((ClosingState.TO_SIGN, ClosingState.ASKED)),
    SENT_BACK_FOR.label("sent_back_for"),
    *DRAFTED,
)
OUTSIDE: tuple[Any, ...] = (
    *BOTH,
    case((STATE.in_(STANDS), STATE)).label("answer"),
    _asked((ClosingState.ASKED,), Extension.signed_at.is_not(None)),
)
ANSWERED_ALREADY = awaits_word()


def _stands(state: ReportState) -> ColumnElement[bool]:
    """What answers a deadline is in this state: its own report, or the one that came back with it."""
    own = exists().where(Report.deadline_id == Deadline.id, Report.state == state).correlate(Deadline)
    again = (
        exists()
        .where(Review.correction_id == Deadline.id, Report.id == Review.report_id, Report.state == state)
        .correlate(Deadline)
    )
    return or_(own, and_(Deadline.kind == DeadlineKind.CORRECTION, again))


TO_SIGN, SENT_BACK = _stands(ReportState.TO_SIGN), _stands(ReportState.SENT_BACK)
