"""Documents of Word, Excel, PowerPoint and OFD as archives: no macros, nothing fetched from elsewhere, no controls."""

import re

from workflow.errors import Refused
from workflow.evidence import rules
from workflow.evidence.inside.marks import is_program

TYPES = "[Content_Types].xml"
MACROS = re.compile(rb"vbaproject|macroenabled|macrosheet|attachedtoolbars|wllcustomization", re.IGNORECASE)
CONTROLS = re.compile(rb"activex|relationships/control\b", re.IGNORECASE)
RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>", re.IGNORECASE)
FETCHED = re.compile(rb"relationships/(attachedtemplate|oleobject|frame|subdocument|afchunk)[\"']", re.IGNORECASE)
EXTERNAL = re.compile(rb"targetmode\s*=\s*[\"']external", re.IGNORECASE)
LOCAL = re.compile(rb"target\s*=\s*[\"'](file:/*)?[a-z]:[/\\]", re.IGNORECASE)  # on the disk of whoever wrote it
DDE = re.compile(rb"<(?:\w+:)?ddelink\b|>\s*ddeauto\b", re.IGNORECASE)


def judge(parts: dict[str, bytes], name: str, kind: str) -> None:
    """`parts`: by name, XML as a whole, of others how they begin."""
    _is_of_its_kind(parts, name, kind)
    lower = {part.lower(): content for part, content in parts.items()}
    types = _plain(lower.get(TYPES.lower(), b""))
    relations = [_plain(content) for part, content in lower.items() if part.endswith(".rels")]
    if any("vbaproject" in part or "/macrosheets/" in part for part in lower) or _any(MACROS, types, *relations):
        raise Refused("evidence.macros", name=name)
    if any("/activex/" in part for part in lower) or _any(CONTROLS, types, *relations):
        raise Refused("evidence.controls", name=name)
    for content in relations:
        if any(_is_fetched(one) for one in RELATION.findall(content)):
            raise Refused("evidence.fetched", name=name)
    if any(DDE.search(content) for part, content in lower.items() if part.endswith(".xml")):
        raise Refused("evidence.fetched", name=name)
    if any(is_program(content) for content in lower.values()):
        raise Refused("evidence.program", name=name)


def _is_fetched(relation: bytes) -> bool:
    """From another machine: a template on one's own disk is looked for there and not found, which harms nobody."""
    away = FETCHED.search(relation) and EXTERNAL.search(relation)
    return bool(away) and not LOCAL.search(relation)


def _is_of_its_kind(parts: dict[str, bytes], name: str, kind: str) -> None:
    wanted = rules.INSIDE.get(kind, TYPES)
    if not any(part == wanted or part.startswith(wanted) for part in parts):
        raise Refused("evidence.disguised", name=name)
    if kind in rules.OOXML and TYPES not in parts:
        raise Refused("evidence.disguised", name=name)


def _plain(content: bytes) -> bytes:
    """XML may come in UTF-16."""
    return content.decode("utf-16", "replace").encode() if content.startswith((b"\xff\xfe", b"\xfe\xff")) else content


def _any(words: re.Pattern[bytes], *contents: bytes) -> bool:
    return any(words.search(content) for content in contents)
