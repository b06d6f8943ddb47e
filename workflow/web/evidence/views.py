"""Pages: files taken out, only ever as downloads, and only whole and unchanged."""

from flask import Blueprint, Response, render_template, send_file

from workflow import permits as may
from workflow.adapters.files import digest_of
from workflow.evidence.models import Evidence
from workflow.reports import details
from workflow.web.request import allow, files, me, session, the

pages = Blueprint("evidence", __name__)

CHECKED = 16 * 1024 * 1024  # bytes: files up to this size are hashed again before they are sent
SANDBOX = "sandbox; default-src 'none'"


@pages.get("/evidence/<int:evidence_id>")
def download(evidence_id: int) -> Response | tuple[str, int]:
    """A file as it was put in; one that is missing or altered is never sent."""
    evidence = the(Evidence, evidence_id)
    citing = [(row.department_id, row.lead_department_id) for row in details.citing(session(), evidence_id)]
    allow(may.may_see_evidence(me(), evidence.department_id, citing))
    if evidence.withdrawn_at is not None:
        return render_template("evidence/gone.html", evidence=evidence, withdrawn=True), 410
    if not _whole(evidence):
        return render_template("evidence/gone.html", evidence=evidence, withdrawn=False), 500
    answer = send_file(
        files().get(evidence.sha256),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=evidence.name,
        etag=evidence.sha256,
    )
    answer.content_length = evidence.blob.size
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["Content-Type"] = evidence.media_type
    return answer


def _whole(evidence: Evidence) -> bool:
    """Whether the kept bytes are those that were put in; of large files the size is compared."""
    size = files().size(evidence.sha256)
    if size is None or size != evidence.blob.size:
        return False
    if size > CHECKED:
        return True
    with files().get(evidence.sha256) as stream:
        return digest_of(stream) == evidence.sha256
