"""The page of an official paper in Word: 版心, its grid of 22 × 28, page numbers outside, the letter form."""

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from workflow.adapters.official_letter_form import BOTTOM, LEFT, RIGHT, TOP, Mark, OfficialLetter, mark
from workflow.adapters.paper_docx import BODY, FOURTH, THIRD, TITLE, dress, element, page_number, write

LINE = Pt(28.95)  # 225 mm / 22, a hair less, so that the last line still stands on the page
GRID = {"type": "linesAndChars", "linePitch": 579, "charSpace": -849}  # 156 mm / 28 against 三号, in 1/4096 point
CLOSER = -5  # twentieths of a point: 28 characters of 16 points in 442
CHARACTER = 156 / 25.4 * 72 / 28  # points
RED = "FF0000"
AFTER_BORDER = (
    "w:shd",
    "w:tabs",
    "w:autoSpaceDE",
    "w:autoSpaceDN",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:jc",
    "w:rPr",
)
LETTER_TOP, LETTER_FOOT, LETTER_SIDES = Mm(30), Mm(20), (Mm(-8), Mm(-6))  # 10.1: both double lines are 170 mm long


def lay_page(document: Any, letter: OfficialLetter) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.gutter = Mm(TOP), Mm(BOTTOM), 0
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance, section.footer_distance = LETTER_TOP, LETTER_FOOT
    grid = section._sectPr.find(qn("w:docGrid"))
    grid.getparent().replace(grid, element("docGrid", **GRID))
    settings = document.settings
    settings.odd_and_even_pages_header_footer = True
    settings.element.find(qn("w:characterSpacingControl")).set(qn("w:val"), "compressPunctuation")
    _base(document)
    _foot(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _foot(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    if letter.form == "letter":
        _letter_lines(section, mark(letter))


def indent(paragraph: Any, *, left: float = 0, right: float = 0, first: float = 0) -> None:
    """In characters, and in points for programs that do not count characters."""
    indents = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for name, count in (("left", left), ("right", right), ("firstLine" if first >= 0 else "hanging", abs(first))):
        if count:
            indents.set(qn(f"w:{name}Chars"), str(round(count * 100)))
            indents.set(qn(f"w:{name}"), str(round(count * CHARACTER * 20)))


def border(paragraph: Any, side: str, *, kind: str, size: int, space: int) -> None:
    """A red line along a paragraph; `size` in eighths of a point, `space` in points."""
    borders = element("pBdr")
    borders.append(element(side, val=kind, sz=size, space=space, color=RED))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *AFTER_BORDER)


def write_mark(paragraph: Any, red: Mark) -> None:
    """发文机关标志: red, as large as the line allows."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing = Pt(round(red.size * 1.2, 1))
    for place, words in enumerate(red.lines):
        if place:
            paragraph.runs[-1].add_break()
        run = write(paragraph, words, TITLE, Pt(red.size))
        properties = run._element.get_or_add_rPr()
        properties.insert_element_before(element("color", val=RED), "w:sz", "w:szCs")
        if red.narrowed < 1:
            properties.insert_element_before(element("w", val=round(red.narrowed * 100)), "w:sz", "w:szCs")


def _base(document: Any) -> None:
    """The base style: 三号仿宋, 28 characters a line, no hidden room between Chinese and Latin.

    The page tells its grid, but room between lines and characters is given in points: some programs ignore a grid."""
    style = document.styles["Normal"]
    style.font.size = THIRD
    style.element.get_or_add_rPr().insert_element_before(element("spacing", val=CLOSER), "w:sz", "w:szCs", "w:lang")
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), BODY)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing, shape.widow_control = Pt(0), Pt(0), LINE, False
    shape.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    properties = style.element.get_or_add_pPr()
    for name in ("autoSpaceDE", "autoSpaceDN", "snapToGrid"):
        properties.insert_element_before(element(name, val="0"), "w:spacing")
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.find(qn("w:lang")).set(qn("w:eastAsia"), "zh-CN")
    for name in ("sz", "szCs"):  # what the grid is reckoned from
        defaults.find(qn(f"w:{name}")).set(qn("w:val"), str(round(THIRD.pt * 2)))


def _foot(foot: Any, side: WD_ALIGN_PARAGRAPH) -> None:
    """The number outside, one character in, its dashes 7 mm under the text (7.5)."""
    paragraph = foot.paragraphs[0]
    paragraph.style, paragraph.alignment = "Normal", side
    shape = paragraph.paragraph_format
    shape.line_spacing, shape.left_indent, shape.right_indent = Pt(20), FOURTH, FOURTH
    page_number(paragraph)
    foot.add_paragraph(style="Normal").paragraph_format.line_spacing = Mm(4.5)


def _letter_lines(section: Any, red: Mark) -> None:
    """信函格式 (10.1): the organ 30 mm from the top, double lines under it and 20 mm from the foot, no number."""
    section.different_first_page_header_footer = True
    head, foot = section.first_page_header.paragraphs[0], section.first_page_footer.paragraphs[0]
    for paragraph in (head, foot):
        paragraph.style = "Normal"
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.right_indent = LETTER_SIDES
    write_mark(head, red)
    border(head, "bottom", kind="thickThinSmallGap", size=24, space=11)
    foot.paragraph_format.line_spacing = Pt(4)
    border(foot, "bottom", kind="thinThickSmallGap", size=24, space=1)
    dress(foot.add_run(), BODY, FOURTH)
