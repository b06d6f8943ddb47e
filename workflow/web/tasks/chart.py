"""A target's small chart: where it began, the straight path to its values, what was reported, what is due.

Lengths are in units of the drawing (WIDTH × HEIGHT), which the page scales. Time runs to the right; a larger value is
higher, also where a decrease is wanted: the words beside say which way is good."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

WIDTH, HEIGHT = 320, 120
LEFT, RIGHT, TOP, BOTTOM = 8, 8, 18, 18  # room for the dots and the words at the edges
LABEL, LINE, ABOVE = 110, 20, 9  # how wide and high the words of a value are, and how far above it they stand


@dataclass(frozen=True)
class Mark:
    """A value on a day: reported (with the report it comes from) or due (in the paper's words)."""

    on: date
    value: Decimal
    words: str = ""
    report_id: int | None = None


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    mark: Mark
    words_y: float = 0  # the line on which its words stand, of what is due


@dataclass(frozen=True)
class Chart:
    """The drawing: `path` and `line` are the points of polylines."""

    dues: list[Dot]
    actuals: list[Dot]
    path: str
    line: str
    today_x: float | None
    lowest: Decimal
    highest: Decimal
    first: date
    last: date


def chart(*, actuals: Sequence[Mark], dues: Sequence[Mark], today: date) -> Chart | None:
    """The chart of one indicator; None when there is nothing to draw a line to: a single mark says less than its row.

    The path leads from the first reported value through every value that is due."""
    actuals, dues = sorted(actuals, key=_day), sorted(dues, key=_day)
    if not dues or len(actuals) + len(dues) < 2:
        return None
    marks = [*actuals, *dues]
    days, values = [mark.on for mark in marks], [mark.value for mark in marks]
    frame = _Frame(min(days), max(days), min(values), max(values))
    known = [frame.dot(mark) for mark in actuals]
    wanted = [_worded(frame.dot(mark), known) for mark in dues]
    return Chart(
        dues=wanted,
        actuals=known,
        path=_points([*known[:1], *(dot for dot in wanted if not known or dot.mark.on > known[0].mark.on)]),
        line=_points(known),
        today_x=frame.x(today) if frame.first <= today <= frame.last else None,
        lowest=frame.lowest,
        highest=frame.highest,
        first=frame.first,
        last=frame.last,
    )


def _worded(due: Dot, actuals: Sequence[Dot]) -> Dot:
    """Its words stand above it, and above the values that would lie under them; at the top edge below it."""
    near = [dot.y for dot in actuals if abs(dot.x - due.x) < LABEL and abs(dot.y - due.y) < LINE]
    above = min([due.y, *near]) - ABOVE
    return replace(due, words_y=round(above if above >= ABOVE else due.y + LINE, 1))


def _day(mark: Mark) -> tuple[date, Decimal]:
    return mark.on, mark.value


def _points(dots: Sequence[Dot]) -> str:
    return " ".join(f"{dot.x},{dot.y}" for dot in dots)


@dataclass(frozen=True)
class _Frame:
    first: date
    last: date
    lowest: Decimal
    highest: Decimal

    def x(self, day: date) -> float:
        span = (self.last - self.first).days or 1
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - self.first).days / span, 1)

    def dot(self, mark: Mark) -> Dot:
        span = self.highest - self.lowest
        share = float((mark.value - self.lowest) / span) if span else 0.5
        return Dot(self.x(mark.on), round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share, 1), mark)
