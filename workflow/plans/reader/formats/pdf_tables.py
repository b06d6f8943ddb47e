"""Ruled tables of a page: the cells between the rules, and the words inside them."""

from collections import defaultdict
from dataclasses import dataclass

from workflow.plans.reader.formats import grid
from workflow.plans.reader.formats.pdf_lines import Printed, lines_of
from workflow.plans.reader.formats.pdf_sheets import Rule, Sheet, Sign

Box = tuple[float, float, float, float]
NEAR = 3.0
LEAST_RULES = 6
MOST_RULES = 1500
MOST_CELLS = 4000


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table: its frame, and its rows of cells from top to bottom."""

    box: Box
    rows: list[grid.Row]


def tables_of(sheet: Sheet) -> list[Ruled]:
    """The tables of at least two columns, and two rows or three columns."""
    found = [table for cells in cell_groups(sheet) if (table := table_of(sheet.signs, cells, sheet.number))]
    return sorted(found, key=lambda table: table.box[1])


def cell_groups(sheet: Sheet) -> list[list[Box]]:
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    if not LEAST_RULES <= len(sheet.rules) <= MOST_RULES:
        return []
    edges = [
        {
            "x0": rule.x0,
            "x1": rule.x1,
            "top": rule.top,
            "bottom": rule.bottom,
            "width": rule.x1 - rule.x0,
            "height": rule.bottom - rule.top,
            "orientation": "h" if rule.level else "v",
            "object_type": "line",
        }
        for rule in closed(sheet.rules)
    ]
    merged = merge_edges(edges, NEAR, NEAR, NEAR, NEAR)
    crossings = edges_to_intersections(merged, NEAR, NEAR)
    if len(crossings) > MOST_CELLS:
        return []
    return [[tuple_of(cell) for cell in cells] for cells in cells_to_tables(intersections_to_cells(crossings))]


def closed(rules: list[Rule]) -> list[Rule]:
    """A table cut by the end of a page may lack the rule there: where upright ones end side by side it is added."""
    ends: dict[int, list[Rule]] = defaultdict(list)
    for rule in rules:
        if not rule.level:
            for height in (rule.top, rule.bottom):
                ends[round(height / NEAR)].append(Rule(rule.x0, rule.x1, height, height))
    added = [
        Rule(min(one.x0 for one in side), max(one.x1 for one in side), side[0].top, side[0].top)
        for side in ends.values()
        if len({round(one.x0 / NEAR) for one in side}) >= 3
    ]
    return [*rules, *added]


def tuple_of(cell: tuple[float, ...]) -> Box:
    x0, top, x1, bottom = (float(one) for one in cell)
    return x0, top, x1, bottom


def table_of(signs: list[Sign], cells: list[Box], page: int) -> Ruled | None:
    lefts, tops = steps([cell[0] for cell in cells]), steps([cell[1] for cell in cells])
    if len(lefts) < 2 or len(lefts) + len(tops) < 4 or len(lefts) > 60:
        return None
    rows: list[grid.Row] = [[""] * len(lefts) for _ in tops]
    filled = words_in(signs, cells, page)
    for cell, words in zip(cells, filled, strict=True):
        column, row = place(lefts, cell[0]), place(tops, cell[1])
        rows[row][column] = words
        for lower in range(row + 1, len(tops)):
            if tops[lower] < cell[3] - NEAR:
                rows[lower][column] = None
    box = (min(c[0] for c in cells), min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells))
    return Ruled(box, rows)


def steps(values: list[float]) -> list[float]:
    """Different values in order; those a hair apart are one."""
    found: list[float] = []
    for one in sorted(values):
        if not found or one - found[-1] > NEAR:
            found.append(one)
    return found


def place(known: list[float], one: float) -> int:
    return min(range(len(known)), key=lambda index: abs(known[index] - one))


def words_in(signs: list[Sign], cells: list[Box], page: int) -> list[str]:
    """The words of each cell: its lines are wrapped by force, so they are put together again."""
    inside: list[list[Sign]] = [[] for _ in cells]
    order = sorted(range(len(cells)), key=lambda index: cells[index][1])
    for sign in signs:
        x, y = (sign.x0 + sign.x1) / 2, sign.middle
        for index in order:
            box = cells[index]
            if box[1] > y:
                break
            if box[0] <= x <= box[2] and y <= box[3]:
                inside[index].append(sign)
                break
    return [cell_words(lines_of(group, page), box) for group, box in zip(inside, cells, strict=True)]


def cell_words(lines: list[Printed], box: Box) -> str:
    """Wrapped lines run on; a line with room for what follows ends its paragraph. Whole names stay apart."""
    if grid.are_names([line.words for line in lines]):
        return grid.cell_of([line.words for line in lines])
    margin = min((line.x0 for line in lines), default=0.0) - box[0]
    right = max([box[2] - margin, *(line.x1 for line in lines)])
    bare = not any(grid.SIGNS.search(line.words) for line in lines)
    paragraphs: list[str] = []
    before: Printed | None = None
    for line in lines:
        full = before is not None and right - before.x1 < line.first + 0.5 * line.size
        if full and not (bare and grid.begins_a_name(paragraphs[-1], line.words)):
            paragraphs[-1] = run_on(paragraphs[-1], line.words)
        else:
            paragraphs.append(line.words)
        before = line
    return grid.cell_of(paragraphs)


def run_on(words: str, more: str) -> str:
    """Two lines of one paragraph. Between two Latin words stands a space; a broken word is not mended."""
    latin = words[-1:].isascii() and more[:1].isascii() and words[-1:].isalpha() and more[:1].isalpha()
    return words + (" " if latin else "") + more


def outside(signs: list[Sign], tables: list[Ruled]) -> list[Sign]:
    """The signs that stand in none of the tables."""
    boxes = [table.box for table in tables]
    return [sign for sign in signs if not any(within(sign, box) for box in boxes)]


def within(sign: Sign, box: Box) -> bool:
    x, y = (sign.x0 + sign.x1) / 2, sign.middle
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
