"""Brackets of a text, also those that were never closed."""

from collections.abc import Iterator

LONGEST = 1500


def brackets(flat: str, stops: list[int]) -> Iterator[tuple[int, int]]:
    """The outermost brackets, none too long and none beyond its item; one that is never closed ends with its line, one
    that opens after a sentence begins anew."""
    places = iter([*stops, len(flat)])
    stop = next(places)
    depth, begin = 0, 0
    for place, sign in enumerate(flat):
        while place >= stop:
            if depth:
                yield begin, line_end(flat, begin, stop)
            depth, stop = 0, next(places)
        if sign in "([":
            if not depth or place - begin > LONGEST or flat[place - 1] == "。":
                depth, begin = 0, place
            depth += 1
        elif sign in ")]" and depth:
            depth -= 1
            if not depth:
                yield begin, place + 1
    if depth:
        yield begin, line_end(flat, begin, len(flat))


def line_end(flat: str, start: int, stop: int) -> int:
    end = flat.find("\n", start, min(stop, start + LONGEST))
    return end if end >= 0 else min(stop, start + LONGEST)


def within(flat: str, start: int, end: int) -> tuple[int, int]:
    """What stands in a bracket, without its signs."""
    words = flat[start:end]
    closed = words.count("(") + words.count("[") <= words.count(")") + words.count("]")
    return start + 1, end - closed
