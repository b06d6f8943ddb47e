"""The family of pages about papers, and what each of its doors asks first."""

from flask import Blueprint
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.escalation.papers import queries
from workflow.escalation.papers.models import Paper, PaperAddress, PaperAnswer
from workflow.web.request import allow, me, not_found, session

pages = Blueprint("papers", __name__)
Answer = str | tuple[str, int] | Response


def bodies(paper: Paper) -> frozenset[int]:
    return frozenset(one.department_id for one in paper.addresses)


def of_office(paper_id: int) -> Paper:
    """A paper that the office may act on."""
    paper = queries.whole(session(), paper_id) or not_found()
    allow(may.may_draft_papers(me(), bodies(paper)))
    return paper


def mine() -> frozenset[int]:
    """The departments this person speaks for, and those whose place they took."""
    return queries.followed(session(), me().departments) if me().departments else frozenset()


def is_out(paper: Paper) -> bool:
    return paper.state in queries.OUT


def own_address(paper: Paper) -> PaperAddress | None:
    """By which address this person's department is meant, once the paper was issued."""
    own = mine()
    found = [one for one in paper.addresses if one.department_id in own]
    return found[0] if found and is_out(paper) else None


def may_see(paper: Paper) -> bool:
    """Who oversees sees every paper; a department what was issued to it."""
    return may.may_oversee(me()) or own_address(paper) is not None


def may_open(answer: PaperAnswer) -> bool:
    """Whether this person speaks for the department that answered."""
    return answer.address.department_id in mine()


def may_sign(answer: PaperAnswer) -> bool:
    """Whether this person heads the department that answered, or the one that took its place."""
    return answer.address.department_id in queries.followed(session(), may.signing_departments(me()))
