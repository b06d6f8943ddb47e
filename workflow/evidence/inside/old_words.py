"""The words of the older documents of Word, Excel, PowerPoint and WPS. [MS-DOC], [MS-XLS] and [MS-PPT] say how they
lie."""

import re
import struct
from collections.abc import Iterator
from itertools import islice

from workflow.evidence.inside.marks import Bytes
from workflow.evidence.inside.ole import Compound, records

WORD_97, IN_THE_OTHER_TABLE = 193, 0x0200
# What a field is made from, up to what it shows; only an equation (letters set above letters) is shown as it is made. A
# sign that begins one and stands alone takes no words away.
FIELD = re.compile(r"\x13(?!\s{0,9}EQ\b)[^\x13-\x15]{0,2000}(?:\x14|(?=\x15))")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]+")
HEADER, FOOTER, BOX, GOES_ON = 0x14, 0x15, 0x1B6, 0x3C  # records of a sheet
STYLE = re.compile(r'&(?:"[^"]{0,200}"|[0-9]{1,3}|[A-Z])')  # letters and places of a header
LETTERS, BYTES, SHORT = 0x0FA0, 0x0FA8, 0x0FBA  # atoms of slides
HEADERS, REMARK = 0x0FD9, 0x2EE0  # what holds short strings that are shown; others are names of things
WIDE, ROWS = 1, 100_000


def of_word(data: Bytes, kind: str) -> Iterator[str]:
    """The pieces of a text in their order: body, notes, headers, remarks, text boxes."""
    compound = Compound(data)
    text = compound.stream("worddocument")
    version, flags = struct.unpack_from("<H", text, 2)[0], struct.unpack_from("<H", text, 10)[0]
    if version < WORD_97:
        start, end = struct.unpack_from("<II", text, 24)
        yield _spoken(text[start:end].decode("gb18030", "replace"))
        return
    table = compound.stream("1table" if flags & IN_THE_OTHER_TABLE else "0table")
    start, size = struct.unpack_from("<II", text, 0x1A2)
    yield _spoken("".join(_pieces(text, _piece_table(table[start : start + size]))))


def _piece_table(clx: bytes) -> bytes:
    """It stands behind what was changed of its form."""
    at = 0
    while clx[at] == 1:
        at += 3 + int(struct.unpack_from("<H", clx, at + 1)[0])
    return clx[at + 5 : at + 5 + int(struct.unpack_from("<I", clx, at + 1)[0])]


def _pieces(text: bytes, table: bytes) -> Iterator[str]:
    """No document says more than it holds; one that claims so is read no further."""
    count, said = (len(table) - 4) // 12, 0
    ends = struct.unpack_from(f"<{count + 1}I", table)
    for number in range(count):
        place = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * number + 2)[0]
        length = ends[number + 1] - ends[number]
        said += length
        if length < 0 or said > len(text):
            return
        if place & 0x40000000:
            start = (place & 0x3FFFFFFF) // 2
            yield text[start : start + length].decode("cp1252", "replace")
        else:
            yield text[place : place + 2 * length].decode("utf-16-le", "replace")


def _spoken(text: str) -> str:
    return CONTROL.sub("\n", FIELD.sub("", text))


def of_sheets(data: Bytes, kind: str) -> Iterator[str]:
    """Cells row by row; before them what stands around the sheets: headers, footers, text boxes."""
    import io

    import xlrd

    yield from _around(Compound(data).stream("workbook"))
    with xlrd.open_workbook(file_contents=bytes(data), on_demand=True, logfile=io.StringIO()) as book:
        for name in book.sheet_names():
            yield name
            sheet = book.sheet_by_name(name)
            for row in islice(sheet.get_rows(), ROWS):
                said = "\t".join(shown for cell in row if (shown := _cell(cell)))
                if said:
                    yield said
            book.unload_sheet(name)


def _cell(cell: object) -> str:
    value: object = getattr(cell, "value", "")
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _around(book: bytes) -> Iterator[str]:
    within_box = False
    for record, content in records(book):
        if record in (HEADER, FOOTER) and len(content) > 3:
            yield STYLE.sub("\n", _string(content[2:]))
        elif record == GOES_ON and within_box:
            yield _string(content)
        within_box = record == BOX


def _string(content: bytes) -> str:
    """The first byte says how wide the letters are."""
    return content[1:].decode("utf-16-le" if content[:1] and content[0] & WIDE else "latin-1", "replace")


def of_slides(data: Bytes, kind: str) -> Iterator[str]:
    """The text of slides and notes, wherever it lies, remarks, headers and footers."""
    slides, at, shown = Compound(data).stream("powerpoint document"), 0, 0
    while at + 8 <= len(slides):
        form, atom, size = struct.unpack_from("<HHI", slides, at)
        at += 8
        if form & 0x0F == 0x0F:  # it holds others, which follow
            shown = at + size if atom in (HEADERS, REMARK) else shown
            continue
        if atom == LETTERS or (atom == SHORT and at < shown):
            yield _spoken(slides[at : at + size].decode("utf-16-le", "replace"))
        elif atom == BYTES:
            yield _spoken(slides[at : at + size].decode("latin-1"))
        at += size
