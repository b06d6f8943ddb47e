"""What the doors of uploads share: the person's own upload, what taking in needs, what a file is said to be."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from flask import current_app, g

from workflow.adapters.files_face import FULL, TOKEN
from workflow.adapters.scanner import Scanner
from workflow.errors import Refused
from workflow.evidence import taking_in
from workflow.evidence.arriving_models import Upload
from workflow.evidence.describing import CLAIM_LIMIT
from workflow.evidence.rules import EvidenceKind
from workflow.evidence.stopped import Shelf, asked, earlier
from workflow.evidence.taking_in import Ground
from workflow.evidence.upload_permits import is_own, may_put_in
from workflow.evidence.uploads import Room
from workflow.permits import may_speak_for
from workflow.web.numbers import whole
from workflow.web.request import allow, database, files, me, not_found, now, session, settings, the, today
from workflow.wording.labels import label
from workflow.workdays.rules import is_period


def room() -> Room:
    return Room(settings().upload_limit, settings().quota)


def ground() -> Ground:
    scanner = cast(Scanner | None, current_app.extensions["duban.scanner"])
    return Ground(database(), files(), scanner, room(), today(), now)


def finished(upload: Upload) -> Upload:
    """Taken in, or asked about. A disk that is full is a refusal like another: it can be finished later."""
    try:
        return taking_in.finish(ground(), upload.id, by=me())
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise Refused("upload.full", name=upload.name) from None


def own_upload(upload_id: str) -> Upload:
    """The person's own; anybody else is told that there is none."""
    upload = the(Upload, upload_id) if TOKEN.fullmatch(upload_id) else not_found()
    if not is_own(me(), upload):
        not_found()
    allow(True)
    return upload


def meant(said: Mapping[str, str]) -> dict[str, Any]:
    """What the page said of a file that it sends: kind, day, what it proves. What makes no sense is left out."""
    kept: dict[str, Any] = {name: number for name in ("task_id", "target_id") if (number := whole(said.get(name)))}
    if said.get("kind") in set(EvidenceKind):
        kept["kind"] = said["kind"]
    if (day := _day(said.get("dated_on", ""))) is not None:
        kept["dated_on"] = day.isoformat()
    if is_period(said.get("period", "")):
        kept["period"] = said["period"]
    if claim := " ".join(said.get("claim", "").replace("\0", "").split())[:CLAIM_LIMIT]:
        kept["claim"] = claim
    return kept


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def shelf(department_id: int) -> Shelf:
    """The files that this person may choose from: her department's; the clerk of a section has only her own."""
    allow(may_put_in(me(), department_id))
    own = None if may_speak_for(me(), department_id) or me().is_office else me().account_id
    return Shelf(department_id, own)


def chosen_before(department_id: int) -> Any:
    """For the box of a form: the latest files of a department, once a page."""
    kept: dict[int, Any] = g.setdefault("chosen_before", {})
    if department_id not in kept:
        kept[department_id] = earlier(session(), shelf(department_id)) if may_put_in(me(), department_id) else ()
    return kept[department_id]


def wait_for_me() -> int:
    """For the box of a form: how many uploads wait for this person's word."""
    if "wait_for_me" not in g:
        g.wait_for_me = asked(session(), me().account_id)
    return cast(int, g.wait_for_me)


def kinds_of_files() -> list[tuple[str, str]]:
    """For the box of a form: what kind of proof a file may be said to be."""
    return [(kind.value, label(kind)) for kind in EvidenceKind]
