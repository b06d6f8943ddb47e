"""Filing: what a department says, against the deadline that asked for it. Revisions are only added."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import former
from workflow.audit import service as audit
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.errors import Refused, Stale
from workflow.reports import checking, drafts, queries, rules
from workflow.reports.models import (
    Blocker,
    Report,
    ReportEvidence,
    ReportRevision,
    ReportState,
    ReportValue,
    SignOff,
    SignOffWord,
    Standing,
)
from workflow.reports.moves import MOVES, ReportAct
from workflow.reports.rules import BlockerSaid, Said, Signature, ValueSaid


def file(
    session: Session,
    deadline: Deadline,
    *,
    standing: Standing,
    text: str,
    next_step: str = "",
    values: Sequence[ValueSaid] = (),
    blockers: Sequence[BlockerSaid] = (),
    evidence_ids: Sequence[int] = (),
    by: audit.Actor,
    at: datetime,
    expected_version: int | None = None,
    demo: bool = False,
    signature: Signature | None = None,
) -> Report:
    """File a department's report and end its deadline on that day.

    Where the department's head signs what leaves it and there is no `signature`, the report waits for one and the
    deadline stays open. What only the office's verdict ends (a target, a milestone) is answered, not ended.
    `expected_version` is the version of the draft that the author saw (0: none); Stale is raised when another one was
    saved meanwhile.
    """
    session.refresh(deadline, with_for_update=True)
    drafts.check(session, deadline, expected_version)
    said = Said(standing, text, next_step, values, blockers, evidence_ids, demo=demo)
    return put_down(session, deadline, said, by=by, at=at, signature=signature)


def put_down(
    session: Session,
    deadline: Deadline,
    said: Said,
    *,
    by: audit.Actor,
    at: datetime,
    signature: Signature | None = None,
) -> Report:
    """Check, end the deadline (unless the head has still to sign), append the revision, record. The deadline's row is
    held by the caller."""
    checking.check(session, deadline, said, today=day_of(at))
    leaves = signature is not None or not deadline.department.signs_off
    report = _report_of(session, deadline, act=ReportAct.FILE if leaves else ReportAct.SUBMIT, at=at, demo=said.demo)
    revision = append(session, report, said, by=by, at=at)
    drafts.drop(session, deadline)
    if signature is not None and deadline.department.signs_off:
        put_signature(session, revision, signature, by=by, at=at)
    if leaves or deadline.due_rule == rules.VOLUNTARY:
        leave(session, deadline, on=day_of(at))
    act = "report.filed" if leaves else "report.submitted"
    facts = {"revision": revision.ordinal, "standing": said.standing.value, "unchanged": said.unchanged}
    audit.record(session, act, report, by=by, at=at, plan_id=deadline.plan_id, period=report.period, **facts)
    return report


def leave(session: Session, deadline: Deadline, *, on: date) -> None:
    """What the report answers ends on the day on which it leaves the department, unless a verdict has to end it. What
    nobody asked for ended on the day on which it was written: it waits for nothing and is never late."""
    voluntary = deadline.due_rule == rules.VOLUNTARY and deadline.ended_on is not None
    if deadline.kind not in rules.ENDED_BY_VERDICT and not voluntary:
        deadlines.end(session, deadline, Outcome.MET, on=on)


def put_signature(
    session: Session, revision: ReportRevision, signature: Signature, *, by: audit.Actor, at: datetime
) -> SignOff:
    """Keep who signed a revision, in which manner and on which day."""
    rules.check_signature(signature, today=day_of(at))
    if signature.evidence_id is not None:
        checking.check_evidence(session, revision.report.deadline, {signature.evidence_id})
    kept = SignOff(
        revision=revision,
        word=SignOffWord.SIGNED,
        manner=signature.manner,
        signer=signature.signer,
        signed_on=signature.on,
        evidence_id=signature.evidence_id,
        by_id=by.account_id,
        at=at,
    )
    session.add(kept)
    session.flush()
    return kept


def take_up(session: Session, report: Report) -> None:
    """Hold a report until the end of the transaction, with its share and what it answers. The order is that of filing
    and of changing who is responsible: two who meet here wait for each other only once."""
    session.refresh(report.deadline.assignment, with_for_update={"read": True})
    session.refresh(queries.answered(session, report), with_for_update=True)
    session.refresh(report, with_for_update=True)


def current_revision(session: Session, report: Report) -> ReportRevision | None:
    return session.scalar(
        select(ReportRevision)
        .where(ReportRevision.report_id == report.id)
        .order_by(ReportRevision.ordinal.desc())
        .limit(1)
    )


def _report_of(session: Session, deadline: Deadline, *, act: ReportAct, at: datetime, demo: bool) -> Report:
    """The report this deadline is answered with: a new one, one taken or sent back before, or one that was returned."""
    if deadline.kind == DeadlineKind.CORRECTION:
        report = session.get(Report, rules.returned_report(deadline.occasion), with_for_update=True)
        if report is None or report.assignment_id != deadline.assignment_id:
            raise Refused("report.not_asked")
    else:
        report = session.scalar(select(Report).where(Report.deadline_id == deadline.id).with_for_update())
    if report is None:
        state = ReportState.FILED if act == ReportAct.FILE else ReportState.TO_SIGN
        report = Report(deadline=deadline, assignment_id=deadline.assignment_id, period=deadline.occasion, state=state)
        session.add(report)
    elif MOVES.allows(report.state, act):
        former.keep(session, report, on=day_of(at))
        report.state = MOVES.after(report.state, act)
    elif report.state == ReportState.TO_SIGN:
        raise Stale("report.waits_already")
    else:
        raise Stale("report.filed_already", on=day_of(report.filed_at))
    report.filed_at, report.demo = at, bool(report.demo) or demo
    return report


def append(session: Session, report: Report, said: Said, *, by: audit.Actor, at: datetime) -> ReportRevision:
    """The next revision of a report, with everything that hangs on it."""
    session.flush()
    last = session.scalar(select(func.max(ReportRevision.ordinal)).where(ReportRevision.report_id == report.id))
    revision = ReportRevision(
        report=report,
        ordinal=(last or 0) + 1,
        standing=said.standing,
        text=said.text.strip(),
        next_step=said.next_step.strip(),
        unchanged=said.unchanged,
        author_id=by.account_id or 0,
        author=by.name,
        at=at,
    )
    session.add(revision)
    session.flush()
    session.add_all(_carried(revision.id, said))
    session.flush()
    return revision


def _carried(revision_id: int, said: Said) -> Iterator[ReportValue | Blocker | ReportEvidence]:
    """What hangs on a revision: values, blockers, files."""
    for value in said.values:
        yield ReportValue(
            revision_id=revision_id,
            target_id=value.target_id,
            value=value.value,
            source=value.source.strip(),
            definition=value.definition.strip(),
            as_of=value.as_of if value.value is not None else None,
            awaited_on=value.awaited_on if value.value is None else None,
        )
    for blocker in said.blockers:
        yield Blocker(
            revision_id=revision_id,
            kind=blocker.kind,
            text=blocker.text.strip(),
            asked=blocker.asked.strip(),
            since_on=blocker.since_on,
        )
    for evidence_id in sorted(set(said.evidence_ids)):
        yield ReportEvidence(revision_id=revision_id, evidence_id=evidence_id)
