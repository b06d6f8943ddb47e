"""审定, 印发, 撤回: a leader signs, the office issues, and from then on nothing in the sheet changes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.errors import Refused
from workflow.insight.circular.service import digest
from workflow.insight.scores import queries
from workflow.insight.scores.models import ScoreLine, ScoreObjection, ScoreSheet
from workflow.insight.scores.moves import ScoreAct
from workflow.insight.scores.service import hold, record
from workflow.notices import announcing
from workflow.notices.rules import SCORE_ANSWERED, SCORED
from workflow.reports.models import Manner
from workflow.reports.rules import Signature, check_signature


def hindrances(session: Session, sheet: ScoreSheet, *, today: date) -> list[Refused]:
    """Why it cannot be signed yet."""
    found = []
    if sheet.object_by is not None and today <= sheet.object_by:
        found.append(Refused("score.objections_run", on=sheet.object_by))
    if waiting := queries.open_objections(session, sheet.id):
        found.append(Refused("score.objections_open", count=waiting))
    return found


def sign(
    session: Session, sheet: ScoreSheet, signature: Signature, *, by: audit.Actor, at: datetime, seen: int | None = None
) -> None:
    """审定, on the screen by a leader; on paper the office registers who signed and when, with the scan."""
    state, today = hold(session, sheet, ScoreAct.SIGN, seen=seen), day_of(at)
    for refused in hindrances(session, sheet, today=today):
        raise refused
    check_signature(signature, today=today)
    if signature.manner == Manner.PAPER and sheet.object_by is not None and signature.on <= sheet.object_by:
        raise Refused("score.signed_too_early", on=sheet.object_by)
    sheet.state, sheet.manner, sheet.signer = state, signature.manner, signature.signer.strip()
    sheet.signed_on, sheet.signed_at, sheet.signed_by_id = signature.on, at, by.account_id
    sheet.signature_id = signature.evidence_id
    facts = {"on": signature.on.isoformat(), "manner": signature.manner.value, "signed": sheet.signer}
    record(session, "score.signed", sheet, by=by, at=at, **facts)


def issue(session: Session, sheet: ScoreSheet, *, by: audit.Actor, at: datetime) -> ScoreSheet:
    """印发: everybody sees the totals, and what it says is kept with its digest."""
    state = hold(session, sheet, ScoreAct.ISSUE)
    sheet.state, sheet.issued_by, sheet.issued_at = state, by.name, at
    sheet.content = content_of(session, sheet)
    sheet.sha256 = digest(sheet.content)
    record(session, "score.issued", sheet, by=by, at=at, sha256=sheet.sha256)
    return sheet


def withdraw(session: Session, sheet: ScoreSheet, *, reason: str, by: audit.Actor, at: datetime) -> None:
    """撤回, with the reason; it stays to be seen, and another may be drawn up. What was not told yet is not told."""
    state = hold(session, sheet, ScoreAct.WITHDRAW)
    if not reason.strip():
        raise Refused("score.reason_missing")
    sheet.state, sheet.ended_for, sheet.ended_by, sheet.ended_at = state, reason.strip(), by.name, at
    answers = [f"{SCORE_ANSWERED}{one.id}" for one in queries.objections(session, sheet.id)]
    announcing.take_back(session, [f"{SCORED}{sheet.id}", *answers], on=day_of(at))
    record(session, "score.withdrawn", sheet, by=by, at=at, reason=sheet.ended_for)


def matches(session: Session, sheet: ScoreSheet) -> bool:
    """Whether an issued sheet still is what it was: its rows by the content, the content by its digest."""
    if sheet.content is None or digest(sheet.content) != sheet.sha256:
        return False
    return content_of(session, sheet) == sheet.content


def content_of(session: Session, sheet: ScoreSheet) -> dict[str, Any]:
    """All that a sheet says, with the rows that its numbers came from."""
    rows = queries.table(queries.whole(session, sheet), ranked=sheet.ranked)
    return {
        "plan": sheet.plan_id,
        "period": sheet.period,
        "as_of": sheet.as_of.isoformat(),
        "co_weight": _number(sheet.co_weight),
        "ranked": sheet.ranked,
        "object_by": sheet.object_by.isoformat() if sheet.object_by else None,
        "signer": sheet.signer,
        "signed_on": sheet.signed_on.isoformat() if sheet.signed_on else None,
        "issued_by": sheet.issued_by,
        "rules": [
            [one.name, one.kind.value, *map(_number, (one.full, one.times, one.partial)), one.basis]
            for one in sheet.rules
        ],
        "bodies": [
            {
                "department": row.department.id,
                "score": row.score,
                "rank": row.rank,
                "lines": [_line(line) for line in row.lines],
            }
            for row in sorted(rows, key=lambda row: row.department.id)
        ],
    }


def _line(line: ScoreLine) -> dict[str, Any]:
    said = {"marks": _number(line.marks), "stands": _number(line.stands), "facts": line.facts}
    return said | ({"objection": _objection(line.objection)} if line.objection is not None else {})


def _objection(said: ScoreObjection) -> dict[str, Any]:
    facts = {"reason": said.reason, "by": said.by, "evidence": said.evidence_id, "state": said.state.value}
    return facts | {"corrected": _number(said.corrected), "answer": said.answer, "answered_by": said.answered_by}


def _number(number: Any) -> str | None:
    return None if number is None else f"{number:.2f}"
