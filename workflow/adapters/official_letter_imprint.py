"""版记 in Word: 抄送, 印发机关 and 印发日期 between their lines, at the foot of the last page (GB/T 9704—2012, 7.4)."""

from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from workflow.adapters.official_letter_form import BLOCK_WIDTH, LEFT, OfficialLetter, copied, printed
from workflow.adapters.paper_docx import BODY, FOURTH, element, narrow_cells, write

HIGH = Pt(24)
THICK, THIN = 8, 6  # eighths of a point: 0.35 mm and 0.25 mm


def imprint(document: Any, letter: OfficialLetter) -> None:
    """A table that stands at the lower edge of the text, anchored in a last line of no height, so on the last page."""
    copies, (organ, day) = copied(letter), printed(letter)
    rows = [copies] * bool(copies) + [""] * bool(organ or day)
    if not rows:
        return
    table = document.add_table(rows=len(rows), cols=1)
    table.autofit = False
    table.columns[0].width = Mm(BLOCK_WIDTH)
    _at_the_foot(table, lines=letter.form == "document")
    for row, words in zip(table.rows, rows, strict=True):
        row.cells[0].width = Mm(BLOCK_WIDTH)
        if words:
            _copies(row.cells[0].paragraphs[0], words)
        else:
            _printed(row.cells[0].paragraphs[0], organ, day)
    document.add_paragraph().paragraph_format.line_spacing = Pt(1)


def _at_the_foot(table: Any, *, lines: bool) -> None:
    place = {"horzAnchor": "page", "tblpX": round(LEFT / 25.4 * 1440), "vertAnchor": "margin", "tblpYSpec": "bottom"}
    properties = table._tbl.tblPr
    following = ("w:tblW", "w:jc", "w:tblBorders", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    properties.insert_element_before(element("tblpPr", leftFromText=0, rightFromText=0, **place), *following)
    properties.insert_element_before(element("tblOverlap", val="never"), *following)
    if lines:
        borders = element("tblBorders")
        for side, size in (("top", THICK), ("bottom", THICK), ("insideH", THIN)):
            borders.append(element(side, val="single", sz=size, space=0, color="000000"))
        properties.insert_element_before(borders, *following[3:])
    narrow_cells(table, 0)


def _copies(paragraph: Any, words: str) -> None:
    """One character in on both sides, further lines under the first organ (7.4.2)."""
    shape = paragraph.paragraph_format
    shape.line_spacing, shape.left_indent, shape.right_indent = HIGH, FOURTH * 4, FOURTH
    shape.first_line_indent = -FOURTH * 3
    write(paragraph, f"抄送：{words}", BODY, FOURTH)


def _printed(paragraph: Any, organ: str, day: str) -> None:
    shape = paragraph.paragraph_format
    shape.line_spacing, shape.left_indent, shape.right_indent = HIGH, FOURTH, FOURTH
    shape.tab_stops.add_tab_stop(Mm(BLOCK_WIDTH) - Pt(14), WD_TAB_ALIGNMENT.RIGHT)
    write(paragraph, f"{organ}\t{day}", BODY, FOURTH)
