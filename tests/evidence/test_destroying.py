"""误传清除: two persons destroy what must not be here; hash, reason and names stay, and no restore brings it back."""

from datetime import date
from io import BytesIO

import pytest

from tests.support import builders
from tests.support.builders import City, at
from workflow.adapters.files import FolderStore
from workflow.audit.models import Event
from workflow.audit.service import Operator
from workflow.backup import folders
from workflow.errors import Refused, Stale
from workflow.evidence import destroying, destructions, service
from workflow.evidence.arriving_models import Destruction, DestructionState, Sight, SightState
from workflow.evidence.destroying import Why
from workflow.evidence.models import Blob, BlobState, Evidence

WHEN = at(date(2026, 11, 23))
ONE, OTHER = Operator(1, "张三"), Operator(2, "李四")
CONTENT = b"140800 secret"


@pytest.fixture
def store(tmp_path) -> FolderStore:
    return FolderStore(tmp_path / "files")


def put(session, store: FolderStore, city: City, name: str, department: str = "energy") -> Evidence:
    received = service.receive(store, BytesIO(CONTENT), name=name, limit=1000)
    service.expect(session, received, at=WHEN)
    store.keep(received)
    body = city.departments[department].id
    return service.put(session, received, name=name, department_id=body, by=ONE, at=WHEN)


@pytest.fixture
def asked(database, store) -> Destruction:
    """One file that two departments put in, and a request to destroy it."""
    with database.writing() as session:
        city = builders.a_plan_under_way(session)
        file = put(session, store, city, "张三身份证.txt")
        put(session, store, city, "附件.txt", "industry")
        session.add(Sight(sha256=file.sha256, state=SightState.MADE, words="140800", made_at=WHEN))
        asked = destroying.ask(session, file, why=Why.IDENTITY, reason="误传", name_too=True, by=ONE, at=WHEN)
        session.flush()
        session.expunge(asked)
    return asked


def again(session, asked: Destruction) -> Destruction:
    return session.get_one(Destruction, asked.id)


def test_the_one_who_asked_cannot_be_the_second_person(session, asked) -> None:
    for act in (
        lambda: destroying.confirm(session, again(session, asked), backups=[], by=ONE, at=WHEN),
        lambda: destroying.refuse(session, again(session, asked), words="不必", by=ONE, at=WHEN),
    ):
        with pytest.raises(Refused, match=r"destruction\.another_person"):
            act()
    assert again(session, asked).state == DestructionState.ASKED


def test_two_persons_destroy_the_bytes_and_hash_reason_and_both_names_stay(database, store, asked) -> None:
    with database.writing() as session:
        destroying.confirm(session, again(session, asked), backups=["2026-11-22T18-30-00Z"], by=OTHER, at=WHEN)
    assert destroying.finish(database, store, lambda gone: None) == 1
    assert store.size(asked.sha256) is None
    with database.reading() as session:
        kept = again(session, asked)
        assert (kept.asked_by_name, kept.answered_by_name, kept.reason) == ("张三", "李四", "误传")
        assert kept.backups == ["2026-11-22T18-30-00Z"]
        assert session.get_one(Blob, asked.sha256).state == BlobState.DESTROYED
        assert session.get(Sight, asked.sha256) is None
        assert [row.name for row in destructions.files_of(session, asked.sha256)] == ["（名称已清除）.txt"] * 2
        acts = [event.act for event in session.query(Event).order_by(Event.id)]
        assert acts[-2:] == ["destruction.asked", "destruction.destroyed"]


def test_killed_between_the_word_and_the_bytes_they_go_at_the_next_round(database, store, asked) -> None:
    with database.writing() as session:
        destroying.confirm(session, again(session, asked), backups=[], by=OTHER, at=WHEN)
    assert store.size(asked.sha256) is not None  # the process was killed here
    assert destroying.finish(database, store, lambda gone: None) == 1
    assert destroying.finish(database, store, lambda gone: None) == 0


def test_restores_are_told_before_the_bytes_go(database, store, asked, tmp_path) -> None:
    root = tmp_path / "backups"
    root.mkdir()
    (root / folders.DESTROYED).write_text(f"# by hand\n{'f' * 64} long ago\n", "utf-8")
    with database.writing() as session:
        destroying.confirm(session, again(session, asked), backups=[], by=OTHER, at=WHEN)
    there_when_told = []

    def write_down(gone) -> None:
        there_when_told.append(store.size(asked.sha256) is not None)
        folders.write_down_destroyed(root, gone)

    destroying.finish(database, store, write_down)
    destroying.finish(database, store, write_down)
    assert there_when_told[0]
    assert folders.destroyed(root) == {"f" * 64, asked.sha256}
    assert (root / folders.DESTROYED).read_text("utf-8").startswith("# by hand\n")


def test_what_is_destroyed_is_asked_about_and_answered_no_more(session, asked) -> None:
    destroying.confirm(session, again(session, asked), backups=[], by=OTHER, at=WHEN)
    for act in (
        lambda: destroying.confirm(session, again(session, asked), backups=[], by=OTHER, at=WHEN),
        lambda: destroying.take_back(session, again(session, asked), by=ONE, at=WHEN),
    ):
        with pytest.raises(Stale, match=r"destruction\.answered_already"):
            act()
    file = session.get_one(Evidence, destructions.files_of(session, asked.sha256)[0].id)
    with pytest.raises(Stale, match=r"evidence\.destroyed"):
        destroying.ask(session, file, why=Why.OTHER, reason="再", name_too=False, by=ONE, at=WHEN)


def test_a_second_request_for_the_same_bytes_is_refused_and_one_taken_back_can_be_made_anew(database, asked) -> None:
    def ask(session) -> None:
        file = session.get_one(Evidence, destructions.files_of(session, asked.sha256)[1].id)
        destroying.ask(session, file, why=Why.OTHER, reason="再", name_too=False, by=OTHER, at=WHEN)

    with pytest.raises(Stale, match=r"destruction\.asked_already"), database.writing() as session:
        ask(session)
    with database.writing() as session:
        with pytest.raises(Refused, match=r"destruction\.not_yours"):
            destroying.take_back(session, again(session, asked), by=OTHER, at=WHEN)
        destroying.take_back(session, again(session, asked), by=ONE, at=WHEN)
        ask(session)
    with database.reading() as session:
        assert destructions.waiting(session, departments=None) == 1
        assert destructions.waiting(session, departments=frozenset({0})) == 0
        assert len(destructions.listed(session, departments=None)) == 2


def test_the_second_person_refuses_with_a_reason_and_the_file_is_whole(session, store, asked) -> None:
    with pytest.raises(Refused, match=r"evidence\.reason_missing"):
        destroying.refuse(session, again(session, asked), words="", by=OTHER, at=WHEN)
    destroying.refuse(session, again(session, asked), words="已公开的名单", by=OTHER, at=WHEN)
    assert destroying.open_request(session, asked.sha256) is None
    assert store.size(asked.sha256) == len(CONTENT)
    assert destructions.files_of(session, asked.sha256)[0].name == "张三身份证.txt"
