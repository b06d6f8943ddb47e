"""Numbers as people say them, and the masking of words that look tampered with."""

from collections.abc import Iterable
from typing import Protocol

MASK = "〔此处文字存疑，待核实〕"
WIDE = str.maketrans("()", "（）")


class Doubtful(Protocol):
    """Words at a place of the text, and what two persons found printed there (None until both agree)."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def typed(self) -> str | None: ...

    @property
    def confirmed(self) -> bool: ...


def spoken_number(path: Iterable[str]) -> str:
    """A path as printed, joined as people say it: ["二", "(一)"] is 二（一）, ["三", "1."] is 三·1."""
    said = ""
    for part in path:
        part = part.translate(WIDE).strip()
        joint = "·" if said and part[:1].isdigit() else ""
        said += joint + part.removesuffix("、")
    return said


def mask(text: str, start: int, doubtful: Iterable[Doubtful]) -> str:
    """`text`, which stands at offset `start` of the edition, with doubtful words masked or, once cleared, mended."""
    for words in sorted(doubtful, key=lambda w: -w.start):
        first, last = max(0, words.start - start), min(len(text), words.end - start)
        if first < last:
            text = text[:first] + ((words.typed or "") if words.confirmed else MASK) + text[last:]
    return text
