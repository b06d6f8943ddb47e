"""A paper as the form of an official letter takes it."""

from datetime import date
from typing import Any

from workflow.adapters.official_letter import OfficialLetter, Part
from workflow.escalation.papers.issuing import content_of
from workflow.escalation.papers.models import Paper, PaperKind, PaperState

DRAFTS = (PaperState.DRAFT, PaperState.TO_SIGN, PaperState.SIGNED, PaperState.VOID)


def letter_of(paper: Paper) -> OfficialLetter:
    """An issued paper by what was frozen, so that it reads the same for ever; before that, as it stands now."""
    told: dict[str, Any] = paper.content if paper.content is not None else content_of(paper)
    signed, issued = _day(told["signed_on"]), _day(told["issued_on"])
    return OfficialLetter(
        organ=told["organ"],
        number=told["number"] or "",
        title=told["title"],
        addressed="、".join(told["addressed"]),
        body=tuple(Part(level=part["level"], text=part["text"]) for part in told["body"]),
        signed=told["organ"],
        dated=issued or signed,
        printed_by=told["organ"] if issued else "",
        printed_on=issued,
        draft=paper.state in DRAFTS,
        form="letter" if paper.kind == PaperKind.COORDINATION_LETTER else "document",
    )


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
