"""The words of a paper: titles break by words, nothing unprintable stays, dates and marks as they should be."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.letters.samples import COORDINATION, DRAFT, NOTICE, OFFICE, REPORT
from workflow.adapters import official_letter_form as form
from workflow.adapters.official_letter import OfficialLetter, Part, Table
from workflow.adapters.paper_titles import title_lines
from workflow.adapters.paper_words import clean, width


@pytest.mark.parametrize(
    ("title", "broken"),
    [
        ("催办单", ["催办单"]),
        (NOTICE.title, ["关于督办《样张市碳达峰实施方案》", "2026年第三季度逾期任务的通知"]),
        (COORDINATION.title, ["关于商请协助推进", "《样张市碳达峰实施方案》有关任务的函"]),
        ("关于未按期报送2026年第三季度进展情况的催报通知", ["关于未按期报送2026年", "第三季度进展情况的催报通知"]),
        ("关于表彰先进集体的\n决定", ["关于表彰先进集体的", "决定"]),
        ("", []),
    ],
)
def test_a_title_breaks_where_a_reader_would(title: str, broken: list[str]) -> None:
    assert title_lines(title) == broken


@given(st.text(st.sampled_from("样市督办的《》“”、。（）关于2026A "), max_size=150))
def test_no_line_of_a_title_is_too_long_or_one_character_alone(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    assert all(width(line) <= 20 for line in lines)
    assert len(lines) == 1 or all(len(line) > 1 for line in lines if " " not in title)


@given(st.text())
def test_what_is_left_of_any_text_can_be_printed(words: str) -> None:
    assert not [char for char in clean(words) if not (char.isprintable() or char in "\n\t") and char.isascii()]
    clean(words).encode("utf-8")


@pytest.mark.parametrize("hidden", ["\x00", "\x0b", "\x9f", "\u202e", "\u200b", "\ufeff", "\ud800", "\uffff"])
def test_hidden_characters_are_left_out(hidden: str) -> None:
    assert clean(f"督{hidden}办") == "督办"


def test_the_red_head_is_set_narrower_before_it_is_set_smaller() -> None:
    assert form.mark(OfficialLetter(organ="某市人民政府")) == form.Mark(("某市人民政府",), 42.0, 1.0)
    narrow = form.mark(OfficialLetter(organ=OFFICE))
    assert (narrow.lines, narrow.narrowed) == ((OFFICE,), 0.7)
    long = form.mark(OfficialLetter(organ=OFFICE * 3))
    assert len(long.lines) >= 2
    assert all(width(line) * long.size * long.narrowed <= 156 / 25.4 * 72 for line in long.lines)


def test_punctuation_is_set_by_the_paper_whether_it_was_typed_or_not() -> None:
    for typed in ("市能源局", "市能源局：", "市能源局:"):
        assert form.addressed(OfficialLetter(organ="", addressed=typed)) == "市能源局："
    assert form.copied(replace(NOTICE, copies="抄送：市财政局。")) == "市财政局。"
    assert form.remark(replace(NOTICE, contact="（此件公开发布）")) == "（此件公开发布）"
    assert form.remark(NOTICE) == "（联系人：张三，电话：0000—1234567）"


def test_dates_are_in_arabic_digits_and_a_draft_leaves_room_for_one() -> None:
    assert form.dated(NOTICE) == "2026年11月29日"
    assert form.dated(DRAFT).split() == ["年", "月", "日"]


def test_one_attachment_has_no_number_and_several_have() -> None:
    assert form.attached(COORDINATION) == [("附件：", "", "工程进展情况表")]
    assert form.attached(NOTICE) == [("附件：", "1. ", "逾期任务清单"), ("", "2. ", "整改情况报告（格式）")]


def test_a_headings_face_ends_with_its_first_sentence() -> None:
    assert form.paragraphs(Part(2, "（一）保供。按期完成。")) == [("（一）保供。", "按期完成。")]
    assert form.paragraphs(Part(0, "按期完成。\n\n　另行通知。")) == [("", "按期完成。"), ("", "另行通知。")]


def test_signers_stand_two_in_a_line() -> None:
    assert form.signers(REPORT) == ["张三　李四", "欧阳某某"]


def test_the_letter_form_names_no_printing_organ() -> None:
    assert form.printed(NOTICE) == ("样张市人民政府办公室", "2026年11月30日印发")
    assert form.printed(replace(NOTICE, form="letter")) == ("", "")


def test_a_table_with_a_missing_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="cell"):
        Table(("一", "二"), (("1",),), (1, 1))
