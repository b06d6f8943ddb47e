"""PDF: hard line ends, running heads, page numbers, ruled tables, pages without words."""

import base64

import pytest
from playwright.sync_api import Browser

from tests.support.documents import print_pdf
from workflow.plans.reader import Unreadable, read
from workflow.plans.reader.source import text_of

LONG = "推动重点行业节能降碳改造，加快落后产能退出，完善能源消费强度和总量双控制度，健全绿色低碳标准体系。" * 4
PIXEL = base64.b64encode(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763e8e8e800000304018"
        "1f5d5b1d00000000049454e44ae426082"
    )
).decode()
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'
    f'<img src="data:image/png;base64,{PIXEL}" style="width: 100%; height: 22cm; image-rendering: pixelated">'
)
HEADS = "<tr><th>序号</th><th>任务</th><th>责任单位</th></tr>"


def paragraphs(browser: Browser, body: str, indent: str = "2em") -> list[str]:
    return text_of(print_pdf(browser, body, indent=indent, running=len(body) > 4000), "a.pdf").split("\n")


@pytest.mark.parametrize("indent", ["2em", "0"])
def test_paragraphs_are_put_together_over_lines_and_pages(browser: Browser, indent: str) -> None:
    words = [f"（{sign}）加强管理。{LONG}" for sign in "一二三四五六七八九"] * 2
    title = "<h1>某某市关于推进工业绿色低碳高质量发展的若干措施<br>（征求意见稿）</h1>"
    found = paragraphs(browser, title + "".join(f"<p>{one}</p>" for one in words), indent)
    assert found[0].startswith("某某市关于")
    assert found[-len(words) :] == words
    assert not [line for line in found if "公报" in line or line.startswith("—")]


def test_quotes_dots_and_percents_keep_their_order(browser: Browser) -> None:
    words = "落实“双碳”目标，到2025年，非化石能源占比达到12.5%左右，COD排放量下降《规划》（2021—2025年）要求的10%以上。"
    assert paragraphs(browser, f"<p>{words * 3}</p>") == [words * 3]


def test_a_contents_page_is_left_out(browser: Browser) -> None:
    contents = "<p>目录</p>" + "".join(f"<p>{n}、任务{'.' * 60}{page}</p>" for page, n in enumerate("一二三", 1))
    assert paragraphs(browser, contents + "<p>一、任务</p>") == ["一、任务"]


def test_a_ruled_table_that_runs_over_pages_is_one_table(browser: Browser) -> None:
    rows = [
        (str(n), f"推进第{n}项改造。{LONG[:90]}", f"市工信局<br>市{'财政' if n % 2 else '科技'}局")
        for n in range(1, 31)
    ]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    body = f"<h1>关于推进工业的实施方案</h1><table><thead>{HEADS}</thead>{table}</table>"
    content = print_pdf(browser, body, indent="0")
    found = text_of(content, "a.pdf").split("\n")
    assert found[1:3] == ["序号\t任务\t责任单位", f"1\t推进第1项改造。{LONG[:90]}\t市工信局、市财政局"]
    assert len(found) == 32
    draft = read(content, "a.pdf")
    assert [item.number for item in draft.items] == [row[0] for row in rows]
    assert all(len(item.clauses[0].bodies) == 2 for item in draft.items)


def test_a_page_that_is_a_picture_is_refused_with_its_number(browser: Browser) -> None:
    with pytest.raises(Unreadable) as refused:
        text_of(print_pdf(browser, PICTURE), "a.pdf")
    assert refused.value.key == "reader.scanned"
    mixed = f"<p>{LONG}</p>{PICTURE}<p>{LONG}</p>"
    with pytest.raises(Unreadable) as refused:
        text_of(print_pdf(browser, mixed), "a.pdf")
    assert refused.value.facts["pages"] == "2"


def test_more_pages_than_a_plan_has_are_refused(browser: Browser) -> None:
    content = print_pdf(browser, '<p style="break-after: page">一</p>' * 301)
    with pytest.raises(Unreadable) as refused:
        text_of(content, "a.pdf")
    assert refused.value.key == "reader.too_many_pages"


@pytest.mark.parametrize("indent", ["2em", "0"])
def test_a_number_that_falls_on_the_end_of_a_line_stays_in_its_sentence(browser: Browser, indent: str) -> None:
    words = [f"{LONG[:n]}，森林覆盖率达到18.74%，{LONG[:40]}。" for n in range(20, 60)]
    found = paragraphs(browser, "".join(f"<p>{one}</p>" for one in words), indent)
    assert "".join(found) == "".join(words)
    assert all(one.startswith("推动") and one.endswith("。") for one in found)
    assert indent == "0" or found == words  # a full last line and no indent leave no sign of an end


def test_a_signature_below_a_full_line_is_a_line_of_its_own(browser: Browser) -> None:
    for length in range(30, 48):
        body = f"<p>{LONG * 2}</p><p>{LONG[:length]}。</p><p>某某市人民政府</p><p>2024年6月28日</p>"
        assert paragraphs(browser, body, "0")[-2:] == ["某某市人民政府", "2024年6月28日"]
