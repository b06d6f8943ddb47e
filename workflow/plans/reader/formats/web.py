"""Saved web pages: the text of the article without the furniture of the site."""

import re

from workflow.plans.reader.formats.markup import Element
from workflow.plans.reader.formats.plain import decoded
from workflow.plans.reader.formats.unreadable import Unreadable
from workflow.plans.reader.formats.web_article import article_of
from workflow.plans.reader.formats.web_blocks import lines_in

CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,20})", re.I)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LARGEST = 8 * 1024 * 1024
MOST_TAGS = 200_000


def text_of_web(content: bytes, name: str) -> str:
    """The text of a page, one paragraph a line, one row of a table a line with tabs between its cells."""
    if len(content) > LARGEST:
        raise Unreadable("reader.too_large", name=name, megabytes=LARGEST // 1024 // 1024)
    return "\n".join(lines_in(article_of(tree_of(decoded(content, name, declared(content)), name))))


def declared(content: bytes) -> list[str]:
    """The encoding that the page says it is in. GB2312 and GBK are read as GB18030, which holds them."""
    found = CHARSET.search(content[:8192])
    if not found:
        return []
    encoding = found[1].decode("ascii", "ignore").lower()
    return ["gb18030"] if encoding.startswith("gb") else ["utf-8" if encoding.startswith("utf") else encoding]


def tree_of(text: str, name: str) -> Element:
    from lxml import etree

    if text.count("<") > MOST_TAGS:
        raise Unreadable("reader.too_complex", name=name)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(CONTROL.sub("", text).encode("utf-8", "ignore"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise Unreadable("reader.blank", name=name)
    return root
