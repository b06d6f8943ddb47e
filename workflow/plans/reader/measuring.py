"""Targets and goals of a document, each with its item, its path and its sentence."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from workflow.plans.reader.cells import headers_of
from workflow.plans.reader.chapters import About, about, is_general_item
from workflow.plans.reader.choosing import Chosen
from workflow.plans.reader.clauses import Found
from workflow.plans.reader.days import Mention, Years, labelled, standing
from workflow.plans.reader.draft import Goal, Target
from workflow.plans.reader.goals import Aim, aims
from workflow.plans.reader.growing import Node
from workflow.plans.reader.items import path_of
from workflow.plans.reader.page import Page
from workflow.plans.reader.sentences import Sentence, Setting, hidden, sentences
from workflow.plans.reader.targets import Claim, claims, firmness, hedges
from workflow.plans.reader.values import Value

LONGEST = 20
BACKGROUND = re.compile(r"背景|现状|回顾|形势|成效|(?:发展|工作|现实|产业)基础(?!设施)|基础(?:条件|优势)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one node, up to its first child; `item` is the index of the item they belong to,
    `days` where it says by when."""

    start: int
    end: int
    node: Node
    item: int | None
    aims: bool
    told: bool
    days: list[tuple[int, int]]


def stretches(page: Page, roots: list[Node], chosen: list[Chosen]) -> Iterator[Stretch]:
    """The whole numbered text, cut where nodes begin and end, each piece with its item."""
    index = {id(one.node): place for place, one in enumerate(chosen)}
    headers = headers_of(page)

    def below(node: Node, item: int | None, aims_here: bool, path_node: Node, told: bool = False) -> Iterator[Stretch]:
        own = index.get(id(node), item)
        top = node if id(node) in index or item is None else path_node
        words = page.flat[node.head : node.head + 40].split("\n")[0].split("。")[0]
        stating = aims_here or about(words) is About.GENERAL or is_general_item(words)
        told = told or (len(words) <= LONGEST and bool(BACKGROUND.search(words)))
        cells = headers.asking(page, node.row) if node.row else [(node.head, node.own_end)]
        row_days = headers.days(page, node.row) if node.row else labelled(page.flat, node.head, node.own_end)
        yield from (Stretch(*cell, top, own, stating, told, row_days) for cell in cells)
        for child in node.children:
            yield from below(child, own, stating, top, told)

    for root in roots:
        yield from below(root, None, False, root)


def measured(
    page: Page, roots: list[Node], chosen: list[Chosen], found: list[Found], years: Years
) -> tuple[tuple[Target, ...], tuple[Goal, ...]]:
    """All targets and goals, in the order of the paper. A day named among aims holds in the parts below."""
    flat = hidden(page.flat, found)
    targets: list[Target] = []
    goals: list[Goal] = []
    carried: Mention | None = None
    for stretch in stretches(page, roots, chosen):
        path = path_of(stretch.node)
        usual = standing(page.flat, stretch.days, years) or years.standing
        setting = Setting(stretch.aims, years, carried if stretch.aims else None)
        for sentence in sentences(flat, stretch.start, stretch.end, setting):
            carried = sentence.leaves if stretch.aims else None
            if usual and sentence.carried is None:
                sentence = replace(sentence, carried=usual)
            read = [one for one in claims(flat, sentence) if not (stretch.told and is_told(flat, one))]
            targets += [target(page, claim, stretch.item, path) for claim in read]
            goals += [goal(page, aim, stretch.item, path) for aim in aims(flat, dated_here(sentence, stretch), read)]
    return tuple(targets), tuple(goals)


def dated_here(sentence: Sentence, stretch: Stretch) -> Sentence:
    """A goal has no day from words before its own part: most of what a plan asks for is not dated."""
    carried = sentence.carried
    return replace(sentence, carried=None) if carried is not None and carried.start < stretch.start else sentence


def is_told(flat: str, claim: Claim) -> bool:
    """In a part on how things stand only what names a day to come to is a target: 到2025年."""
    return claim.due is None or flat[claim.due.start - 1] not in "到至"


def target(page: Page, claim: Claim, item: int | None, path: tuple[str, ...]) -> Target:
    place = page.span(*claim.wording)
    words = page.flat[slice(*claim.wording)]
    return Target(
        item=item,
        path=path,
        indicator=page.printed(*claim.indicator),
        comparator=claim.comparator,
        value=claim.value.number,
        unit=unit_of(page, claim.value),
        due_year=claim.year,
        due_on=due_day(claim),
        baseline_year=claim.baseline,
        hedge=hedges(page.flat, claim),
        firmness=firmness(words),
        kind=claim.kind,
        wording=page.printed(*claim.wording),
        sentence=page.printed(claim.sentence.start, claim.sentence.end),
        start=place.start,
        end=place.end,
    )


def unit_of(page: Page, value: Value) -> str:
    """The unit in the script of the paper."""
    start = value.end - len(value.unit)
    printed = page.printed(start, value.end)
    as_read = page.flat[start : value.end] == value.unit and len(printed) == len(value.unit)
    return printed if as_read and folded_only(printed, value.unit) else value.unit


def folded_only(printed: str, unit: str) -> bool:
    """Whether only the script differs, not the width of signs."""
    return unicodedata.normalize("NFKC", printed) != unit


def due_day(claim: Claim) -> date | None:
    if claim.due and claim.due.years and claim.year:
        return date(claim.year, 12, 31)
    return claim.due.due_on if claim.due else None


def goal(page: Page, aim: Aim, item: int | None, path: tuple[str, ...]) -> Goal:
    place = page.span(aim.start, aim.end)
    return Goal(
        item=item,
        path=path,
        words=page.printed(aim.start, aim.end),
        due_year=aim.due.year if aim.due else None,
        due_on=aim.due.due_on if aim.due else None,
        firmness=firmness(page.flat[aim.start : aim.end]),
        kind=aim.kind,
        sentence=page.printed(aim.sentence.start, aim.sentence.end),
        start=place.start,
        end=place.end,
    )
