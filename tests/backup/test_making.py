"""Backups: only what is new is copied, what goes wrong leaves the others as they were, the oldest go."""

import json
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.backup.conftest import Environment, Make, Put, duban, flip, place
from tests.support.builders import City
from workflow.adapters.files import FolderStore
from workflow.backup import folders, kept, manifest
from workflow.backup.lock import alone
from workflow.db import Database
from workflow.errors import Refused

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
MEGABYTES = 250_000  # times four bytes


def started(*words: object, env: Environment, limit: int | None = None) -> "subprocess.Popen[str]":
    """`duban …` as a process; `limit`: no file of it may grow larger, as on a full disk."""

    def hold_down() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    program = [sys.executable, "-c", "from workflow.commands import main; main()", *map(str, words)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(program, env=env, text=True, preexec_fn=hold_down, **pipes)  # type: ignore[call-overload, no-any-return] # as named


def names(root: Path) -> list[str]:
    return [backup.folder.name for backup in folders.complete(root)]


def test_only_what_no_backup_has_is_copied_and_never_linked(make: Make, put: Put, root: Path) -> None:
    first = put("方案")
    assert make(0).copied.files == 1
    second = put("照片")
    made = make(1)
    assert made.copied.files == 1
    assert set(made.manifest.files) == {first, second}
    store = folders.store_of(root)
    assert {place(store, sha256).stat().st_nlink for sha256 in (first, second)} == {1}


def test_the_list_tells_what_there_is_and_the_history_that_it_was_made(
    put: Put, root: Path, environment: Environment, database: Database
) -> None:
    put("方案")
    assert "没有备份" in duban("backup", "--list", "--to", root, env=environment).output
    assert "备份完成" in duban("backup", "--to", root, env=environment).output
    name = names(root)[0]
    assert f"{name}  " in duban("backup", "--list", env=environment | {"DUBAN_BACKUP": str(root)}).output
    with database.reading() as session:
        made = kept.latest(session)
        assert made is not None and made.facts["name"] == name and made.facts["files"] == 1
    assert "Where to?" in duban("backup", env=environment, code=2).output


def test_the_oldest_go_and_what_the_others_need_stays(make: Make, put: Put, root: Path, database: Database) -> None:
    gone = put("旧的")
    make(0)
    stays = put("新的")
    with database.engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql(f"DELETE FROM evidence WHERE sha256 = '{gone}'")
        connection.exec_driver_sql(f"DELETE FROM blob WHERE sha256 = '{gone}'")
    make(1)
    store = folders.store_of(root)
    assert store.size(gone), "the first backup needs it"
    assert make(2, keep=2).pruned == 1
    assert len(names(root)) == 2 and store.size(gone) is None and store.size(stays)


def test_while_a_manifest_cannot_be_read_no_file_goes(make: Make, put: Put, root: Path) -> None:
    needed = put("方案")
    made = make(0)
    (made.folder / manifest.FILE).write_text("torn", "utf-8")
    folders.prune(root, keep=1)
    assert folders.store_of(root).size(needed) and names(root) == [made.folder.name]


def test_a_second_backup_at_the_same_time_refuses(make: Make, put: Put, root: Path) -> None:
    put("方案")
    with alone(root / "lock"), pytest.raises(Refused, match="under_way"):
        make()
    assert make().folder.exists()


def test_a_process_killed_in_the_middle_leaves_no_lock_and_no_half_backup(
    make: Make, put: Put, root: Path, environment: Environment
) -> None:
    for number in range(12):
        put(f"大{number:02}", MEGABYTES * 3)
    killed, store = started("backup", "--to", root, env=environment), folders.store_of(root)
    until = time.monotonic() + 60
    while not list(store.root.glob("*/*/*")) and killed.poll() is None and time.monotonic() < until:
        time.sleep(0.001)
    killed.send_signal(signal.SIGKILL)
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert names(root) == [] and list(root.glob("*.part"))
    made = make()
    assert names(root) == [made.folder.name] and not list(root.glob("*.part"))
    assert 0 < made.copied.files < 12, "what was whole is not copied again"


@pytest.mark.parametrize("limit", [256 * 1024, 6 * 1024**2], ids=["in the database", "in a file"])
def test_a_full_disk_gives_a_sentence_and_leaves_what_was_there(
    make: Make, put: Put, root: Path, environment: Environment, limit: int
) -> None:
    put("方案")
    first = make(0)
    put("大文件", MEGABYTES * 3)
    full = started("backup", "--to", root, env=environment, limit=limit)
    said = full.communicate(timeout=60)[1]
    assert full.returncode == 1 and "磁盘已满" in said, said
    assert names(root) == [first.folder.name] and not list(root.glob("*.part"))
    assert "备份完好" in duban("restore", "--check-only", first.folder, env=environment).output


def test_a_file_that_is_not_right_stops_a_backup_until_it_is_known(
    make: Make, put: Put, root: Path, environment: Environment, store: FolderStore
) -> None:
    first, broken = put("方案"), put("照片")
    flip(place(store, broken))
    said = duban("backup", "--to", root, env=environment, code=1).output
    assert f"文件 {broken} 与上传时不一致" in said and names(root) == []
    place(store, broken).unlink()
    assert f"文件 {broken} 缺失" in duban("backup", "--to", root, env=environment, code=1).output
    assert "文件缺失：照片.txt" in duban("verify", env=environment, code=1).output
    assert "没有可备份的内容" in duban("backup", "--to", root, env=environment).output
    made = folders.complete(root)[0].manifest
    assert made is not None and set(made.files) == {first} and made.left_out == (broken,)


def test_a_file_that_broke_after_a_backup_has_it_still_comes_back_whole(
    make: Make, put: Put, root: Path, environment: Environment, elsewhere: Environment, store: FolderStore
) -> None:
    broken = put("照片")
    make(0)
    flip(place(store, broken))
    duban("verify", env=environment, code=1)
    made = make(1)
    assert set(made.manifest.files) == {broken}
    assert "文件核对：1 个" in duban("restore", made.folder, env=elsewhere).output


def test_a_file_that_cannot_be_read_is_named(make: Make, put: Put, store: FolderStore) -> None:
    odd = place(store, put("照片"))
    odd.unlink()
    odd.mkdir()
    with pytest.raises(Refused, match="file_unreadable"):
        make()


def test_a_folder_that_is_not_there_is_not_made_by_night(make: Make, city: City, root: Path) -> None:
    root.rmdir()
    with pytest.raises(Refused, match="no_folder"):
        make()


def test_a_backup_of_a_newer_version_or_another_kind_is_refused(make: Make, city: City, elsewhere: Environment) -> None:
    folder = make().folder
    path = folder / manifest.FILE
    said = json.loads(path.read_text("utf-8"))
    for change, words in (
        ({"revision": "9999"}, "请先升级本系统"),
        ({"kind": "postgresql"}, "不能恢复到 sqlite"),
        ({"format": 2}, "更新版本的备份"),
        ({"dump": said["dump"] | {"name": "../x"}}, "manifest.json 已损坏"),
        ({"files": {"../x": 1}}, "manifest.json 已损坏"),
    ):
        path.write_text(json.dumps(said | change), "utf-8")
        assert words in duban("restore", folder, env=elsewhere, code=1).output
    path.unlink()
    assert "不是完整的备份" in duban("restore", folder, env=elsewhere, code=1).output


def test_a_restore_that_was_cut_off_is_ground_for_nothing_else(make: Make, city: City, elsewhere: Environment) -> None:
    folder = make().folder
    mark = Path(elsewhere["DUBAN_DATA"]) / "restoring"
    mark.parent.mkdir()
    mark.write_text("x")
    for words in (("serve",), ("round",), ("migrate",)):
        assert "a restore was not finished" in duban(*words, env=elsewhere, code=1).output
    assert "恢复没有完成" in duban("restore", folder, env=elsewhere, code=1).output
    mark.unlink()
    duban("restore", folder, env=elsewhere)
    assert not mark.exists()
