"""What the doors of uploads are about: the liaison's, on their way in or stopped."""

from datetime import date

from sqlalchemy.orm import Session

from tests.support.builders import City, at
from workflow.evidence.arriving_models import Upload, UploadState

WHEN = at(date(2026, 10, 14))
ASKED = {"doubts": [["secrecy_mark", "机密"]]}


def special(session: Session, city: City) -> dict[str, dict[str, object]]:
    coming = _upload(session, city, "a", UploadState.ARRIVING)
    doors = {f"uploads.{view}": coming for view in ("stands", "piece", "give_up", "finish")}
    doors |= {"uploads.ask": _upload(session, city, "b", UploadState.ASKED)}
    doors |= {"uploads.delete": _upload(session, city, "c", UploadState.ASKED)}
    doors |= {"uploads.destroy": _upload(session, city, "d", UploadState.QUARANTINED)}
    return {view: {"upload_id": number} for view, number in doors.items()}


def _upload(session: Session, city: City, sign: str, state: UploadState) -> str:
    upload = Upload(id=sign * 32, account_id=city.accounts["liaison"].id, name="名单.txt", size=9, state=state)
    upload.department_id, upload.meant = city.departments["energy"].id, {}
    upload.said = {"finding": "Eicar"} if state == UploadState.QUARANTINED else ASKED
    upload.began_at = upload.renewed_at = WHEN
    session.add(upload)
    return upload.id
