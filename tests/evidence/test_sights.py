"""What can be seen of kept bytes: made a few at a time, found by words, gone with the bytes."""

from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import select

from tests.evidence.making import docx, pdf
from tests.support import builders
from tests.support.builders import at
from workflow.adapters.files import FolderStore
from workflow.audit.service import SYSTEM
from workflow.evidence import destroying, inspecting, service, sights
from workflow.evidence.arriving_models import Sight, SightState
from workflow.evidence.inspecting import Seen
from workflow.evidence.models import Blob, BlobState, Evidence
from workflow.evidence.searching import said
from workflow.jobs.looking import look_at_kept
from workflow.jobs.timetable import TICKING, worker_for

WHEN = at(date(2026, 11, 23))
BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def store(tmp_path) -> FolderStore:
    return FolderStore(tmp_path / "files")


@pytest.fixture
def put(database, store):
    """Puts files in, as a form does."""
    with database.writing() as session:
        city = builders.a_plan_under_way(session)

    def _put(content: bytes, name: str) -> Evidence:
        received = service.receive(store, BytesIO(content), name=name, limit=10**6)
        with database.writing() as session:
            service.expect(session, received, at=WHEN)
            store.keep(received)
            body = city.departments["energy"].id
            return service.put(session, received, name=name, department_id=body, by=SYSTEM, at=WHEN)

    return _put


def made_up(database, store, **more) -> int:
    return sights.make_up(database, store, lambda: WHEN, **more)


def standing(database) -> dict[str, SightState]:
    with database.reading() as session:
        rows = select(Evidence.name, Sight.state).join(Sight, Sight.sha256 == Evidence.sha256)
        return dict(session.execute(rows).all())


@BOTH
def test_kept_files_are_looked_at_a_few_at_a_time_and_found_by_their_words(database, store, put) -> None:
    put("１２ 万千瓦\n并网　容量".encode(), "甲.txt")
    put(docx("新能源 100% 消纳"), "并网_证明.docx")
    put(pdf(), "丙.pdf")
    put(pdf(), "丁.pdf")  # the same bytes: looked at once
    assert [made_up(database, store, most=2), made_up(database, store, most=2), made_up(database, store)] == [2, 1, 0]
    assert set(standing(database).values()) == {SightState.MADE} and len(standing(database)) == 4

    def found(words: str) -> set[str]:
        with database.reading() as session:
            return set(session.scalars(select(Evidence.name).where(said(words))))

    assert found("容量") == {"甲.txt"}
    assert found("12 万千瓦") == {"甲.txt"}
    assert found("１２") == {"甲.txt"}
    assert found("并网") == {"甲.txt", "并网_证明.docx"}
    assert found("并网 消纳") == {"并网_证明.docx"}  # one word in the name, one inside
    assert found("0%") == {"并网_证明.docx"}
    assert found("网_") == {"并网_证明.docx"}
    assert found("CONNECTED mw") == {"丙.pdf", "丁.pdf"}
    assert found("没有的词") == set()
    assert len(found("  ")) == 4


@BOTH
def test_a_name_is_found_as_it_is_written_and_however_it_is_typed(database, put) -> None:
    put(b"x", "２０２６年Ａ县.txt")
    put(b"y", "2026年a县.txt")
    with database.reading() as session:
        found = {
            words: set(session.scalars(select(Evidence.name).where(said(words)))) for words in ("２０２６年", "2026年")
        }
        assert found["２０２６年"] == {"２０２６年Ａ县.txt", "2026年a县.txt"}
        assert found["2026年"] == {"2026年a县.txt"}
        assert session.scalars(select(Evidence.id).where(said("长" * 60_000))).all() == []


@BOTH
def test_the_words_of_a_file_are_found_by_no_one_once_it_must_go_and_only_inside_once_it_is_withdrawn(
    database, store, put
) -> None:
    file, other = put("并网容量".encode(), "甲.txt"), put("并网规模".encode(), "乙.txt")
    made_up(database, store)
    with database.writing() as session:
        session.get_one(Evidence, file.id).withdrawn_at = WHEN
        destroying.ask(session, other, why=destroying.Why.SECRET, reason="涉密", name_too=False, by=SYSTEM, at=WHEN)

    def found(words: str, **more) -> list[str]:
        with database.reading() as session:
            return list(session.scalars(select(Evidence.name).where(said(words, **more))))

    assert found("容量", own={file.department_id}) == found("容量") == ["甲.txt"]
    assert found("容量", own=()) == []
    assert found("规模") == [] and found("乙") == ["乙.txt"]


@BOTH
def test_a_sight_is_made_anew_and_forgotten(database, put) -> None:
    sha256 = put(b"x", "甲.txt").sha256
    for seen in (
        Seen("text/plain", words="一"),
        Seen("text/plain", words="二", picture=b"p", picture_type="image/jpeg"),
    ):
        with database.writing() as session:
            sights.keep(session, sha256, seen, at=WHEN)
    with database.writing() as session:
        kept = session.get_one(Sight, sha256)
        assert (kept.words, kept.picture, kept.state) == ("二", b"p", SightState.MADE)
        sights.forget(session, sha256)
    with database.reading() as session:
        assert session.get(Sight, sha256) is None


def test_what_shows_nothing_is_not_looked_at_again(database, store, put) -> None:
    put(b" \n", "空白.txt")
    assert (made_up(database, store), made_up(database, store)) == (1, 0)
    assert standing(database) == {"空白.txt": SightState.NONE}


def test_what_cannot_be_seen_is_tried_three_times(database, store, put) -> None:
    file = put(b"x", "甲.txt")
    (store.root / file.sha256[:2] / file.sha256[2:4] / file.sha256).unlink()
    assert [made_up(database, store) for _ in range(5)] == [1, 1, 1, 0, 0]
    assert standing(database) == {"甲.txt": SightState.FAILED}


def test_what_kills_the_process_is_tried_three_times_too(database, store, put, monkeypatch) -> None:
    put(b"x", "甲.txt")

    def killed(*_: object) -> Seen:
        raise KeyboardInterrupt

    monkeypatch.setattr(inspecting, "inspect", killed)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            made_up(database, store)
    assert made_up(database, store) == 0


def test_bytes_destroyed_meanwhile_get_no_sight(database, store, put, monkeypatch) -> None:
    file = put(b"140800", "甲.txt")

    def destroyed(*_: object) -> Seen:
        with database.writing() as session:
            session.get_one(Blob, file.sha256).state = BlobState.DESTROYED
            sights.forget(session, file.sha256)
        return Seen("text/plain", words="140800")

    monkeypatch.setattr(inspecting, "inspect", destroyed)
    made_up(database, store)
    assert standing(database) == {}
    assert made_up(database, store) == 0


def test_the_timetable_looks_at_them(database, settings, clock, put) -> None:
    file = put(b"words", "甲.txt")
    store = FolderStore(settings.files)
    received = store.receive(BytesIO(b"words"), limit=100)
    store.keep(received)
    assert look_at_kept in [job for job, _ in TICKING]
    worker = worker_for(settings, database, clock)
    assert (look_at_kept(worker), look_at_kept(worker)) == (1, 0)
    with database.reading() as session:
        assert session.get_one(Sight, file.sha256).words == "words"
        assert sights.pictured(session, [file.sha256]) == frozenset()
