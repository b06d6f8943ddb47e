"""A document's text for the screen: blocks that begin where its numbered parts begin, in passages that carry marks.

Words that look tampered with are masked where they begin and left out where they go on.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workflow.plans.rules import Doubtful, mask


@dataclass(frozen=True)
class Mark:
    """Words that mean something: a `body`, a `target`, a `day`. `key` names the row that they belong to."""

    start: int
    end: int
    kind: str
    key: str = ""


@dataclass(frozen=True)
class Passage:
    """Words under the same marks; `begins` are those of them that begin here."""

    words: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Place:
    """A numbered part that has its own block: from where to where, and its key."""

    start: int
    end: int
    key: str


@dataclass(frozen=True)
class Block:
    """The words of one numbered part, or between them (no key): its paragraphs, each a row of passages. `first` where
    the part begins."""

    key: str | None
    first: bool
    paragraphs: tuple[tuple[Passage, ...], ...]


def blocks(text: str, places: Iterable[Place], marks: Iterable[Mark], taints: Iterable[Doubtful]) -> list[Block]:
    """The whole text. Where two parts begin at one place the later given is named; places do not cross."""
    known = {place.start: place for place in places}
    bounds = sorted({0, len(text), *known, *(place.end for place in known.values())})
    page = _Page(text, sorted(marks, key=lambda mark: (mark.start, -mark.end)), sorted(taints, key=lambda t: t.start))
    found: list[Block] = []
    open_places: list[Place] = []
    for start, end in pairwise(bounds):
        open_places = [place for place in open_places if place.end > start]
        if start in known:
            open_places.append(known[start])
        paragraphs = page.paragraphs(start, end)
        if paragraphs:
            found.append(Block(open_places[-1].key if open_places else None, start in known, paragraphs))
    return found


class _Page:
    """The text with its marks and masks, both in the order of their starts."""

    def __init__(self, text: str, marks: Sequence[Mark], taints: Sequence[Doubtful]) -> None:
        self.text, self.marks, self.taints = text, marks, taints
        self.mark_starts = [mark.start for mark in marks]
        self.longest = max((mark.end - mark.start for mark in marks), default=0)

    def paragraphs(self, start: int, end: int) -> tuple[tuple[Passage, ...], ...]:
        found, place = [], start
        for line in self.text[start:end].splitlines(keepends=True):
            passages = self._passages(place, place + len(line))
            place += len(line)
            if any(passage.words.strip() for passage in passages):
                found.append(passages)
        return tuple(found)

    def _passages(self, start: int, end: int) -> tuple[Passage, ...]:
        first = bisect_right(self.mark_starts, start - self.longest - 1)
        last = bisect_right(self.mark_starts, end - 1)
        here = [mark for mark in self.marks[first:last] if mark.end > start]
        edges = {max(start, mark.start) for mark in here} | {min(end, mark.end) for mark in here}
        cuts = sorted({start, end, *edges} - self._inside_taints(start, end))
        found = []
        for one, other in pairwise(cuts):
            words = self._words(one, other)
            if words:
                marks = tuple(mark for mark in here if mark.start < other and mark.end > one)
                found.append(Passage(words, marks, tuple(mark for mark in marks if mark.start >= one)))
        return tuple(found)

    def _inside_taints(self, start: int, end: int) -> set[int]:
        """Places at which nothing is cut, for they lie in the middle of masked words."""
        return {
            place
            for taint in self.taints
            if taint.end > start and taint.start < end
            for place in range(max(taint.start, start) + 1, min(taint.end, end))
        }

    def _words(self, start: int, end: int) -> str:
        own = [taint for taint in self.taints if taint.start < end and taint.end > start]
        begun = [taint for taint in own if taint.start < start]  # masked in the block or line before
        start = max([start, *(min(end, taint.end) for taint in begun)])
        words = mask(self.text[start:end], start, [taint for taint in own if taint.start >= start])
        return words.replace("\r", "").replace("\n", "")
