"""What stands beside a line of a mail: the office's words beside an urge, its question, a leader's instruction, which
paper was withdrawn and why."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.escalation.models import Urge
from workflow.escalation.papers.models import Paper
from workflow.instructions import queries as instructions
from workflow.notices.rules import ASKED, INSTRUCTED, WITHDRAWN
from workflow.reports.beside_models import Inquiry

URGE = "urge:"


def in_words(session: Session, rungs: Collection[str]) -> dict[str, str]:
    """By rung (urge:17, ask:3, instruction:4), where there are words."""
    urges = select(Urge.id, Urge.words).where(Urge.id.in_(_ids(rungs, URGE)), Urge.words != "")
    asked = select(Inquiry.id, Inquiry.words).where(Inquiry.id.in_(_ids(rungs, ASKED)))
    said = {f"{URGE}{urge_id}": words for urge_id, words in session.execute(urges)}
    said |= {f"{ASKED}{inquiry_id}": words for inquiry_id, words in session.execute(asked)}
    papers = select(Paper.id, Paper.number, Paper.ended_for).where(Paper.id.in_(_ids(rungs, WITHDRAWN)))
    said |= {f"{WITHDRAWN}{paper_id}": f"{number} {why}" for paper_id, number, why in session.execute(papers)}
    written = instructions.in_words(session, _ids(rungs, INSTRUCTED))
    return said | {f"{INSTRUCTED}{number}": words for number, words in written.items()}


def _ids(rungs: Collection[str], prefix: str) -> list[int]:
    return [int(rung.removeprefix(prefix)) for rung in rungs if rung.startswith(prefix)]
