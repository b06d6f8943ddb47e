"""Files that are stopped on their way in: asked about, or put in quarantine; nothing of them is served meanwhile."""

import io

import pytest
from sqlalchemy import func, select

from tests.evidence.tus import PDF
from tests.support import builders
from workflow.adapters.scanner import ScannerAway
from workflow.audit.models import Event
from workflow.deadlines.models import DeadlineKind
from workflow.evidence import stopped
from workflow.evidence.arriving_models import Upload, UploadState
from workflow.evidence.models import Evidence

NAME = "机密★方案.pdf"
REASON = "公开发布的文件，密级标志已解除"


class Finding:
    """A scanner that finds the same in everything; or that is away."""

    def __init__(self, found: str | None) -> None:
        self.found = found

    def scan(self, path) -> str:
        if self.found is None:
            raise ScannerAway
        return self.found


def upload(database) -> Upload:
    with database.reading() as session:
        return session.scalars(select(Upload)).one()


def files(database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Evidence)) or 0


def bytes_here(app) -> int:
    return sum(path.stat().st_size for path in app.extensions["duban.files"].root.rglob("*") if path.is_file())


def acts(database) -> list[tuple[str, str]]:
    with database.reading() as session:
        rows = session.execute(select(Event.act, Event.actor).where(Event.thing == "upload").order_by(Event.id))
        return [tuple(row) for row in rows]


def test_a_secrecy_mark_stops_a_file_and_asks(tus, client, database) -> None:
    told = tus.sent(name=NAME).get_json()
    assert "evidence_id" not in told and files(database) == 0
    client.get(told["ask"])
    assert "这个文件可以上传吗" in client.page.h1 and "本系统为非涉密系统" in client.page.text
    assert "带有密级标志" in client.page.text and NAME in client.page.text
    client.get("/uploads")
    assert client.page.links["查看并确认"] == told["ask"]


def test_the_reason_stands_beside_the_file_with_the_name(tus, client, database, city) -> None:
    where = tus.sent(name=NAME).get_json()["ask"]
    assert client.post(where, data={"reason": REASON}).status_code == 303
    with database.reading() as session:
        evidence = session.scalars(select(Evidence)).one()
        said = stopped.confirmed(session, evidence.id)
    assert (said.reason, said.who) == (REASON, city.accounts["liaison"].name)
    assert acts(database) == [("upload.asked", said.who), ("upload.confirmed", said.who)]
    client.get("/uploads")
    assert NAME in client.page.text and "已收下" in client.page.text
    client.sign_in(city.accounts["auditor"]).get("/history")
    assert REASON in client.page.text and "带有密级标志" in client.page.text


@pytest.mark.parametrize(("reason", "said"), [("", "至少 5 个字"), ("可以传", "至少 5 个字"), ("字" * 301, "300 个字")])
def test_a_reason_is_wanted(tus, client, database, reason, said) -> None:
    where = tus.sent(name=NAME).get_json()["ask"]
    assert client.post(where, data={"reason": reason}).status_code == 422
    assert said in client.page.text and upload(database).state == UploadState.ASKED


def test_what_is_not_wanted_is_forgotten_at_once(tus, client, database, app) -> None:
    where = tus.sent(name=NAME).get_json()["ask"]
    assert bytes_here(app) == len(PDF)
    assert client.post(where.replace("/ask", "/give-up")).status_code == 303
    assert (bytes_here(app), files(database)) == (0, 0)
    assert (upload(database).state, upload(database).said) == (UploadState.GIVEN_UP, {})
    assert client.post(where, data={"reason": REASON}).status_code == 409


def test_a_plain_form_names_the_file_and_leads_to_the_page_that_asks(client, city, database) -> None:
    client.sign_in(city.accounts["liaison"])
    with database.reading() as session:
        owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1, occasion="2026Q3").id
    data = {"standing": "on_course", "text": "已并网", "files": (io.BytesIO(PDF), NAME)}
    assert client.post(f"/deadlines/{owed}/report", data=data).status_code == 422
    assert NAME in client.page.text and client.page.links["查看并确认"] == f"/uploads/{upload(database).id}/ask"
    assert client.post(client.page.links["查看并确认"], data={"reason": REASON}).status_code == 303
    client.get(f"/deadlines/{owed}/report")
    assert NAME in client.page.text  # among the files of before
    with database.reading() as session:
        number = session.scalars(select(Evidence.id)).one()
    data = {"standing": "on_course", "text": "已并网", "evidence": str(number)}
    assert client.post(f"/deadlines/{owed}/report", data=data).status_code == 303


def test_what_the_scanner_found_is_kept_from_everybody_and_destroyed_by_the_administrator(
    tus, client, database, app, city
) -> None:
    app.extensions["duban.scanner"] = Finding("Eicar-Test-Signature")
    answer = tus.sent()
    assert answer.status_code == 422 and "没有通过病毒检查" in answer.get_json()["message"]
    assert not answer.get_json()["again"]
    assert (files(database), bytes_here(app)) == (0, len(PDF))
    assert tus.finish(f"/uploads/{upload(database).id}").get_json() == answer.get_json()
    client.get("/uploads")
    assert "已隔离" in client.page.text
    client.sign_in(city.accounts["administrator"]).get("/uploads/quarantine")
    assert "Eicar-Test-Signature" in client.page.text and city.accounts["liaison"].name in client.page.text
    assert client.post(f"/uploads/{upload(database).id}/destroy").status_code == 303
    assert (bytes_here(app), upload(database).state) == (0, UploadState.REFUSED)
    assert [act for act, _ in acts(database)] == ["upload.quarantined", "upload.destroyed"]


def test_while_the_scanner_is_away_nothing_is_lost(tus, database, app) -> None:
    app.extensions["duban.scanner"] = Finding(None)
    answer = tus.sent()
    assert answer.status_code == 422 and "病毒检查暂时不能进行" in answer.get_json()["message"]
    assert answer.get_json()["again"]
    app.extensions["duban.scanner"] = Finding("")
    assert tus.finish(f"/uploads/{upload(database).id}").status_code == 200
    assert files(database) == 1
