"""What a file is, and what in it must be asked about, before it is kept."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from workflow.evidence import rules


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
    clean = rules.clean_name(name)
    doubts = ((Doubt.SECRECY_MARK, clean),) if rules.SECRECY.search(clean) else ()
    with path.open("rb") as file:
        return Seen(rules.media_type(clean, file), doubts)
