"""What a PDF may cost. Its streams are measured before anything unpacks them, its pages while they are drawn."""

import re
import zlib

from workflow.plans.reader.formats.unreadable import Unreadable

STREAM = re.compile(rb"(?<!end)stream\r?\n")
PICTURE = re.compile(rb"/Subtype\s*/Image")
TWICE = re.compile(rb"/(?:Fl|FlateDecode)\s*/(?:Fl|FlateDecode)\b")
SLOW = re.compile(rb"/(?:LZWDecode|RunLengthDecode|LZW|RL)\b")
PREDICTED = re.compile(rb"/Predictor\s*(?!1\b)\d")
DICTIONARY = 1500
MOST_STREAMS = 30_000
CHUNK = 64 * 1024
LARGEST_STREAM = 48 * 1024 * 1024
LARGEST_PREDICTED = 8 * 1024 * 1024
LARGEST_SLOW = 128 * 1024
ALL_STREAMS = 160 * 1024 * 1024
LARGEST_ENCRYPTED = 6 * 1024 * 1024


def refuse_bombs(content: bytes, name: str) -> None:
    """Unpacks every stream that is no picture, piece by piece, without keeping it: too much of it is refused."""
    if b"/Encrypt" in content and len(content) > LARGEST_ENCRYPTED:  # cannot be measured from outside
        raise Unreadable("reader.locked_pdf", name=name)
    left = ALL_STREAMS
    for number, found in enumerate(STREAM.finditer(content)):
        if number > MOST_STREAMS:
            raise Unreadable("reader.too_complex", name=name)
        about = content[max(0, found.start() - DICTIONARY) : found.start()].rpartition(b" obj")[2]
        if PICTURE.search(about):
            continue
        if TWICE.search(about):
            raise Unreadable("reader.broken_pdf", name=name)
        most = min(left, LARGEST_PREDICTED if PREDICTED.search(about) else LARGEST_STREAM)
        if SLOW.search(about) and content.find(b"endstream", found.end(), found.end() + LARGEST_SLOW) < 0:
            raise Unreadable("reader.broken_pdf", name=name)
        size = unpacked_size(content, found.end(), most)
        if size > most:
            raise Unreadable("reader.unpacks_too_large", name=name)
        left -= size


def unpacked_size(content: bytes, start: int, most: int) -> int:
    """How long a stream is when unpacked, counted at most a little beyond `most`; 0 for one that is not packed."""
    if content[start : start + 1] not in (b"\x78", b"\x68", b"\x58", b"\x48", b"\x38", b"\x28", b"\x18", b"\x08"):
        return 0
    unpacking = zlib.decompressobj()
    size, place, waiting = 0, start, b""
    while not unpacking.eof and size <= most:
        packed = waiting or content[place : place + CHUNK]
        place += 0 if waiting else len(packed)
        if not packed:
            break
        try:
            size += len(unpacking.decompress(packed, CHUNK * 16))
        except zlib.error:
            break
        waiting = unpacking.unconsumed_tail
    return size


class Budget:
    """What a document may still draw: signs, rules and the bytes that say so."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.signs = 1_500_000
        self.rules = 400_000
        self.bytes = 16 * 1024 * 1024
        self.figures = 6_000

    def spend(self, of: str, amount: int = 1) -> None:
        left = getattr(self, of) - amount
        setattr(self, of, left)
        if left < 0:
            raise Unreadable("reader.too_complex", name=self.name)
