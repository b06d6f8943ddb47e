"""What a file is, and what in it must be asked about, before it is kept."""

import base64
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from workflow.errors import Refused
from workflow.evidence import apart, rules

WORDS = 200_000  # characters kept for the search
HERE = 1024 * 1024  # texts up to this size need no process of their own


class Doubt(StrEnum):
    """Why a person must say that a file may be here."""

    SECRECY_MARK = "secrecy_mark"  # 秘密★ 机密 绝密, in its name or its words
    IDENTITIES = "identities"  # it looks like a list of identity numbers


@dataclass(frozen=True)
class Seen:
    """What was seen in a file: its type by its content, doubts with what gave rise to them (words around a mark, how
    many numbers), its words for the search, its first page as a picture."""

    media_type: str
    doubts: tuple[tuple[Doubt, str], ...] = ()
    words: str = ""
    picture: bytes | None = None
    picture_type: str = ""
    pages: int | None = None


def inspect(path: Path, name: str) -> Seen:
    """Look into a file. Raises Refused with a sentence where it is not of a kind that is taken, or not what it says."""
    name = rules.plain_name(name)
    with path.open("rb") as file:
        media_type = rules.media_type(name, file)
    size = path.stat().st_size
    if not size:
        raise Refused("evidence.empty", name=name)
    if rules.ending(name) in rules.PLAIN and size <= HERE:
        from workflow.evidence.inside import reading

        return _seen(media_type, apart.told(name, reading.words(path.read_bytes(), rules.ending(name)), pages=None))
    return _seen(media_type, apart.look(path, name))


def _seen(media_type: str, told: dict[str, Any]) -> Seen:
    picture = told.get("picture")
    return Seen(
        media_type,
        doubts=tuple((Doubt(doubt), said) for doubt, said in told.get("doubts", ())),
        words=told.get("words", ""),
        picture=base64.b64decode(picture) if picture else None,
        picture_type=told.get("picture_type", ""),
        pages=told.get("pages"),
    )
