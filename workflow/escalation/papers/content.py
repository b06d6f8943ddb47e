"""What a paper says, as one document: frozen when it is issued."""

from typing import Any

from workflow.escalation.papers.models import Paper


def content_of(paper: Paper) -> dict[str, Any]:
    """All that an issued paper says, with the rows that its numbers came from."""
    return {
        "number": paper.number,
        "kind": paper.kind.value,
        "title": paper.title,
        "organ": paper.organ,
        "basis": paper.basis,
        "plan": paper.plan.title,
        "addressed": [one.department.label for one in paper.addresses],
        "body": paper.body,
        "reply_by": paper.reply_by.isoformat() if paper.reply_by else None,
        "signer": paper.signer,
        "signed_on": paper.signed_on.isoformat() if paper.signed_on else None,
        "issued_on": paper.issued_on.isoformat() if paper.issued_on else None,
        "issued_by": paper.issued_by,
        "lines": [{"deadline_id": one.deadline_id, **one.facts} for one in paper.lines],
        "facts": paper.facts,
        "confirmed": paper.confirmed,
    }
