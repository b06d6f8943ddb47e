"""What a department answers to papers and its head has still to sign."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from workflow.escalation.papers import answered, queries
from workflow.web.signing.thing import Asked
from workflow.wording.labels import label

SHOWN = 200


def waiting(session: Session, department_ids: Collection[int]) -> list[Asked]:
    return [
        Asked(
            kind="answer",
            id=one.id,
            version=one.version,
            number=one.address.paper.number or "",
            heading=one.address.paper.title,
            department=one.address.department.label,
            what=label(one.kind),
            words=one.words,
            more="",
            by=one.by,
            at=one.at,
            paper_id=one.address.paper_id,
        )
        for one in answered.to_sign(session, queries.followed(session, department_ids), limit=SHOWN)
    ]
