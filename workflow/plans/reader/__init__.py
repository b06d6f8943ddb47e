"""The reader: from the bytes of a published plan to a draft. Pure; no web, no database, no clock."""

from bisect import bisect_right
from dataclasses import replace

from workflow.plans.reader.choosing import choose
from workflow.plans.reader.clauses import all_clauses
from workflow.plans.reader.days import Years, period_end
from workflow.plans.reader.doubts import doubts_of
from workflow.plans.reader.draft import Draft, Item, Taint
from workflow.plans.reader.front import front_of, is_annual, plan_year
from workflow.plans.reader.items import items_of, parts_of
from workflow.plans.reader.measuring import measured
from workflow.plans.reader.numbering import Level
from workflow.plans.reader.outline import outline
from workflow.plans.reader.page import laid_flat
from workflow.plans.reader.source import Unreadable, text_of
from workflow.plans.reader.tables import tables
from workflow.plans.reader.taint import taints

__all__ = ["Draft", "Unreadable", "read"]


def read(content: bytes, name: str) -> Draft:
    """Read a plan. Raises `Unreadable` where the bytes are no text or the text is no plan."""
    text = text_of(content, name)
    page = laid_flat(text)
    roots = outline(page, tables(page))
    nodes = [node for root in roots for node in root.walk()]
    found = all_clauses(page, [node.start for node in nodes])
    chosen = choose(page, roots, found)
    front = front_of(page, next((node.start for node in nodes if node.level is not Level.ANNEX), len(page.flat)))
    year = plan_year(front)
    items = items_of(page, chosen, year)
    if not items:
        raise Unreadable("reader.not_a_plan", name=name)
    issued = front.issued_on.year if front.issued_on else None
    years = Years(year, is_annual(front), issued, period_end(front.dating))
    targets, goals = measured(page, roots, chosen, found, years)
    return Draft(
        title=front.title,
        plan_title=front.plan_title,
        doc_number=front.doc_number,
        issuer=front.issuer,
        issued_on=front.issued_on,
        text=text,
        parts=parts_of(page, roots, chosen),
        items=items,
        targets=targets,
        goals=goals,
        taints=placed(taints(page), items),
        doubts=doubts_of(page, items, goals),
    )


def placed(found: list[Taint], items: tuple[Item, ...]) -> tuple[Taint, ...]:
    """Taints with the index of their item."""
    starts = [item.start for item in items]

    def item_at(place: int) -> int | None:
        index = bisect_right(starts, place) - 1
        return index if index >= 0 and place < items[index].end else None

    return tuple(replace(taint, item=item_at(taint.start)) for taint in found)
