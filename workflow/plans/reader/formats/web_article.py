"""Where the article of a page is: by what sites have in common, never by the names one site gives its parts.

The tightest element that holds nearly all of the prose is the article. Above it stand its title and the table of its
number and day; what stands below it, and beside those, belongs to the site."""

import re
from dataclasses import dataclass, field

from workflow.plans.reader.formats.markup import Element
from workflow.plans.reader.formats.web_blocks import BLOCKS, is_hidden, is_table, tag

GONE = frozenset(
    (
        *("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "nav"),
        *("button", "select", "input", "textarea", "audio", "video", "map", "menu", "dialog"),
    )
)
ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "toolbar"))
ASIDE = frozenset(("header", "footer", "aside"))
STOPS = re.compile(r"[。；，,;]")
NEARLY_ALL = 0.9
HEADINGS = frozenset(("h1", "h2", "h3"))
LABEL = re.compile(r"(?:索\s*引\s*号|发文字号|文\s*号|发文机[构关]|成文日期|发布日期|公文种类|主题分类|发布机构)")
NUMBER = re.compile(r"[\u4e00-\u9fff]{1,14}[〔\[（(]\d{4}[〕\]）)]\s*\d{1,5}\s*号")
GREETING = re.compile(r"欢迎|登录|浏览器|分辨率|版权|备案")
SPACE = re.compile(r"\s+")


@dataclass
class Weights:
    """Signs of prose, of all words and of words in links, below each element."""

    prose: dict[Element, int] = field(default_factory=dict)
    words: dict[Element, int] = field(default_factory=dict)
    links: dict[Element, int] = field(default_factory=dict)


def article_of(root: Element) -> list[Element]:
    """The elements to read, in order: the heads of the article, then the article itself."""
    strip_furniture(root)
    weights = weighed(root)
    article = tightest(root, weights.prose)
    drop_menus(article, weights)
    return [*heads(root, article, weights), article]


def strip_furniture(root: Element) -> None:
    """Takes out what is never words of the article."""
    whole = length(root)
    for element in list(root.iter()):
        kind = tag(element)
        aside = kind in ASIDE and not any(tag(up) in ("article", "main") for up in element.iterancestors())
        role = (element.get("role") or "").lower() if kind else ""
        hidden = is_hidden(element) and 2 * length(element) < whole  # pages that unfold hide half of their article
        if kind in GONE or aside or role in ROLES or hidden:
            remove(element)


def length(element: Element) -> int:
    return sum(len(words) for words in element.itertext())


def remove(element: Element) -> None:
    """Takes an element out and leaves the words behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def weighed(root: Element) -> Weights:
    """Sums from the leaves up: a parent stands before its children in the order of the document."""
    weights = Weights()
    for element in reversed(list(root.iter())):
        own = weight(element.text) if tag(element) else (0, 0)
        inner = [(weights.prose[one], weights.words[one], weights.links[one], weight(one.tail)) for one in element]
        weights.prose[element] = own[0] + sum(one[0] + one[3][0] for one in inner)
        weights.words[element] = own[1] + sum(one[1] + one[3][1] for one in inner)
        is_link = tag(element) == "a"
        weights.links[element] = weights.words[element] if is_link else sum(one[2] for one in inner)
        if is_link:
            weights.prose[element] = 0
    return weights


def weight(words: str | None) -> tuple[int, int]:
    """How much of a text is prose, and how long it is. Words without a stop are hardly prose."""
    length = len(SPACE.sub("", words or ""))
    return (length if length >= 12 and STOPS.search(words or "") else 0), length


def tightest(root: Element, prose: dict[Element, int]) -> Element:
    """Down from the top as long as one child holds nearly all of the prose of the page."""
    whole = prose[root]
    place = next((one for one in root.iter() if tag(one) == "body"), root)
    while whole:
        fullest = max(place, key=lambda one: prose[one], default=None)
        if fullest is None or prose[fullest] < NEARLY_ALL * whole or is_leaf(fullest):
            break
        place = fullest
    return place


def is_leaf(element: Element) -> bool:
    """A paragraph, or a table whose rows would be lost below it."""
    if tag(element) in ("tr", "tbody", "thead", "tfoot"):
        table = next((one for one in element.iterancestors() if tag(one) == "table"), None)
        return table is None or is_table(table)
    return tag(element) in ("p", "ul", "ol", "dl", "a", "")


def drop_menus(article: Element, weights: Weights) -> None:
    """Lists of links inside the article: 相关链接, 分享, 上一篇."""
    for element in list(article.iter()):
        if element is article or tag(element) not in BLOCKS:
            continue
        links = weights.links[element]
        if links and links > 0.6 * weights.words[element] and not weights.prose[element] and count_links(element) > 1:
            remove(element)


def count_links(element: Element) -> int:
    return sum(1 for one in element.iter() if tag(one) == "a")


def heads(root: Element, article: Element, weights: Weights) -> list[Element]:
    """What stands before the article and belongs to it: headings, its title and the table of its number and day."""
    title = page_title(root)
    path = [article, *article.iterancestors()]
    before = [one for place in reversed(path) for one in reversed(list(place.itersiblings(preceding=True)))]
    return [head for one in before for head in heads_in(one, title, weights)]


def heads_in(element: Element, title: str, weights: Weights) -> list[Element]:
    """The heads in an element: the whole of a small table with labels, single headings, the title, the number."""
    words = SPACE.sub("", "".join(element.itertext()))
    if not words or tag(element) not in BLOCKS:
        return []
    few_links = weights.links[element] <= 0.3 * weights.words[element]
    if few_links and len(words) < 600 and len(LABEL.findall(words)) >= 2:
        return [element]
    if few_links and len(words) >= 40 and weights.prose[element] > 0.4 * len(words) and not GREETING.search(words):
        return [element]
    if few_links and (tag(element) in HEADINGS or (len(words) >= 8 and words in title) or NUMBER.fullmatch(words)):
        return [element]
    return [one for inner in element for one in heads_in(inner, title, weights)]


def page_title(root: Element) -> str:
    """The title as the page gives it to browsers and search engines."""
    metas = [one.get("content") or "" for one in root.iter("meta") if (one.get("name") or "").lower() == "articletitle"]
    titles = ["".join(one.itertext()) for one in root.iter("title")]
    return SPACE.sub("", "\n".join([*metas, *titles]))
