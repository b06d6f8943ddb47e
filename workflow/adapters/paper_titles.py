"""Where a long title breaks: no word torn apart, no line left with one character, the lines a trapezoid or a diamond.

GB/T 9704—2012, 7.3.1. Known are only the words that are usual in such titles (title_words.txt); whoever wants another
break types it.
"""

from functools import lru_cache
from math import ceil
from pathlib import Path

from workflow.adapters.paper_words import lines, one_line, width

NOT_FIRST = frozenset("，。、；：？！）〕】》」』”’…—·％%的和与及或等了着之”’")
NOT_LAST = frozenset("（〔【《「『“‘关第和与及或对在把被")
GOOD_LAST = frozenset("的》、，：；）”")
WHOLE = tuple(Path(__file__).with_name("title_words.txt").read_text("utf-8").split())
SHAPES = {2: ((1.0, 1.2), (1.2, 1.0)), 3: ((0.85, 1.3, 0.85), (0.85, 1.0, 1.15), (1.15, 1.0, 0.85))}
TORN, AWKWARD, FORBIDDEN = 60.0, 400.0, 1e6
INSIDE, GOOD = 40.0, -12.0  # between 《 and 》; after a particle or a mark, before 《


def title_lines(title: str, room: int = 20) -> list[str]:
    """The lines of a title, each at most `room` characters wide; a break that was typed stays."""
    typed = lines(title)
    if len(typed) > 1:
        return [part for line in typed for part in title_lines(line, room)]
    return list(_broken(one_line(title), room)) if one_line(title) else []


@lru_cache(256)
def _broken(title: str, room: int) -> tuple[str, ...]:
    if width(title) <= room:
        return (title,)
    for count in range(ceil(width(title) / room), len(title)):
        shapes = SHAPES.get(count, ((1.0,) * count,))
        cost, parts = min(_best(title, _widths(title, shape), room) for shape in shapes)
        if cost < FORBIDDEN:
            return parts
    return (title,)


def _widths(title: str, shape: tuple[float, ...]) -> list[float]:
    """How wide each line of this shape would ideally be."""
    return [width(title) * part / sum(shape) for part in shape]


def _best(title: str, widths: list[float], room: int) -> tuple[float, tuple[str, ...]]:
    """The cheapest way to break the title into as many lines as there are widths, and what it costs."""
    ways: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    price = [_price(title, place) for place in range(len(title) + 1)]
    for wanted in widths:
        further: dict[int, tuple[float, tuple[str, ...]]] = {}
        for start, (paid, parts) in ways.items():
            for end in range(start + 2, min(start + 2 * room, len(title)) + 1):
                line = title[start:end].strip()
                if width(line) > room:
                    break
                cost = paid + price[end] + (width(line) - wanted) ** 2
                if cost < further.get(end, (FORBIDDEN * 10, ()))[0]:
                    further[end] = (cost, (*parts, line))
        ways = further
    return ways.get(len(title), (FORBIDDEN * 10, (title,)))


def _price(title: str, place: int) -> float:
    """What a break before this character costs; at the ends nothing."""
    if place in (0, len(title)):
        return 0.0
    last, first = title[place - 1], title[place]
    if first in NOT_FIRST or last in NOT_LAST:
        return AWKWARD
    if last.isascii() and first.isascii() and last.isalnum() and first.isalnum():
        return AWKWARD
    inside = INSIDE if title.rfind("《", 0, place) > title.rfind("》", 0, place) else 0.0
    return TORN * _torn(title, place) + inside + (GOOD if last in GOOD_LAST or first == "《" else 0.0)


def _torn(title: str, place: int) -> int:
    """How many usual words this break would tear apart."""
    return sum(
        title.startswith(word, start) for word in WHOLE for start in range(place - len(word) + 1, place) if start >= 0
    )
