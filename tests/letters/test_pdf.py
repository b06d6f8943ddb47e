"""An official paper as PDF: the words come out as they went in, and stand where the standard wants them."""

import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.letters.pictures import drawn
from tests.letters.samples import COORDINATION, DRAFT, LONG, NOTICE, REPORT
from tests.support import sources
from workflow.adapters.official_letter import OfficialLetter, Part, as_pdf, page_count

MM = 72 / 25.4
FULL = OfficialLetter(organ="某市人民政府文件", title="满页", body=(Part(0, "国" * 2000),))


def pages(letter: OfficialLetter) -> Iterator[Any]:
    """A page is read only when it is asked for something."""
    with pdfplumber.open(io.BytesIO(as_pdf(letter))) as document:
        yield from document.pages


def said(letter: OfficialLetter) -> str:
    return "\n".join(page.extract_text() for page in pages(letter))


def rows(page: Any) -> list[list[Any]]:
    """The characters of a page, line by line."""
    kept: dict[int, list[Any]] = {}
    for char in page.chars:
        kept.setdefault(round(char["bottom"]), []).append(char)
    return [kept[key] for key in sorted(kept)]


def test_words_come_out_as_they_went_in() -> None:
    text = said(NOTICE)
    for words in (
        "涑水河、姚暹渠",
        "样政办督〔2026〕7号",
        "“上大压小”",
        "（样政发〔2024〕12号）",
        "2026年11月30日印发",
    ):
        assert words in text
    joined = "".join(text.split()).replace("—1—", "")
    assert all("".join(part.text.split()) in joined for part in NOTICE.body if isinstance(part, Part))


def test_a_page_holds_22_lines_of_28_characters_inside_the_text_block() -> None:
    page = list(pages(FULL))[1]
    lines = [row for row in rows(page) if row[0]["text"] == "国"]
    assert (len(lines), {len(row) for row in lines}) == (22, {28})
    assert abs(min(c["x0"] for row in lines for c in row) - 28 * MM) < 2
    assert abs(max(c["x1"] for row in lines for c in row) - 184 * MM) < 2
    assert lines[0][0]["top"] > 37 * MM - 6
    assert lines[-1][0]["bottom"] < 262 * MM
    assert [round(after[0]["top"] - before[0]["top"], 1) for before, after in pairwise(lines)] == [29.0] * 21


def test_no_line_begins_with_a_mark_that_belongs_to_the_word_before() -> None:
    for page in pages(replace(NOTICE, body=(Part(0, LONG * 12),))):
        assert not [row[0]["text"] for row in rows(page) if row[0]["text"] in "，。、；：）》〕”"]


@pytest.mark.parametrize("count", range(280, 640, 15))
def test_the_signature_never_stands_on_a_page_without_text(count: int) -> None:
    letter = replace(FULL, body=(Part(0, "国" * count),), signed="某市人民政府", dated=NOTICE.dated)
    last = list(pages(letter))[-1].extract_text()
    assert last.count("国") >= 28 + 1
    assert "2026年11月29日" in last


def test_page_numbers_stand_outside() -> None:
    feet = [row for page in pages(REPORT) for row in rows(page) if row[0]["top"] > 262 * MM]
    assert ["".join(c["text"] for c in row) for row in feet[:3]] == ["— 1 —", "— 2 —", "— 3 —"]
    assert [row[0]["x0"] > 105 * MM for row in feet[:3]] == [True, False, True]


def test_a_table_stays_inside_the_text_and_repeats_its_head() -> None:
    found = list(pages(REPORT))
    heads = [page for page in found if "牵头单位" in page.extract_text()]
    assert len(heads) >= 2
    edges = [rect for page in heads for rect in (*page.lines, *page.rects)]
    assert min(e["x0"] for e in edges) >= 28 * MM - 1
    assert max(e["x1"] for e in edges) <= 184 * MM + 1


def test_the_imprint_stands_at_the_lower_edge_of_the_last_page() -> None:
    last = list(pages(NOTICE))[-1]
    [row] = [row for row in rows(last) if "印发" in "".join(c["text"] for c in row)]
    assert 262 * MM - 12 < row[-1]["bottom"] < 262 * MM
    lines = sorted((e["top"], e["x1"] - e["x0"]) for e in (*last.lines, *last.rects) if e["x1"] - e["x0"] > 400)
    assert abs(lines[-1][0] - 262 * MM) < 2
    assert all(abs(wide - 156 * MM) < 2 for _, wide in lines)


def test_the_letter_form_has_red_lines_of_170_mm_and_no_number_on_page_one() -> None:
    first = next(pages(COORDINATION))
    wide = [e for e in (*first.lines, *first.rects) if abs(e["x1"] - e["x0"] - 170 * MM) < 2]
    assert len(wide) == 4
    assert abs(max(e["bottom"] for e in wide) - 277 * MM) < 4
    assert "— 1 —" not in first.extract_text()
    assert "印发" not in said(COORDINATION)


def test_the_picture_is_red_at_the_top_and_black_below() -> None:
    for letter in (NOTICE, COORDINATION):
        page = drawn(letter)[0].convert("RGB")
        top = page.crop((0, 0, page.width, page.height // 3))
        assert has_colour(top, "red")
        assert not has_colour(page.crop((0, page.height // 2, page.width, page.height * 9 // 10)), "red")
        assert has_colour(page, "black")


def has_colour(picture: Any, name: str) -> bool:
    wanted = {"red": lambda r, g, b: r > 200 and g < 60 and b < 60, "black": lambda r, g, b: r + g + b < 90}[name]
    return any(wanted(*colour) for _, colour in picture.getcolors(picture.width * picture.height))


def test_a_draft_says_so() -> None:
    assert "（送审稿）" in said(DRAFT)
    assert "（送审稿）" not in said(NOTICE)


def test_the_same_letter_is_the_same_file() -> None:
    assert as_pdf(NOTICE) == as_pdf(NOTICE)


def test_words_are_never_run_as_typesetting() -> None:
    sly = '#panic("x") $x^2$ *粗* _斜_ @ref <l> \\ // 注 #read("/etc/passwd")'
    assert "".join(sly.split()) in "".join(said(replace(NOTICE, body=(Part(0, sly),))).split())


@settings(max_examples=15, deadline=None)
@given(st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_any_words_make_a_paper(title: str, text: str, names: list[str]) -> None:
    letter = replace(NOTICE, title=title, signed=title, signer=text, body=(Part(2, text),), attachments=tuple(names))
    assert as_pdf(letter).startswith(b"%PDF")


def test_without_the_extra_the_refusal_says_so_and_word_still_works() -> None:
    told = (
        "import sys; sys.modules['typst'] = None\n"
        "from tests.letters.samples import NOTICE\n"
        "from workflow.adapters.official_letter import as_docx, as_pdf, page_count\n"
        "from workflow.errors import Refused\n"
        "assert as_docx(NOTICE) and page_count(NOTICE) is None\n"
        "try: as_pdf(NOTICE)\n"
        "except Refused as refused: print(refused.key)\n"
    )
    run = subprocess.run([sys.executable, "-c", told], cwd=sources.ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "paper.pdf_missing"


def test_the_pages_that_are_counted_are_those_of_the_pdf() -> None:
    for times in (1, 3, 9):
        letter = replace(NOTICE, body=tuple(Part(0, "各单位要高度重视，压实责任。" * 12) for _ in range(times)))
        with pdfplumber.open(io.BytesIO(as_pdf(letter))) as pdf:
            assert page_count(letter) == len(pdf.pages)
