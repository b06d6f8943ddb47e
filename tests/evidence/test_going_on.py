"""What was stopped can always be gone on with; what must not be here leaves nothing behind."""

import errno
import io
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.evidence.test_stopped import NAME, REASON, Finding, bytes_here, files, upload
from tests.evidence.tus import PDF
from tests.support import builders
from workflow.deadlines.models import DeadlineKind
from workflow.evidence import sweeping
from workflow.evidence.arriving_models import Upload, UploadState
from workflow.evidence.models import Blob, BlobState, Evidence

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_of_bytes_that_were_destroyed_and_come_again_nothing_stays(tus, database, app) -> None:
    tus.sent()
    with database.writing() as session:
        app.extensions["duban.files"].destroy(session.scalar(select(Blob.sha256)))
        session.execute(update(Blob).values(state=BlobState.DESTROYED))
    answer = tus.sent(name="又来.pdf")
    assert answer.status_code == 422 and "“又来.pdf”的内容曾因误传被清除" in answer.get_json()["message"]
    assert bytes_here(app) == 0


def test_the_words_of_a_doubt_that_nobody_answered_go_with_the_file(tus, database, app, clock) -> None:
    tus.sent(name=NAME)
    with database.writing() as session:
        session.execute(update(Upload).values(renewed_at=clock.now() - timedelta(days=40)))
    sweeping.sweep(sweeping.Broom(database, app.extensions["duban.files"], clock.now))
    assert (upload(database).state, upload(database).said) == (UploadState.GIVEN_UP, {})


def test_a_file_that_was_confirmed_and_then_cut_off_is_gone_on_with_from_the_list(tus, client, database, app) -> None:
    ask = tus.sent(name=NAME).get_json()["ask"]
    app.extensions["duban.scanner"] = Finding(None)
    client.post(ask, data={"reason": REASON})
    client.get("/uploads")
    assert NAME in client.page.text and "已经传完，还没有收下。" in client.page.text
    app.extensions["duban.scanner"] = Finding("")
    assert client.post(ask).status_code == 303
    assert (upload(database).state, upload(database).reason) == (UploadState.TAKEN, REASON)


def test_a_file_of_a_plain_form_is_gone_on_with_once_the_scanner_is_back(client, city, database, app) -> None:
    client.sign_in(city.accounts["liaison"])
    with database.reading() as session:
        owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1, occasion="2026Q3").id
    app.extensions["duban.scanner"] = Finding(None)
    client.post(f"/deadlines/{owed}/report", data={"text": "已并网", "files": (io.BytesIO(PDF), "证明.pdf")})
    client.get("/uploads")
    assert "证明.pdf" in client.page.text and files(database) == 0
    app.extensions["duban.scanner"] = Finding("")
    assert client.post(f"/uploads/{upload(database).id}/ask").status_code == 303
    assert files(database) == 1


def test_what_has_not_come_whole_is_not_in_the_list(tus, client) -> None:
    tus.piece(tus.began(), PDF[:100])
    client.get("/uploads")
    assert "证明.pdf" not in client.page.text


def test_the_box_leads_to_what_waits(tus, client) -> None:
    tus.sent(name=NAME)
    client.get("/evidence")
    assert client.page.links["查看停下的文件"] == "/uploads"


def test_of_a_file_with_versions_only_the_newest_is_chosen_again(tus, client, database) -> None:
    older, newer = (tus.sent(name=name).get_json()["evidence_id"] for name in ("旧.pdf", "新.pdf"))
    with database.writing() as session:
        session.get_one(Evidence, newer).replaces_id = older
    told = client.get(f"/uploads/earlier?department={tus.department}").get_json()
    assert [file["name"] for file in told["files"]] == ["新.pdf"]


def test_a_disk_that_is_full_at_the_end_costs_a_sentence(tus, app, monkeypatch) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    where = tus.began()
    tus.piece(where, PDF)
    with monkeypatch.context() as patched:
        patched.setattr(app.extensions["duban.files"], "keep", full)
        answer = tus.finish(where)
    assert answer.status_code == 507 and "磁盘空间不足" in answer.get_json()["message"]
    assert tus.finish(where).status_code == 200
