"""The words of a document, for the search and for what must be asked about. What cannot be read has none."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from workflow.evidence.inside import old_words
from workflow.evidence.inside.marks import OLE, Bytes

MOST = 2_000_000  # characters looked through; far fewer are kept
PART = 40 * 1024**2
PAGES = 3000
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
DOCUMENTS = {
    "docx": re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml\Z"),
    "pptx": re.compile(r"ppt/(slides|notesSlides)/[^/]+\.xml\Z"),
    "ofd": re.compile(r"(.*/)?(Content|OFD|Template|Annotation)[^/]*\.xml\Z", re.IGNORECASE),
}
BREAKS = frozenset({"p", "br", "tab", "tr", "cr", "TextObject"})


def words(data: Bytes, kind: str) -> str:
    """Up to two million characters."""
    reader = READERS.get(kind)
    return "" if reader is None else _limited(reader(data, kind))


def _limited(parts: Iterator[str]) -> str:
    """What was read before a fault, or before its time was over, stands."""
    kept, size = list[str](), 0
    with suppress(Exception):
        for part in parts:
            kept.append(part[: MOST - size])
            size += len(kept[-1])
            if size >= MOST:
                break
    return "\n".join(kept)


def text(content: bytes) -> str:
    """Text as offices write it: with a mark of its kind, or UTF-8, or GB18030."""
    for mark, kind in BOMS:
        if content.startswith(mark):
            return content.decode(kind, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = error.start >= len(content) - 3 and error.reason == "unexpected end of data"
        return content.decode("utf-8" if cut else "gb18030", "replace")


def _text(data: Bytes, kind: str) -> Iterator[str]:
    yield text(bytes(data[: MOST * 4]))


def _pdf(data: Bytes, kind: str) -> Iterator[str]:
    import pypdfium2

    with pypdfium2.PdfDocument(bytes(data)) as document:
        for number in range(min(len(document), PAGES)):
            page = document[number]
            yield page.get_textpage().get_text_bounded()
            page.close()


def pages(data: Bytes, kind: str) -> int | None:
    if kind != "pdf":
        return None
    import pypdfium2

    with pypdfium2.PdfDocument(bytes(data)) as document:
        return len(document)


def _archive(data: Bytes) -> Any:
    import zipfile

    from workflow.evidence.inside import zips

    return zipfile.ZipFile(zips._stream(data))


def _office(data: Bytes, kind: str) -> Iterator[str]:
    with _archive(data) as archive:
        for name in sorted(archive.namelist()):
            if DOCUMENTS[kind].match(name):
                with archive.open(name) as part:
                    yield _said(part.read(PART))


def _said(content: bytes) -> str:
    """The text of XML in its order: what one paragraph says stays together."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    root = etree.fromstring(content, parser)
    said: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end")) if root is not None else ():
        if not isinstance(node.tag, str):
            continue
        if event == "start" and node.text:
            said.append(node.text)
        if event == "end":
            said += ["\n"] if node.tag.rpartition("}")[2] in BREAKS else []
            said += [node.tail] if node.tail and node.tail.strip() else []
    return "".join(said)


def _sheets(data: Bytes, kind: str) -> Iterator[str]:
    from openpyxl import load_workbook

    from workflow.evidence.inside import zips

    book = load_workbook(zips._stream(data), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        yield str(sheet.title)
        for row in islice(sheet.iter_rows(values_only=True), 100_000):
            said = "\t".join(_cell(value) for value in row if value is not None)
            if said:
                yield said


def _cell(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _mail(data: Bytes, kind: str) -> Iterator[str]:
    from workflow.evidence.inside import mails

    mail = mails.read(data)
    yield from (str(mail.get(head, "")) for head in ("subject", "from", "to"))
    body = mail.get_body(("plain", "html"))
    if body is not None:
        said = str(body.get_content())
        yield re.sub(r"<[^<>]*>", " ", said) if body.get_content_subtype() == "html" else said
    for part in mail.iter_attachments():
        called, content = part.get_filename() or "", part.get_payload(decode=True)
        yield from _inner(called, content if isinstance(content, bytes) else b"")


def _packed(data: Bytes, kind: str) -> Iterator[str]:
    """An archive hides from the search, and from who must be asked, no document that lies in it."""
    from workflow.evidence.inside import zips

    with _archive(data) as archive:
        entries = archive.infolist()
        yield from (zips.inner_name(entry) for entry in entries)
        for entry in entries:
            called = zips.inner_name(entry)
            if entry.file_size <= PART and called.rpartition(".")[2].lower() in READERS:
                yield from _inner(called, archive.read(entry))


def _inner(called: str, content: bytes) -> Iterator[str]:
    """The name and the words of what lies within; one that cannot be read has none. How deep it lies was judged."""
    yield called
    kind = called.rpartition(".")[2].lower()
    if kind in READERS:
        with suppress(ValueError, KeyError, OSError, RuntimeError, AttributeError, TypeError, SyntaxError):
            yield from READERS[kind](content, kind)


Reader = Callable[[Bytes, str], Iterator[str]]


def _older(older: Reader, newer: Reader, kind_then: str) -> Reader:
    """WPS writes both forms under one ending."""
    return lambda data, kind: older(data, kind) if data[:8] == OLE else newer(data, kind_then)


READERS: dict[str, Reader] = {
    "txt": _text,
    "csv": _text,
    "pdf": _pdf,
    "docx": _office,
    "pptx": _office,
    "ofd": _office,
    "xlsx": _sheets,
    "doc": old_words.of_word,
    "xls": old_words.of_sheets,
    "ppt": old_words.of_slides,
    "wps": _older(old_words.of_word, _office, "docx"),
    "et": _older(old_words.of_sheets, _sheets, "xlsx"),
    "dps": _older(old_words.of_slides, _office, "pptx"),
    "eml": _mail,
    "zip": _packed,
}
