"""From a name as printed to the department it means: exactly, or as a suggestion to a person."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Self

LIKELY = 0.6  # below this two names are not alike
RANKS = re.compile(r"^(?:省|市|县|区|[\u4e00-\u9fff]{2,3}(?:市|省))")


@dataclass(frozen=True)
class Names:
    """Every name and alias valid on a day, to the id of its department."""

    known: Mapping[str, int]

    @classmethod
    def of(cls, known: Mapping[str, int]) -> Self:
        return cls({plain_name(name): key for name, key in known.items()})

    def match(self, printed: str) -> int | None:
        """The department of a printed name; a list may leave off the 市 that its first member carries."""
        name = plain_name(printed)
        return self.known.get(name) or self.known.get("市" + name)

    def suggest(self, printed: str, *, most: int = 3) -> list[int]:
        """Departments whose names look like the printed one, the likeliest first."""
        name = plain_name(printed)
        best: dict[int, float] = {}
        for known, key in self.known.items():
            best[key] = max(best.get(key, 0.0), likeness(name, known))
        likely = [key for key in best if best[key] >= LIKELY]
        return sorted(likely, key=lambda key: (-best[key], key))[:most]


def plain_name(printed: str) -> str:
    """A printed name without white space, in one width of signs."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", printed)).replace("(", "（").replace(")", "）")


def likeness(one: str, other: str) -> float:
    """From 0 to 1; a short form whose signs stand in the longer name in their order (发改委, 发展改革委) is likely."""
    one, other = RANKS.sub("", one), RANKS.sub("", other)
    if not one or not other:
        return 0.0
    short, long = sorted((one, other), key=len)
    ratio = SequenceMatcher(None, one, other).ratio()
    within = iter(long)
    if len(short) >= 2 and all(sign in within for sign in short):
        return max(ratio, 0.7 + 0.3 * len(short) / len(long))
    return ratio
