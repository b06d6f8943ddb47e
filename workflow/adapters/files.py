"""Where bytes are kept: a store that names them by their SHA-256. The folder is the embedded default."""

import os
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from workflow.adapters import files_face
from workflow.adapters.files_face import (
    NAME,
    FileStore,
    Received,
    TooLarge,
    digest_of,
    hold,
    must_be_hash,
    must_be_upload,
    pieces,
    take_in,
)

__all__ = ["NAME", "FileStore", "FolderStore", "Received", "TooLarge", "digest_of", "pieces", "settle"]


class FolderStore:
    """Files in a folder: ab/cd/<sha256>. A file is written beside its place and renamed into it when whole."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.incoming = root / "incoming"

    @property
    def place(self) -> str:
        return str(self.root)

    def receive(self, stream: BinaryIO, *, limit: int) -> Received:
        """Read a stream to its end into a temporary file, piece by piece. Raises TooLarge above `limit` bytes."""
        return take_in(self.incoming, stream, limit=limit)

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
        its end, Busy where somebody else is at it.
        """
        part = self._part(upload)
        part.parent.mkdir(parents=True, exist_ok=True)
        with part.open("ab") as file:
            hold(file)
            if file.seek(0, os.SEEK_END) != at:
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

    def opened(self, upload: str) -> BinaryIO:
        """What has arrived of an upload, from its beginning."""
        return self._part(upload).open("rb")

    def gather(self, upload: str) -> Received:
        """All that arrived of an upload, counted; the upload keeps it until it is forgotten, or kept under its name."""
        part = self._part(upload)
        with part.open("rb") as file:
            return Received(part, digest_of(file), part.stat().st_size)

    def forget(self, upload: str) -> None:
        self._part(upload).unlink(missing_ok=True)

    def is_empty(self) -> bool:
        return not any(path.is_file() for path in self.root.rglob("*"))

    def tidy(self, living: Collection[str], *, before: datetime) -> int:
        """Remove what was left on its way in and not touched since an instant, but for uploads that go on; how many."""
        return files_face.tidy(self.incoming, living, before=before)

    def _part(self, upload: str) -> Path:
        return self.incoming / f"{must_be_upload(upload)}.part"

    def _place(self, sha256: str) -> Path:
        must_be_hash(sha256)
        return self.root / sha256[:2] / sha256[2:4] / sha256


def settle(folder: Path) -> None:
    """Make a rename survive a power cut, where the system lets a folder be synced."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
