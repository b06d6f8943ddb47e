"""What may stand in a circular: whole sentences, nothing masked, nobody above the city blamed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from workflow.insight.circular.models import Section

SENTENCE = re.compile(r"[^。！？；\n]+")
SPACE = re.compile(r"[\s，。、；：,.;:]+")
SUPERIOR = re.compile(
    r"省(?:委|政府|级|直|厅|局|里|[^道煤时力去，。；]{1,10}?(?:厅|局|委))|国务院|部委|中央|国家(?:发|能源局|部)"
)
BLOCK = "■"


@dataclass(frozen=True)
class Fact:
    """What one sentence says: its kind, and the numbers and tasks behind it. `chosen`: it is printed unless the office
    decides otherwise."""

    section: Section
    kind: str
    data: dict[str, Any] = field(default_factory=dict)
    chosen: bool = True


@dataclass(frozen=True)
class Quoted:
    """Words of the plan that look tampered with and that nobody has cleared: they never leave."""

    words: frozenset[str] = frozenset()

    def inside(self, said: str) -> bool:
        return any(one in said for one in self.words)

    def masked(self, said: str) -> str:
        for one in self.words:
            said = said.replace(one, BLOCK * len(one))
        return said


def first_sentence(text: str) -> str:
    """The first sentence of a report, as it was written."""
    found = SENTENCE.search(text)
    return found.group().strip() if found else ""


def same(words: str) -> str:
    """The same words, whatever stands between them."""
    return SPACE.sub("", words)


def names_superior(words: str) -> bool:
    """It speaks of a body above the city."""
    return SUPERIOR.search(words) is not None


def repeated(key: str, printed: Iterable[frozenset[str]]) -> int:
    """In how many of the last circulars, without a gap, this was printed; `printed`: the keys of each, latest first."""
    count = 0
    for keys in printed:
        if key not in keys:
            break
        count += 1
    return count
