"""The folder of files: whole or not at all, named by their bytes, never changed."""

import hashlib
import io
import threading

import pytest

from workflow.adapters.files import FolderStore, TooLarge

BYTES = "佐证".encode() * 100_000
NAME = hashlib.sha256(BYTES).hexdigest()


class Breaking(io.BytesIO):
    """An upload whose line breaks after the first piece."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise ConnectionError
        return super().read(size)


@pytest.fixture
def store(tmp_path):
    return FolderStore(tmp_path / "files")


def put(store: FolderStore) -> str:
    received = store.receive(io.BytesIO(BYTES), limit=len(BYTES))
    store.keep(received)
    return received.sha256


def test_what_was_put_in_comes_out(store) -> None:
    assert put(store) == NAME
    with store.get(NAME) as kept:
        assert kept.read() == BYTES
    assert store.size(NAME) == len(BYTES)


def test_bytes_stand_in_their_place_only_once_they_are_kept(store) -> None:
    received = store.receive(io.BytesIO(BYTES), limit=len(BYTES))
    assert store.size(NAME) is None
    store.keep(received)
    assert store.size(NAME) == len(BYTES)


def test_the_same_bytes_are_kept_once(store) -> None:
    put(store)
    put(store)
    assert [path.name for path in store.root.rglob("*") if path.is_file()] == [NAME]


def test_too_many_bytes_leave_nothing_behind(store) -> None:
    with pytest.raises(TooLarge):
        store.receive(io.BytesIO(BYTES), limit=len(BYTES) - 1)
    assert not [path for path in store.root.rglob("*") if path.is_file()]


def test_a_broken_upload_leaves_nothing_behind(store) -> None:
    with pytest.raises(ConnectionError):
        store.receive(Breaking(BYTES), limit=len(BYTES))
    assert not [path for path in store.root.rglob("*") if path.is_file()]


def test_two_uploads_of_the_same_bytes_at_once_keep_one_whole_file(store) -> None:
    threads = [threading.Thread(target=put, args=(store,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.get(NAME) as kept:
        assert kept.read() == BYTES


@pytest.mark.parametrize("name", ["../secret_key", "ab", "", "g" * 64])
def test_a_name_that_is_no_hash_finds_nothing(store, name) -> None:
    with pytest.raises(FileNotFoundError):
        store.get(name)
