"""Taking uploaded files in: the blob's row, the bytes, the evidence, each kept before the next begins."""

from collections.abc import Iterable

from flask import request
from werkzeug.datastructures import FileStorage

from workflow.audit.models import Submission
from workflow.errors import Refused
from workflow.evidence import service
from workflow.web.numbers import whole
from workflow.web.request import database, files, me, now, session, settings
from workflow.wording.refusals import sentence

UPLOADS = 3  # files of the largest size that one form may carry


def take(uploads: Iterable[FileStorage], department_id: int) -> tuple[list[int], list[str]]:
    """The ids of the files taken in for a department, and a sentence for each that was refused.

    A form sent a second time puts its files in no second time. The request's own transaction is given up first: a
    large file must not hold the database.
    """
    named = [(upload, upload.filename) for upload in uploads if upload.filename]
    if not named:
        return [], []
    key = request.form.get("once", "")[:64]
    if key and session().get(Submission, key) is not None:
        raise Refused("form.once")
    session().rollback()
    taken: list[int] = []
    refused: list[str] = []
    for upload, name in named:
        try:
            taken.append(_take(upload, name, department_id))
        except Refused as error:
            refused.append(sentence(error))
    return taken, refused


def _take(upload: FileStorage, name: str, department_id: int) -> int:
    received = service.receive(files(), upload.stream, name=name, limit=settings().upload_limit)
    with database().writing() as current:
        broken = service.expect(current, received, at=now(), name=name).fault is not None
    files().keep(received, anew=broken)
    with database().writing() as current:
        return service.put(current, received, name=name, department_id=department_id, by=me(), at=now()).id


def attach(department_id: int) -> tuple[list[int], list[str]]:
    """The files of a form: those put in before and still ticked, those that came with it; and what was refused."""
    kept = [number for word in request.form.getlist("evidence") if (number := whole(word)) is not None]
    taken, refused = take(request.files.getlist("files"), department_id)
    return [*kept, *taken], refused


def room_for_files(endpoint: str | None, values: object) -> None:
    """Let a form with a file that is too large be read, so that it comes back with its words and a sentence."""
    if request.method == "POST":
        request.max_content_length = UPLOADS * settings().upload_limit
