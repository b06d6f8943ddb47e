"""The older documents of Word, Excel, PowerPoint and WPS: a file system in a file. No macros, no passwords."""

import re
import struct
from collections.abc import Iterator

from workflow.errors import Refused
from workflow.evidence.inside.marks import Bytes

FREE, SECTORS, SHORT = 0xFFFFFFFA, 500_000, 64
MACROS = frozenset({"vba", "_vba_project", "_vba_project_cur", "macros"})
STREAMS = {
    "doc": {"worddocument"},
    "xls": {"workbook", "book"},
    "ppt": {"powerpoint document"},
    "wps": {"worddocument", "contents", "wpsdocument", "mm"},
    "et": {"workbook", "book", "etdocument"},
    "dps": {"powerpoint document", "dpsdocument"},
}
INSTALLER = bytes.fromhex("84100c0000000000c000000000000046")  # the class of .msi; patches and transforms beside it
INSTALLERS = (INSTALLER, b"\x86" + INSTALLER[1:], b"\x82" + INSTALLER[1:])
SLIDES_WITH_MACROS = re.compile(rb"\x02\x00\x00\x04\x0c\x00\x00\x00.{4}\x01\x00\x00\x00", re.DOTALL)
SHEET, FILE_PASS, LAST = 0x85, 0x2F, 0x0A  # records of a workbook


class Compound:
    """The directory of such a file: names, and the bytes of its large streams."""

    def __init__(self, data: Bytes) -> None:
        self.data = data
        shift = struct.unpack("<H", data[30:32])[0]
        if shift not in (9, 12):
            raise ValueError("not a compound file")
        self.sector = 1 << shift
        self.fat = self._fat()
        directory = b"".join(self._chain(struct.unpack("<I", data[48:52])[0]))
        self.entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]
        self.names = [name for entry in self.entries if entry[66] and (name := _name(entry))]
        if not self.entries or self.entries[0][66] != 5:
            raise ValueError("no root")

    def stream(self, *names: str) -> bytes:
        """The bytes of a stream; b"" where there is none. Short ones lie together in a stream of the root's."""
        for entry in self.entries:
            if entry[66] == 2 and _name(entry) in names:
                start, size = struct.unpack("<II", entry[116:124])
                if size >= struct.unpack("<I", self.data[56:60])[0]:
                    return b"".join(self._chain(start))[:size]
                return b"".join(self._short(start))[:size]
        return b""

    def _short(self, piece: int) -> Iterator[bytes]:
        """The pieces of a short stream, of 64 bytes each."""
        held = b"".join(self._chain(struct.unpack("<I", self.entries[0][116:120])[0]))
        table = b"".join(self._chain(struct.unpack("<I", self.data[60:64])[0]))
        after = struct.unpack(f"<{len(table) // 4}I", table)
        for _ in range(len(after) + 1):
            if piece >= FREE:
                return
            yield held[piece * SHORT : (piece + 1) * SHORT]
            piece = after[piece]
        raise ValueError("a chain without end")

    def _fat(self) -> list[int]:
        data, per = self.data, self.sector // 4
        places = list(struct.unpack("<109I", data[76:512]))
        at = struct.unpack("<I", data[68:72])[0]
        while at < FREE and len(places) < SECTORS:
            more = struct.unpack(f"<{per}I", self._at(at))
            places += more[:-1]
            at = more[-1]
        table: list[int] = []
        for place in places:
            if place < FREE and len(table) < SECTORS * per:
                table += struct.unpack(f"<{per}I", self._at(place))
        return table

    def _at(self, sector: int) -> bytes:
        found = bytes(self.data[(sector + 1) * self.sector : (sector + 2) * self.sector])
        return found.ljust(self.sector, b"\x00")

    def _chain(self, sector: int) -> Iterator[bytes]:
        seen = 0
        while sector < FREE:
            if sector >= len(self.fat) or seen > len(self.fat):
                raise ValueError("a chain without end")
            yield self._at(sector)
            sector, seen = self.fat[sector], seen + 1


def _name(entry: bytes) -> str:
    return entry[: max(0, struct.unpack("<H", entry[64:66])[0] - 2)].decode("utf-16-le", "replace").lower()


def judge(data: Bytes, name: str, kind: str) -> None:
    """Raises Refused. `kind` "": an object within a document, of any kind."""
    try:
        compound = Compound(data)
    except (ValueError, struct.error, IndexError):
        raise Refused("evidence.broken", name=name) from None
    names = set(compound.names)
    if compound.entries[0][80:96] in INSTALLERS:
        raise Refused("evidence.program", name=name)
    if "encryptedpackage" in names or "encryptedsummary" in names:
        raise Refused("evidence.locked", name=name)
    if kind and not names & STREAMS.get(kind, set()):
        raise Refused("evidence.disguised", name=name)
    if names & MACROS:
        raise Refused("evidence.macros", name=name)
    if "\x01ole10native" in names:
        raise Refused("evidence.packed_within", name=name)
    try:
        text, book = compound.stream("worddocument"), compound.stream("workbook", "book")
    except (ValueError, struct.error, IndexError):
        raise Refused("evidence.broken", name=name) from None
    _word(text, name)
    _workbook(book, name)
    if "powerpoint document" in names and SLIDES_WITH_MACROS.search(data):
        raise Refused("evidence.macros", name=name)


def _word(stream: bytes, name: str) -> None:
    if len(stream) > 12 and struct.unpack("<H", stream[10:12])[0] & 0x0100:
        raise Refused("evidence.locked", name=name)


def _workbook(stream: bytes, name: str) -> None:
    """The first records of a workbook: a password, and sheets of the old kind of macros."""
    for record, content in records(stream):
        if record == FILE_PASS:
            raise Refused("evidence.locked", name=name)
        if record == SHEET and content[5:6] == b"\x01":
            raise Refused("evidence.macros", name=name)
        if record == LAST:
            return


def records(book: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a workbook, one behind the other: kind and content."""
    at = 0
    while at + 4 <= len(book):
        record, size = struct.unpack_from("<HH", book, at)
        yield record, book[at + 4 : at + 4 + size]
        at += 4 + size
