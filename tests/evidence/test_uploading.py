"""Uploads piece by piece: they go on where they stopped, belong to one person, and end as one piece of evidence."""

import errno
import io
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from tests.evidence import making
from tests.evidence.tus import PDF
from tests.support import builders
from workflow.adapters.files import FolderStore
from workflow.audit.models import Event
from workflow.evidence.arriving_models import Upload, UploadState
from workflow.evidence.box_models import Proof, Quota
from workflow.evidence.models import Blob, BlobState, Evidence


def count(database, model) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def only(database, model):
    with database.reading() as session:
        return session.scalars(select(model)).one()


def test_the_protocol_is_told_without_signing_in(client, app) -> None:
    answer = client.open("/uploads", method="OPTIONS")
    assert (answer.status_code, answer.headers["Tus-Version"]) == (204, "1.0.0")
    assert answer.headers["Tus-Extension"] == "creation,termination"
    assert answer.headers["Tus-Max-Size"] == str(app.extensions["duban.settings"].upload_limit)


def test_a_file_comes_in_pieces_and_is_evidence(tus, database, app) -> None:
    where = tus.began()
    assert len(where.rpartition("/")[2]) == 32
    assert tus.piece(where, PDF[:2000]).headers["Upload-Offset"] == "2000"
    assert tus.offset(where) == 2000
    assert tus.finish(where).status_code == 422 and count(database, Evidence) == 0
    assert tus.piece(where, PDF[2000:], at=2000).status_code == 204
    told = tus.finish(where).get_json()
    evidence = only(database, Evidence)
    assert (told["evidence_id"], told["name"], told["size"]) == (evidence.id, "证明.pdf", len(PDF))
    with app.extensions["duban.files"].get(evidence.sha256) as kept:
        assert kept.read() == PDF
    assert only(database, Blob).state == BlobState.STORED
    assert not list((app.extensions["duban.files"].root / "incoming").iterdir())


def test_the_last_request_sent_again_answers_the_same(tus, database) -> None:
    where = tus.began()
    tus.piece(where, PDF)
    first, second = tus.finish(where), tus.finish(where)
    assert first.get_json() == second.get_json() and count(database, Evidence) == 1
    assert tus.offset(where) == len(PDF)
    assert tus.piece(where, b"x", at=len(PDF)).status_code == 410


@pytest.mark.parametrize(
    ("name", "size", "status", "said"),
    [
        ("程序.exe", 10, 422, "类型不在允许之列"),
        ("大.pdf", 10**12, 413, "超过 200 MB"),
        ("空.pdf", 0, 422, "是空的"),
        ("", 10, 422, "文件没有名称"),
    ],
)
def test_what_is_not_taken_is_refused_before_a_byte_is_sent(tus, database, name, size, status, said) -> None:
    answer = tus.begin(name, size)
    assert answer.status_code == status and said in answer.get_json()["message"]
    assert count(database, Upload) == 0


def test_a_department_whose_room_is_full_gets_a_sentence(tus, database) -> None:
    assert tus.sent(making.padded(2_096_000)).status_code == 200
    with database.writing() as session:
        session.add(Quota(department_id=tus.department, megabytes=2, set_by=1, set_at=builders.at(date(2026, 10, 14))))
    answer = tus.begin(size=len(PDF))
    assert answer.status_code == 422 and "限额 2 MB" in answer.get_json()["message"]


def test_a_piece_at_the_wrong_place_is_not_taken(tus) -> None:
    where = tus.began()
    tus.piece(where, PDF[:100])
    answer = tus.piece(where, PDF[:100])
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (409, "100")
    assert tus.piece(where, PDF[200:300], at=200).status_code == 409
    assert tus.offset(where) == 100


def test_more_bytes_than_were_announced_are_not_taken(tus) -> None:
    assert tus.piece(tus.began(size=10), PDF).status_code == 413


def test_the_protocol_is_asked_for_word_by_word(tus, client) -> None:
    where = tus.began()
    answer = tus.piece(where, PDF, Tus_Resumable="0.2.2")
    assert (answer.status_code, answer.headers["Tus-Version"]) == (412, "1.0.0")
    data = {"data": PDF, "content_type": "application/pdf"}
    assert client.open(where, method="PATCH", headers=tus.headers(Upload_Offset=0), **data).status_code == 415
    assert tus.stands("/uploads/" + "f" * 32).status_code == 404
    assert tus.stands("/uploads/none").status_code == 404


def test_another_persons_upload_is_not_there(tus, client, city, database) -> None:
    where = tus.began()
    for other in ("head", "other", "office", "administrator"):
        client.sign_in(city.accounts[other])
        assert tus.stands(where).status_code == tus.piece(where, PDF).status_code == 404
        assert tus.finish(where).status_code == tus.give_up(where) == 404
        assert client.get(f"{where}/ask").status_code == 404
    assert only(database, Upload).state == UploadState.ARRIVING


