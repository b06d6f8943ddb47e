"""A file's whole way over the pages, on the folder and on a real S3 server: in by pieces, out again, and destroyed."""

import pytest
from sqlalchemy import select

from tests.evidence.tus import PDF, Tus
from workflow.adapters.files_face import FileStore
from workflow.evidence.models import Evidence

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def tus(app, client, city, store: FileStore) -> Tus:
    app.extensions["duban.files"] = store
    return Tus(client.sign_in(city.accounts["liaison"]), city.departments["energy"].id)


def test_it_comes_in_by_pieces_and_leaves_whole_and_in_parts(tus, client, store, kind) -> None:
    where = tus.began()
    assert tus.piece(where, PDF[:2000]).status_code == 204
    assert tus.offset(where) == 2000
    assert tus.piece(where, PDF[2000:], at=2000).status_code == 204
    number = tus.finish(where).get_json()["evidence_id"]
    with client.get(f"/evidence/{number}") as whole, client.get(f"/evidence/{number}/view") as seen:
        assert whole.data == seen.data == PDF
    with client.get(f"/evidence/{number}", headers={"Range": "bytes=1500-2499"}) as part:
        assert (part.status_code, part.data) == (206, PDF[1500:2500])
    assert client.get(f"/evidence/{number}/picture").status_code == 200
    assert len(kind.names()) == 1  # its pieces are gone


def test_two_persons_destroy_it_and_its_bytes_do_not_come_back(tus, client, database, city, store, kind) -> None:
    number = tus.sent().get_json()["evidence_id"]
    with database.reading() as session:
        sha256 = session.scalar(select(Evidence.sha256))
    asked = client.post(f"/evidence/{number}/destroy", data={"why": "other", "reason": "误传"}).headers["Location"]
    client.sign_out()
    assert client.sign_in(city.accounts["office"]).post(f"{asked}/confirm").status_code == 303
    assert store.size(sha256) is None
    client.sign_out()
    client.sign_in(city.accounts["liaison"])
    assert client.get(f"/evidence/{number}").status_code == 410
    assert tus.sent().status_code == 422
    assert kind.names() == set()
