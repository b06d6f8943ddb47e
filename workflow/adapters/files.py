"""Where bytes are kept: a store that names them by their SHA-256. The folder is the embedded default."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

PIECE = 256 * 1024
NAME = re.compile(r"[0-9a-f]{64}")
TOKEN = re.compile(r"[0-9a-f]{32}")  # of an upload


class TooLarge(Exception):
    """More bytes came than are allowed."""


@dataclass(frozen=True)
class Received:
    """Bytes that have arrived and were counted, but are not kept yet."""

    path: Path
    sha256: str
    size: int


class FileStore(Protocol):
    """Bytes by their SHA-256. What is kept is never changed."""

    def receive(self, stream: BinaryIO, *, limit: int) -> Received: ...

    def keep(self, received: Received, *, anew: bool = False) -> None: ...

    def discard(self, received: Received) -> None: ...

    def get(self, sha256: str) -> BinaryIO: ...

    def size(self, sha256: str) -> int | None: ...

    def destroy(self, sha256: str) -> None: ...

    def append(self, upload: str, stream: BinaryIO, *, at: int, limit: int) -> int: ...

    def arrived(self, upload: str) -> int: ...

    def gather(self, upload: str) -> Received: ...

    def forget(self, upload: str) -> None: ...


class FolderStore:
    """Files in a folder: ab/cd/<sha256>. A file is written beside its place and renamed into it when whole."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def receive(self, stream: BinaryIO, *, limit: int) -> Received:
        """Read a stream to its end into a temporary file, piece by piece. Raises TooLarge above `limit` bytes."""
        waiting = self.root / "incoming"
        waiting.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=waiting)
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

    def keep(self, received: Received, *, anew: bool = False) -> None:
        """Put what was received in its place, at once and whole. The same bytes again change nothing; `anew`, they
        take the place of what was kept and is known to be altered."""
        place = self._place(received.sha256)
        if not anew and self.size(received.sha256) == received.size:
            self.discard(received)
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        received.path.replace(place)
        settle(place.parent)

    def discard(self, received: Received) -> None:
        received.path.unlink(missing_ok=True)

    def get(self, sha256: str) -> BinaryIO:
        """The bytes as a stream. Raises FileNotFoundError."""
        return self._place(sha256).open("rb")

    def size(self, sha256: str) -> int | None:
        """How many bytes are kept under this name; None when there are none."""
        try:
            return self._place(sha256).stat().st_size
        except FileNotFoundError:
            return None

    def destroy(self, sha256: str) -> None:
        """The bytes are gone after this. Those that are not there are no mistake."""
        place = self._place(sha256)
        place.unlink(missing_ok=True)
        if place.parent.is_dir():
            settle(place.parent)

    def append(self, upload: str, stream: BinaryIO, *, at: int, limit: int) -> int:
        """Put a piece at the end of what has arrived of an upload, where it ends `at`; returns where it ends then.

        What came before the stream broke off is kept. Raises TooLarge above `limit`, ValueError where that is not
        its end.
        """
        part = self._part(upload)
        part.parent.mkdir(parents=True, exist_ok=True)
        with part.open("ab") as file:
            if file.tell() != at:
                raise ValueError(f"{file.tell()} bytes have arrived, not {at}")
            try:
                for piece in pieces(stream):
                    at += len(piece)
                    if at > limit:
                        raise TooLarge
                    file.write(piece)
            finally:
                file.flush()
                os.fsync(file.fileno())
        return at

    def arrived(self, upload: str) -> int:
        """How many bytes of an upload have arrived."""
        try:
            return self._part(upload).stat().st_size
        except FileNotFoundError:
            return 0

    def gather(self, upload: str) -> Received:
        """All that arrived of an upload, counted; the upload keeps it until it is forgotten, or kept under its name."""
        part = self._part(upload)
        with part.open("rb") as file:
            return Received(part, digest_of(file), part.stat().st_size)

    def forget(self, upload: str) -> None:
        self._part(upload).unlink(missing_ok=True)

    def _part(self, upload: str) -> Path:
        if not TOKEN.fullmatch(upload):
            raise FileNotFoundError(upload)
        return self.root / "incoming" / f"{upload}.part"

    def _place(self, sha256: str) -> Path:
        if not NAME.fullmatch(sha256):
            raise FileNotFoundError(sha256)
        return self.root / sha256[:2] / sha256[2:4] / sha256


def pieces(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(PIECE):
        yield piece


def digest_of(stream: BinaryIO) -> str:
    """The SHA-256 (hex) of a stream read to its end."""
    digest = hashlib.sha256()
    for piece in pieces(stream):
        digest.update(piece)
    return digest.hexdigest()


def settle(folder: Path) -> None:
    """Make a rename survive a power cut, where the system lets a folder be synced."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
