"""The items and parts of a draft, from the chosen nodes of the tree."""

from collections.abc import Iterator

from workflow.plans.reader.choosing import Chosen, heading_span
from workflow.plans.reader.columns import Column
from workflow.plans.reader.days import dues
from workflow.plans.reader.draft import Due, Item, Part
from workflow.plans.reader.growing import Node
from workflow.plans.reader.numbering import Level
from workflow.plans.reader.page import Page
from workflow.plans.reader.sentences import hidden


def items_of(page: Page, chosen: list[Chosen], plan_year: int | None) -> tuple[Item, ...]:
    """The items, in the order of the paper."""
    flat = hidden(page.flat, [])
    return tuple(item_of(page, one, dues_of(page, flat, one, plan_year)) for one in chosen)


def dues_of(page: Page, flat: str, one: Chosen, plan_year: int | None) -> tuple[Due, ...]:
    """The days that an item names, in words."""
    found = []
    for day in dues(flat, one.node.head, one.end, plan_year):
        span = page.span(day.start, day.end)
        found.append(Due(page.printed(day.start, day.end), span.start, span.end, day.due_on, day.question))
    return tuple(found)


def item_of(page: Page, one: Chosen, days: tuple[Due, ...]) -> Item:
    node = one.node
    start, end = head_of(page, one)
    chapter = chapter_of(node)
    title = page.printed(*heading_span(page, chapter, []))
    place = page.span(node.start, trimmed_end(page, node.start, one.end))
    return Item(
        kind=one.kind,
        chapter=chapter.label,
        chapter_title=title,
        number=node.label,
        path=path_of(node),
        heading=page.printed(start, end),
        heading_span=page.span(start, end),
        text=page.text[place.start : place.end],
        start=place.start,
        end=place.end,
        clauses=tuple(clause.clause for clause in one.clauses),
        place=node.number,
        inherited=tuple(body for clause in one.outer for body in clause.clause.bodies),
        dues=days,
    )


def head_of(page: Page, one: Chosen) -> tuple[int, int]:
    """The heading of an item; a row's is its task."""
    row = one.node.row
    if row is None:
        return heading_span(page, one.node, list(one.clauses))
    cell = next((row.cells[column] for column in (Column.TASK, Column.DETAIL) if column in row.cells), None)
    return (cell.start, cell.end) if cell else (row.start, row.end)


def trimmed_end(page: Page, start: int, end: int) -> int:
    while end > start and page.flat[end - 1] == "\n":
        end -= 1
    return end


def chain(node: Node) -> list[Node]:
    """The node and those around it, the outermost first."""
    nodes = [node]
    while nodes[0].parent is not None:
        nodes.insert(0, nodes[0].parent)
    return nodes


def chapter_of(node: Node) -> Node:
    nodes = chain(node)
    return nodes[1] if nodes[0].level is Level.ANNEX and len(nodes) > 1 else nodes[0]


def path_of(node: Node) -> tuple[str, ...]:
    """Numbers as printed; an annex stands before them where the text before it counts chapters too."""
    return tuple(one.label for one in chain(node) if one.level is not Level.ANNEX or one.number)


def parts_of(page: Page, roots: list[Node], chosen: list[Chosen]) -> tuple[Part, ...]:
    """Chapters and sections that hold items, and annexes."""
    items = {id(one.node) for one in chosen}
    return tuple(part for root in roots for part in parts_below(page, root, items, 0))


def parts_below(page: Page, node: Node, items: set[int], level: int) -> Iterator[Part]:
    if id(node) in items and level:
        return
    place = page.span(node.start, trimmed_end(page, node.start, node.end))
    yield Part(node.label, page.printed(*heading_span(page, node, [])), place.start, place.end, level)
    if id(node) not in items:
        for child in node.children:
            yield from parts_below(page, child, items, level + 1)
