"""Saved web pages: the article without the site, tables, encodings."""

import pytest

from tests.support.documents import HEAD, MENU, TAIL
from workflow.plans.reader import read
from workflow.plans.reader.source import text_of

PROSE = "<p>为深入贯彻落实上级部署，推动产业转型升级，结合我市实际，制定本方案，请各单位认真抓好落实。</p>" * 6
TABLE = (
    "<table><tr><th rowspan=2>序号</th><th rowspan=2>任务</th><th colspan=2>责任单位</th></tr>"
    "<tr><th>牵头单位</th><th>配合单位</th></tr>"
    "<tr><td>1</td><td>推进改造，做到应改尽改。</td><td rowspan=2>市工信局</td><td>市财政局<br>市科技局</td></tr>"
    "<tr><td>2</td><td>推进转型，做到应转尽转。</td><td>市商务局</td></tr></table>"
)


def lines(body: str, head: str = "") -> list[str]:
    return text_of(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "a.html").split("\n")


def test_what_stands_around_the_article_is_left_out() -> None:
    found = lines(f'{HEAD}<div><div><ul>{MENU}</ul></div><div class="x1"><h1>实施方案</h1>{PROSE}</div>{TAIL}</div>')
    assert found[0] == "实施方案"
    assert len(found) == 7
    assert len(set(found)) == 2


def test_the_title_and_the_table_of_the_number_above_the_article_are_kept() -> None:
    labels = "<table><tr><td>索引号：</td><td>0128/2024</td><td>发文字号：</td><td>某政发〔2024〕12号</td></tr></table>"
    title = "某某市人民政府关于印发工业振兴实施方案的通知"
    page = (
        f'{HEAD}<div class="a">{labels}</div><div class="b">{title}</div><div><div class="c">{PROSE}</div></div>{TAIL}'
    )
    found = lines(page, f"<title>{title}-某某市人民政府</title>")
    assert found[:2] == ["索引号：\t0128/2024\t发文字号：\t某政发〔2024〕12号", title]
    assert len(found) == 8


def test_a_page_laid_out_in_tables_is_read_as_paragraphs() -> None:
    page = f"<table><tr><td><a href=a>首页</a></td></tr><tr><td><table><tr><td>{MENU}</td><td>{PROSE}</td></tr></table>"
    assert set(lines(page + "</td></tr></table>")) == {PROSE[3 : PROSE.index("</p>")]}


def test_a_table_of_measures_is_read_with_its_merged_cells() -> None:
    found = lines(f"<div><h1>关于推进工业的实施方案</h1>{PROSE}{TABLE}</div>")
    assert found[-3:] == [
        "序号\t任务\t牵头单位\t配合单位",
        "1\t推进改造，做到应改尽改。\t市工信局\t市财政局、市科技局",
        "2\t推进转型，做到应转尽转。\t\t市商务局",
    ]
    draft = read(f"<html><body>{PROSE}{TABLE}</body></html>".encode(), "a.html")
    assert [[one.name for one in item.clauses[0].bodies] for item in draft.items] == [
        ["市工信局", "市财政局", "市科技局"],
        ["市工信局", "市商务局"],
    ]


def test_lists_with_numbers_of_the_browser_and_broken_lines_are_read() -> None:
    found = lines(f"<div>{PROSE}<ol start=3><li>推进改造。<li>推进转型。</ol><p>甲<br>乙\n丙</p></div>")
    assert found[-4:] == ["3、推进改造。", "4、推进转型。", "甲", "乙丙"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gbk", "gb18030", "utf-16", "big5"])
def test_the_encoding_is_the_one_that_the_page_declares(encoding: str) -> None:
    words = "實施方案" if encoding == "big5" else "实施方案"
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}"></head><body><p>{words}'
    )
    assert text_of(page.encode(encoding), "a.htm") == words


def test_a_wrong_declaration_is_found_out() -> None:
    page = '<html><head><meta charset="utf-8"></head><body><p>实施方案'
    assert text_of(page.encode("gb18030"), "a.htm") == "实施方案"


def test_half_a_page_that_unfolds_is_read_and_a_small_hidden_part_is_not() -> None:
    found = lines(f'<div style="display:none">{PROSE}</div>')
    assert len(found) == 6
    assert len(lines(f'<div>{PROSE}<p style="display: none">隐藏的话，不该读到。</p></div>')) == 6


def test_a_page_that_never_closes_anything_is_read() -> None:
    assert lines("<div><p>一、总体要求<p>到2025年，完成任务。<table><tr><td>甲<td>乙")[:2] == [
        "一、总体要求",
        "到2025年，完成任务。",
    ]
