"""A paper as the form of an official letter takes it."""

from dataclasses import replace
from datetime import date
from typing import Any

from workflow.adapters.official_letter import OfficialLetter, Part, page_count
from workflow.escalation.papers.content import content_of
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


def pages(paper: Paper, *, today: date) -> int | None:
    """On how many pages a paper would be printed if it were issued today; None where nothing here can set it."""
    letter = letter_of(paper)
    number = letter.number or f"{letter.organ}〔{today.year}〕1号"
    issued = replace(letter, number=number, dated=today, draft=False)
    return page_count(replace(issued, printed_by=letter.organ, printed_on=today))


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
