"""What a person should look at: every doubt has a key, its place and the words in question."""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator

from workflow.plans.reader.bodies import is_body
from workflow.plans.reader.draft import Clause, Doubt, Due, Goal, Item, Kind, Measured, Role
from workflow.plans.reader.halves import half_brackets
from workflow.plans.reader.page import Page
from workflow.plans.reader.prose import told
from workflow.plans.reader.remains import website_remains
from workflow.plans.reader.signs import GONE, folded
from workflow.plans.reader.taint import nameless

DAY_KEYS = {"before_year": "day_ambiguous", "no_year": "day_no_year", "unclear": "day_unclear"}
CONTROL = re.compile(
    "[" + "".join(re.escape(chr(code)) for code in GONE if code not in (0xFEFF, 0x200B, 0xAD)) + "\ufffd]+"
)
ENDED = re.compile(r"[。!?;:)\]”\".…]$")
MOST = 500


def doubts_of(page: Page, items: tuple[Item, ...], goals: tuple[Goal, ...]) -> tuple[Doubt, ...]:
    """All doubts, in the order of the text."""
    named = any(item.clauses for item in items)
    found: list[Doubt] = []
    for index, item in enumerate(items):
        found += [doubt for clause in item.clauses for doubt in of_clause(clause, index)]
        found += of_item(item, index) + of_words(page, item, index, named=named)
        found += [of_day(due, index) for due in item.dues if due.question]
    found += of_order(items)
    found += [
        Doubt("value_set_above", goal.start, goal.end, goal.words, goal.item)
        for goal in goals
        if goal.kind is Measured.PROVINCE
    ]
    found += of_text(page)
    return tuple(sorted(found, key=lambda doubt: (doubt.start, doubt.key)))


def of_clause(clause: Clause, index: int) -> Iterator[Doubt]:
    """Is the first named the lead? Who else is meant by 等? Is a name a name?"""
    lead = next((body for body in clause.bodies if body.role is Role.LEAD), clause.bodies[0])
    if not clause.lead_stated:
        yield Doubt("lead_not_stated", clause.start, clause.end, clause.text, index, {"lead": lead.name})
    if clause.open_ended:
        yield Doubt("open_list", clause.start, clause.end, clause.text, index)
    for body in clause.bodies:
        if not is_body(folded(body.name)):
            yield Doubt("body_odd", body.start, body.end, body.name, index)


def of_item(item: Item, index: int) -> list[Doubt]:
    """Words that stop in the middle of a sentence."""
    closes = {item.end} & ({clause.end for clause in item.clauses} | {due.end for due in item.dues})
    unfinished = not closes and not ENDED.search(folded(item.text[-1:])) and "\t" not in item.text
    if item.kind is not Kind.GENERAL and unfinished and len(item.text) > 120:
        return [Doubt("half_sentence", item.end - 20, item.end, item.text[-20:], index)]
    return []


def of_words(page: Page, item: Item, index: int, *, named: bool) -> list[Doubt]:
    """What stands between the words of an item: remains of a website, half a bracket, somebody named in a sentence.
    Nobody named where others are."""
    start, end = bisect_left(page.at, item.start), bisect_left(page.at, item.end)
    found = [at(page, "page_furniture", span, index) for span in website_remains(page.flat, start, end)]
    taken = [(bisect_left(page.at, clause.start), bisect_left(page.at, clause.end)) for clause in item.clauses]
    found += [at(page, "bracket_half", span, index) for span in half_brackets(page.flat, (start, end), taken)]
    if item.kind is not Kind.MEASURE or item.clauses:
        return found
    said = told(page.flat, max(start, bisect_left(page.at, item.heading_span.start)), end)
    if said:
        names = {"lead": said.lead, "others": ";".join(said.others)}
        found.append(at(page, "body_in_prose", (said.start, said.end), index, names))
    elif named:
        key = "body_inherited" if item.inherited else "body_none"
        found.append(Doubt(key, item.heading_span.start, item.heading_span.end, item.heading, index))
    return found


def at(page: Page, key: str, span: tuple[int, int], index: int, facts: dict[str, str] | None = None) -> Doubt:
    place = page.span(*span)
    return Doubt(key, place.start, place.end, page.quote(*span), index, facts or {})


def of_day(due: Due, index: int) -> Doubt:
    return Doubt(DAY_KEYS[due.question or "unclear"], due.start, due.end, due.words, index)


def of_order(items: tuple[Item, ...]) -> Iterator[Doubt]:
    """Numbers that jump: something may be missing."""
    for index, (before, item) in enumerate(itertools.pairwise(items), start=1):
        if len(before.path) == len(item.path) and item.place > before.place + 1 and before.place > 0:
            span = item.heading_span
            yield Doubt(
                "number_gap", item.start, span.end, item.heading, index, {"before": before.number, "after": item.number}
            )


def of_text(page: Page) -> Iterator[Doubt]:
    """Signs that do not belong into a text, page numbers left in it, a name that someone took out."""
    for place, hit in enumerate(CONTROL.finditer(page.text)):
        if place < MOST:
            yield Doubt("control_signs", hit.start(), hit.end(), repr(hit.group())[1:-1])
    for span in page.furniture[:MOST]:
        yield Doubt("page_number", span.start, span.end, page.text[span.start : span.end])
    for start, end in nameless(page.flat):
        span = page.span(start, end)
        yield Doubt("name_missing", span.start, span.end, page.text[span.start : span.end])
