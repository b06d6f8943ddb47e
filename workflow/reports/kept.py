"""What one revision says, as plain words that can be kept beside it; and back."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from workflow.reports import details, service
from workflow.reports.models import Report, ReportRevision, Standing
from workflow.reports.rules import BlockerSaid, Said, ValueSaid


def as_kept(said: Said) -> dict[str, Any]:
    """What is said, as it is kept with the request."""
    return {
        "standing": said.standing.value,
        "text": said.text.strip(),
        "next_step": said.next_step.strip(),
        "values": [
            {
                "target_id": one.target_id,
                "value": None if one.value is None else f"{one.value.normalize():f}",
                "as_of": _day(one.as_of if one.value is not None else None),
                "source": one.source.strip(),
                "definition": one.definition.strip(),
                "awaited_on": _day(one.awaited_on if one.value is None else None),
            }
            for one in sorted(said.values, key=lambda one: one.target_id)
        ],
        "blockers": [
            {
                "kind": str(one.kind),
                "text": one.text.strip(),
                "asked": one.asked.strip(),
                "since_on": _day(one.since_on),
            }
            for one in said.blockers
        ],
        "evidence_ids": sorted(set(said.evidence_ids)),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None


def said_in(kept: dict[str, Any]) -> Said:
    """What a request says."""
    values = [
        ValueSaid(
            one["target_id"],
            None if one["value"] is None else Decimal(one["value"]),
            _date(one["as_of"]),
            one["source"],
            _date(one["awaited_on"]),
            one["definition"],
        )
        for one in kept["values"]
    ]
    blockers = [BlockerSaid(one["kind"], one["text"], one["asked"], _date(one["since_on"])) for one in kept["blockers"]]
    standing = Standing(kept["standing"])
    return Said(standing, kept["text"], kept["next_step"], values, blockers, kept["evidence_ids"])


def stands(session: Session, report: Report) -> Said:
    """What a report says now."""
    revision = service.current_revision(session, report)
    assert revision is not None, "an accepted report says something"
    return said_by(session, revision)


def said_by(session: Session, revision: ReportRevision) -> Said:
    """A revision with everything that hangs on it."""
    ids = [revision.id]
    values = [
        ValueSaid(one.target_id, one.value, one.as_of, one.source, one.awaited_on, one.definition)
        for one in details.values(session, ids).get(revision.id, [])
    ]
    blockers = [
        BlockerSaid(one.kind, one.text, one.asked, one.since_on)
        for one in details.blockers(session, ids).get(revision.id, [])
    ]
    files = [file.id for file in details.evidence(session, ids).get(revision.id, []) if not file.withdrawn_at]
    return Said(revision.standing, revision.text, revision.next_step, values, blockers, files)
