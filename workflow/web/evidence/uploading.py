"""Uploads that go on where they stopped, by the tus protocol 1.0 (https://tus.io/protocols/resumable-upload).

Its doors answer with statuses and headers of the protocol and lead to no page; what is refused comes as JSON, in a
sentence. Each changing request carries the token of the forms in the header X-CSRFToken. A once-only key is not needed:
a piece names the place where it belongs, and every other request here may be sent again without effect.
"""

import base64
import binascii

from flask import Blueprint, Response, jsonify, request, url_for
from flask_babel import gettext as _

from workflow.adapters.files_face import FULL, Busy, TooLarge
from workflow.errors import Refused, Stale
from workflow.evidence import stopped, taking_in, uploads
from workflow.evidence.arriving_models import Upload, UploadState
from workflow.evidence.upload_permits import may_put_in
from workflow.web.evidence.coming import finished, meant, own_upload, room, shelf
from workflow.web.numbers import whole
from workflow.web.request import allow, database, files, me, now, public, saving, session, settings
from workflow.wording.refusals import sentence

pages = Blueprint("uploads", __name__, url_prefix="/uploads")
VERSION = "1.0.0"
PIECE = "application/offset+octet-stream"
LARGEST = 15  # places of a number of bytes
OVER = (UploadState.REFUSED, UploadState.GIVEN_UP)
FOR_GOOD = (UploadState.REFUSED, UploadState.QUARANTINED)


def _answer(status: int, **headers: object) -> Response:
    answer = Response(status=status)
    answer.headers.update({name.replace("_", "-"): str(value) for name, value in headers.items()})
    answer.headers["Tus-Resumable"] = VERSION
    return answer


def _said(words: str, status: int, *, again: bool = True) -> Response:
    """A sentence, and whether it is worth trying again."""
    answer = jsonify(message=words, again=again)
    answer.status_code = status
    answer.headers["Tus-Resumable"] = VERSION
    return answer


def _number(name: str) -> int | None:
    words = request.headers.get(name, "")
    return int(words) if words.isascii() and words.isdecimal() and len(words) <= LARGEST else None


def _other_version() -> Response | None:
    if request.headers.get("Tus-Resumable") == VERSION:
        return None
    return _answer(412, Tus_Version=VERSION)


@pages.route("", methods=["OPTIONS"], provide_automatic_options=False)
@public
def abilities() -> Response:
    facts = {"Tus_Version": VERSION, "Tus_Extension": "creation,termination"}
    return _answer(204, **facts, Tus_Max_Size=settings().upload_limit)


@pages.route("", methods=["POST"], provide_automatic_options=False)
def begin() -> Response:
    """A file is announced; the answer says where its pieces go."""
    said = _metadata(request.headers.get("Upload-Metadata", ""))
    department_id, size = whole(said.get("department")), _number("Upload-Length")
    allow(any(may_put_in(me(), post.department_id) for post in me().posts))
    if (other := _other_version()) is not None:
        return other
    if size is None or department_id is None:
        return _answer(400)
    allow(may_put_in(me(), department_id))
    facts = {"name": said.get("filename", ""), "size": size, "meant": meant(said), "room": room()}
    try:
        with saving() as current:
            upload = uploads.begin(current, department_id, **facts, by=me(), at=now())  # type: ignore[arg-type]
    except Refused as error:
        again = error.key == "evidence.quota"
        return _said(sentence(error), 413 if error.key == "evidence.too_large" else 422, again=again)
    return _answer(201, Location=url_for("uploads.stands", upload_id=upload.id), Upload_Offset=0)


def _metadata(header: str) -> dict[str, str]:
    """Names and values of the header Upload-Metadata; a value that is no base64 of UTF-8 is left out."""
    found: dict[str, str] = {}
    for pair in header.split(","):
        name, _space, value = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found


@pages.route("/<upload_id>", methods=["HEAD"], provide_automatic_options=False)
def stands(upload_id: str) -> Response:
    """How far it has come."""
    upload = own_upload(upload_id)
    if upload.state in OVER:
        return _answer(410)
    offset = taking_in.arrived(files(), upload)
    return _answer(200, Upload_Offset=offset, Upload_Length=upload.size, Cache_Control="no-store")


@pages.patch("/<upload_id>")
def piece(upload_id: str) -> Response:
    """The next piece. No transaction is open while its bytes move."""
    upload = own_upload(upload_id)
    if (other := _other_version()) is not None:
        return other
    at = _number("Upload-Offset")
    if at is None or request.mimetype != PIECE:
        return _answer(415 if at is not None else 400)
    if upload.state != UploadState.ARRIVING:
        return _answer(410)
    session().expunge(upload)  # it is read further on, and must open no transaction anew
    session().rollback()
    return _append(upload, at)


def _append(upload: Upload, at: int) -> Response:
    try:
        end = files().append(upload.id, request.stream, at=at, limit=upload.size)  # type: ignore[arg-type] # reads alike
    except ValueError:
        return _answer(409, Upload_Offset=files().arrived(upload.id))
    except Busy:
        return _answer(423)
    except TooLarge:
        return _answer(413)
    except Refused as error:
        return _said(sentence(error), 503)
    except OSError as error:
        if error.errno not in FULL:
            raise
        return _said(sentence(Refused("upload.full", name=upload.name)), 507)
    with database().writing() as current:
        uploads.renew(current, upload.id, at=now())
    return _answer(204, Upload_Offset=end)


@pages.delete("/<upload_id>")
def give_up(upload_id: str) -> Response:
    """It is not wanted: nothing of it stays."""
    own_upload(upload_id)
    if (other := _other_version()) is not None:
        return other
    try:
        with saving() as current:
            uploads.give_up(current, uploads.held(current, upload_id), by=me(), at=now())
    except Refused:
        return _answer(410)
    files().forget(upload_id)
    return _answer(204)


@pages.post("/<upload_id>/finish")
def finish(upload_id: str) -> Response:
    """All bytes are here: look into them and take the file in. Sent again, it answers the same."""
    upload = own_upload(upload_id)
    session().expunge(upload)
    session().rollback()
    try:
        upload = finished(upload)
    except Refused as error:
        full, again = error.key == "upload.full", session().get_one(Upload, upload_id).state not in FOR_GOOD
        return _said(sentence(error), 507 if full else 409 if isinstance(error, Stale) else 422, again=again)
    if upload.state == UploadState.ASKED:
        words = _("需要您确认：系统在这个文件里发现了疑点。")
        return jsonify(id=upload.id, name=upload.name, ask=url_for("uploads.ask", upload_id=upload.id), message=words)
    return jsonify(id=upload.id, name=upload.name, size=upload.size, evidence_id=upload.evidence_id)


@pages.get("/earlier")
def earlier() -> Response:
    """Files put in before, to be chosen again: by words of the name, page by page."""
    asked = whole(request.args.get("department"))
    rows = stopped.earlier(
        session(),
        shelf(asked or 0),
        words=request.args.get("q", "").replace("\0", "")[:100],
        before=whole(request.args.get("before")),
    )
    shown = rows[: stopped.EARLIER]
    found = [{"id": row.id, "name": row.name, "size": row.size, "on": row.put_at.date().isoformat()} for row in shown]
    return jsonify(files=found, more=len(rows) > stopped.EARLIER)
