"""Which node a clause belongs to, and at which level a plan states responsibility."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from workflow.plans.reader.clauses import Found, clause_of_row
from workflow.plans.reader.duties import FIRST_LEADS
from workflow.plans.reader.growing import Node
from workflow.plans.reader.numbering import Level
from workflow.plans.reader.page import Page


@dataclass(slots=True)
class Choice:
    page: Page
    own: dict[int, list[Found]] = field(default_factory=dict)
    below: dict[int, int] = field(default_factory=dict)
    level: Level | None = None
    in_table_only: bool = False
    flat: bool = False

    def clauses(self, node: Node) -> list[Found]:
        return self.own.get(id(node), [])

    def count(self, node: Node) -> int:
        """How many nodes with a clause stand at or below this one."""
        return self.below.get(id(node), 0)


def attach(choice: Choice, nodes: list[Node], found: list[Found]) -> None:
    """Every clause belongs to the innermost node around it."""
    first_leads = bool(FIRST_LEADS.search(choice.page.flat))
    index = 0
    for clause in found:
        while index + 1 < len(nodes) and nodes[index + 1].start <= clause.start:
            index += 1
        node: Node | None = nodes[index] if nodes and nodes[index].start <= clause.start else None
        while node is not None and node.end <= clause.start:
            node = node.parent
        if node is not None and node.row is None:
            choice.own.setdefault(id(node), []).append(clause)
    for node in nodes:
        cells = clause_of_row(choice.page, node.row, first_leads) if node.row else None
        if cells:
            choice.own[id(node)] = [cells]


def tally(choice: Choice, nodes: list[Node]) -> None:
    for node in reversed(nodes):
        choice.below[id(node)] = bool(choice.clauses(node)) + sum(choice.count(child) for child in node.children)


def lifted_to(choice: Choice, node: Node) -> Node:
    """Words at the end of the last sub-item may speak for the whole: the widest node they could speak for."""
    while True:
        parent = node.parent
        if parent is None or len(parent.children) < 2 or parent.children[-1] is not node:
            return node
        if choice.count(parent) != 1 or parent.level in (Level.ANNEX, Level.CN, Level.CHAPTER_WORD, Level.VOLUME):
            return node
        node = parent


def lift(choice: Choice, node: Node) -> None:
    """Where responsibility is stated at this level, a single clause at the very end of an item is the item's."""
    if node.level is not choice.level or choice.clauses(node) or choice.count(node) != 1:
        return
    last = node
    while last.children and not choice.clauses(last):
        last = last.children[-1]
    if choice.clauses(last) and any(len(parent.children) > 1 for parent in parents(last, node)):
        choice.own[id(node)] = choice.own.pop(id(last))


def parents(node: Node, top: Node) -> Iterator[Node]:
    while node is not top and node.parent is not None:
        node = node.parent
        yield node
