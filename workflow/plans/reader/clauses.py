"""Responsibility in its places: brackets, labelled lines, cells of a table."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from workflow.plans.reader.bodies import STRONG, is_body, names_in, without_bracket
from workflow.plans.reader.brackets import LONGEST, brackets, within
from workflow.plans.reader.columns import Column
from workflow.plans.reader.draft import Clause, Role
from workflow.plans.reader.duties import ENDING, FIRST_LEADS, LABEL, PHRASE, RESPONSIBLE
from workflow.plans.reader.page import Page
from workflow.plans.reader.shares import clause_of, without_note
from workflow.plans.reader.tables import Row

BARE = re.compile(r"(?<=[。;\n])(?P<clause>[^。;:()\[\]\n]{4,200})。?(?=\n|$)")
GROUP = re.compile(r"各|(?:有关|相关|[省市县区]直|[省市县区]级)")


@dataclass(frozen=True, slots=True)
class Found:
    """A clause and its place in the flat text."""

    start: int
    end: int
    clause: Clause


def all_clauses(page: Page, stops: list[int]) -> list[Found]:
    """Every bracket and labelled line of the text that names who answers, in order. `stops` are the places where items
    begin: no value goes beyond one."""
    first_leads = bool(FIRST_LEADS.search(page.flat))
    groups = list(brackets(page.flat, stops))
    found: list[Found] = []
    for start, end in groups:
        if looks_responsible(page.flat, start, end):
            clause = clause_of(page, (start, end), [(*within(page.flat, start, end), None)], first_leads)
            found += [Found(start, end, clause)] if clause else []
    for start, end in [*runs(page.flat, groups, stops), *bare_sentences(page.flat, stops)]:
        clause = clause_of(page, (start, end), [(start, end, None)], first_leads)
        found += [Found(start, end, clause)] if clause else []
    return sorted(found, key=lambda one: one.start)


def looks_responsible(flat: str, start: int, end: int) -> bool:
    """Whether a bracket names who answers for something."""
    if end - start < 4 or end - start > LONGEST:
        return False
    if RESPONSIBLE.match(flat, start + 1) or (LABEL.match(flat, start + 1) and RESPONSIBLE.search(flat, start, end)):
        return True
    inner_end = without_note(flat, *within(flat, start, end))
    inner = flat[start + 1 : inner_end].rstrip("。;,、")
    if ":" in inner or "\n" in inner[:-1]:
        return bool(RESPONSIBLE.search(inner))
    if ENDING.search(inner):
        phrase = PHRASE.search(inner, 1)
        return phrase is not None and named(inner[: phrase.start()])
    return (flat[start - 1] in "。;" and bare_list(inner, 1)) or (ends_paragraph(flat, end) and bare_list(inner, 2))


def named(words: str) -> bool:
    """Whether at least half of a list are bodies."""
    names = [words[name.start : name.end] for name in names_in(words, 0, len(words)).names]
    return bool(names) and sum(map(is_body, names)) * 2 >= len(names)


def bare_list(words: str, least: int) -> bool:
    """Whether words are nothing but names of bodies, `least` of them or more."""
    names = [words[name.start : name.end] for name in names_in(words, 0, len(words)).names]
    known = [name for name in names if is_strong(name) or is_group(name)]
    return len(names) >= least and known == names and any(map(is_strong, names))


def is_strong(name: str) -> bool:
    """Whether a name can only be a body's."""
    return len(name) >= 3 and is_body(name) and bool(STRONG.search(without_bracket(name)))


def is_group(name: str) -> bool:
    """Whether a name stands for every body of a kind: 各镇（街道）."""
    return bool(GROUP.match(name)) and is_body(name)


def ends_paragraph(flat: str, end: int) -> bool:
    rest = flat[end : end + 2].lstrip("。;,")
    return not rest or rest[0] == "\n"


def runs(flat: str, groups: list[tuple[int, int]], stops: list[int]) -> Iterator[tuple[int, int]]:
    """Stretches such as 责任单位：A、B, outside brackets; lines with labels that follow each other are one."""
    run: tuple[int, int] | None = None
    index = 0
    for label in LABEL.finditer(flat):
        while index < len(groups) and groups[index][1] <= label.start():
            index += 1
        if (index < len(groups) and groups[index][0] < label.start()) or not begins(flat, label.start()):
            continue
        end = value_end(flat, label.end(), stops)
        if run is not None and touches(flat, run, label.start()):
            run = (run[0], end)
            continue
        if run is not None and RESPONSIBLE.search(flat, *run):
            yield run
        run = (label.start(), end)
    if run is not None and RESPONSIBLE.search(flat, *run):
        yield run


def bare_sentences(flat: str, stops: list[int]) -> Iterator[tuple[int, int]]:
    """Last sentences of paragraphs that are nothing but a clause without brackets: 市教育局、市财政局负责。"""
    for found in BARE.finditer(flat):
        start, end = found.span("clause")
        index = bisect_left(stops, start)
        phrase = PHRASE.search(flat, start + 1, end)
        if phrase and ENDING.search(flat, start, end) and (index == len(stops) or stops[index] >= end):
            names = [flat[name.start : name.end] for name in names_in(flat, start, phrase.start()).names]
            if names and all(is_strong(name) or is_group(name) for name in names):
                yield start, end


def touches(flat: str, run: tuple[int, int], place: int) -> bool:
    """Whether a label goes on with the run before it."""
    return run[1] <= place < run[0] + LONGEST and not flat[run[1] : place].strip("。;,、\n")


def begins(flat: str, place: int) -> bool:
    """A label counts at the start of a line, after a sentence, or after a value."""
    return not place or flat[place - 1] in "。;,\n)]\t、-" or bool(LABEL.search(flat, max(0, place - 80), place))


def value_end(flat: str, place: int, stops: list[int]) -> int:
    """The value of a label ends with its line, its sentence, the next label or the next item; it may begin on the next
    line."""
    index = bisect_left(stops, place)
    end = min(place + LONGEST, stops[index] if index < len(stops) else len(flat))
    line = flat.find("\n", place, end)
    if line == place:
        line = flat.find("\n", place + 1, end)
        below = flat[place + 1 : end if line < 0 else line]
        line = line if named(below.rstrip("。;")) else place
    end = end if line < 0 else line
    for stop in (flat.find("。", place, end), next((found.start() for found in LABEL.finditer(flat, place, end)), -1)):
        if stop >= 0:
            end = min(end, stop)
    return end


def clause_of_row(page: Page, row: Row, first_leads: bool) -> Found | None:
    """The clause of a table row: its cells of bodies."""
    roles = ((Column.LEAD, Role.LEAD), (Column.BODIES, None), (Column.CO, Role.CO))
    cells = [(row.cells[column], role) for column, role in roles if column in row.cells]
    leading = Column.LEAD in row.cells
    ranges = [(cell.start, cell.end, Role.CO if leading and role is None else role) for cell, role in cells]
    if not ranges:
        return None
    start, end = min(cell.start for cell, _ in cells), max(cell.end for cell, _ in cells)
    clause = clause_of(page, (start, end), ranges, first_leads)
    return Found(start, end, clause) if clause else None
