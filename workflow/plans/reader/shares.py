"""From the words of a clause to its bodies: who leads, who joins, and whether the list is open."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workflow.plans.reader.bodies import Named, names_in
from workflow.plans.reader.draft import Body, Clause, Role
from workflow.plans.reader.duties import FIRST_LEADS, HENCEFORTH, JOINS, LABEL, LEADS, NOTE, PHRASE, WHEN
from workflow.plans.reader.page import Page

MARKED = re.compile(r"[(\[](?:牵头|主办|主责|总牵头)(?:单位|部门)?[)\]]$")
REMARK = re.compile(r"[(\[](?:牵头|主办|主责|总牵头|配合|协办|按职责分工)(?:单位|部门)?[)\]]$")


@dataclass(frozen=True, slots=True)
class Share:
    """Names under one duty; the role is None where only the order tells who leads."""

    role: Role | None
    names: tuple[Named, ...]
    open_ended: bool


def clause_of(
    page: Page, span: tuple[int, int], ranges: list[tuple[int, int, Role | None]], first_leads: bool
) -> Clause | None:
    """The clause at `span` whose bodies stand in `ranges`; None where no body is named."""
    shares = [share for start, end, role in ranges for share in shares_in(page, start, end, role)]
    bodies = bodies_of(page, shares)
    if not bodies:
        return None
    open_ended = any(share.open_ended for share in shares)
    stated = any(share.role is Role.LEAD for share in shares) or first_leads or (len(bodies) == 1 and not open_ended)
    place = page.span(*span)
    return Clause(page.quote(*span), place.start, place.end, open_ended, bodies, stated)


def bodies_of(page: Page, shares: list[Share]) -> tuple[Body, ...]:
    """Each body once, in the order of the paper; the first of the leading, else of the first named, leads."""
    leading = [name for share in shares if share.role is Role.LEAD for name in share.names]
    undecided = [name for share in shares if share.role is None for name in share.names]
    everyone = [name for share in shares for name in share.names]
    lead = next(iter(leading or undecided or everyone), None)
    bodies: list[Body] = []
    for name in everyone:
        printed, span = page.printed(name.start, name.end), page.span(name.start, name.end)
        role = Role.LEAD if name is lead else Role.CO
        if all(body.name != printed for body in bodies):
            bodies.append(Body(printed, role, span.start, span.end))
        elif role is Role.LEAD:
            bodies = [body for body in bodies if body.name != printed] + [Body(printed, role, span.start, span.end)]
    return tuple(bodies)


def shares_in(page: Page, start: int, end: int, role: Role | None) -> Iterator[Share]:
    """The shares of a stretch: first by its labels, then by its duties."""
    labels = [
        found for found in LABEL.finditer(page.flat, start, end) if not within_bracket(page.flat, start, found.start())
    ]
    leading = any(found["lead"] for found in labels)
    yield from phrases(page, start, labels[0].start() if labels else end, role)
    for index, found in enumerate(labels):
        until = labels[index + 1].start() if index + 1 < len(labels) else end
        if found["lead"]:
            yield from phrases(page, found.end(), until, Role.LEAD)
        elif found["co"] or (found["all"] and leading):
            yield from phrases(page, found.end(), until, Role.CO)
        elif found["all"]:
            yield from phrases(page, found.end(), until, None)


def phrases(page: Page, start: int, end: int, role: Role | None) -> Iterator[Share]:
    """A牵头，B、C配合: names up to a duty have its role, the rest have the role given."""
    end = without_note(page.flat, start, end)
    flat, place, led = page.flat, start, False
    for found in PHRASE.finditer(flat, start, end):
        if found.start() == place:
            continue
        duty = found["duty"] or found["only"] or ""
        own = Role.LEAD if re.search(LEADS, duty) else Role.CO if led or re.search(JOINS, duty) else role
        led = led or own is Role.LEAD
        yield from share_of(page, place, found.start(), own)
        place = found.end()
    yield from share_of(page, place, end, Role.CO if led else role)


def share_of(page: Page, start: int, end: int, role: Role | None) -> Iterator[Share]:
    """The names of a stretch; one marked（牵头）leads."""
    listed = names_in(page.flat, start, end, spaces(page, start, end))
    marked = [name for name in listed.names if MARKED.search(page.flat[name.start : name.end])]
    if marked:
        yield Share(Role.LEAD, tuple(bare(page, name) for name in marked), listed.open_ended)
        rest = [name for name in listed.names if name not in marked]
        yield Share(Role.CO, tuple(bare(page, name) for name in rest), False)
    elif listed.names or listed.open_ended:
        yield Share(role, tuple(bare(page, name) for name in listed.names), listed.open_ended)


def spaces(page: Page, start: int, end: int) -> frozenset[int]:
    """The places before which white space sets names apart: only where it does so oftener than signs do."""
    spaced = frozenset(
        place
        for place in range(start, end)
        if page.gap(place) and "\n" not in page.text[page.at[place - 1] : page.at[place]]
    )
    signs = sum(1 for sign in page.flat[start:end] if sign in "、,;")
    return spaced if len(spaced) > signs else frozenset()


def bare(page: Page, name: Named) -> Named:
    remark = REMARK.search(page.flat[name.start : name.end])
    return Named(name.start, name.start + remark.start()) if remark else name


def without_note(flat: str, start: int, end: int) -> int:
    """The end of the list before a note such as 列第一位者为牵头单位，下同 or 以下均需各地落实，不再列出, or a day."""
    while end > start and flat[end - 1] in "。;,":
        end -= 1
    note = FIRST_LEADS.search(flat, start, end)
    tail = (
        NOTE.search(flat, start, end)
        if note or flat.endswith("下同", start, end) or "下同" in flat[end - 5 : end]
        else None
    )
    end = tail.start() if tail else end
    rest = HENCEFORTH.search(flat, start, end)
    end = rest.start() if rest else end
    when = WHEN.search(flat, max(start, end - 40), end)
    return when.start() if when else end


def within_bracket(flat: str, start: int, place: int) -> bool:
    return flat.count("(", start, place) + flat.count("[", start, place) > flat.count(")", start, place) + flat.count(
        "]", start, place
    )
