"""XML parsed without trust: no document types, no entities, no network, no huge trees."""

from collections.abc import Iterator
from typing import Any

from workflow.plans.reader.formats.unreadable import Unreadable

Element = Any  # lxml carries no types
MOST_TAGS = 500_000


def parsed(content: bytes, name: str) -> Element:
    """The root of an XML part of a document. Such parts never declare a type: one that does is refused."""
    from lxml import etree

    if content.count(b"<") > MOST_TAGS:
        raise Unreadable("reader.too_complex", name=name)
    if b"<!DOCTYPE" in content.replace(b"\x00", b""):
        raise Unreadable("reader.unsafe", name=name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable("reader.broken_word", name=name) from None
    return root


def local(element: Element) -> str:
    """The name of an element without its namespace, which differs between the two editions of the standard."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: Element | None, attribute: str = "val") -> str | None:
    """An attribute by its name without namespace."""
    if element is not None:
        for key, words in element.attrib.items():
            if key.rpartition("}")[2] == attribute:
                return str(words)
    return None


def child(element: Element | None, *names: str) -> Element | None:
    """The child of a child …, by names without namespace."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def children(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element if local(one) == name)


def number(words: str | None) -> int | None:
    """A whole number as printed in an attribute."""
    digits = (words or "").lstrip("-")
    return int(words or "") if digits.isascii() and digits.isdecimal() and len(digits) < 10 else None


def is_on(element: Element | None) -> bool:
    """A switch: there, and not said to be off."""
    return element is not None and (value(element) or "true").lower() not in ("0", "false", "off", "none")
