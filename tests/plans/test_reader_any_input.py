"""No input makes the reader crash or hang."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.plans.reader import Draft, Unreadable, read

WORDS = [
    "一、",
    "二、",
    "（一）",
    "（二）",
    "1.",
    "2．",
    "（1）",
    "①",
    "第一条",
    "第二章",
    "附件",
    "附件：1.",
    "\n",
    "\n\n",
    "　　",
    "\t",
    "。",
    "，",
    "；",
    "、",
    "（",
    "）",
    "〔",
    "《",
    "》",
    "责任单位：",
    "牵头单位：",
    "配合单位：",
    "完成时限：",
    "牵头",
    "配合",
    "负责",
    "按职责分工负责",
    "等",
    "等部门",
    "和",
    "会同",
    "市发展改革委",
    "市工信局",
    "各县（市、区）人民政府",
    "到2025年",
    "2022年2月30日",
    "“十四五”期间",
    "年底前",
    "每年",
    "达到",
    "下降",
    "分别",
    "均",
    "5%",
    "10万千瓦",
    "3.5",
    "左右",
    "以上",
    "新建",
    "序号\t任务\t责任单位\n",
    "| 1 | 任务 | 市局 |",
    "365体育投注",
    "总书记",
    "- 3 -",
    "\u200b",
    "\x07",
    "县市",
    "将近",
    "下同",
    "列第一位者为牵头单位",
    "促进发展的实施方案",
    "推进改革",
    "a",
    "1.1",
    "1 ",
    "目录\n",
    "....... 3\n",
    "— 3 —",
    "—\n",
    "\n1\n",
    "序号\n任务\n责任单位\n1\n",
    "序号  任务  责任单位\n",
    "\n市局\n",
    "（牵\n",
    "。市局负责\n",
    "责任单位：\n",
    "，以下均",
    "广州、深圳市政府、",
    "市、区",
    "\ud7ff",
    "😀",
]


def attempt(content: bytes) -> Draft | None:
    try:
        return read(content, "any")
    except Unreadable:
        return None


def holds(draft: Draft) -> None:
    """Every place lies in the text and quotes it."""
    for item in draft.items:
        assert draft.text[item.start : item.end] == item.text
        for clause in item.clauses:
            assert draft.text[clause.start : clause.end] == clause.text
            assert clause.bodies
            assert sum(body.role == "lead" for body in clause.bodies) == 1
    for one in (*draft.targets, *draft.goals, *draft.taints, *draft.doubts):
        assert 0 <= one.start <= one.end <= len(draft.text)
        assert one.item is None or 0 <= one.item < len(draft.items)


@given(st.binary(max_size=3000))
@settings(max_examples=150)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    draft = attempt(content)
    if draft:
        holds(draft)


@given(st.lists(st.sampled_from(WORDS), max_size=120))
@settings(max_examples=250)
def test_any_mixture_of_the_words_of_plans_is_read_or_refused(words: list[str]) -> None:
    draft = attempt("".join(words).encode())
    if draft:
        holds(draft)


@given(st.text(max_size=600))
@settings(max_examples=150)
def test_any_text_in_any_encoding_is_read_or_refused(text: str) -> None:
    for encoding in ("utf-8", "utf-16", "gb18030"):
        draft = attempt(text.encode(encoding, "ignore"))
        if draft:
            holds(draft)


@pytest.mark.parametrize("word", [word for word in WORDS if word.strip()])
def test_a_word_said_twenty_thousand_times_is_read_to_the_end(word: str) -> None:
    attempt((word * 20_000).encode())


@pytest.mark.parametrize("shape", ["（{}", "（{}）", "一、{}", "（市局{}负责）", "责任单位：{}"])
def test_nested_and_unclosed_shapes_are_read_to_the_end(shape: str) -> None:
    attempt("".join(shape.format(word) for word in WORDS * 240).encode())
