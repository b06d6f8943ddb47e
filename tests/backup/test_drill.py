"""The restore drill, on both databases: all of it comes back, and no mail goes twice."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.backup.conftest import FIRST, Environment, Make, Put, an_empty_place, duban, flip, place
from tests.house.test_upgrading import an_older_database
from tests.support.builders import City
from tests.support.databases import contents
from tests.support.outbox import a_message
from workflow import migrations
from workflow.adapters.files import FolderStore, digest_of
from workflow.app import create_app
from workflow.audit import sealing
from workflow.backup import folders, making
from workflow.backup.making import Target
from workflow.db import Database
from workflow.deadlines.models import Deadline
from workflow.evidence.models import Blob, Evidence
from workflow.outbox import restored
from workflow.outbox.models import Message, MessageState
from workflow.settings import from_environment

ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CHANGED = {"message", "restoration", "event", "seal", "sealed", "blob"}  # by the restore itself


def test_everything_comes_back_the_application_opens_and_mail_waits(
    make: Make, put: Put, city: City, database: Database, elsewhere: Environment
) -> None:
    files = [put("方案"), put("照片")]
    with database.writing() as session:
        a_message(session, city, state=MessageState.WAITING)
        a_message(session, city, "other", number=1, state=MessageState.DELIVERED)
        sealing.seal(session, at=FIRST)
    before = contents(database)
    made = make()
    said = duban("restore", made.folder, env=elsewhere).output
    assert "备份完好：数据库和 2 个文件" in said
    assert f"{len(made.manifest.tables)} 张表" in said
    assert "历史完好" in said and "文件核对：2 个" in said and "待发的 1 封" in said
    settings = from_environment(elsewhere)
    back, store = Database(settings.database_url), FolderStore(settings.files)
    after = contents(back)
    assert {name: rows for name, rows in after.items() if name not in CHANGED} == {
        name: rows for name, rows in before.items() if name not in CHANGED
    }
    events = [repr(row) for row in after["event"]]
    assert all(repr(row) in events for row in before["event"])
    for sha256 in files:
        with store.get(sha256) as stream:
            assert digest_of(stream) == sha256
    with back.reading() as session:
        states = dict(session.execute(select(Message.mail_id, Message.state)).all())
        assert states == {"0.liaison@x": MessageState.HELD, "1.other@x": MessageState.DELIVERED}
        assert restored.is_held(session)
    client = create_app(settings, database=back, testing=True).test_client()
    assert client.get("/sign-in").status_code == 200
    back.close()


def test_a_backup_made_while_people_write_is_of_one_moment(
    make: Make, put: Put, database: Database, elsewhere: Environment
) -> None:
    put("第一份")
    stop, written = threading.Event(), threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            put(f"第{number}号")
            number += 1
            if number == 5:
                written.set()

    writing = threading.Thread(target=write)
    writing.start()
    try:
        assert written.wait(60)
        made = make()
    finally:
        stop.set()
        writing.join(60)
    duban("restore", made.folder, env=elsewhere)
    back = Database(from_environment(elsewhere).database_url)
    with back.reading() as session:
        names = set(session.scalars(select(Evidence.name)))
        blobs = session.scalar(select(func.count()).select_from(Blob))
    back.close()
    assert names == {"第一份.txt", *(f"第{number}号.txt" for number in range(len(names) - 1))}, "all up to a moment"
    assert len(names) > 5 and blobs is not None and blobs >= len(names)


def test_nothing_is_restored_over_something(
    make: Make, put: Put, environment: Environment, elsewhere: Environment
) -> None:
    put("方案")
    made = make()
    assert "数据库不是空的" in duban("restore", made.folder, env=environment, code=1).output
    stray = Path(elsewhere["DUBAN_DATA"]) / "files" / "stray"
    stray.parent.mkdir(parents=True)
    stray.write_text("here")
    assert "只能恢复到空的文件目录" in duban("restore", made.folder, env=elsewhere, code=1).output


@ON_ONE
def test_what_is_altered_in_a_backup_is_found_before_anything_is_touched(
    make: Make, put: Put, root: Path, elsewhere: Environment
) -> None:
    sha256 = put("方案")
    made = make()
    kept = place(folders.store_of(root), sha256)
    flip(kept)
    for words in (("--check-only",), ()):
        assert (
            f"1 个文件缺失或被改动，没有恢复：{sha256}"
            in duban("restore", *words, made.folder, env=elsewhere, code=1).output
        )
    flip(kept)
    dump = made.folder / made.manifest.dump.name
    flip(dump)
    assert "缺失或被改动，没有恢复" in duban("restore", made.folder, env=elsewhere, code=1).output
    flip(dump)
    assert "备份完好" in duban("restore", "--check-only", made.folder, env=elsewhere).output
    settings = from_environment(elsewhere)
    back = Database(settings.database_url)
    assert migrations.standing(back)[0] is None and not settings.files.exists()
    back.close()


@ON_ONE
def test_files_on_the_list_of_what_was_destroyed_stay_gone(
    make: Make, put: Put, root: Path, elsewhere: Environment
) -> None:
    stays, gone = put("方案"), put("身份证")
    made = make()
    (root / folders.DESTROYED).write_text(f"# by two persons\n{gone} 2026-11-16\n", "utf-8")
    said = duban("restore", made.folder, env=elsewhere).output
    assert "没有恢复的文件：1 个" in said and "文件缺失" not in said
    store = FolderStore(from_environment(elsewhere).files)
    assert store.size(gone) is None and store.size(stays)


@pytest.mark.parametrize("empty_database", ["sqlite"], indirect=True)
def test_a_backup_of_an_older_version_is_brought_up_to_this_one(
    empty_database: Database, root: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    an_older_database(empty_database)
    store = FolderStore(tmp_path / "files")
    made = making.make(empty_database, store, Target(root, 30), at=FIRST)
    assert made.manifest.revision == "0001"
    with an_empty_place(request, tmp_path, empty_database) as elsewhere:
        duban("restore", made.folder, env=elsewhere, code=1)  # its plan's document never had the right checksum
        back = Database(from_environment(elsewhere).database_url)
        present, newest = migrations.standing(back)
        assert present == newest
        with back.reading() as session:
            assert session.get_one(Deadline, 1).target_id == 17
            assert restored.is_held(session)
        back.close()
