"""Files that come with a plain form: the same way in as those that come piece by piece."""

import os
from collections.abc import Iterable
from datetime import date
from typing import Any, BinaryIO, cast

from flask import request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.datastructures import FileStorage

from workflow.adapters.files_face import FULL
from workflow.audit.models import Submission
from workflow.errors import Refused
from workflow.evidence import taking_in, uploads
from workflow.evidence.arriving_models import Upload, UploadState
from workflow.evidence.describing import describe
from workflow.evidence.models import Evidence
from workflow.evidence.queries import listed
from workflow.web.evidence.coming import ground, meant, room
from workflow.web.numbers import whole
from workflow.web.request import database, files, me, now, session, settings, today
from workflow.wording.refusals import sentence

SAID = (("kind", "kind"), ("dated_on", "day"))  # of a file in the form, and how its fields are called
UPLOADS = 3  # files of the largest size that one form may carry


def take(sent: Iterable[FileStorage], department_id: int, **said: object) -> tuple[list[int], list[str]]:
    """The ids of the files taken in for a department, and a sentence for each that was refused or is asked about.
    `said`: what they are and prove (kind, dated_on, task_id, target_id, period, claim).

    A form sent a second time puts its files in no second time. The request's own transaction is given up first: a
    large file must not hold the database.
    """
    named = [(one, one.filename) for one in sent if one.filename]
    if not named:
        return [], []
    key = request.form.get("once", "")[:64]
    if key and session().get(Submission, key) is not None:
        raise Refused("form.once")
    session().rollback()
    means = meant({name: str(word) for name, word in said.items() if word is not None})
    taken: list[int] = []
    stopped: list[str] = []
    for one, name in named:
        try:
            upload = _take(cast(BinaryIO, one.stream), name, department_id, means)
        except Refused as error:
            stopped.append(sentence(error))
            continue
        if upload.state == UploadState.ASKED:
            stopped.append(_asked(upload))
        elif upload.evidence_id is not None:
            taken.append(upload.evidence_id)
    return taken, stopped


def _take(stream: BinaryIO, name: str, department_id: int, means: dict[str, Any]) -> Upload:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    facts: dict[str, Any] = {"name": name, "size": size, "meant": means, "room": room()}
    with database().writing() as current:
        upload = uploads.begin(current, department_id, **facts, by=me(), at=now())
    try:
        files().append(upload.id, stream, at=0, limit=size)
        return taking_in.finish(ground(), upload.id, by=me())
    except OSError as error:
        if error.errno not in FULL:
            raise
        files().forget(upload.id)  # a form sends all of it again
        raise Refused("upload.full_form", name=upload.name) from None


def _asked(upload: Upload) -> Markup:
    where = url_for("uploads.ask", upload_id=upload.id)
    words = _("文件“%(name)s”需要您确认：系统在其中发现了疑点，例如带有密级标志。没有确认的不会上传。")
    link = Markup(' <a href="{}">{}</a>').format(where, _("查看并确认"))
    return Markup("{}{}").format(words % {"name": upload.name}, link)


def attach(department_id: int, **said: object) -> tuple[list[int], list[str]]:
    """The files of a form: those put in before and still ticked, those that came with it; and what was refused."""
    kept = [number for word in request.form.getlist("evidence") if (number := whole(word)) is not None]
    taken, refused = take(request.files.getlist("files"), department_id, **said)
    return [*kept, *taken], refused


def described(kept: Iterable[int], department_id: int) -> list[str]:
    """Keep what the form says of its files (kind-7, day-7), where that is new; a sentence for each mistake."""
    sent = {number for number in kept if f"kind-{number}" in request.form or f"day-{number}" in request.form}
    said = {number: meant({name: request.form.get(f"{short}-{number}", "") for name, short in SAID}) for number in sent}
    rows = listed(session(), sent, department_id=department_id) if sent else ()
    changed = [row.id for row in rows if said[row.id] != _stands(row)]
    if not changed:
        return []
    session().rollback()
    wrong: list[str] = []
    for number in changed:
        day = date.fromisoformat(said[number]["dated_on"]) if "dated_on" in said[number] else None
        facts: dict[str, Any] = {"kind": said[number].get("kind", ""), "dated_on": day, "today": today()}
        try:
            with database().writing() as current:
                describe(current, current.get_one(Evidence, number), **facts, by=me(), at=now())
        except Refused as error:
            wrong.append(sentence(error))
    return wrong


def _stands(row: Any) -> dict[str, Any]:
    kept = {"kind": row.kind, "dated_on": row.dated_on.isoformat() if row.dated_on else ""}
    return {name: word for name, word in kept.items() if word}


def room_for_files(endpoint: str | None, values: object) -> None:
    """Let a form with a file that is too large be read, so that it comes back with its words and a sentence."""
    if request.method == "POST":
        request.max_content_length = UPLOADS * settings().upload_limit
