"""Bytes on their way out: whole or a part of them, once in the browser's memory or not, and who took them."""

from flask import Response, request, send_file
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from workflow.adapters.files import digest_of
from workflow.evidence import taken
from workflow.evidence.models import Evidence
from workflow.web.request import database, files, me, now

CHECKED = 16 * 1024 * 1024  # bytes: files up to this size are hashed again before they are sent
SANDBOX = "sandbox; default-src 'none'"


def out(evidence: Evidence) -> Response:
    """As a download, which no browser shows."""
    return _sent(evidence, "download", SANDBOX)


def in_place(evidence: Evidence, *, boxed: bool) -> Response:
    """To be looked at. A browser's own viewer shows no PDF inside a sandbox."""
    return _sent(evidence, "view", SANDBOX if boxed else "default-src 'none'")


def _sent(evidence: Evidence, way: str, policy: str) -> Response:
    size = evidence.blob.size
    answer = send_file(
        files().get(evidence.sha256),
        mimetype=evidence.media_type,
        as_attachment=way == "download",
        download_name=evidence.name,
        conditional=False,
        etag=False,
    )
    answer.set_etag(evidence.sha256)
    answer.content_length = size
    answer.headers["Content-Type"] = evidence.media_type  # no word on letters: nobody asked in which they are
    answer.headers["Content-Security-Policy"] = policy
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer = _part(answer, size)
    if _begins(answer):
        taken.note(database(), evidence.id, account_id=me().account_id, way=way, at=now())
    return answer


def _part(answer: Response, size: int) -> Response:
    """The part that was asked for, or nothing where the browser has it. More parts at once, or what is no part: all."""
    asked = {**request.environ}
    parts = request.range
    if parts is None or parts.units != "bytes" or len(parts.ranges) != 1:
        asked.pop("HTTP_RANGE", None)
    try:
        answer.make_conditional(asked, accept_ranges=True, complete_length=size)
    except RequestedRangeNotSatisfiable:
        answer.close()
        return Response(status=416, headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"})
    return answer


def _begins(answer: Response) -> bool:
    """Whether somebody begins to take a file: a file that is read piece by piece is taken once."""
    if request.method != "GET" or answer.status_code not in (200, 206):
        return False
    return answer.status_code == 200 or answer.content_range.start == 0


def small(content: bytes, media_type: str, tag: str) -> Response:
    answer = Response(content, mimetype=media_type)
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.make_conditional(request)
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
