"""PDF: nothing that runs, starts programs or carries other files; one document from the first byte to the last."""

import re
import zlib
from collections.abc import Iterator
from typing import Any, cast

from workflow.errors import Refused
from workflow.evidence.inside.marks import PDF as HEAD
from workflow.evidence.inside.marks import ZIP, Bytes, is_page, is_program, refuse_archive_at_the_end
from workflow.plans.reader.formats.pdf_guard import DICTIONARY, PICTURE, STREAM, TWICE, unpacked_size

END = re.compile(rb"%%EOF[\s\x00]*")
OBJECTS = re.compile(rb"/ObjStm\b[^>]{0,500}>>\s*stream\r?\n|/ObjStm\b.{0,500}?>>\s*stream\r?\n", re.DOTALL)
LARGEST = 64 * 1024**2  # of a stream that holds objects
LARGEST_DRAWN, ALL_DRAWN = 256 * 1024**2, 2 * 1024**3  # of streams that are no pictures, unpacked
LISTED = 300_000  # objects
ANSWERS = {"JavaScript": "evidence.script", "Launch": "evidence.script", "EmbeddedFile": "evidence.packed_within"}
# Actions that send or fetch by themselves; forms of XML (XFA), which carry scripts of their own.
SENDING = frozenset({"SubmitForm", "ImportData", "GoToE"})


def _written(word: str) -> bytes:
    """A name in PDF, each letter of which may be written as its number."""
    letters = (b"(?:%s|#%02x|#%02X)" % (letter.encode(), ord(letter), ord(letter)) for letter in word)
    return b"/" + b"".join(letters)


NAMES = re.compile(b"|".join(b"(?P<%s>%s)" % (word.encode(), _written(word)) for word in ANSWERS))


def judge(data: Bytes, name: str) -> None:
    """Raises Refused. The names are sought in the bytes as they lie there, and in every object as it is unpacked."""
    _is_alone(data, name)
    _must_not_burst(data, name)
    for part in (data, *_object_streams(data, name)):
        if found := NAMES.search(part):
            raise Refused(ANSWERS[found.lastgroup or ""], name=name)
    for value in _objects(data, name):
        if key := _forbidden(value):
            raise Refused(key, name=name)


def _is_alone(data: Bytes, name: str) -> None:
    """Behind an end comes nothing, or more of the same document."""
    for end in END.finditer(data):
        rest = bytes(data[end.end() : end.end() + 1024])
        if rest.startswith((ZIP, HEAD)) or is_program(rest) or is_page(rest):
            raise Refused("evidence.two_in_one", name=name)
    refuse_archive_at_the_end(data, name)


def _must_not_burst(data: Bytes, name: str) -> None:
    """Whoever opens the document unpacks its streams. Counted without keeping them."""
    total = 0
    for found in STREAM.finditer(data):
        about = bytes(data[max(0, found.start() - DICTIONARY) : found.start()]).rpartition(b" obj")[2]
        if not PICTURE.search(about):
            size = unpacked_size(cast(bytes, data), found.end(), LARGEST_DRAWN)  # a map is sliced alike
            total += size
            if size > LARGEST_DRAWN or total > ALL_DRAWN or TWICE.search(about):
                raise Refused("evidence.bomb", name=name)


def _object_streams(data: Bytes, name: str) -> Iterator[bytes]:
    """Streams of objects wherever they lie, in the directory or not."""
    for found in OBJECTS.finditer(data):
        unpacking = zlib.decompressobj()
        try:
            unpacked = unpacking.decompress(data[found.end() : found.end() + LARGEST], LARGEST)
        except zlib.error:
            continue
        if unpacking.unconsumed_tail:
            raise Refused("evidence.bomb", name=name)
        yield unpacked


def _objects(data: Bytes, name: str) -> Iterator[Any]:
    """Every object that the directories name."""
    from pdfminer.pdftypes import PDFStream

    document = _opened(data, name)
    listed = {number for xref in document.xrefs for number in xref.get_objids()}
    if len(listed) > LISTED:
        raise Refused("evidence.too_heavy", name=name)
    for number in listed:
        try:
            found = document.getobj(number)
        except (MemoryError, RecursionError):  # bounds that were come to: nobody knows what is in it
            raise
        except Exception:  # an object that nobody can read does nothing
            continue
        yield found.attrs if isinstance(found, PDFStream) else found
    for xref in document.xrefs:
        yield getattr(xref, "trailer", None)


def _opened(data: Bytes, name: str) -> Any:
    """What cannot be opened without a password, or at all, is refused."""
    from io import BytesIO

    from pdfminer import pdfdocument
    from pdfminer.pdfparser import PDFParser

    stream: Any = BytesIO(data) if isinstance(data, bytes) else data
    stream.seek(0)
    try:
        return pdfdocument.PDFDocument(PDFParser(stream), caching=True)  # else a stream of objects is unpacked for each
    except (pdfdocument.PDFPasswordIncorrect, pdfdocument.PDFEncryptionError):
        raise Refused("evidence.locked", name=name) from None
    except (MemoryError, RecursionError):
        raise
    except Exception:
        raise Refused("evidence.broken", name=name) from None


def _sends(value: dict[str, Any]) -> bool:
    """An action that talks to another machine, also by opening a document that lies there."""
    action, place = getattr(value.get("S"), "name", ""), value.get("F")
    if isinstance(place, dict):
        place = place.get("UF") or place.get("F")
    away = isinstance(place, bytes) and place.replace(b"/", b"\\").lstrip(b"\xfe\xff\x00").startswith(
        (b"\\\\", b"\\\x00\\")
    )
    return action in SENDING or (action == "GoToR" and away)


def _forbidden(value: Any, depth: int = 0) -> str:
    """The refusal that a value deserves, however deep it lies; "" for none."""
    from pdfminer.psparser import PSLiteral

    if depth > 50:
        return ""
    if isinstance(value, PSLiteral):
        return ANSWERS.get(str(value.name), "")
    if isinstance(value, dict):
        if "JS" in value or "JavaScript" in value or "XFA" in value or _sends(value):
            return ANSWERS["JavaScript"]
        if "EmbeddedFiles" in value or ("EF" in value and ("F" in value or "UF" in value)):
            return ANSWERS["EmbeddedFile"]
        value = list(value.values())
    if isinstance(value, list):
        return next((key for one in value if (key := _forbidden(one, depth + 1))), "")
    return ""
