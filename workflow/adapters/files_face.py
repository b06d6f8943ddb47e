"""What every store of files promises, and what all of them use."""

import errno
import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

PIECE = 256 * 1024
NAME = re.compile(r"[0-9a-f]{64}")
TOKEN = re.compile(r"[0-9a-f]{32}")  # of an upload
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}  # what a system says when there is no more room


class TooLarge(Exception):
    """More bytes came than are allowed."""


class Busy(Exception):
    """Somebody else appends to the same upload at this moment."""


@dataclass(frozen=True)
class Received:
    """Bytes that have arrived and were counted, but are not kept yet."""

    path: Path
    sha256: str
    size: int


class FileStore(Protocol):
    """Bytes by their SHA-256. What is kept is never changed. A store that cannot be reached says so by Refused."""

    incoming: Path  # what is on its way in, on this machine

    @property
    def place(self) -> str:
        """Where the files are, for people."""
        ...

    def receive(self, stream: BinaryIO, *, limit: int) -> Received: ...

    def keep(self, received: Received, *, anew: bool = False) -> None: ...

    def discard(self, received: Received) -> None: ...

    def get(self, sha256: str) -> BinaryIO: ...

    def size(self, sha256: str) -> int | None: ...

    def destroy(self, sha256: str) -> None: ...

    def append(self, upload: str, stream: BinaryIO, *, at: int, limit: int) -> int: ...

    def arrived(self, upload: str) -> int: ...

    def opened(self, upload: str) -> BinaryIO: ...

    def gather(self, upload: str) -> Received: ...

    def forget(self, upload: str) -> None: ...

    def is_empty(self) -> bool: ...

    def tidy(self, living: Collection[str], *, before: datetime) -> int: ...


def take_in(folder: Path, stream: BinaryIO, *, limit: int) -> Received:
    """Read a stream to its end into a temporary file, piece by piece. Raises TooLarge above `limit` bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder)
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces(stream):
                size += len(piece)
                if size > limit:
                    raise TooLarge
                digest.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Received(Path(name), digest.hexdigest(), size)


def tidy(folder: Path, living: Collection[str], *, before: datetime) -> int:
    """Remove what was left on its way in and not touched since an instant, but for uploads that go on; how many."""
    gone = 0
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.stem not in living and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def hold(file: BinaryIO) -> None:
    """Be the only one, in whichever process, until the file is closed. Raises Busy."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise Busy from error


def must_be_hash(sha256: str) -> str:
    if not NAME.fullmatch(sha256):
        raise FileNotFoundError(sha256)
    return sha256


def must_be_upload(upload: str) -> str:
    if not TOKEN.fullmatch(upload):
        raise FileNotFoundError(upload)
    return upload


def pieces(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(PIECE):
        yield piece


def digest_of(stream: BinaryIO) -> str:
    """The SHA-256 (hex) of a stream read to its end."""
    digest = hashlib.sha256()
    for piece in pieces(stream):
        digest.update(piece)
    return digest.hexdigest()
