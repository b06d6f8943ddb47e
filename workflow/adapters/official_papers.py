"""An official table as .docx: A4 across, type faces and sizes after GB/T 9704—2012, a head on every page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from workflow.adapters.paper_docx import (
    BODY,
    FIFTH,
    SECOND,
    THIRD,
    TITLE,
    name_other_faces,
    packed,
    page_number,
    ruled_table,
    write,
)


@dataclass(frozen=True)
class PaperColumn:
    head: str
    width: int  # millimetres; together they fill the 245 mm between the margins


def official_table(
    title: str,
    number: str,
    notes: Sequence[str],
    columns: Sequence[PaperColumn],
    rows: Iterable[Sequence[str]],
    *,
    mark: str,
    at: datetime,
) -> bytes:
    """Title, document number, the table, notes under it. `mark` stands in the document's properties."""
    document = docx.Document()
    _page(document.sections[0])
    _line(document, title, TITLE, SECOND, WD_ALIGN_PARAGRAPH.CENTER)
    if number:
        _line(document, number, BODY, THIRD, WD_ALIGN_PARAGRAPH.CENTER)
    widths = [Mm(column.width) for column in columns]
    ruled_table(document, [column.head for column in columns], rows, widths, FIFTH)
    for words in notes:
        _line(document, words, BODY, FIFTH, WD_ALIGN_PARAGRAPH.LEFT)
    kept = document.core_properties
    kept.title, kept.identifier, kept.author, kept.comments = title[:255], mark, "", ""
    kept.created = kept.modified = at.replace(tzinfo=None)
    name_other_faces(document)
    return packed(document)


def _page(section: Any) -> None:
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.left_margin = section.right_margin = Mm(26)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    page_number(foot)


def _line(document: Any, words: str, face: str, size: Any, alignment: WD_ALIGN_PARAGRAPH) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = alignment
    paragraph.paragraph_format.space_after = Pt(4)
    write(paragraph, words, face, size)
