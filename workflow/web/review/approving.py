"""Who approved an extension, as a form says it: the paper is taken in for the office."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from workflow.deadlines.models import Deadline
from workflow.evidence.queries import listed
from workflow.people.models import PostKind
from workflow.review.approving import Approval, granted_before
from workflow.tasks.leaders import leaders
from workflow.web.evidence.receiving import attach
from workflow.web.request import me, session, today
from workflow.web.review.closing_forms import ApprovalFields


@dataclass(frozen=True)
class Paper:
    """The files of the form, and what was refused."""

    ids: list[int]
    refused: list[str]

    def approval(self, form: ApprovalFields) -> Approval:
        return Approval(form.approver.data or "", next(iter(self.ids), None), form.leader.data)


def prepared(form: ApprovalFields) -> Paper:
    """The leaders to choose from, and the paper that came with the form."""
    form.offer([(one.post_id, one.words) for one in leaders(session(), on=today()).values()])
    if request.method != "POST":
        return Paper([], [])
    paper = Paper(*attach(office()))
    form.form_errors.extend(paper.refused)
    return paper


def office() -> int:
    """Whose the paper is."""
    return min(me().departments_as(PostKind.OFFICE))


def kept(paper: Paper) -> Sequence[Any]:
    return listed(session(), paper.ids, department_id=office()) if paper.ids else ()


def times(deadline: Deadline) -> int:
    """The how manieth extension this would be."""
    return granted_before(session(), deadline) + 1
