"""What the doors of the evidence box are about: what a file proves, and files that somebody wants destroyed."""

from datetime import date

from sqlalchemy.orm import Session

from tests.support.builders import City, at, the_share
from workflow.audit.service import SYSTEM, Operator
from workflow.evidence import describing, destroying
from workflow.evidence.describing import Proves
from workflow.evidence.destroying import Why
from workflow.evidence.models import Blob, BlobState, Evidence

WHEN = at(date(2026, 10, 14))


def special(session: Session, city: City) -> dict[str, dict[str, object]]:
    """Each request to destroy is about bytes of its own, and asked by the liaison."""
    liaison = Operator(city.accounts["liaison"].id, "liaison")
    file, share = _file(session, city, 0), the_share(session, city, "energy")
    proved = describing.prove(session, file, Proves(share.task_id), by=SYSTEM, at=WHEN)
    asked = [
        destroying.ask(
            session, _file(session, city, n), why=Why.OTHER, reason="误传", name_too=False, by=liaison, at=WHEN
        ).id
        for n in range(1, 5)
    ]
    views = "destruction", "confirm", "refuse", "take_back"
    found: dict[str, dict[str, object]] = {
        f"box.{view}": {"destruction_id": number} for view, number in zip(views, asked, strict=True)
    }
    return {**found, "box.unprove": {"evidence_id": file.id, "proof_id": proved.id}}


def _file(session: Session, city: City, n: int) -> Evidence:
    sha256 = f"{n}" * 64
    session.add(Blob(sha256=sha256, size=1, state=BlobState.STORED, renewed_at=WHEN, checked_at=WHEN))
    file = Evidence(
        department_id=city.departments["energy"].id, sha256=sha256, name=f"{n}.txt", media_type="text/plain"
    )
    file.put_by, file.put_at = city.accounts["liaison"].id, WHEN
    session.add(file)
    session.flush()
    return file
