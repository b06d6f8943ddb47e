"""An official text as .docx: A4 upright, title, heads and paragraphs, type faces and sizes after GB/T 9704—2012."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from workflow.adapters.official_papers import BODY, BODY_SIZE, CONTROL, HEAD, TITLE, TITLE_SIZE

LOOKS = {"title": (TITLE, TITLE_SIZE), "head": (HEAD, BODY_SIZE), "body": (BODY, BODY_SIZE)}
LINE = Pt(28)  # 22 lines a page


def official_text(parts: Sequence[tuple[str, str]], *, mark: str, at: datetime) -> bytes:
    """`parts`: (title, head or body; words). `mark` stands in the document's properties."""
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    for level, words in parts:
        _paragraph(document, level, words.translate(CONTROL))
    kept = document.core_properties
    kept.title, kept.identifier, kept.author, kept.comments = dict(parts).get("title", "")[:255], mark, "", ""
    kept.created = kept.modified = at.replace(tzinfo=None)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _paragraph(document: Any, level: str, words: str) -> None:
    face, size = LOOKS[level]
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing, paragraph.paragraph_format.space_after = LINE, Pt(0)
    if level == "title":
        paragraph.alignment, paragraph.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.CENTER, LINE
    else:
        paragraph.paragraph_format.first_line_indent = 2 * size
    run = paragraph.add_run(words)
    run.font.name, run.font.size = face, size
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
