"""Automatic numbers of a Word document: what its lists look like, and where each of them stands."""

import re
from dataclasses import dataclass, field

from workflow.plans.reader.formats.counting import printed
from workflow.plans.reader.formats.markup import Element, child, children, is_on, local, number, value
from workflow.plans.reader.formats.word_styles import Styles

PLACE = re.compile(r"%([1-9])")
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `restart` is the level after which it begins anew, 0 for never, None for any above."""

    start: int
    form: str
    words: str
    restart: int | None
    legal: bool
    style: str | None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list in use: the shape it shares its counters with, its levels, and the levels at which it begins anew."""

    shape: str
    levels: dict[int, Level]
    begins: dict[int, int]


@dataclass
class Lists:
    """The lists of a document and their counters while it is read from top to bottom."""

    known: dict[str, Numbered]
    styles: Styles
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def next_number(self, properties: Element | None) -> str:
        """The number of a paragraph with these properties, counted on; empty where it has none."""
        place = self.place(properties)
        if place is None:
            return ""
        list_id, depth = place
        numbered = self.known[list_id]
        level = numbered.levels.get(depth)
        if level is None:
            return ""
        counts = self.counts.setdefault(numbered.shape, {})
        counts[depth] = self.follower(list_id, depth, counts.get(depth))
        for deeper in [one for one in counts if one > depth]:
            if resets(numbered.levels.get(deeper), depth):
                del counts[deeper]
        return printed_level(level, numbered.levels, counts)

    def follower(self, list_id: str, depth: int, last: int | None) -> int:
        numbered = self.known[list_id]
        first_use = (list_id, depth) not in self.begun
        self.begun.add((list_id, depth))
        if first_use and depth in numbered.begins:
            return numbered.begins[depth]
        return numbered.levels[depth].start if last is None else last + 1

    def place(self, properties: Element | None) -> tuple[str, int] | None:
        """The list and the level of a paragraph: its own, or those of its style."""
        own = child(properties, "numPr")
        list_id, depth = value(child(own, "numId")), number(value(child(own, "ilvl")))
        style_id = value(child(properties, "pStyle")) or self.styles.standard
        if list_id is None:
            inherited = self.styles.numbered(style_id)
            if inherited is None:
                return None
            list_id = inherited.list_id
            if depth is None:
                linked = self.level_of_style(list_id, inherited.style_id)
                depth = inherited.depth if linked is None else linked
        if list_id not in self.known:
            return None
        return list_id, min(max(depth or 0, 0), DEEPEST)

    def level_of_style(self, list_id: str, style_id: str) -> int | None:
        levels = self.known[list_id].levels if list_id in self.known else {}
        return next((depth for depth, level in levels.items() if level.style == style_id), None)


def resets(level: Level | None, after: int) -> bool:
    """Whether a deeper level begins anew after a number at this one."""
    if level is None or level.restart is None:
        return True
    return level.restart > 0 and after < level.restart


def printed_level(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    """The words of a level with the numbers of its own and the upper levels filled in."""
    if level.form == "bullet":
        return ""

    def filled(place: re.Match[str]) -> str:
        depth = int(place[1]) - 1
        shape = levels.get(depth)
        if shape is None:
            return ""
        form = "decimal" if level.legal else shape.form
        return printed(counts.get(depth, shape.start), form)

    return PLACE.sub(filled, level.words).strip()


def lists_of(root: Element | None, styles: Styles) -> Lists:
    """The lists that numbering.xml describes."""
    if root is None:
        return Lists({}, styles)
    shapes = {value(one, "abstractNumId") or "": one for one in children(root, "abstractNum")}
    in_use = {value(one, "numId") or "": one for one in children(root, "num")}
    known: dict[str, Numbered] = {}
    for list_id, element in in_use.items():
        shape_id = value(child(element, "abstractNumId")) or ""
        shape_id = shape_behind(shape_id, shapes, in_use, styles)
        if list_id != "0" and shape_id in shapes:
            known[list_id] = numbered_of(element, shape_id, shapes[shape_id])
    return Lists(known, styles)


def shape_behind(shape_id: str, shapes: dict[str, Element], in_use: dict[str, Element], styles: Styles) -> str:
    """A shape may only point to a style of lists, whose own list holds the levels."""
    link = value(child(shapes.get(shape_id), "numStyleLink"))
    inherited = styles.numbered(link) if link else None
    if inherited is None:
        return shape_id
    return value(child(in_use.get(inherited.list_id), "abstractNumId")) or shape_id


def numbered_of(element: Element, shape_id: str, shape: Element) -> Numbered:
    levels = {number(value(one, "ilvl")) or 0: level_of(one) for one in children(shape, "lvl")}
    begins: dict[int, int] = {}
    for change in children(element, "lvlOverride"):
        depth = number(value(change, "ilvl")) or 0
        own = child(change, "lvl")
        if own is not None:
            levels[depth] = level_of(own)
            begins[depth] = levels[depth].start
        start = number(value(child(change, "startOverride")))
        if start is not None:
            begins[depth] = start
    return Numbered(shape_id, levels, begins)


def level_of(element: Element) -> Level:
    start = number(value(child(element, "start")))
    return Level(
        start=0 if start is None else start,
        form=form_of(element),
        words=value(child(element, "lvlText")) or "",
        restart=number(value(child(element, "lvlRestart"))),
        legal=is_on(child(element, "isLgl")),
        style=value(child(element, "pStyle")),
    )


def form_of(element: Element) -> str:
    """The form of the numbers; newer forms stand in a choice beside an older fallback."""
    plain = child(element, "numFmt")
    if plain is None:
        plain = next((one for one in element.iter() if local(one) == "numFmt"), None)
    return value(plain) or "decimal"
