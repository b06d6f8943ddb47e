"""Nodes of the tree of numbered parts, and the tree while it grows."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from workflow.plans.reader.numbering import Level, Mark
from workflow.plans.reader.page import Page
from workflow.plans.reader.tables import Row


@dataclass(eq=False, slots=True)
class Node:
    """A numbered part of the flat text. `head` is where its words begin; `row` is its table row."""

    level: Level
    number: int
    label: str
    start: int
    head: int
    end: int
    parent: "Node | None" = None
    row: Row | None = None
    children: list["Node"] = field(default_factory=list)

    @property
    def own_end(self) -> int:
        """Where its first child begins."""
        return self.children[0].start if self.children else self.end

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class Growing:
    """The tree while it grows: open nodes from the widest to the narrowest, and the last number of each level."""

    page: Page
    article_below_chapter: bool
    roots: list[Node] = field(default_factory=list)
    stack: list[Node] = field(default_factory=list)
    last: dict[Level, int] = field(default_factory=dict)
    crowded: frozenset[int] = frozenset()

    def rank(self, level: Level) -> float:
        """Width of a level; articles stand below chapters where the document shows it."""
        if level is Level.ARTICLE and not self.article_below_chapter:
            return Level.CN - 0.5
        return float(level)

    def close(self, place: int, rank: float = -1) -> None:
        """End the open nodes of this width and narrower."""
        while self.stack and self.rank(self.stack[-1].level) >= rank:
            self.stack.pop().end = place

    def stop(self, place: int) -> None:
        """End everything: what comes next counts from one again."""
        self.close(place)
        self.last.clear()

    def add(self, node: Node) -> None:
        self.close(node.start, self.rank(node.level))
        node.parent = self.stack[-1] if self.stack else None
        (node.parent.children if node.parent else self.roots).append(node)
        self.stack.append(node)
        self.last[node.level] = node.number

    def here(self, level: Level) -> int | None:
        """The number of the open node of this level."""
        return next((node.number for node in reversed(self.stack) if node.level is level), None)

    def follows(self, mark: Mark) -> bool:
        """Whether the number is the next of its level, here or running on from the part before."""
        here = self.here(mark.level)
        return mark.number == (self.last.get(mark.level, 0) if here is None else here) + 1

    def fresh(self, mark: Mark) -> bool:
        """Whether the innermost open part could have this as its first child."""
        return not self.stack or self.rank(self.stack[-1].level) < self.rank(mark.level)
