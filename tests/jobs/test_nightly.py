"""Every night: what must be what it was is checked, and then there is a backup; the office sees what was found."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.backup.conftest import flip, place
from tests.support.builders import City
from tests.support.client import CarefulClient
from tests.support.clock import StoppedClock
from workflow.adapters.clock import at_hour
from workflow.adapters.files import FolderStore
from workflow.audit.models import Event
from workflow.audit.service import Operator
from workflow.backup import folders
from workflow.backup.lock import alone
from workflow.db import Database
from workflow.evidence import checking, service
from workflow.evidence.models import Blob, BlobFault, Evidence
from workflow.jobs.models import Run
from workflow.jobs.nightly import check_if_owed
from workflow.jobs.timetable import worker_for
from workflow.plans.models import Edition
from workflow.settings import Settings, from_environment

ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NIGHT = date(2026, 11, 16)
BROKEN, NO_BACKUP = "核验发现缺失或被改动的内容", "已经两天没有备份成功"
Night = Callable[..., None]
PutIn = Callable[..., Evidence]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


@pytest.fixture
def store(settings: Settings) -> FolderStore:
    return FolderStore(settings.files)


@pytest.fixture
def night(database: Database, environment: dict[str, str], clock: StoppedClock) -> Night:
    """A tick at half past two of a night, or later; `backup`: where one is set up."""

    def night(
        ahead: int = 0, hour: int = 2, minute: int = 30, backup: Path | None = None, stopped: bool = False
    ) -> None:
        clock.set(at_hour(NIGHT + timedelta(days=ahead), hour, minute))
        variables = environment | ({"DUBAN_BACKUP": str(backup)} if backup else {})
        check_if_owed(worker_for(from_environment(variables), database, clock, stopping=lambda: stopped))

    return night


@pytest.fixture
def put_in(database: Database, city: City, store: FolderStore, clock: StoppedClock) -> PutIn:
    """Put a file in as the liaison does, the day before."""

    def put_in(words: str, times: int = 4000) -> Evidence:
        received = service.receive(store, io.BytesIO(words.encode() * times), name=f"{words}.txt", limit=10**9)
        by, at = Operator(city.accounts["liaison"].id, "张三"), clock.now() - timedelta(days=1)
        with database.writing() as session:
            broken = service.expect(session, received, at=at).fault is not None
        store.keep(received, anew=broken)
        facts = {"name": f"{words}.txt", "department_id": city.departments["energy"].id}
        with database.writing() as session:
            return service.put(session, received, **facts, by=by, at=at)  # type: ignore[arg-type] # as named

    return put_in


def runs(database: Database) -> list[tuple[str, str, bool]]:
    with database.reading() as session:
        rows = session.scalars(select(Run).order_by(Run.id)).all()
        return [(run.slot, run.job, run.ended_at is not None) for run in rows]


def test_an_altered_file_is_found_shown_and_not_served_until_it_is_put_in_again(
    put_in: PutIn, store: FolderStore, night: Night, client: CarefulClient, city: City, database: Database
) -> None:
    evidence = put_in("照片")
    night()
    client.sign_in(city.accounts["office"])
    client.get("/system")
    assert "没有发现问题" in client.page.text and BROKEN not in client.page.source
    flip(place(store, evidence.sha256))
    night(1)
    client.get("/system")
    assert BROKEN in client.page.source and "照片.txt" in client.page.text and "被改动" in client.page.text
    client.sign_in(city.accounts["liaison"])
    assert client.get(f"/evidence/{evidence.id}").status_code == 500
    assert "系统不提供下载" in client.page.text
    client.get("/plans")
    assert BROKEN not in client.page.source, "a liaison can do nothing about it"
    put_in("照片")
    with client.get(f"/evidence/{evidence.id}") as answer:
        assert answer.status_code == 200
    with database.reading() as session:
        assert "file.broken" in session.scalars(select(Event.act)).all()
    night(2)
    client.sign_in(city.accounts["office"])
    client.get("/system")
    assert BROKEN not in client.page.source


@ON_ONE
def test_a_large_file_known_to_be_altered_is_not_served_though_its_size_is_right(
    put_in: PutIn, store: FolderStore, night: Night, client: CarefulClient, city: City
) -> None:
    evidence = put_in("大", times=6 * 1024**2)
    flip(place(store, evidence.sha256))
    night()
    client.sign_in(city.accounts["liaison"])
    assert client.get(f"/evidence/{evidence.id}").status_code == 500


@ON_ONE
def test_a_missing_file_that_comes_back_by_hand_is_mended_by_the_next_check(
    put_in: PutIn, store: FolderStore, night: Night, database: Database
) -> None:
    evidence = put_in("照片")
    kept = place(store, evidence.sha256)
    away = kept.rename(kept.with_suffix(".away"))
    night()
    with database.reading() as session:
        assert session.get_one(Blob, evidence.sha256).fault == BlobFault.MISSING
    away.rename(kept)
    night(1)
    with database.reading() as session:
        assert session.get_one(Blob, evidence.sha256).fault is None
        acts = session.scalars(select(Event.act).where(Event.thing == "blob")).all()
        assert acts == ["file.broken", "file.mended"]


@ON_ONE
def test_a_large_store_is_gone_round_in_several_nights_the_longest_unseen_first(
    put_in: PutIn, store: FolderStore, database: Database, clock: StoppedClock
) -> None:
    files = {put_in(words).sha256 for words in ("甲", "乙", "丙", "丁")}
    seen: list[set[str]] = []
    for night in range(1, 4):
        clock.set(at_hour(NIGHT + timedelta(days=night), 2, 30))
        checking.go_round(database, store, clock.now, since=clock.now(), limit=25_000)
        with database.reading() as session:
            seen.append(set(session.scalars(select(Blob.sha256).where(Blob.checked_at == clock.now()))))
    assert [len(some) for some in seen] == [2, 2, 2]
    assert seen[0] | seen[1] == files and seen[2] == seen[0]


def test_a_document_or_history_that_is_not_what_it_was_is_shown_and_gone_once_mended(
    night: Night, client: CarefulClient, city: City, database: Database
) -> None:
    text = select_original(database)
    set_original(database, text + b"!")
    night()
    client.sign_in(city.accounts["administrator"])
    client.get("/system")
    assert "方案原文 测政发〔2026〕1号" in client.page.text and "核验不符 1" in client.page.text
    night(1)
    set_original(database, text)
    night(2)
    client.get("/system")
    assert "方案原文" not in client.page.text and "没有发现问题" in client.page.text
    with database.reading() as session:
        acts = session.scalars(select(Event.act).where(Event.thing == "finding").order_by(Event.id)).all()
        assert acts == ["finding.found", "finding.gone"]


@ON_ONE
def test_checks_and_backup_are_owed_once_a_night_and_a_missed_night_is_made_up_once(
    night: Night, city: City, root: Path, database: Database
) -> None:
    night(minute=29, backup=root)
    assert runs(database) == []
    night(backup=root)
    night(hour=3, backup=root)
    assert runs(database) == [("2026-11-16", job, True) for job in ("sweep", "check", "backup")]
    assert len(folders.complete(root)) == 1
    night(5, hour=14, backup=root)  # a machine that was off
    night(5, hour=15, backup=root)
    assert len(folders.complete(root)) == 2
    assert [slot for slot, *_ in runs(database)] == ["2026-11-16"] * 3 + ["2026-11-21"] * 3


@ON_ONE
def test_what_is_asked_to_stop_stays_owed_and_two_do_not_check_at_once(
    night: Night, city: City, root: Path, database: Database, settings: Settings
) -> None:
    night(backup=root, stopped=True)
    assert runs(database) == [("2026-11-16", job, False) for job in ("sweep", "check", "backup")]
    assert folders.complete(root) == []
    with alone(settings.folder / "nightly.lock"):
        night(backup=root)
    assert folders.complete(root) == []
    night(backup=root)
    assert [ended for *_, ended in runs(database)] == [True, True, True]


@ON_ONE
def test_a_backup_that_fails_says_why_and_after_two_days_gives_a_banner(
    night: Night, city: City, root: Path, database: Database, environment: dict[str, str], client: CarefulClient,
    clock: StoppedClock,
) -> None:  # fmt: skip
    client.application.extensions["duban.settings"] = from_environment(environment | {"DUBAN_BACKUP": str(root)})
    client.sign_in(city.accounts["office"])
    night(backup=root)
    client.get("/system")
    assert str(root) in client.page.text and NO_BACKUP not in client.page.source
    moved = root.rename(root.with_name("unplugged"))
    for ahead in (1, 2):
        night(ahead, backup=root)
        client.get("/system")
        assert "请检查磁盘是否已经挂载" in client.page.text and NO_BACKUP not in client.page.source
    clock.forward(minutes=1)
    client.get("/system")
    assert NO_BACKUP in client.page.source
    moved.rename(root)
    night(3, backup=root)
    client.get("/system")
    assert NO_BACKUP not in client.page.source


def select_original(database: Database) -> bytes:
    with database.engine.connect() as connection:
        return bytes(connection.exec_driver_sql("SELECT original FROM edition").scalar_one())


def set_original(database: Database, content: bytes) -> None:
    with database.writing() as session:
        session.scalars(select(Edition)).one().original = content
