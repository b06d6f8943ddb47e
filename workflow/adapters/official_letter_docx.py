"""An official paper as .docx in the form of GB/T 9704—2012, with the type faces that the standard names.

No seal is drawn: it is put on the paper, and the signature leaves room for it (7.3.5.1)."""

from datetime import datetime, time
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from workflow.adapters import official_letter_form as form
from workflow.adapters.official_letter_form import OfficialLetter, Part, Table
from workflow.adapters.official_letter_imprint import imprint
from workflow.adapters.official_letter_page import CHARACTER, border, indent, lay_page, write_mark
from workflow.adapters.paper_docx import (
    BODY,
    HEAD,
    KAI,
    SECOND,
    SMALL_FOURTH,
    THIRD,
    TITLE,
    name_other_faces,
    packed,
    ruled_table,
    write,
)
from workflow.adapters.paper_titles import title_lines
from workflow.adapters.paper_words import one_line, width

CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
FACES = {1: HEAD, 2: KAI}


def as_docx(letter: OfficialLetter) -> bytes:
    document = docx.Document()
    lay_page(document, letter)
    if letter.form == "letter":
        _letter_head(document, letter)
    else:
        _document_head(document, letter)
    _title(document, letter)
    _body(document, letter)
    _attachments(document, letter)
    _signature(document, letter)
    if remark := form.remark(letter):
        indent(_line(document, remark), left=2)
    imprint(document, letter)
    _properties(document, letter)
    name_other_faces(document)
    return packed(document)


def _document_head(document: Any, letter: OfficialLetter) -> None:
    """The organ 35 mm under the upper edge of the text, two lines on the number, 4 mm under it the red line (7.2)."""
    _line(document, one_line(letter.urgency), HEAD)
    _blank(document, 2)
    red = document.add_paragraph()
    write_mark(red, form.mark(letter))
    red.paragraph_format.space_before = Pt(12)
    _blank(document, 2)
    border(_numbered(document, letter), "bottom", kind="single", size=18, space=6)
    _blank(document, 2)


def _numbered(document: Any, letter: OfficialLetter) -> Any:
    """The number in the middle; with 签发人 on the left, in the line of the last of them (7.2.5, 7.2.6)."""
    number, names = one_line(letter.number), form.signers(letter)
    if not names:
        line = _line(document, number)
        line.alignment = CENTRE
    for place, two in enumerate(names, 1):
        line = _line(document, f"　{number}" if place == len(names) else "")
        line.paragraph_format.tab_stops.add_tab_stop(Pt(27 * CHARACTER), WD_TAB_ALIGNMENT.RIGHT)
        write(line, "\t签发人：" if place == 1 else "\t", BODY, THIRD)
        write(line, two, KAI, THIRD)
    return line


def _letter_head(document: Any, letter: OfficialLetter) -> None:
    """Under the double line: urgency on the left, the number on the right; the organ stands in the page's head."""
    line = _line(document, one_line(letter.urgency), HEAD)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(form.BLOCK_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    write(line, "\t" + one_line(letter.number), BODY, THIRD)
    line.paragraph_format.space_before = Pt(8)
    _blank(document, 2)


def _title(document: Any, letter: OfficialLetter) -> None:
    for words in title_lines(letter.title):
        _line(document, words, TITLE, SECOND).alignment = CENTRE
    if letter.draft:
        _line(document, form.DRAFT, KAI).alignment = CENTRE
    _blank(document)
    if whom := form.addressed(letter):
        _line(document, whom)


def _body(document: Any, letter: OfficialLetter) -> None:
    for part in letter.body:
        if isinstance(part, Table):
            unit = sum(part.widths)
            widths = [Mm(form.BLOCK_WIDTH * share / unit) for share in part.widths]
            ruled_table(document, part.head, part.rows, widths, SMALL_FOURTH)
        else:
            _part(document, part)
    if letter.body and isinstance(letter.body[-1], Part):
        _keep(document.paragraphs[-1])


def _part(document: Any, part: Part) -> None:
    for heading, text in form.paragraphs(part):
        line = _line(document, heading, FACES.get(part.level, BODY))
        if text:
            write(line, text, BODY, THIRD)
        indent(line, first=2)
        line.paragraph_format.keep_with_next = bool(part.level in FACES and not text) or None


def _attachments(document: Any, letter: OfficialLetter) -> None:
    """One line under the text, two characters in; further lines of a name stand under its first character (7.3.4)."""
    notes = form.attached(letter)
    if not notes:
        return
    _blank(document, keep=True)
    edge = width(notes[0][0] + notes[0][1])
    for label, number, name in notes:
        line = _line(document, label + number + name, keep=True)
        indent(line, left=2 + edge, first=-width(label + number))


def _signature(document: Any, letter: OfficialLetter) -> None:
    """The organ centred over the day, the day four characters from the right (7.3.5.1); never alone on a page."""
    signed = title_lines(letter.signed, 22)
    if not signed and not letter.dated:
        return
    day = form.dated(letter)
    _blank(document, form.SEAL_LINES, keep=True)
    middle = max(4 + width(day) / 2, *(2 + width(words) / 2 for words in signed), 0)
    for place, words in enumerate([*signed, day]):
        line = _line(document, words, keep=place < len(signed))
        line.alignment = CENTRE
        indent(line, left=form.CHARACTERS - 2 * middle)


def _line(document: Any, words: str = "", face: str = BODY, size: Any = THIRD, *, keep: bool = False) -> Any:
    paragraph = document.add_paragraph()
    write(paragraph, words, face, size)
    if keep:
        _keep(paragraph)
    return paragraph


def _keep(paragraph: Any) -> None:
    """With what follows, and not with its last line alone."""
    paragraph.paragraph_format.keep_with_next = paragraph.paragraph_format.widow_control = True


def _blank(document: Any, count: int = 1, *, keep: bool = False) -> None:
    for _ in range(count):
        _line(document, keep=keep)


def _properties(document: Any, letter: OfficialLetter) -> None:
    kept = document.core_properties
    kept.title, kept.author, kept.comments = one_line(letter.title)[:255], one_line(letter.organ)[:255], ""
    if letter.dated:
        kept.created = kept.modified = datetime.combine(letter.dated, time())
