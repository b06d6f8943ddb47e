"""What the reader says that it does not know: each doubt at its words."""

import pytest

from tests.plans.readings import bodies, plan

HEAD = "某市关于推进工业的实施方案\n一、重点任务\n"
LAST = "（二）推进转型。（市商务局负责）\n"


def doubts(sentence: str, key: str) -> list[str]:
    draft = plan(HEAD + f"（一）推进改造。{sentence}\n" + LAST)
    assert all(draft.text[one.start : one.end] == one.quote for one in draft.doubts)
    return [one.quote for one in draft.doubts if one.key == key]


@pytest.mark.parametrize(
    ("sentence", "lead", "others"),
    [
        ("由市工信局牵头，市财政局、市商务局配合做好改造", "市工信局", "市财政局;市商务局"),
        ("市工信局会同市财政局开展年度评估", "市工信局", "市财政局"),
        ("市工信局要会同市级有关部门，制定细则", "市工信局", "市级有关部门"),
        ("市工信局牵头，市财政局、各区政府参与，建立台账", "市工信局", "市财政局;各区政府"),
    ],
)
def test_a_measure_whose_bodies_stand_in_a_sentence_quotes_it_and_tells_the_names(
    sentence: str, lead: str, others: str
) -> None:
    draft = plan(HEAD + f"（一）推进改造。提升能效。{sentence}。常抓不懈。\n" + LAST)
    told = [(one.quote, one.facts, one.item) for one in draft.doubts if one.key == "body_in_prose"]
    assert told == [(sentence, {"lead": lead, "others": others}, 0)]
    assert "body_none" not in {one.key for one in draft.doubts}


@pytest.mark.parametrize(
    "sentence",
    ["本办法由市工信局负责解释。", "支持优势单位牵头，联合企业攻关。", "由企业自主负责。", "由易到难推进，负责到底。"],
)
def test_a_sentence_that_gives_nobody_a_duty_is_not_quoted(sentence: str) -> None:
    assert doubts(sentence, "body_in_prose") == []
    assert doubts(sentence, "body_none") == ["推进改造"]


def test_a_measure_with_a_clause_is_not_asked_about_its_sentences() -> None:
    assert doubts("由市工信局牵头推进。（市工信局负责）", "body_in_prose") == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("提升能效。（市工信局、市财政局负责", "（市工信局、市财政局负责"),
        ("提升能效。市工信局、市财政局负责）", "市工信局、市财政局负责）"),
        ("提升能效。责任单位：市工信局）", "责任单位：市工信局）"),
    ],
)
def test_half_a_bracket_around_a_clause_is_a_doubt(sentence: str, words: str) -> None:
    assert doubts(sentence, "bracket_half") == [words]


def test_a_number_with_half_a_bracket_and_a_whole_clause_are_no_doubt() -> None:
    assert doubts("1)提升能效。2)市工信局牵头（按职责）推进。（市工信局负责）", "bracket_half") == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("提升 首页 > 政务公开 > 政策文件 能效。（市工信局负责）", "首页 > 政务公开 > 政策文件"),
        ("提升能效。\n【打印】【关闭】【分享】\n（市工信局负责）", "【打印】【关闭】【分享】"),
        ("提升能效 扫一扫在手机打开当前页\n继续提升。（市工信局负责）", "扫一扫在手机打开当前页"),
        ("提升能效。上一篇：关于某事的通知\n继续提升。（市工信局负责）", "上一篇：关于某事的通知"),
        ("提升能效 网站标识码：1234567890 继续提升。（市工信局负责）", "网站标识码：1234567890"),
        ("提升能效 晋ICP备12345678号-1 继续提升。（市工信局负责）", "晋ICP备12345678号-1"),
    ],
)
def test_what_a_website_leaves_in_an_item_is_a_doubt(sentence: str, words: str) -> None:
    assert doubts(sentence, "page_furniture") == [words]


def test_words_of_policy_are_no_remains_of_a_website() -> None:
    policy = "推进政务公开、政务服务，鼓励双面打印，建立收益分享机制，建设无障碍环境，关闭落后产能，扶持大中小企业。"
    assert doubts(policy, "page_furniture") == []


def test_a_bracket_that_never_closes_still_names_its_bodies() -> None:
    draft = plan(HEAD + "（一）推进改造。提升能效。（市工信局、市财政局负责\n" + LAST)
    assert bodies(draft.items[0]) == ["市工信局", "市财政局"]
