"""An official paper read back from .docx: the page, the grid, type faces and sizes, the order, what is red."""

import io
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.letters.samples import COORDINATION, DRAFT, NOTICE, REPORT
from workflow.adapters.official_letter import OfficialLetter, Part, as_docx

TITLE, BODY, KAI, HEAD, SONG = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
MM, POINT = 36000, 12700


def opened(letter: OfficialLetter) -> Any:
    return docx.Document(io.BytesIO(as_docx(letter)))


@pytest.fixture(scope="module")
def notice() -> Any:
    return opened(NOTICE)


def block(document: Any) -> tuple[int, int]:
    """版心, as wide and high as the margins leave it."""
    section = document.sections[0]
    wide = section.page_width - section.left_margin - section.right_margin
    return wide, section.page_height - section.top_margin - section.bottom_margin


def line(document: Any, words: str) -> Any:
    [found] = [p for p in document.paragraphs if p.text.startswith(words)]
    return found


def face(run: Any) -> tuple[str, float]:
    return run._element.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt


def characters(paragraph: Any, side: str) -> int:
    return int(paragraph._p.pPr.find(qn("w:ind")).get(qn(f"w:{side}Chars"), 0))


def test_the_page_is_a4_with_the_standards_margins(notice: Any) -> None:
    section = notice.sections[0]
    edges = [section.page_width, section.page_height, section.top_margin, section.left_margin]
    assert [round(edge.mm) for edge in edges] == [210, 297, 37, 28]
    assert [round(size / MM) for size in block(notice)] == [156, 225]


def test_a_page_holds_22_lines_of_28_characters(notice: Any) -> None:
    wide, high = (size / POINT for size in block(notice))
    style, grid = notice.styles["Normal"], notice.sections[0]._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert high // (int(grid.get(qn("w:linePitch"))) / 20) == high // style.paragraph_format.line_spacing.pt == 22
    assert round(wide / (16 + int(grid.get(qn("w:charSpace"))) / 4096)) == 28
    closer = int(style.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert wide // (style.font.size.pt + closer) == 28
    assert style.paragraph_format.widow_control is False


def test_the_elements_stand_in_the_standards_order(notice: Any) -> None:
    said = [p.text for p in notice.paragraphs if p.text]
    assert said == [
        "样张市人民政府办公室文件",
        "样政办督〔2026〕7号",
        "关于督办《样张市碳达峰实施方案》",
        "2026年第三季度逾期任务的通知",
        "市能源局，市水务局：",
        *(part.text for part in NOTICE.body if isinstance(part, Part)),
        "附件：1. 逾期任务清单",
        "2. 整改情况报告（格式）",
        "样张市人民政府办公室",
        "2026年11月29日",
        "（联系人：张三，电话：0000—1234567）",
    ]
    assert [[c.text for c in row.cells] for row in notice.tables[-1].rows] == [
        ["抄送：市委办公室，市人大常委会办公室，市政协办公室，市纪委监委，市发展改革委，市工信局，市生态环境局。"],
        ["样张市人民政府办公室\t2026年11月30日印发"],
    ]


@pytest.mark.parametrize(
    ("words", "faces"),
    [
        ("样张市人民政府办公室文件", [(TITLE, 42)]),
        ("样政办督", [(BODY, 16)]),
        ("2026年第三季度", [(TITLE, 22)]),
        ("市能源局，", [(BODY, 16)]),
        ("一、", [(HEAD, 16)]),
        ("（一）", [(KAI, 16), (BODY, 16)]),
        ("1. 请于", [(BODY, 16)]),
        ("（1）", [(BODY, 16)]),
    ],
)
def test_each_element_has_its_type_face_and_size(notice: Any, words: str, faces: list[tuple[str, float]]) -> None:
    found = [face(run) for run in line(notice, words).runs if run.text]
    assert found == faces


def test_organ_and_line_are_red_and_nothing_else(notice: Any) -> None:
    red = [p.text for p in notice.paragraphs for r in p.runs if r._element.find(f".//{qn('w:color')}") is not None]
    lined = [p.text for p in notice.paragraphs if p._p.find(f".//{qn('w:pBdr')}") is not None]
    assert (red, lined) == (["样张市人民政府办公室文件"], ["样政办督〔2026〕7号"])
    [border] = line(notice, "样政办督")._p.find(f".//{qn('w:pBdr')}")
    assert (border.tag, border.get(qn("w:color"))) == (qn("w:bottom"), "FF0000")


def test_text_is_indented_by_two_characters_and_the_addressee_is_not(notice: Any) -> None:
    assert [characters(line(notice, words), "firstLine") for words in ("一、", "（一）", "1. 请于", "（1）")] == [
        200
    ] * 4
    assert (
        line(notice, "市能源局，")._p.pPr is None or not line(notice, "市能源局，").paragraph_format.first_line_indent
    )


def test_names_of_attachments_stand_under_each_other(notice: Any) -> None:
    first, second = line(notice, "附件"), line(notice, "2. 整改")
    assert characters(first, "left") == characters(second, "left") == 650
    assert (characters(first, "hanging"), characters(second, "hanging")) == (450, 150)


def test_the_organ_is_centred_over_the_day_with_room_for_the_seal(notice: Any) -> None:
    lines = notice.paragraphs
    place = [p.text for p in lines].index("2026年11月29日")
    organ, day = lines[place - 1], lines[place]
    assert organ.alignment == day.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert characters(organ, "left") == characters(day, "left") == (28 - 2 * 7.5) * 100  # the day's 7, and 4 free
    assert [p.text for p in lines[place - 3 : place - 1]] == ["", ""]
    assert all(p.paragraph_format.keep_with_next for p in lines[place - 5 : place])


def test_page_numbers_stand_outside_in_half_width_song(notice: Any) -> None:
    section = notice.sections[0]
    assert notice.settings.odd_and_even_pages_header_footer
    feet = [section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]]
    assert [foot.alignment for foot in feet] == [WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT]
    for foot in feet:
        assert foot._p.find(f".//{qn('w:instrText')}").text == "PAGE"
        assert {face(run) for run in foot.runs} == {(SONG, 14)}


