"""An official letter as .docx to work on and issue, and as PDF to read."""

import io
import textwrap
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

BODY, TITLE = "仿宋_GB2312", "方正小标宋简体"
FACES = {1: "黑体", 2: "楷体_GB2312"}
INDENT = "　　"
DRAFT = "（送审稿）"
WIDE, ROWS, SIZE, LEAD = 28, 24, 16, 28  # the PDF: characters a line, lines a page, points


@dataclass(frozen=True)
class Part:
    """A paragraph. Level 0 is text, 1 “一、”, 2 “（一）”, 3 “1.”; the text carries its own number."""

    level: int
    text: str


@dataclass(frozen=True)
class OfficialLetter:
    """`organ` is the red head; `form` "letter" is the form of letters. What is empty is left out."""

    organ: str
    number: str = ""
    title: str = ""
    addressed: str = ""
    body: tuple[Part, ...] = ()
    attachments: tuple[str, ...] = ()
    signed: str = ""
    dated: date | None = None
    copies: str = ""
    printed_by: str = ""
    printed_on: date | None = None
    draft: bool = False
    form: Literal["document", "letter"] = "document"


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "　　　　年　　月　　日"


def _end(letter: OfficialLetter) -> list[str]:
    said = [f"附件：{name}" for name in letter.attachments] + ["", letter.signed, _day(letter.dated)]
    said += [f"抄送：{letter.copies}。"] if letter.copies else []
    return said + ([f"{letter.printed_by}　{_day(letter.printed_on)}印发"] if letter.printed_by else [])


def as_docx(letter: OfficialLetter) -> bytes:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(37),
        Mm(35),
        Mm(28),
        Mm(26),
    )
    middle, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    _line(document, letter.organ, TITLE, 36, place=middle, colour=RGBColor(0xC0, 0, 0))
    _line(document, letter.number, BODY, SIZE, place=middle)
    _line(document, letter.title + (DRAFT if letter.draft else ""), TITLE, 22, place=middle)
    if letter.addressed:
        _line(document, f"{letter.addressed}：", BODY, SIZE)
    for part in letter.body:
        _line(document, INDENT + part.text, FACES.get(part.level, BODY), SIZE)
    for words in _end(letter):
        _line(document, words, BODY, SIZE, place=right)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _line(document: Any, words: str, face: str, size: int, *, place: Any = None, colour: Any = None) -> None:
    if not words:
        return
    paragraph = document.add_paragraph()
    paragraph.alignment = place
    paragraph.paragraph_format.space_after, paragraph.paragraph_format.line_spacing = Pt(0), Pt(max(LEAD, size + 10))
    run = paragraph.add_run(words)
    run.font.name, run.font.size, run.font.color.rgb = face, Pt(size), colour
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def as_pdf(letter: OfficialLetter) -> bytes:
    """Plain pages in the reader's own Chinese font, nothing embedded."""
    head = [letter.organ, letter.number, "", letter.title + (DRAFT if letter.draft else ""), ""]
    head += [f"{letter.addressed}："] if letter.addressed else []
    said = [*head, *(INDENT + part.text for part in letter.body), *_end(letter)]
    lines = [line for words in said for line in _broken(words)]
    return _pdf([lines[start : start + ROWS] for start in range(0, len(lines), ROWS)] or [[]])


def _broken(words: str) -> list[str]:
    return textwrap.wrap(words, WIDE, drop_whitespace=False) or [""]


def _pdf(pages: list[list[str]]) -> bytes:
    """The objects of a PDF, one after the other, and where each begins."""
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>",
    ]
    for place, lines in enumerate(pages):
        shown = "".join(f"<{line.encode('utf-16-be').hex()}>Tj T*\n" for line in lines)
        drawn = f"BT /F1 {SIZE} Tf {LEAD} TL 74 760 Td\n{shown}ET"
        objects += [
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
            f"/Resources<</Font<</F1 3 0 R>>>>/Contents {6 + 2 * place} 0 R>>",
            f"<</Length {len(drawn)}>>\nstream\n{drawn}\nendstream",
        ]
    made, begins = "%PDF-1.4\n", []
    for number, words in enumerate(objects, 1):
        begins.append(len(made))
        made += f"{number} 0 obj\n{words}\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in begins)
    end = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF\n"
    return f"{made}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode("ascii")
