"""Archives, and documents that are archives: nothing that unpacks without end or outside its folder, no programs."""

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any, BinaryIO, cast

from workflow.errors import Refused
from workflow.evidence import rules
from workflow.evidence.inside import office
from workflow.evidence.inside.marks import ENDINGS, OLE, ZIP, Bytes, is_xml, refuse_what_is_behind

ENTRIES = 10_000
TOTAL = 2 * 1024**3  # bytes, unpacked
RATIO, FROM = 150, 50 * 1024**2  # so many times its size is no document, once it is large
INNER = 100 * 1024**2  # what lies within is looked into up to this size
DRAWN = frozenset({"svg"})  # in a document it is drawn, and never run
PIECE = 1024 * 1024
LOOKED = frozenset({*rules.KINDS, "xml", "rels"}) - rules.PLAIN  # of a text its beginning says all
UNICODE_PATH = 0x7075
STORED, DEFLATED, LOCKED = 0, 8, 0x41
OUTSIDE = re.compile(r"(\A|[/\\])\.\.([/\\]|\Z)|\A[/\\]|\A[A-Za-z]:")


class Weigh:
    """Counts what was unpacked of a whole file, however deep."""

    def __init__(self, name: str) -> None:
        self.name, self.total = name, 0

    def add(self, size: int) -> None:
        self.total += size
        if self.total > TOTAL:
            raise Refused("evidence.bomb", name=self.name)


def judge(data: Bytes, name: str, kind: str, depth: int) -> None:
    """Look at every entry; raises Refused."""
    from workflow.evidence.inside.judging import DEPTH, judge_inner

    if depth > DEPTH:
        raise Refused("evidence.too_deep", name=name, limit=DEPTH)
    try:
        with zipfile.ZipFile(_stream(data)) as archive:
            entries = archive.infolist()
            _plain(data, archive, entries, name, kind)
            weigh, heads = Weigh(name), dict[str, bytes]()
            for entry in entries:
                inner = inner_name(entry)
                content = _content(data, entry, weigh, f"{name} › {inner}")
                if kind != "zip":
                    heads[entry.filename] = content
                if kind == "zip" or content.startswith((OLE, ZIP)):
                    judge_inner(content, name, inner, depth=depth)
            if kind != "zip":
                office.judge(heads, name, kind)
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, NotImplementedError, EOFError):
        raise Refused("evidence.broken", name=name) from None


def _stream(data: Bytes) -> BinaryIO:
    return BytesIO(data) if isinstance(data, bytes) else cast(BinaryIO, data)


def inner_name(entry: zipfile.ZipInfo) -> str:
    """Names packed on Windows are in GB18030, on a Mac in UTF-8, and do not say so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    for letters in ("utf-8", "gb18030"):
        with suppress(UnicodeError):
            return entry.orig_filename.encode("cp437").decode(letters)
    return entry.filename


def second_name(entry: zipfile.ZipInfo) -> str:
    """A name beside the name, which 7-Zip and WinRAR take instead of it; "" where there is none."""
    extra = entry.extra
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == UNICODE_PATH and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return ""


def _plain(data: Bytes, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str, kind: str) -> None:
    """The directory alone: how many, how large, where they lie, how they are called."""
    if len(entries) > ENTRIES:
        raise Refused("evidence.too_many_inside", name=name, limit=ENTRIES)
    if any(entry.flag_bits & LOCKED for entry in entries):
        raise Refused("evidence.locked", name=name)
    if any(entry.compress_type not in (STORED, DEFLATED) for entry in entries):
        raise Refused("evidence.packed_oddly", name=name)
    total = sum(entry.file_size for entry in entries)
    if total > TOTAL or (total > FROM and total > RATIO * len(data)):
        raise Refused("evidence.bomb", name=name)
    for entry in entries:
        _entry(entry, name, kind)
    _places(data, archive, entries, name)


def _entry(entry: zipfile.ZipInfo, name: str, kind: str) -> None:
    inner = inner_name(entry)
    other = second_name(entry) or inner
    tricks = any(unicodedata.category(char) == "Cc" or char in rules.TURNS for char in entry.orig_filename + inner)
    linked = stat.S_ISLNK(entry.external_attr >> 16)
    tricks = tricks or linked or rules.ending(other) != rules.ending(inner) or OUTSIDE.search(other) is not None
    if OUTSIDE.search(inner) or OUTSIDE.search(entry.orig_filename) or tricks or len(inner) > 400:
        raise Refused("evidence.outside", name=name, inner=rules.clean_name(inner) if inner.strip("./\\ ") else "..")
    if any(rules.is_device(part) for part in re.split(r"[/\\]", inner)):
        raise Refused("evidence.outside", name=name, inner=inner)
    if rules.ending(inner.rstrip(". ")) in (ENDINGS if kind == "zip" else ENDINGS - DRAWN):
        raise Refused("evidence.program", name=f"{name} › {inner}")


def _places(data: Bytes, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> None:
    """Entries lie one behind the other, from the first byte on; none twice, nothing before and nothing behind."""
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        start = _start(data, entry)
        if entry.header_offset < end:
            raise Refused("evidence.bomb", name=name)
        if end == 0 and entry.header_offset != 0:
            raise Refused("evidence.two_in_one", name=name)
        end = start + entry.compress_size
    if end > cast(Any, archive).start_dir:
        raise Refused("evidence.bomb", name=name)
    refuse_what_is_behind(archive.comment, 0, name)
    at = data.rfind(b"PK\x05\x06")
    refuse_what_is_behind(data, at + 22 + len(archive.comment), name)


def _start(data: Bytes, entry: zipfile.ZipInfo) -> int:
    """Where the bytes of an entry begin; its own head must name it as the directory does."""
    head = data[entry.header_offset : entry.header_offset + 30]
    if head[:4] != ZIP:
        raise zipfile.BadZipFile
    called, extra = struct.unpack("<HH", head[26:30])
    own = bytes(data[entry.header_offset + 30 : entry.header_offset + 30 + called])
    known = entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")
    if own != known:
        raise zipfile.BadZipFile
    return int(entry.header_offset + 30 + called + extra)


def _content(data: Bytes, entry: zipfile.ZipInfo, weigh: Weigh, name: str) -> bytes:
    """What an entry really unpacks to, whatever it says: whole, where it is looked into; else how it begins."""
    kept, size, head = list[bytes](), 0, b""
    for piece in _unpacked(data, entry):
        size += len(piece)
        weigh.add(len(piece))
        if size > entry.file_size:
            raise Refused("evidence.bomb", name=name)
        head = head or piece[:8]
        looked = head.startswith((ZIP, OLE)) or is_xml(head) or rules.ending(inner_name(entry)) in LOOKED
        if looked or not kept:
            kept.append(piece if looked else piece[: rules.HEAD])
        if looked and size > INNER:
            raise Refused("evidence.inner_too_large", name=name, limit=INNER // PIECE)
    if size != entry.file_size:
        raise zipfile.BadZipFile
    return b"".join(kept)


def _unpacked(data: Bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    start = _start(data, entry)
    end = start + entry.compress_size
    if entry.compress_type == STORED:
        for at in range(start, end, PIECE):
            yield data[at : min(at + PIECE, end)]
        return
    unpack = zlib.decompressobj(-15)
    for at in range(start, end, PIECE):
        rest = data[at : min(at + PIECE, end)]
        while rest or not unpack.eof:
            piece = unpack.decompress(rest, PIECE)
            rest = unpack.unconsumed_tail
            if piece:
                yield piece
            if not rest and len(piece) < PIECE:
                break