def test_a_file_for_another_department_is_not_begun(tus, city) -> None:
    tus.department = city.departments["industry"].id
    assert tus.begin().status_code == 403


def test_what_is_given_up_is_gone(tus, app) -> None:
    where = tus.began()
    tus.piece(where, PDF[:100])
    assert tus.give_up(where) == 204
    assert tus.stands(where).status_code == 410 and tus.give_up(where) == 410
    assert not list((app.extensions["duban.files"].root / "incoming").iterdir())


def test_the_same_bytes_twice_are_two_files_and_kept_once(tus, database) -> None:
    first, second = tus.sent().get_json(), tus.sent().get_json()
    assert first["evidence_id"] != second["evidence_id"]
    assert (count(database, Evidence), count(database, Blob)) == (2, 1)


def test_a_file_says_what_it_proves(tus, database, city) -> None:
    tus.sent(task_id=city.tasks[0].id, period="2026Q3", kind="photo", dated_on="2026-11-01", claim="已 并网")
    proof, evidence = only(database, Proof), only(database, Evidence)
    assert (proof.task_id, proof.period, proof.claim) == (city.tasks[0].id, "2026Q3", "已 并网")
    assert (evidence.kind, str(evidence.dated_on)) == ("photo", "2026-11-01")


def test_what_is_meant_and_does_not_hold_takes_no_file_down(tus, database) -> None:
    said = {"task_id": 999_999, "kind": "nonsense", "dated_on": "2999-01-01", "period": "¼"}
    assert tus.sent(**said).get_json()["evidence_id"] == only(database, Evidence).id
    assert count(database, Proof) == 0 and only(database, Evidence).dated_on is None


def test_what_is_not_what_it_says_is_refused_and_nothing_of_it_stays(tus, database, app) -> None:
    answer = tus.sent(b"MZ" + PDF)
    assert answer.status_code == 422 and "是程序或脚本" in answer.get_json()["message"]
    assert only(database, Upload).state == UploadState.REFUSED
    assert not [path for path in app.extensions["duban.files"].root.rglob("*") if path.is_file()]
    again = tus.finish("/uploads/" + only(database, Upload).id)
    assert again.get_json() == answer.get_json()


class FullAfter(FolderStore):
    """A disk that is full after so many bytes of a piece."""

    room: int | None = None

    def append(self, upload, stream, *, at, limit):
        if self.room is None:
            return super().append(upload, stream, at=at, limit=limit)
        super().append(upload, io.BytesIO(stream.read(self.room)), at=at, limit=limit)
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_costs_a_sentence_and_the_upload_goes_on_later(tus, app, database) -> None:
    store = app.extensions["duban.files"] = FullAfter(app.extensions["duban.files"].root)
    where = tus.began()
    store.room = 1000
    answer = tus.piece(where, PDF)
    assert answer.status_code == 507 and "磁盘空间不足" in answer.get_json()["message"]
    assert tus.offset(where) == 1000
    store.room = None
    assert tus.piece(where, PDF[1000:], at=1000).status_code == 204
    assert tus.finish(where).status_code == 200
    with store.get(only(database, Evidence).sha256) as kept:
        assert kept.read() == PDF


def test_a_file_of_earlier_is_found_by_name_the_newest_first(tus, client, city, database) -> None:
    for number in range(23):
        tus.sent(b"x", f"并网证明{number}.txt")
    tus.sent(PDF, "照片100%.pdf")
    where = f"/uploads/earlier?department={tus.department}"
    told = client.get(where).get_json()
    assert told["files"][0]["name"] == "照片100%.pdf" and len(told["files"]) == 20 and told["more"]
    rest = client.get(f"{where}&before={told['files'][-1]['id']}").get_json()
    assert [file["name"] for file in rest["files"]][-1] == "并网证明0.txt" and not rest["more"]
    assert [file["name"] for file in client.get(f"{where}&q=00%25").get_json()["files"]] == ["照片100%.pdf"]
    client.sign_in(city.accounts["other"])
    assert client.get(where).status_code == 403


def test_a_limit_of_the_settings_is_told(tus, app, client) -> None:
    app.extensions["duban.settings"] = replace(app.extensions["duban.settings"], upload_limit=1024 * 1024)
    assert client.open("/uploads", method="OPTIONS").headers["Tus-Max-Size"] == "1048576"
    assert "超过 1 MB" in tus.begin(size=1024 * 1024 + 1).get_json()["message"]


def test_the_history_has_the_file_once(tus, database) -> None:
    tus.sent()
    with database.reading() as session:
        assert list(session.scalars(select(Event.act).where(Event.thing == "evidence"))) == ["evidence.put"]
