"""Brackets without their other half around words that look like a clause."""

import re
from collections.abc import Iterator

from workflow.plans.reader.clauses import named
from workflow.plans.reader.duties import ENDING, PHRASE, RESPONSIBLE

LONGEST = 300
MARK = re.compile(r"(?:^|(?<=[。;\n\t,:]))\d{1,2}\)|(?:^|(?<=[。;\n\t]))[一二三四五六七八九十]{1,3}\)")


def half_brackets(flat: str, span: tuple[int, int], clauses: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The places of such words in an item: clauses that were read though their bracket does not close, and words
    outside the clauses that begin or end with half a bracket."""
    for start, end in clauses:
        words = flat[start:end]
        more = count(words, "([") - count(words, ")]")
        if (more > 0 and words[:1] in "([") or (more < 0 and words[-1:] in ")]"):
            yield start, end
    marks = {found.end() - 1 for found in MARK.finditer(flat, *span)}
    opened: list[int] = []
    for place in range(*span):
        sign = flat[place]
        if sign in "([":
            opened.append(place)
        elif sign in ")]" and opened:
            opened.pop()
        elif sign in ")]" and place not in marks:
            begin = max(span[0], place - LONGEST, *(flat.rfind(stop, span[0], place) + 1 for stop in "。;\n\t)]"))
            if is_clause(flat[begin:place]) and outside(clauses, begin, place):
                yield begin, place + 1
    for place in opened:
        stops = [stop for stop_sign in "。\n" if (stop := flat.find(stop_sign, place, span[1])) >= 0]
        end = min([*stops, span[1], place + LONGEST])
        if is_clause(flat[place + 1 : end]) and outside(clauses, place, end):
            yield place, end


def count(words: str, signs: str) -> int:
    return sum(sign in signs for sign in words)


def outside(clauses: list[tuple[int, int]], start: int, end: int) -> bool:
    return not any(start < last and first < end for first, last in clauses)


def is_clause(words: str) -> bool:
    """Whether words name who answers: a label, or names up to a duty at their end."""
    words = words.rstrip("。;,、")
    if RESPONSIBLE.match(words):
        return True
    phrase = PHRASE.search(words, 1) if ENDING.search(words) else None
    return phrase is not None and named(words[: phrase.start()])
