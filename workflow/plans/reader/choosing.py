"""Which nodes of the tree are items: measures at the level where responsibility is stated, duties, general words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from workflow.plans.reader.attaching import Choice, attach, lift, lifted_to, tally
from workflow.plans.reader.chapters import About, about, is_general_item
from workflow.plans.reader.clauses import Found
from workflow.plans.reader.draft import Kind
from workflow.plans.reader.growing import Node
from workflow.plans.reader.numbering import Level
from workflow.plans.reader.page import Page

DEEPEST_WITHOUT_CLAUSE = Level.DECIMAL
HEADING_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Chosen:
    """A node that is an item; `end` is where its own words end."""

    node: Node
    kind: Kind
    end: int
    clauses: tuple[Found, ...] = ()
    outer: tuple[Found, ...] = ()


def choose(page: Page, roots: list[Node], found: list[Found]) -> list[Chosen]:
    """The items of a document, in order."""
    choice = Choice(page)
    attach(choice, [node for root in roots for node in root.walk()], found)
    stating = [node for root in roots for node in root.walk() if choice.clauses(node)]
    choice.in_table_only = bool(stating) and all(node.row is not None for node in stating)
    return [chosen for plan in plans_in(roots) for chosen in choose_in(choice, plan)]


def plans_in(roots: list[Node]) -> list[list[Node]]:
    """The roots of each plan of a file: a new one counts its chapters from one again."""
    plans: list[list[Node]] = []
    for root in roots:
        again = plans and (
            root.number <= 1 or (root.level is plans[-1][-1].level and root.number <= plans[-1][-1].number)
        )
        if not plans or again or root.level is Level.ANNEX:
            plans.append([])
        plans[-1].append(root)
    return plans


def choose_in(choice: Choice, roots: list[Node]) -> Iterator[Chosen]:
    """The items of one plan: first the level at which it states responsibility, then what stands at it."""
    nodes = [node for root in roots for node in root.walk()]
    tally(choice, nodes)
    votes = Counter(lifted_to(choice, node).level for node in nodes if choice.clauses(node))
    choice.level = votes.most_common(1)[0][0] if votes else None
    choice.flat = choice.level is None and not choice.in_table_only and is_flat(choice.page, roots)
    for node in nodes:
        lift(choice, node)
    tally(choice, nodes)
    for root in roots:
        yield from visit(choice, root, kind_of_chapter(choice.page, root), ())


def is_flat(page: Page, roots: list[Node]) -> bool:
    """Whether a plan has but one level of numbers, aside from its general chapters."""
    with_items = [root for root in roots if root.children and kind_of_chapter(page, root) is not About.GENERAL]
    return len(roots) >= 3 and not with_items


def kind_of_chapter(page: Page, root: Node) -> About:
    return About.TASKS if root.level is Level.ANNEX else about(heading(page, root))


def heading(page: Page, node: Node) -> str:
    """The flat words of a node's heading."""
    start, end = heading_span(page, node, [])
    return page.flat[start:end]


def heading_span(page: Page, node: Node, clauses: list[Found]) -> tuple[int, int]:
    """The first sentence after the number, without its clause, which may stand before it."""
    begin = next(
        (clause.end for clause in clauses if clause.start == node.head and clause.end < node.own_end), node.head
    )
    end = min([node.own_end, begin + HEADING_LENGTH, *(clause.start for clause in clauses if clause.start > begin)])
    for sign in "\n。":
        place = page.flat.find(sign, begin, end)
        end = place if place > begin else end
    while end > begin and page.flat[end - 1] in "。:;,\n":
        end -= 1
    return begin, end


def visit(choice: Choice, node: Node, chapter: About, outer: tuple[Found, ...]) -> Iterator[Chosen]:
    """The items at or below a node; `outer` are the clauses of the part around it."""
    own = tuple(choice.clauses(node))
    with_clause = sum(1 for child in node.children if choice.count(child))
    if not choice.count(node):
        yield from without_clause(choice, node, chapter, outer)
    elif not with_clause:
        yield Chosen(node, Kind.MEASURE, node.end, own)
    else:
        if own and with_clause * 2 < len(node.children):
            yield Chosen(node, Kind.MEASURE, node.own_end, own)
        for child in node.children:
            yield from visit(choice, child, below(choice, node, child, chapter), own or outer)


def below(choice: Choice, node: Node, child: Node, chapter: About) -> About:
    """What the chapter of a child is about; an annex has its own chapters."""
    return kind_of_chapter(choice.page, child) if node.level is Level.ANNEX else chapter


def without_clause(choice: Choice, node: Node, chapter: About, outer: tuple[Found, ...]) -> Iterator[Chosen]:
    """Items of a part where nobody is named: the numbered items of the level where others are, or the lowest."""
    general = chapter is About.GENERAL or is_general_item(heading(choice.page, node))
    if node.level is Level.ARTICLE and choice.level is not None:
        yield Chosen(node, Kind.GENERAL, node.end)
    elif node.children and goes_down(choice, node):
        for child in node.children:
            inner = About.GENERAL if general else below(choice, node, child, chapter)
            yield from without_clause(choice, child, inner, outer)
    elif node.level is not Level.ANNEX:
        yield Chosen(node, kind_without_clause(choice, node, chapter, general=general), node.end, (), outer)


def goes_down(choice: Choice, node: Node) -> bool:
    """Whether a node without clause is only a container."""
    if node.level <= Level.SECTION_WORD or node.level is Level.CN:
        return choice.level is not node.level
    deepest = DEEPEST_WITHOUT_CLAUSE if choice.level in (None, Level.ROW) else choice.level
    return node.children[0].level <= deepest


def kind_without_clause(choice: Choice, node: Node, chapter: About, *, general: bool) -> Kind:
    chapter_only = node.parent is None and node.level is not choice.level and node.level <= Level.CN and not choice.flat
    if general or chapter_only:
        return Kind.GENERAL
    if chapter is About.IMPLEMENTING:
        return Kind.STANDING
    return Kind.GENERAL if choice.in_table_only else Kind.MEASURE
