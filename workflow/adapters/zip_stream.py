"""A ZIP that is written while it is read: stored, not packed, names in UTF-8, of any size, never whole anywhere."""

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, cast

from workflow.adapters.clock import CITY

RESERVED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # names that Windows keeps for itself


class _Pipe:
    """What was written and not taken yet. It cannot seek: the archive says sizes behind each file."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def write(self, some: bytes) -> int:
        self._waiting.append(bytes(some))
        return len(some)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        some = b"".join(self._waiting)
        self._waiting.clear()
        return some


class ZipStream:
    """`add` gives the bytes that are to be sent; `end` the rest."""

    def __init__(self) -> None:
        self._pipe = _Pipe()
        self._archive = zipfile.ZipFile(cast(BinaryIO, self._pipe), "w", zipfile.ZIP_STORED)

    def add(self, path: str, content: Iterator[bytes], *, size: int, at: datetime) -> Iterator[bytes]:
        entry = zipfile.ZipInfo(path, max(at.astimezone(CITY), EARLIEST).timetuple()[:6])
        entry.file_size, entry.external_attr = size, 0o644 << 16
        with self._archive.open(entry, "w") as file:
            for piece in content:
                file.write(piece)
                yield self._pipe.taken()
        yield self._pipe.taken()

    def end(self) -> bytes:
        self._archive.close()
        return self._pipe.taken()


EARLIEST = datetime(1980, 1, 1, tzinfo=CITY)  # that a ZIP can say


def safe(name: str, *, most: int) -> str:
    """A name that every system can write; the ending of a file stays when it is cut."""
    name = RESERVED.sub("_", unicodedata.normalize("NFC", name)).strip(" .") or "_"
    if len(name) > most:
        _stem, dot, ending = name.rpartition(".")
        tail = dot + ending if dot and len(ending) < 10 else ""
        name = name[: most - len(tail)].rstrip(" .") + tail
    return f"_{name}" if DEVICES.fullmatch(name) else name


class Names:
    """Paths of which no two are the same, also where upper and lower case are."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, folder: str, name: str) -> str:
        stem, dot, ending = name.rpartition(".")
        stem, tail = (stem, dot + ending) if stem else (name, "")
        path, number = f"{folder}/{name}", 2
        while path.casefold() in self._taken:
            path, number = f"{folder}/{stem} ({number}){tail}", number + 1
        self._taken.add(path.casefold())
        return path
