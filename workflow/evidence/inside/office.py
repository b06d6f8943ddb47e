"""Documents of Word, Excel, PowerPoint and OFD as archives: no macros, nothing fetched from elsewhere, no controls.

What the XML says is read by a reader of XML, as Word does: a letter may be written as its number, a name have any
prefix, a field lie in pieces.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from workflow.errors import Refused
from workflow.evidence import rules
from workflow.evidence.inside.marks import is_program, is_xml

TYPES = "[Content_Types].xml"
# Of Microsoft, and of WPS, whose macros are written in JavaScript.
MACROS = re.compile(
    r"vbaproject|macroenabled|macrosheet|attachedtoolbars|wllcustomization|jdedata|jdeextension|jsproject|jsaproject"
)
CONTROLS = re.compile(r"activex|relationships/control\b")
LOADED = frozenset({"attachedtemplate", "oleobject", "frame", "subdocument"})
CHOSEN = frozenset({"hyperlink", "externallinkpath"})  # followed only by a person who is asked
LOCAL = re.compile(r"(file:/*)?[a-z]:[/\\]")  # on the disk of whoever wrote it
SHARED = re.compile(r"(file:/*)?\\\\|file:(/{2}(?!/)|/{4,})(?!localhost/)[^/\\]")  # whoever looks there says who he is
DDE_LINK = re.compile(rb"<(?:[^\s<>/:]+:)?ddelink\b", re.IGNORECASE)
DDE_FIELD = re.compile(r"^\s*DDE(AUTO)?\b", re.IGNORECASE | re.MULTILINE)


def judge(parts: dict[str, bytes], name: str, kind: str) -> None:
    """`parts`: by name, XML as a whole, of others how they begin."""
    _is_of_its_kind(parts, name, kind)
    lower = {part.lower(): content for part, content in parts.items()}
    relations = [one for part, content in lower.items() if part.endswith(".rels") for one in _said(content, name)]
    told = [
        *lower,
        *(word for one in [*_said(lower.get(TYPES.lower(), b""), name), *relations] for word in one.values()),
    ]
    if any(MACROS.search(word) for word in told):
        raise Refused("evidence.macros", name=name)
    if any(CONTROLS.search(word) for word in told):
        raise Refused("evidence.controls", name=name)
    for one in relations:
        if one.get("type", "").endswith("/afchunk"):  # another document, in a kind that nobody looks into
            raise Refused("evidence.packed_within", name=name)
        if _is_fetched(one):
            raise Refused("evidence.fetched", name=name)
    if any(DDE_LINK.search(content) or _starts_a_program(content, name) for content in lower.values()):
        raise Refused("evidence.fetched", name=name)
    if any(is_program(content) for content in lower.values()):
        raise Refused("evidence.program", name=name)


def _is_fetched(relation: dict[str, str]) -> bool:
    """From another machine: a template on one's own disk is looked for there and not found, which harms nobody."""
    kind, target = relation.get("type", "").rpartition("/")[2], relation.get("target", "").strip()
    if relation.get("targetmode") != "external" or LOCAL.match(target):
        return False
    return kind in LOADED or (kind not in CHOSEN and SHARED.match(target) is not None)


def _is_of_its_kind(parts: dict[str, bytes], name: str, kind: str) -> None:
    wanted = rules.INSIDE.get(kind, TYPES)
    if not any(part == wanted or part.startswith(wanted) for part in parts):
        raise Refused("evidence.disguised", name=name)
    if kind in rules.OOXML and TYPES not in parts:
        raise Refused("evidence.disguised", name=name)


def _said(content: bytes, name: str) -> Iterator[dict[str, str]]:
    """What each element says of itself, without prefixes, in small letters."""
    for node in _elements(content, name):
        yield {str(key).rpartition("}")[2].lower(): str(value).lower() for key, value in node.attrib.items()}


def _starts_a_program(content: bytes, name: str) -> bool:
    """A field of the kind DDE, however its words are parted."""
    if not is_xml(content[:64]) or b"instr" not in content.replace(b"\x00", b""):
        return False
    said: list[str] = []
    for node in _elements(content, name):
        kind = str(node.tag).rpartition("}")[2]
        if kind == "instrText":
            said.append("".join(node.itertext()))
        elif kind == "fldChar":
            said.append("\n")
        said += [f"\n{value}\n" for key, value in node.attrib.items() if str(key).rpartition("}")[2] == "instr"]
    return DDE_FIELD.search("".join(said)) is not None


def _elements(content: bytes, name: str) -> Iterator[Any]:
    """Each element once it is read, and then let go. XML that Word would not open is refused, and so are types of
    documents, of which these kinds have none."""
    from lxml import etree

    if not content.strip():
        return
    careful: Any = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": True}
    try:
        reading = etree.iterparse(BytesIO(content), events=("end",), remove_comments=True, remove_pis=True, **careful)
        for count, (_, node) in enumerate(reading):
            if not count and node.getroottree().docinfo.doctype:
                raise Refused("evidence.broken", name=name)
            yield node
            if str(node.tag).rpartition("}")[2] != "instrText":
                node.clear()
    except etree.XMLSyntaxError:
        raise Refused("evidence.broken", name=name) from None
