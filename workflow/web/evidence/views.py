"""Pages: files taken out as downloads, pictures and PDF documents looked at; only whole and unchanged."""

from flask import Blueprint, Response, render_template

from workflow.evidence import destroying, destructions
from workflow.evidence.arriving_models import Sight
from workflow.evidence.models import BlobState, Evidence
from workflow.evidence.permits import own_bodies
from workflow.evidence.rules import KINDS, ending
from workflow.people.models import Account
from workflow.permits import may_oversee
from workflow.web.evidence import sending
from workflow.web.evidence.seeing import may_see
from workflow.web.request import allow, me, not_found, session, the

pages = Blueprint("evidence", __name__)

PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "webp"})  # kinds that a browser shows without running them
VIEWABLE = PICTURES | {"pdf"}
Answer = Response | tuple[str, int]


@pages.get("/evidence/<int:evidence_id>")
def download(evidence_id: int) -> Answer:
    """A file as it was put in; one that is missing or altered is never sent."""
    evidence = the(Evidence, evidence_id)
    allow(may_see(evidence))
    return taken_out(evidence)


@pages.get("/evidence/<int:evidence_id>/view")
def view(evidence_id: int) -> Answer:
    """A picture or a PDF document looked at in place; any other kind, and what its content is not, as a download."""
    evidence = the(Evidence, evidence_id)
    allow(may_see(evidence))
    kind = ending(evidence.name)
    if kind not in VIEWABLE or evidence.media_type != KINDS[kind][0]:
        return taken_out(evidence)
    return _refused(evidence) or sending.in_place(evidence, boxed=kind in PICTURES)


@pages.get("/evidence/<int:evidence_id>/picture")
def picture(evidence_id: int) -> Answer:
    """The first page, small; it is kept by the reader's browser, and asked for again each time."""
    evidence = the(Evidence, evidence_id)
    allow(may_see(evidence))
    sight = session().get(Sight, evidence.sha256)
    if sight is None or not sight.picture or _gone(evidence):
        not_found()
    return sending.small(sight.picture, sight.picture_type, f"{evidence.sha256}-{sight.made_at.timestamp():.0f}")


def taken_out(evidence: Evidence) -> Answer:
    return _refused(evidence) or sending.out(evidence)


def _refused(evidence: Evidence) -> Answer | None:
    """The page that says why a file is not to be had."""
    if _gone(evidence):
        asked = destructions.latest(session(), evidence.sha256) if _stopped(evidence) else None
        by = session().get(Account, evidence.withdrawn_by) if evidence.withdrawn_by else None
        return render_template("evidence/gone.html", evidence=evidence, asked=asked, by=by, broken=False), 410
    if not sending.whole(evidence):
        return render_template("evidence/gone.html", evidence=evidence, asked=None, broken=True), 500
    return None


def _gone(evidence: Evidence) -> bool:
    """Destroyed or to be destroyed: for everybody. Withdrawn: for all but its department and those who oversee."""
    if _stopped(evidence):
        return True
    inside = evidence.department_id in own_bodies(me()) or may_oversee(me())
    return evidence.withdrawn_at is not None and not inside


def _stopped(evidence: Evidence) -> bool:
    destroyed = evidence.blob.state == BlobState.DESTROYED
    return destroyed or destroying.open_request(session(), evidence.sha256) is not None
