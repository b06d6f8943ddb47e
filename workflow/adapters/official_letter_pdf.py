"""An official paper as PDF, to be read on a screen. It is set by Typst from official_letter.typ.

Free complete faces of the standard do not exist; two stand for five: Noto Serif SC for 仿宋 and 宋体, slightly stronger
for 楷体, strong for 小标宋, and Noto Sans SC for 黑体. The paper that is printed and sealed is the .docx.
Needs the extra `pdf`; the program runs without it."""

import json
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from workflow.adapters import official_letter_form as form
from workflow.adapters.official_letter_form import OfficialLetter, Part, Table
from workflow.adapters.paper_titles import title_lines
from workflow.adapters.paper_words import clean, one_line
from workflow.errors import Refused

PATTERN = Path(__file__).with_name("official_letter.typ")


def as_pdf(letter: OfficialLetter) -> bytes:
    """The same bytes for the same letter. Raises Refused("paper.pdf_missing") where the extra is not installed."""
    made = _made(letter, "pdf")
    assert isinstance(made, bytes)
    return made


@lru_cache(maxsize=256)
def page_count(letter: OfficialLetter) -> int | None:
    """On how many pages the letter stands when it is set; None where the extra is not installed."""
    try:
        made = _made(letter, "svg")
    except Refused:
        return None
    return len(made) if isinstance(made, list) else 1


def _made(letter: OfficialLetter, kind: Literal["pdf", "svg"]) -> Any:
    """As Typst sets it; pictures of several pages are a list."""
    try:
        import pylopdf_fonts_zh_cn as faces
        import typst
    except ImportError as missing:
        raise Refused("paper.pdf_missing") from missing
    setter = typst.Compiler(PATTERN.read_bytes(), font_paths=_fonts(faces.serif_path().parent))
    words = json.dumps(_words(letter), ensure_ascii=False)
    at = datetime.combine(letter.dated, datetime.min.time(), UTC) if letter.dated else datetime(2000, 1, 1, tzinfo=UTC)
    return setter.compile(format=kind, sys_inputs={"letter": words}, timestamp=at)


@cache
def _fonts(folder: Path) -> Any:
    """Only the package's own, so that a paper looks the same on every machine."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _words(letter: OfficialLetter) -> dict[str, Any]:
    """The letter as the pattern takes it: only words and numbers, nothing that Typst could run."""
    red = form.mark(letter)
    signed = title_lines(letter.signed, 22)
    organ, day = form.printed(letter)
    return {
        "form": letter.form,
        "mark": {"lines": red.lines, "size": red.size, "narrowed": red.narrowed * 100},
        "urgency": one_line(letter.urgency),
        "number": one_line(letter.number),
        "signers": form.signers(letter),
        "title": title_lines(letter.title),
        "draft": form.DRAFT if letter.draft else "",
        "addressed": form.addressed(letter),
        "body": [piece for part in letter.body for piece in _pieces(part)],
        "attached": form.attached(letter),
        "signed": signed,
        "dated": form.dated(letter) if signed or letter.dated else "",
        "seal": form.SEAL_LINES,
        "remark": form.remark(letter),
        "copies": form.copied(letter),
        "printed": [organ, day] if organ or day else [],
        "author": one_line(letter.organ),
    }


def _pieces(part: Part | Table) -> list[dict[str, Any]]:
    if isinstance(part, Part):
        return [{"level": part.level, "heading": heading, "text": text} for heading, text in form.paragraphs(part)]
    rows = [[clean(cell) for cell in row] for row in part.rows]
    return [{"head": [clean(cell) for cell in part.head], "rows": rows, "widths": part.widths}]
