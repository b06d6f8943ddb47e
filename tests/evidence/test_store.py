"""The folder and the bucket alike: whole or not at all, named by their bytes, never changed."""

import hashlib
import io
import os
import pickle
import resource
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.evidence.stores import Kind, Objects
from tests.support.ports import free_port
from workflow.adapters import files_s3
from workflow.adapters.files import TooLarge
from workflow.adapters.files_face import Busy, FileStore
from workflow.adapters.files_s3_streams import WINDOW
from workflow.addresses import Bucket
from workflow.errors import Refused
from workflow.evidence import service
from workflow.evidence.checking import fault_of
from workflow.evidence.models import BlobFault
from workflow.wording.refusals import spoken

BYTES = "佐证".encode() * 100_000
NAME = hashlib.sha256(BYTES).hexdigest()
LARGE = os.urandom(1024) * (files_s3.PART // 1024 + 700)  # more than one part, more than two windows
UPLOAD = "0123456789abcdef" * 2
SLOW = """
import pickle, sys
from tests.evidence.test_store import Stalling, UPLOAD, LARGE
kind, way = pickle.loads(bytes.fromhex(sys.argv[1])), sys.argv[2]
store = kind.made()
if way == "receive":
    store.receive(Stalling(), limit=10**9)
elif way == "append":
    store.append(UPLOAD, Stalling(), at=0, limit=10**9)
else:
    received = store.receive(Stalling(ends=True), limit=10**9)
    print("ready", flush=True)
    store.keep(received)
"""


class Breaking(io.BytesIO):
    """An upload whose line breaks after the first piece."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise ConnectionError
        return super().read(size)


class Stalling(io.BytesIO):
    """An upload of which nothing more comes after a while."""

    def __init__(self, ends: bool = False) -> None:
        super().__init__(b"s" * (2 * files_s3.PART + 1000))
        self._ends = ends

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(size)
        if not piece and not self._ends:
            print("ready", flush=True)
            signal.pause()
        return piece


def put(store: FileStore, content: bytes = BYTES) -> str:
    received = store.receive(io.BytesIO(content), limit=len(content))
    store.keep(received)
    return received.sha256


def read(store: FileStore, sha256: str) -> bytes:
    with store.get(sha256) as kept:
        return kept.read()


def test_what_was_put_in_comes_out(store: FileStore) -> None:
    assert store.is_empty()
    assert put(store) == NAME
    assert read(store, NAME) == BYTES
    assert store.size(NAME) == len(BYTES)
    assert not store.is_empty()


def test_a_large_file_comes_out_as_it_went_in_and_is_read_from_any_place(store: FileStore) -> None:
    sha256 = put(store, LARGE)
    with store.get(sha256) as kept:
        assert hashlib.sha256(kept.read()).hexdigest() == sha256
        for place in (WINDOW + 5, 3, len(LARGE) - 7):
            kept.seek(place)
            assert kept.read(10) == LARGE[place : place + 10]
        assert kept.seek(-4, io.SEEK_END) == len(LARGE) - 4
        assert kept.read() == LARGE[-4:]
        assert kept.read() == b""


def test_an_archive_is_looked_into_where_it_is_kept(store: FileStore) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("材料/一.txt", BYTES)
    with store.get(put(store, made.getvalue())) as kept, zipfile.ZipFile(kept) as archive:
        assert archive.read("材料/一.txt") == BYTES


def test_bytes_stand_in_their_place_only_once_they_are_kept(store: FileStore) -> None:
    received = store.receive(io.BytesIO(BYTES), limit=len(BYTES))
    assert store.size(NAME) is None
    store.keep(received)
    assert store.size(NAME) == len(BYTES)


def test_the_same_bytes_are_kept_once(store: FileStore, kind: Kind) -> None:
    put(store)
    put(store)
    assert kind.names() == {NAME}


def test_altered_bytes_are_found_and_replaced_only_when_that_is_said(store: FileStore, kind: Kind) -> None:
    put(store)
    altered = bytes([BYTES[0] ^ 1]) + BYTES[1:]
    kind.alter(NAME, altered)
    assert fault_of(store, NAME, len(BYTES)) == BlobFault.ALTERED
    put(store)
    assert read(store, NAME) == altered, "who puts the same bytes does not read what is kept"
    store.keep(store.receive(io.BytesIO(BYTES), limit=len(BYTES)), anew=True)
    assert fault_of(store, NAME, len(BYTES)) is None


def test_what_is_destroyed_is_gone_and_may_be_destroyed_again(store: FileStore) -> None:
    put(store)
    store.destroy(NAME)
    store.destroy(NAME)
    assert store.size(NAME) is None
    assert fault_of(store, NAME, len(BYTES)) == BlobFault.MISSING


def test_too_many_bytes_leave_nothing_behind(store: FileStore, kind: Kind) -> None:
    with pytest.raises(TooLarge):
        store.receive(io.BytesIO(BYTES), limit=len(BYTES) - 1)
    assert not kind.names()


def test_a_broken_upload_leaves_nothing_behind(store: FileStore, kind: Kind) -> None:
    with pytest.raises(ConnectionError):
        store.receive(Breaking(BYTES), limit=len(BYTES))
    assert not kind.names()


@pytest.mark.parametrize("content", [BYTES, LARGE], ids=["one part", "more"])
def test_two_uploads_of_the_same_bytes_at_once_keep_one_whole_file(
    store: FileStore, kind: Kind, content: bytes
) -> None:
    threads = [threading.Thread(target=put, args=(store, content)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kind.names() == {hashlib.sha256(content).hexdigest()}
    assert read(store, hashlib.sha256(content).hexdigest()) == content


def test_the_same_piece_sent_twice_at_once_stands_once(store: FileStore, kind: Kind) -> None:
    """Its second try arrives on another node while the first is being written."""

    class Meanwhile(io.BytesIO):
        second: Exception | None = None

        def read(self, size: int | None = -1, /) -> bytes:
            if self.second is None:
                with pytest.raises((Busy, ValueError)) as refused:
                    for _ in range(2):  # where the first has put nothing down yet, the second is the one that stands
                        kind.made().append(UPLOAD, io.BytesIO(LARGE), at=0, limit=len(LARGE))
                self.second = refused.value
            return super().read(size)

    with suppress(ValueError):
        store.append(UPLOAD, Meanwhile(LARGE), at=0, limit=len(LARGE))
    with store.opened(UPLOAD) as stream:
        assert b"".join(iter(lambda: stream.read(700_000), b"")) == LARGE


@pytest.mark.parametrize("name", ["../secret_key", "ab", "", "g" * 64])
def test_a_name_that_is_no_hash_finds_nothing(store: FileStore, name: str) -> None:
    with pytest.raises(FileNotFoundError):
        store.get(name)
    with pytest.raises(FileNotFoundError):
        store.append(name, io.BytesIO(b"x"), at=0, limit=9)


def test_an_upload_goes_on_where_it_broke_off_and_becomes_a_file(store: FileStore, kind: Kind) -> None:
    assert store.arrived(UPLOAD) == 0
    with pytest.raises(ConnectionError):
        store.append(UPLOAD, Breaking(LARGE), at=0, limit=len(LARGE))
    came = store.arrived(UPLOAD)
    assert 0 < came < len(LARGE)
    with pytest.raises(ValueError, match="have arrived"):
        store.append(UPLOAD, io.BytesIO(LARGE), at=0, limit=len(LARGE))
    another_node = kind.made()
    assert another_node.append(UPLOAD, io.BytesIO(LARGE[came:]), at=came, limit=len(LARGE)) == len(LARGE)
    with store.opened(UPLOAD) as stream:
        assert b"".join(iter(lambda: stream.read(700_000), b"")) == LARGE
    received = store.gather(UPLOAD)
    assert (received.sha256, received.size) == (hashlib.sha256(LARGE).hexdigest(), len(LARGE))
    store.keep(received)
    store.forget(UPLOAD)
    assert store.arrived(UPLOAD) == 0
    assert kind.names() == {received.sha256}


def test_an_upload_that_grows_too_large_keeps_what_was_right_until_it_is_forgotten(
    store: FileStore, kind: Kind
) -> None:
    with pytest.raises(TooLarge):
        store.append(UPLOAD, io.BytesIO(LARGE), at=0, limit=len(LARGE) - 1)
    assert 0 < store.arrived(UPLOAD) < len(LARGE)
    store.forget(UPLOAD)
    store.forget(UPLOAD)
    assert not kind.names()


@pytest.mark.parametrize("kind", ["objects"], indirect=True)
def test_two_nodes_that_put_the_same_piece_do_not_mix_theirs(store: FileStore, kind: Kind) -> None:
    put_meanwhile = kind.made()

    class Overtaken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if not self.tell():
                put_meanwhile.append(UPLOAD, io.BytesIO(b"theirs"), at=0, limit=99)
            return super().read(size)

    with pytest.raises(ValueError, match="have arrived"):
        store.append(UPLOAD, Overtaken(b"ours"), at=0, limit=99)
    with store.opened(UPLOAD) as stream:
        assert stream.read(99) == b"theirs"


def test_what_was_left_on_its_way_in_goes_after_a_while_but_no_upload_that_goes_on(
    store: FileStore, kind: Kind
) -> None:
    living, dead = UPLOAD, UPLOAD[::-1]
    for upload in (living, dead):
        store.append(upload, io.BytesIO(b"some"), at=0, limit=99)
    stray = store.receive(io.BytesIO(b"stray"), limit=99)
    put(store)
    assert store.tidy({living}, before=datetime.now(UTC) - timedelta(hours=1)) == 0
    assert store.tidy({living}, before=datetime.now(UTC) + timedelta(hours=1)) == 2
    assert not stray.path.exists()
    assert store.arrived(living) == 4 and store.arrived(dead) == 0
    assert read(store, NAME) == BYTES


@pytest.mark.parametrize("way", ["receive", "append", "keep"])
def test_a_process_killed_in_the_middle_leaves_no_half_file_and_the_upload_goes_on(kind: Kind, way: str) -> None:
    words = [sys.executable, "-c", SLOW, pickle.dumps(kind).hex(), way]
    process = subprocess.Popen(words, stdout=subprocess.PIPE)
    assert process.stdout and process.stdout.readline() == b"ready\n"
    process.kill()
    process.wait()
    process.stdout.close()
    whole = Stalling(ends=True).getvalue()
    name = hashlib.sha256(whole).hexdigest()
    store = kind.made()
    assert store.size(name) in ({None, len(whole)} if way == "keep" else {None})
    if way == "append":
        came = store.arrived(UPLOAD)
        assert came >= 2 * files_s3.PART
        store.append(UPLOAD, io.BytesIO(whole[came:]), at=came, limit=len(whole))
        assert store.gather(UPLOAD).sha256 == name
    assert put(store, whole) == name
    assert hashlib.sha256(read(store, name)).hexdigest() == name


def test_a_full_disk_leaves_nothing_half_and_says_so(store: FileStore, kind: Kind) -> None:
    with a_small_disk(), pytest.raises(Refused) as refused:
        service.receive(store, io.BytesIO(BYTES), name="证.txt", limit=10**9)
    assert "空间不足" in spoken(refused.value) and not kind.names()
    assert put(store) == NAME


@pytest.mark.parametrize("kind", ["folder"], indirect=True)
def test_an_upload_that_meets_a_full_disk_goes_on_when_there_is_room(store: FileStore) -> None:
    with a_small_disk(), pytest.raises(OSError, match="large"):
        store.append(UPLOAD, io.BytesIO(BYTES), at=0, limit=10**9)
    came = store.arrived(UPLOAD)
    assert 0 < came < len(BYTES)
    store.append(UPLOAD, io.BytesIO(BYTES[came:]), at=came, limit=10**9)
    assert store.gather(UPLOAD).sha256 == NAME


@contextmanager
def a_small_disk(most: int = 300_000) -> Iterator[None]:
    """The system lets no file of this process grow larger."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("kind", ["objects"], indirect=True)
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"secret": "another"}, "拒绝了本系统的密钥"),
        ({"key": "nobody"}, "拒绝了本系统的密钥"),
        ({"name": "no-such-bucket"}, "请管理员核对 DUBAN_FILES"),
        ({"endpoint": f"http://127.0.0.1:{free_port()}"}, "暂时连不上"),
    ],
    ids=["secret", "key", "bucket", "away"],
)
def test_a_wrong_secret_and_a_server_that_is_away_are_said_and_lose_nothing(
    kind: Objects, store: FileStore, tmp_path: Path, wrong: dict[str, str], words: str
) -> None:
    sha256 = put(store)
    store.append(UPLOAD, io.BytesIO(b"some"), at=0, limit=99)
    off = files_s3.ObjectStore(replace(kind.bucket, **wrong), tmp_path / "off")
    received = off.receive(io.BytesIO(b"more"), limit=99)
    acts = (
        lambda: off.keep(received),
        lambda: off.get(sha256),
        lambda: off.destroy(sha256),
        lambda: off.append(UPLOAD, io.BytesIO(b"more"), at=4, limit=99),
        lambda: fault_of(off, sha256, len(BYTES)),  # no reason to call a file missing
    )
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        said = spoken(refused.value)
        assert words in said and off.place in said
        assert "another" not in said and kind.bucket.secret not in said
    assert received.path.read_bytes() == b"more", "what arrived waits for the next try"
    assert read(store, sha256) == BYTES and store.arrived(UPLOAD) == 4


def test_a_bucket_tells_its_secret_to_nobody_who_prints_it() -> None:
    assert "only mine" not in repr(Bucket("files", "", "https://s3.city.cn", "r", "key", "only mine"))
