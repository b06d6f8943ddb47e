"""Elements of a page as lines of text."""

import re
from collections.abc import Iterable, Iterator

from workflow.plans.reader.formats import grid
from workflow.plans.reader.formats.counting import printed
from workflow.plans.reader.formats.markup import Element, number

BLOCKS = frozenset(
    (
        *("html", "body", "div", "p", "section", "article", "main", "center", "blockquote", "pre", "address", "figure"),
        *("header", "footer", "aside", "form", "fieldset", "table", "tbody", "thead", "tfoot", "tr", "td", "th"),
        *("ul", "ol", "li", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "caption", "figcaption"),
        *("details", "summary"),
    )
)
INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
SPACE = re.compile(r"[ \t\r\n\f]+")
BETWEEN_WIDE = re.compile(r"(?<=[\u2e80-\uffef]) (?=[\u2e80-\uffef])")
SITE = re.compile(
    r"[\s【】\[\]|｜]*(?:(?:当前|您的?)(?:所在)?位置|您(?:现在|当前)?(?:所在的)?位置(?:是)?|分享到|分享至|扫一扫|浏览(?:次数|量)|阅读(?:次数|量)|访问量"
    r"|点击(?:数|量|率)|上一[篇条页]|下一[篇条页]|相关(?:链接|阅读|文章|解读|新闻)|责任编辑|字[体号](?:大小)?|返回顶部|打印(?:本页|此页|文章)?|关闭(?:窗口|本页|此页)?"
    r"|收藏|纠错|朗读|语音播报|无障碍|下载(?:文字|图片)?版|微信|微博|QQ空间|政策解读|图解|我要纠错)"
    r"(?:[\s:：】\]|｜>].{0,60})?"
)
FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
MOST_COLUMNS, MOST_ROWS = 100, 2000
PARAGRAPHS_IN_FRAME = 1500
SHORT_CELL = 100


def tag(element: Element) -> str:
    return element.tag.lower() if isinstance(element.tag, str) else ""


def is_hidden(element: Element) -> bool:
    return bool(tag(element)) and (
        element.get("hidden") is not None or bool(INVISIBLE.search(element.get("style") or ""))
    )


def lines_in(elements: Iterable[Element]) -> list[str]:
    """The lines of these elements; those of the site's own furniture left out."""
    found = [line for element in elements for line in block_lines(element)]
    return [line for line in found if not (len(line) <= 80 and SITE.fullmatch(line))]


def block_lines(element: Element) -> Iterator[str]:
    """The lines of a block, top to bottom. Walks without recursion: pages may nest as deep as they like."""
    words = Paragraph()
    waiting: list[tuple[str, Element]] = [("open", element)]
    while waiting:
        step, one = waiting.pop()
        kind = tag(one)
        if step == "close":
            yield from words.ended() if kind in BLOCKS else ()
            words.add(one.tail if one is not element else "")
            continue
        if kind == "table" and is_table(one):
            yield from words.ended()
            yield from grid.lines_of(rows_of(one))
            words.add(one.tail if one is not element else "")
            continue
        if kind in BLOCKS or kind == "br":
            yield from words.ended()
        words.add(label_of(one) if kind == "li" else "")
        words.add(one.text if kind else "", as_typed=kind == "pre")
        waiting.append(("close", one))
        waiting += [("open", inner) for inner in reversed(one)]
    yield from words.ended()


class Paragraph:
    """The words gathered since the last end of a line."""

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def add(self, words: str | None, *, as_typed: bool = False) -> None:
        if words:
            self.pieces.append(words if as_typed else SPACE.sub(" ", words))

    def ended(self) -> Iterator[str]:
        whole = "".join(self.pieces)
        self.pieces.clear()
        for line in whole.split("\n"):
            line = BETWEEN_WIDE.sub("", SPACE.sub(" ", line)).strip()
            if line:
                yield line.replace("\xa0", " ")


def label_of(item: Element) -> str:
    """The number that a browser prints before an item of an ordered list."""
    parent = item.getparent()
    if parent is None or tag(parent) != "ol":
        return ""
    start, place = number(parent.get("start")) or 1, 0
    for one in parent:
        if tag(one) == "li":
            own = number(one.get("value"))
            start, place = (own, 0) if own is not None else (start, place)
            if one is item:
                break
            place += 1
    return printed(start + place, FORMS.get(parent.get("type") or "", "decimal")) + "、"


def is_table(table: Element) -> bool:
    """Whether a table holds cells to compare, and does not only frame the page."""
    rows = list(own_rows(table))
    widest = max((len(cells(row)) for row in rows), default=0)
    if widest < 2 or any(tag(one) == "table" for one in table.iter() if one is not table):
        return False
    lengths = [len("".join(cell.itertext())) for row in rows for cell in cells(row)]
    if len(rows) == 1:
        return max(lengths) <= SHORT_CELL
    return max(lengths) <= max(PARAGRAPHS_IN_FRAME, 0.6 * sum(lengths)) or len(rows) > 3


def own_rows(table: Element) -> Iterator[Element]:
    for one in table:
        if tag(one) == "tr":
            yield one
        elif tag(one) in ("tbody", "thead", "tfoot"):
            yield from (row for row in one if tag(row) == "tr")


def cells(row: Element) -> list[Element]:
    return [one for one in row if tag(one) in ("td", "th")]


def rows_of(table: Element) -> list[grid.Row]:
    """The rows with every column in its place; merged cells reach to the right and down."""
    found: list[grid.Row] = []
    reaching: dict[int, int] = {}
    for row in list(own_rows(table))[:MOST_ROWS]:
        line: grid.Row = []
        for cell in cells(row):
            pass_over(line, reaching)
            if len(line) >= MOST_COLUMNS:
                break
            words = grid.cell_of(list(block_lines(cell)))
            across, down = extent(cell, "colspan", MOST_COLUMNS), extent(cell, "rowspan", MOST_ROWS)
            for place in range(len(line), len(line) + across):
                reaching[place] = down - 1
            line += [words] + [""] * (across - 1)
        pass_over(line, reaching)
        found.append(line)
    return found


def pass_over(line: grid.Row, reaching: dict[int, int]) -> None:
    """Columns into which a cell from above still reaches."""
    while reaching.get(len(line), 0) > 0:
        reaching[len(line)] -= 1
        line.append(None)


def extent(cell: Element, attribute: str, most: int) -> int:
    return min(max(number((cell.get(attribute) or "").strip()) or 1, 1), most)
