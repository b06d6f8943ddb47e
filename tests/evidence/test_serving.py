"""Bytes on their way out: in parts, once in the browser's memory or not, to whom they belong, and who took them."""

import io
from datetime import date

import pytest
from sqlalchemy import select

from tests.evidence.making import pdf, picture
from tests.evidence.test_pages import owed, sent  # noqa: F401
from tests.support.builders import at
from workflow.audit.service import Operator
from workflow.evidence import destroying, sights, taken, versions
from workflow.evidence.arriving_models import Destruction
from workflow.evidence.box_models import TakenOut
from workflow.evidence.destroying import Why
from workflow.evidence.inspecting import Seen
from workflow.evidence.models import Evidence

PDF = pdf(words="y" * 3000)
WHEN = at(date(2026, 11, 23))
ONE, OTHER = Operator(1, "张三"), Operator(2, "李四")


@pytest.fixture
def file(client, city, owed, database) -> Evidence:  # noqa: F811
    """A file of the energy department, cited by a report that has left it; its liaison is signed in."""
    sent(client.sign_in(city.accounts["liaison"]), owed, (PDF, "并网 证明.pdf"))
    with database.reading() as session:
        return session.scalars(select(Evidence)).one()


@pytest.fixture
def got(client, file):
    def _got(path: str = "", method: str = "get", **headers: str):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with getattr(client, method)(f"/evidence/{file.id}{path}", headers=named) as answer:
            return answer.status_code, answer.data, dict(answer.headers)

    return _got


def ways(database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(TakenOut.way).order_by(TakenOut.id)))


@pytest.mark.parametrize(
    ("asked", "part"),
    [("bytes=0-9", PDF[:10]), ("bytes=10-", PDF[10:]), ("bytes=-7", PDF[-7:]), ("bytes=5-999999", PDF[5:])],
)
def test_a_part_is_given(got, asked, part) -> None:
    status, content, headers = got(Range=asked)
    assert (status, content) == (206, part)
    assert headers["Content-Range"].startswith("bytes ") and headers["Content-Range"].endswith(f"/{len(PDF)}")
    assert headers["Content-Length"] == str(len(part))


def test_a_part_beyond_the_end_is_not_to_be_had(got) -> None:
    status, content, headers = got(Range=f"bytes={len(PDF)}-")
    assert (status, content, headers["Content-Range"]) == (416, b"", f"bytes */{len(PDF)}")


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "lines=1-2", "bytes=x"])
def test_what_is_not_one_part_is_answered_with_all(got, asked) -> None:
    assert got(Range=asked)[:2] == (200, PDF)


def test_what_a_browser_has_is_not_sent_again(got, file) -> None:
    tag = got()[2]["ETag"]
    assert tag == f'"{file.sha256}"'
    assert got(If_None_Match=tag)[:2] == (304, b"")
    assert got(If_None_Match='"other"')[:2] == (200, PDF)


def test_a_part_of_another_file_is_no_part_of_this_one(got) -> None:
    tag = got()[2]["ETag"]
    assert got(Range="bytes=0-3", If_Range=tag)[:2] == (206, PDF[:4])
    assert got(Range="bytes=0-3", If_Range='"other"')[:2] == (200, PDF)


def test_the_head_alone_says_how_large_it_is_and_is_no_taking_out(got, database) -> None:
    status, content, headers = got(method="head")
    assert (status, content, headers["Content-Length"]) == (200, b"", str(len(PDF)))
    assert ways(database) == []


def test_taking_out_is_kept_once_however_many_parts(got, database) -> None:
    got(Range="bytes=0-99")
    got(Range="bytes=100-")
    got("/view")
    got(If_None_Match=got()[2]["ETag"])
    assert ways(database) == ["download", "view", "download"]


def test_a_busy_database_breaks_no_download(got, database, monkeypatch) -> None:
    monkeypatch.setattr(taken, "PATIENCE", 20)
    with database.writing() as session:
        session.execute(TakenOut.__table__.delete())
        if not database.is_sqlite:
            session.connection().exec_driver_sql("LOCK TABLE evidence_taken_out")
        assert got()[:2] == (200, PDF)
    assert ways(database) == []
    assert got()[0] == 200 and ways(database) == ["download"]


def test_a_withdrawn_file_is_opened_inside_and_by_those_who_oversee(client, city, file, database) -> None:
    with database.writing() as session:
        by = Operator(city.accounts["liaison"].id, "刘联络")
        versions.withdraw(session, session.get_one(Evidence, file.id), reason="传错了", by=by, at=WHEN)
    found = {}
    for name in ("liaison", "head", "office", "leader", "auditor"):
        with client.sign_in(city.accounts[name]).get(f"/evidence/{file.id}") as answer:
            found[name] = answer.status_code
    assert set(found.values()) == {200}, found


def test_a_withdrawn_file_is_gone_for_whoever_cites_it_from_elsewhere(client, city, database) -> None:
    client.sign_in(city.accounts["other"])
    from tests.support import builders

    with database.reading() as session:
        held = builders.the_share(session, city, "industry", task=1).id
    data = {"standing": "on_course", "text": "已并网", "files": (io.BytesIO(PDF), "分工.pdf")}
    client.post(f"/assignments/{held}/share", data=data)
    with database.writing() as session:
        file = session.scalars(select(Evidence)).one()
        by = Operator(city.accounts["other"].id, "x")
        versions.withdraw(session, file, reason="传错了", by=by, at=WHEN)
        address = f"/evidence/{file.id}"
    client.sign_in(city.accounts["liaison"])
    assert client.get(address).status_code == 410
    assert "撤下了这份材料" in client.page.text and "传错了" in client.page.text


def test_from_the_request_to_destroy_on_nobody_gets_it(client, got, file, database) -> None:
    with database.writing() as session:
        sights.keep(session, file.sha256, Seen("", picture=b"jpeg", picture_type="image/jpeg"), at=WHEN)
        asked = destroying.ask(session, file, why=Why.SECRET, reason="涉密", name_too=True, by=ONE, at=WHEN).id
    assert (got()[0], got("/view")[0], got("/picture")[0]) == (410, 410, 404)
    client.get(f"/evidence/{file.id}")
    assert "张三" in client.page.text and "等第二人确认" in client.page.text and file.name not in client.page.source
    with database.writing() as session:
        destroying.confirm(session, session.get_one(Destruction, asked), backups=[], by=OTHER, at=WHEN)
    assert (got()[0], got(Range="bytes=0-1")[0], got("/picture")[0]) == (410, 410, 404)
    client.get(f"/evidence/{file.id}")
    assert "张三" in client.page.text and "李四" in client.page.text and "已经销毁" in client.page.text


def test_the_picture_is_given_to_whoever_gets_the_file(client, city, got, file, database) -> None:
    small = picture("JPEG")
    with database.writing() as session:
        sights.forget(session, file.sha256)
    assert got("/picture")[0] == 404
    with database.writing() as session:
        sights.keep(session, file.sha256, Seen("", picture=small, picture_type="image/jpeg"), at=WHEN)
    status, content, headers = got("/picture")
    assert (status, content, headers["Content-Type"]) == (200, small, "image/jpeg")
    assert headers["Cache-Control"] == "private, no-cache"
    assert got("/picture", If_None_Match=headers["ETag"])[:2] == (304, b"")
    assert ways(database) == []
    client.sign_in(city.accounts["third"])
    assert got("/picture")[0] == 403
