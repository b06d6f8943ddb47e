"""The sheet as it is looked at: its outline in the order of the paper, what belongs to each item, what needs a look."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from workflow.plans.desk import paper
from workflow.plans.desk.naming import veiled
from workflow.plans.desk.rows import DoubtRow, ItemRow, PartRow, TargetRow
from workflow.plans.desk.sheet import Sheet
from workflow.plans.models import ItemKind
from workflow.plans.rules import mask, spoken_number

NUMBER = 12  # signs that a part's number may take before its title
MANY = 5  # so many questions of one kind are answered in one go


class Show(StrEnum):
    """Which items the outline shows."""

    ALL = "all"
    DOUBTS = "doubts"
    NO_LEAD = "no_lead"
    TARGETS = "targets"


@dataclass(frozen=True)
class Line:
    """One line of the outline: a part's title, or an item with what belongs to it."""

    key: str
    part: PartRow | None = None
    item: ItemRow | None = None
    targets: tuple[tuple[str, TargetRow], ...] = ()
    doubts: tuple[tuple[str, DoubtRow], ...] = ()


@dataclass(frozen=True)
class Alike:
    """A question that is asked many times: where first, and how often."""

    first: str
    count: int


class Look:
    """A sheet, looked at."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._taints = list(sheet.taints.values())

    @cached_property
    def lines(self) -> list[Line]:
        """All lines of the outline. A part that is an item itself is shown once, as the item."""
        targets, doubts = defaultdict(list), defaultdict(list)
        for key, target in self.sheet.targets.items():
            targets[target.item].append((key, target))
        for key, doubt in self.sheet.doubts.items():
            doubts[doubt.item].append((key, doubt))
        taken = {item.start for item in self.sheet.items.values()}
        parts = [(p.start, -p.end, Line(k, p)) for k, p in self.sheet.parts.items() if p.start not in taken]
        items = [
            (i.start, -i.end, Line(k, None, i, tuple(targets[k]), tuple(doubts[k])))
            for k, i in self.sheet.items.items()
        ]
        return [line for _start, _end, line in sorted(parts + items, key=lambda one: one[:2])]

    def shown(self, show: Show) -> list[Line]:
        """The lines of some items, each part only where one of its items is shown."""
        if show == Show.ALL:
            return self.lines
        wanted = {line.key for line in self.lines if line.item and self._is(line, show)}
        parts = {line.item.part for line in self.lines if line.item and line.key in wanted}
        return [line for line in self.lines if line.key in wanted or line.key in parts]

    def how_many(self, show: Show) -> int:
        return sum(self._is(line, show) for line in self.lines if line.item)

    def _is(self, line: Line, show: Show) -> bool:
        if show == Show.DOUBTS:
            return any(doubt.answer is None for _key, doubt in line.doubts)
        if show == Show.NO_LEAD:
            return line.item is not None and line.item.kind == ItemKind.MEASURE and line.item.lead is None
        return bool(line.targets) if show == Show.TARGETS else True

    @cached_property
    def loose(self) -> list[tuple[str, DoubtRow]]:
        """Questions that belong to no item of the draft."""
        return [(key, doubt) for key, doubt in self.sheet.doubts.items() if doubt.item not in self.sheet.items]

    @cached_property
    def alike(self) -> dict[str, Alike]:
        """Questions that are asked many times and wait for an answer."""
        asked: dict[str, list[str]] = defaultdict(list)
        for key, doubt in self.sheet.doubts.items():
            if doubt.answer is None:
                asked[doubt.question].append(key)
        return {question: Alike(keys[0], len(keys)) for question, keys in asked.items() if len(keys) >= MANY}

    @cached_property
    def blocks(self) -> list[paper.Block]:
        """The original, with the words marked that the draft took up."""
        places = [paper.Place(one.start, one.end, key) for key, one in self.sheet.parts.items()]
        places += [paper.Place(one.start, one.end, key) for key, one in self.sheet.items.items()]
        marks = self._heads()
        marks += [
            paper.Mark(body.start, body.end, "body", key)
            for key, item in self.sheet.items.items()
            for body in item.bodies
            if body.start < body.end
        ]
        marks += [
            paper.Mark(day.start, day.end, "day", key)
            for key, item in self.sheet.items.items()
            for day in item.days
            if day.start < day.end
        ]
        marks += [paper.Mark(t.start, t.end, "target", k) for k, t in self.sheet.targets.items() if t.start < t.end]
        marks += [
            paper.Mark(doubt.start, doubt.end, "doubt", key)
            for key, doubt in self.sheet.doubts.items()
            if doubt.start < doubt.end and doubt.answer is None and doubt.question not in self.alike
        ]
        return paper.blocks(self.sheet.text, places, marks, self._taints)

    def _heads(self) -> list[paper.Mark]:
        """Numbers with their headings, where they stand as the draft has them."""
        text, found = self.sheet.text, []
        for key, part in self.sheet.parts.items():
            at = text.find(part.title, part.start, part.start + len(part.title) + NUMBER)
            if part.title and at >= 0:
                found.append(paper.Mark(part.start, at + len(part.title), "head", key))
        for key, item in self.sheet.items.items():
            if item.start <= item.heading_start < item.heading_end <= item.end:
                found.append(paper.Mark(item.start, item.heading_end, "head", key))
        return found

    def number(self, line: Line) -> str:
        return spoken_number(line.item.path) if line.item else ""

    def words(self, text: str, start: int, end: int) -> str:
        """Words of a row as they may be shown: those that stand in the text are masked by their place, mended ones
        wherever they repeat doubtful words."""
        return veiled(mask(text, start, self._taints) if len(text) == end - start else text, self._taints)
