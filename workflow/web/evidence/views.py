"""Pages: files taken out as downloads, pictures and PDF documents looked at; only whole and unchanged."""

from flask import Blueprint, Response, render_template, send_file

from workflow.adapters.files import digest_of
from workflow.evidence.models import Evidence
from workflow.evidence.rules import KINDS, ending
from workflow.web.evidence.seeing import may_see
from workflow.web.request import allow, files, the

pages = Blueprint("evidence", __name__)

CHECKED = 16 * 1024 * 1024  # bytes: files up to this size are hashed again before they are sent
PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "webp"})  # kinds that a browser shows without running them
VIEWABLE = PICTURES | {"pdf"}
SANDBOX = "sandbox; default-src 'none'"


@pages.get("/evidence/<int:evidence_id>")
def download(evidence_id: int) -> Response | tuple[str, int]:
    """A file as it was put in; one that is missing or altered is never sent."""
    evidence = the(Evidence, evidence_id)
    allow(may_see(evidence))
    return taken_out(evidence)


@pages.get("/evidence/<int:evidence_id>/view")
def view(evidence_id: int) -> Response | tuple[str, int]:
    """A picture or a PDF document looked at in place; any other kind, and what its content is not, as a download."""
    evidence = the(Evidence, evidence_id)
    allow(may_see(evidence))
    kind = ending(evidence.name)
    if kind not in VIEWABLE or evidence.media_type != KINDS[kind][0] or evidence.withdrawn_at or not whole(evidence):
        return taken_out(evidence)
    answer = send_file(files().get(evidence.sha256), mimetype=evidence.media_type, download_name=evidence.name)
    answer.content_length = evidence.blob.size
    # A browser's own viewer shows no PDF inside a sandbox.
    answer.headers["Content-Security-Policy"] = SANDBOX if kind in PICTURES else "default-src 'none'"
    return answer


def taken_out(evidence: Evidence) -> Response | tuple[str, int]:
    if evidence.withdrawn_at is not None:
        return render_template("evidence/gone.html", evidence=evidence, withdrawn=True), 410
    if not whole(evidence):
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


def whole(evidence: Evidence) -> bool:
    """Whether the kept bytes are those that were put in. Of large files the size is compared, and what the nightly
    check found: they are read piece by piece, and to hash all for each piece would stop the server."""
    size = files().size(evidence.sha256)
    if size is None or size != evidence.blob.size or evidence.blob.fault:
        return False
    if size > CHECKED:
        return True
    with files().get(evidence.sha256) as stream:
        return digest_of(stream) == evidence.sha256
