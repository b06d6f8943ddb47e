"""What stands beside a line of a mail: the office's words beside an urge, its question, why it returned a report, a
leader's instruction, which paper came, which was withdrawn and why."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.escalation.models import Urge
from workflow.escalation.papers.models import Paper
from workflow.instructions import queries as instructions
from workflow.notices.rules import ASKED, INSTRUCTED, WITHDRAWN
from workflow.reports.beside_models import Inquiry
from workflow.reports.rules import RETURN
from workflow.review.models import Review, ReviewVerdict

URGE, PAPER = "urge:", "paper:"


def in_words(session: Session, rungs: Collection[str]) -> dict[str, str]:
    """By rung (urge:17, ask:3, instruction:4), where there are words."""
    urges = select(Urge.id, Urge.words).where(Urge.id.in_(_ids(rungs, URGE)), Urge.words != "")
    asked = select(Inquiry.id, Inquiry.words).where(Inquiry.id.in_(_ids(rungs, ASKED)))
    said = {f"{URGE}{urge_id}": words for urge_id, words in session.execute(urges)}
    said |= {f"{ASKED}{inquiry_id}": words for inquiry_id, words in session.execute(asked)}
    came = select(Paper.id, Paper.number, Paper.title).where(Paper.id.in_(_ids(rungs, PAPER)))
    said |= {f"{PAPER}{paper_id}": f"{number} {title}" for paper_id, number, title in session.execute(came)}
    papers = select(Paper.id, Paper.number, Paper.ended_for).where(Paper.id.in_(_ids(rungs, WITHDRAWN)))
    said |= {f"{WITHDRAWN}{paper_id}": f"{number} {why}" for paper_id, number, why in session.execute(papers)}
    said |= _returned(session, _ids(rungs, RETURN))
    written = instructions.in_words(session, _ids(rungs, INSTRUCTED))
    return said | {f"{INSTRUCTED}{number}": words for number, words in written.items()}


def _returned(session: Session, report_ids: Collection[int]) -> dict[str, str]:
    """Why reports were returned; of one that came back twice it is the last reason."""
    returned = (Review.report_id.in_(report_ids), Review.verdict == ReviewVerdict.RETURNED)
    rows = session.execute(select(Review.report_id, Review.reason).where(*returned).order_by(Review.id))
    return {f"{RETURN}{row.report_id}": row.reason for row in rows}


def _ids(rungs: Collection[str], prefix: str) -> list[int]:
    return [int(rung.removeprefix(prefix)) for rung in rungs if rung.startswith(prefix)]