def test_the_imprint_stands_at_the_foot_of_the_last_page(notice: Any) -> None:
    properties = notice.tables[-1]._tbl.tblPr
    place = properties.find(qn("w:tblpPr"))
    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
    sizes = {b.tag.split("}")[1]: int(b.get(qn("w:sz"))) for b in properties.find(qn("w:tblBorders"))}
    assert sizes["top"] == sizes["bottom"] > sizes["insideH"]
    assert {face(run) for row in notice.tables[-1].rows for run in row.cells[0].paragraphs[0].runs} == {(BODY, 14)}


def test_other_names_of_the_faces_are_told(notice: Any) -> None:
    [part] = [rel.target_part for rel in notice.part.rels.values() if rel.reltype.endswith("/fontTable")]
    assert '楷体_GB2312"><w:altName w:val="KaiTi_GB2312,楷体' in part.blob.decode("utf-8")


def test_a_draft_says_so_and_has_neither_number_nor_day() -> None:
    said = [p.text for p in opened(DRAFT).paragraphs if p.text]
    assert "（送审稿）" in said
    assert not [words for words in said if "11月29日" in words or "7号" in words]
    assert "（送审稿）" not in [p.text for p in opened(NOTICE).paragraphs]


def test_a_report_upward_names_its_signers_right_of_the_number() -> None:
    document = opened(REPORT)
    assert [p.text for p in document.paragraphs if "\t" in p.text] == [
        "\t签发人：张三　李四",
        "　样政办督〔2026〕7号\t欧阳某某",
    ]
    assert face(line(document, "\t签发人").runs[-1]) == (KAI, 16)
    assert (line(document, "特急").runs[0].text, face(line(document, "特急").runs[0])) == ("特急", (HEAD, 16))


def test_a_table_is_as_wide_as_the_text_and_repeats_its_head() -> None:
    table = opened(REPORT).tables[0]
    assert round(sum(column.width for column in table.columns) / MM) == 156
    assert len(table.rows) == 33
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert face(table.rows[0].cells[0].paragraphs[0].runs[0]) == (HEAD, 12)


def test_the_letter_form_has_its_double_lines_and_no_number_on_page_one() -> None:
    document = opened(COORDINATION)
    section = document.sections[0]
    head, foot = section.first_page_header.paragraphs[0], section.first_page_footer.paragraphs[0]
    kinds = [p._p.find(f".//{qn('w:pBdr')}")[0].get(qn("w:val")) for p in (head, foot)]
    assert section.different_first_page_header_footer
    assert (head.text, foot.text, kinds) == ("样张市人民政府办公室", "", ["thickThinSmallGap", "thinThickSmallGap"])
    assert [round(d.mm) for d in (section.header_distance, section.footer_distance)] == [30, 20]
    assert document.paragraphs[0].text == "\t样政办函〔2026〕12号"
    assert [row.cells[0].text for row in document.tables[-1].rows] == ["抄送：市发展改革委，市能源局。"]
    assert document.tables[-1]._tbl.tblPr.find(qn("w:tblBorders")) is None


def test_the_least_letter_is_a_paper_too() -> None:
    assert [p.text for p in opened(OfficialLetter(organ="某局")).paragraphs if p.text] == ["某局"]


@settings(max_examples=10, deadline=None)
@given(st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_any_words_make_a_document_that_opens(title: str, text: str, names: list[str]) -> None:
    letter = replace(NOTICE, title=title, signed=title, signer=text, body=(Part(2, text),), attachments=tuple(names))
    assert opened(letter).paragraphs
