"""An official table as .docx: A4 across, type faces and sizes after GB/T 9704—2012, a head on every page."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.run import Run

TITLE, BODY, HEAD = "方正小标宋简体", "仿宋_GB2312", "黑体"
TITLE_SIZE, BODY_SIZE, CELL_SIZE = Pt(22), Pt(16), Pt(10.5)  # 二号, 三号, 五号
CONTROL = {code: None for code in range(32) if code not in (9, 10)}


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
    _line(document, title, TITLE, TITLE_SIZE, WD_ALIGN_PARAGRAPH.CENTER)
    if number:
        _line(document, number, BODY, BODY_SIZE, WD_ALIGN_PARAGRAPH.CENTER)
    _table(document, columns, rows)
    for words in notes:
        _line(document, words, BODY, CELL_SIZE, WD_ALIGN_PARAGRAPH.LEFT)
    kept = document.core_properties
    kept.title, kept.identifier, kept.author, kept.comments = title[:255], mark, "", ""
    kept.created = kept.modified = at.replace(tzinfo=None)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _page(section: Any) -> None:
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.left_margin = section.right_margin = Mm(26)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _dress(foot.add_run("— "), "宋体", Pt(14))
    _number_of_page(foot)
    _dress(foot.add_run(" —"), "宋体", Pt(14))


def _number_of_page(paragraph: Any) -> None:
    run = paragraph.add_run()
    _dress(run, "宋体", Pt(14))
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = words or None
        run._r.append(part)


def _dress(run: Run, face: str, size: Any, *, bold: bool = False) -> None:
    run.font.name, run.font.size, run.font.bold = face, size, bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _line(document: Any, words: str, face: str, size: Any, alignment: WD_ALIGN_PARAGRAPH) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = alignment
    paragraph.paragraph_format.space_after = Pt(4)
    _dress(paragraph.add_run(words.translate(CONTROL)), face, size)


def _table(document: Any, columns: Sequence[PaperColumn], rows: Iterable[Sequence[str]]) -> None:
    table = document.add_table(rows=1, cols=len(columns))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for place, column in enumerate(columns):
        table.columns[place].width = Mm(column.width)  # some programs look at the grid, others at the cells
    head = table.rows[0]
    _mark_row(head, "w:tblHeader")
    for column, cell in zip(columns, head.cells, strict=True):
        _fill(cell, column.head, HEAD, column, centred=True)
    for row in rows:
        added = table.add_row()
        _mark_row(added, "w:cantSplit")
        for column, cell, words in zip(columns, added.cells, row, strict=True):
            _fill(cell, words, BODY, column, centred=False)


def _mark_row(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _fill(cell: Any, words: str, face: str, column: PaperColumn, *, centred: bool) -> None:
    cell.width = Mm(column.width)
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _dress(paragraph.add_run(words.translate(CONTROL)), face, CELL_SIZE)
