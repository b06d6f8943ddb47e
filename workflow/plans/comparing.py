"""Comparing two editions: which numbered item continues which, and what changed in its words. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
L = TypeVar("L", bound=Hashable)
ALIKE = 0.45  # two texts that share less of their pairs of signs do not continue one another
HEADED = 0.3  # with the same heading less is enough
TOKEN = re.compile(r"\d+(?:\.\d+)?%?|[A-Za-z]+|\s+|.", re.DOTALL)
ISLAND = 2  # equal words this short between two changes are read as changed too


class Continues(StrEnum):
    """How an item stands beside the edition before."""

    SAME = "same"
    MOVED = "moved"  # the same words under another number
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Passage(Generic[K]):
    """A numbered item as it is compared: its key, the number people say, heading, and whole text."""

    key: K
    number: str
    heading: str
    text: str


@dataclass(frozen=True)
class Pair(Generic[K, L]):
    """What became of an item: `old` None is new, `new` None is gone."""

    how: Continues
    old: K | None
    new: L | None


@dataclass(frozen=True)
class Stretch:
    """Words as they are in both, or only in the old (`gone`) or the new (`added`)."""

    words: str
    gone: bool = False
    added: bool = False


def folded(words: str) -> str:
    """Words without white space, in one width of signs, numbers of the item itself left to the number."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", words))


def compare(
    old: Sequence[Passage[K]], new: Sequence[Passage[L]], *, decided: Sequence[tuple[K | None, L | None]] = ()
) -> list[Pair[K, L]]:
    """Every item of both editions once: those of the new one in its order, then those that are gone. `decided` pairs
    stand as they are: (old, new), (None, new) and (old, None)."""
    fixed_old = {a for a, _ in decided if a is not None}
    fixed_new = {b for _, b in decided if b is not None}
    pairs = {b: a for a, b in decided if b is not None}
    left = [one for one in old if one.key not in fixed_old]
    wanting = [one for one in new if one.key not in fixed_new]
    for a, b in _alike(left, wanting):
        pairs[b] = a
    by_key = {one.key: one for one in old}
    found: list[Pair[K, L]] = []
    for one in new:
        partner = pairs.get(one.key)
        before = None if partner is None else by_key.get(partner)
        found.append(Pair(_how(before, one), None if before is None else before.key, one.key))
    continued = {pair.old for pair in found}
    return found + [Pair(Continues.GONE, one.key, None) for one in old if one.key not in continued]


def _how(old: Passage[K] | None, new: Passage[L]) -> Continues:
    if old is None:
        return Continues.NEW
    if _body(old) != _body(new):
        return Continues.CHANGED
    return Continues.SAME if old.number == new.number else Continues.MOVED


def _body(one: Passage[K]) -> str:
    """The words from the heading on: the number before them may differ."""
    text, heading = folded(one.text), folded(one.heading)
    return text[text.find(heading) :] if heading in text else text


def _alike(old: Sequence[Passage[K]], new: Sequence[Passage[L]]) -> Iterator[tuple[K, L]]:
    """Equal words first, which is most of them; then the rest by likeness."""
    waiting: dict[str, list[Passage[K]]] = {}
    for one in old:
        waiting.setdefault(_body(one), []).append(one)
    rest = []
    for other in new:
        same = waiting.get(_body(other))
        if same:
            yield same.pop(0).key, other.key
        else:
            rest.append(other)
    yield from _matches([one for ones in waiting.values() for one in ones], rest)


def _matches(old: Sequence[Passage[K]], new: Sequence[Passage[L]]) -> Iterator[tuple[K, L]]:
    """The likeliest pairs, each item once, by how much of their words they share."""
    bags_old = [(one, _bag(_body(one)), folded(one.heading)) for one in old]
    bags_new = [(one, _bag(_body(one)), folded(one.heading)) for one in new]
    scored = []
    for i, (a, bag_a, head_a) in enumerate(bags_old):
        for j, (b, bag_b, head_b) in enumerate(bags_new):
            shared = _shared(bag_a, bag_b)
            headed = head_a == head_b
            if shared >= (HEADED if headed else ALIKE):
                scored.append((-shared - 0.2 * headed - 0.01 * (a.number == b.number), abs(i - j), i, j))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, _, i, j in sorted(scored):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            yield old[i].key, new[j].key


def _bag(words: str) -> Counter[str]:
    return Counter(words[n : n + 2] for n in range(max(1, len(words) - 1)))


def _shared(one: Counter[str], other: Counter[str]) -> float:
    """Dice's measure over pairs of signs: 0 nothing shared, 1 the same."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def differences(old: str, new: str) -> list[Stretch]:
    """Word by word, from the old text to the new: what went, what came, what stayed. Numbers are whole words."""
    one, other = TOKEN.findall(old), TOKEN.findall(new)
    found: list[Stretch] = []
    gone = added = ""
    for op, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        kept = "".join(one[a:b]) if op == "equal" else ""
        between = (gone or added) and b < len(one) and d < len(other)
        if kept and not (between and len(kept.strip()) < ISLAND):
            found += _turned(gone, added)
            found.append(Stretch(kept))
            gone = added = ""
        else:
            gone, added = gone + "".join(one[a:b]), added + "".join(other[c:d])
    return found + _turned(gone, added)


def _turned(gone: str, added: str) -> list[Stretch]:
    return [
        Stretch(words, gone=is_gone, added=not is_gone) for words, is_gone in ((gone, True), (added, False)) if words
    ]
