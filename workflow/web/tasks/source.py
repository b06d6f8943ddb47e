"""A task's words in their place in the document: targets marked, the clause set apart, doubtful words masked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workflow.plans.doubtful_models import Taint
from workflow.plans.models import Clause, Target
from workflow.plans.rules import mask


class Manner(StrEnum):
    PLAIN = "plain"
    MARKED = "marked"  # a target's wording
    CLAUSE = "clause"


@dataclass(frozen=True)
class Passage:
    words: str
    manner: Manner


def paragraphs(
    text: str, start: int, *, targets: Iterable[Target], clauses: Iterable[Clause], taints: Sequence[Taint]
) -> list[list[Passage]]:
    """The text that stands at offset `start` of the edition, a list of passages for each of its lines."""
    spans = [(c.start - start, c.end - start, Manner.CLAUSE) for c in clauses]
    spans += [(t.start - start, t.end - start, Manner.MARKED) for t in targets]
    found, place = [], 0
    for line in text.splitlines(keepends=True):
        passages = _passages(text, (place, place + len(line)), sorted(spans), start, taints)
        place += len(line)
        if passages:
            found.append(passages)
    return found


def _passages(
    text: str,
    line: tuple[int, int],
    spans: list[tuple[int, int, Manner]],
    start: int,
    taints: Sequence[Taint],
) -> list[Passage]:
    here, last = line
    found: list[Passage] = []
    for first, end, manner in spans:
        first, end = max(first, here), min(end, last)
        if first >= end:
            continue
        found.append(_passage(text, (here, first), Manner.PLAIN, start, taints))
        found.append(_passage(text, (first, end), manner, start, taints))
        here = end
    found.append(_passage(text, (here, last), Manner.PLAIN, start, taints))
    return [one for one in found if one.words.strip()]


def _passage(text: str, span: tuple[int, int], manner: Manner, start: int, taints: Sequence[Taint]) -> Passage:
    """One passage. Doubtful words are masked (or mended) where they begin; their rest in it is left out."""
    first, last = span
    for taint in taints:
        if taint.start - start < first < taint.end - start:
            first = min(last, taint.end - start)
    own = [taint for taint in taints if first <= taint.start - start < last]
    return Passage(mask(text[first:last], start + first, own).strip("\r\n"), manner)
