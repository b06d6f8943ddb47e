"""The responsible bodies of an item, in its clauses: who leads, who joins, and what a person makes of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from workflow.errors import Refused
from workflow.plans.desk.rows import BodyRow, ClauseRow, ItemRow
from workflow.plans.desk.sheet import Sheet
from workflow.plans.models import BodyRole

Becomes = Callable[[BodyRow], BodyRow | None]


@dataclass(frozen=True)
class Share:
    """A body as a person wants it; `clause` is the place of its clause in the item, past the last a new one."""

    clause: int
    name: str
    role: BodyRole
    department_id: int | None = None
    generic: bool = False


def with_shares(item: ItemRow, wanted: Sequence[Share], open_ended: Sequence[bool]) -> ItemRow:
    """The item with these bodies in this order. What stands in the text keeps its place there; a clause that is not
    printed goes when nobody is left in it."""
    made = []
    for place in range(max([len(item.clauses), *(share.clause + 1 for share in wanted)])):
        printed = place < len(item.clauses)
        clause = item.clauses[place] if printed else unprinted(item, ())
        bodies = tuple(_body(clause, share) for share in wanted if share.clause == place)
        ends_open = open_ended[place] if place < len(open_ended) else clause.open_ended
        clause = _stating(replace(clause, open_ended=ends_open), bodies)
        if clause.text or clause.bodies:
            made.append(clause)
    changed = replace(item, clauses=tuple(made))
    refuse_unled(changed)
    return changed


def refuse_unled(item: ItemRow) -> None:
    """Each clause has one lead at most, and an item that names anybody has one."""
    leads = [sum(body.role == BodyRole.LEAD for body in clause.bodies) for clause in item.clauses]
    if any(count > 1 for count in leads):
        raise Refused("intake.two_leads")
    if item.bodies and not any(leads) and not all(body.generic for body in item.bodies):
        raise Refused("intake.nobody_leads")
    for clause in item.clauses:
        names = [body.name for body in clause.bodies]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise Refused("intake.named_twice", name=twice)


def _body(clause: ClauseRow, share: Share) -> BodyRow:
    known = next((body for body in clause.bodies if body.name == share.name), None)
    role = BodyRole.CO if share.generic else share.role
    if known:
        return replace(known, role=role, department_id=share.department_id, generic=share.generic)
    at = clause.text.find(share.name)
    start, end = (clause.start + at, clause.start + at + len(share.name)) if at >= 0 else (clause.start, clause.start)
    return BodyRow(share.name, role, start, end, share.department_id, share.generic)


def _stating(clause: ClauseRow, bodies: tuple[BodyRow, ...]) -> ClauseRow:
    """A lead whom a person chose is not one that the paper states; its basis is asked for before the start."""
    stated = clause.lead_stated and _lead(clause.bodies) == _lead(bodies)
    return replace(clause, bodies=bodies, lead_stated=stated)


def _lead(bodies: Iterable[BodyRow]) -> str | None:
    return next((body.name for body in bodies if body.role == BodyRole.LEAD), None)


def unprinted(item: ItemRow, bodies: tuple[BodyRow, ...]) -> ClauseRow:
    """A clause that does not stand in the text, at the item's end."""
    return ClauseRow("", item.end, item.end, False, False, bodies)


def led_by(item: ItemRow, place: int) -> ItemRow:
    """The body at a place leads its clause; the one that led joins. The order of the paper stays."""
    chosen, clauses = item.bodies[place], []
    if chosen.generic:
        raise Refused("intake.nobody_leads")
    for clause in item.clauses:
        if any(body is chosen for body in clause.bodies):
            roles = ((body, BodyRole.LEAD if body is chosen else BodyRole.CO) for body in clause.bodies)
            clause = _stating(clause, tuple(replace(body, role=role) for body, role in roles))
        clauses.append(clause)
    return replace(item, clauses=tuple(clauses))


def led_besides(item: ItemRow, name: str, department_id: int) -> ItemRow:
    """A department leads an item that nobody leads: one that it names, or one that the office sets beside them."""
    place = next((n for n, body in enumerate(item.bodies) if body.department_id == department_id), None)
    if place is not None:
        return led_by(item, place)
    lead = BodyRow(name, BodyRole.LEAD, item.end, item.end, department_id)
    return replace(item, clauses=(*item.clauses, unprinted(item, (lead,))))


def inherited(item: ItemRow) -> ItemRow:
    """The bodies of the part around it become its own."""
    if not item.inherited:
        raise Refused("intake.nothing_inherited")
    kept = tuple(clause for clause in item.clauses if clause.text)
    return replace(item, clauses=(*kept, unprinted(item, item.inherited)))


def generic(item: ItemRow, start: int) -> ItemRow:
    """The name at a place means no department of its own (各有关部门)."""
    return _each(item, lambda body: replace(body, generic=True, department_id=None) if body.start == start else body)


def without(item: ItemRow, start: int) -> ItemRow:
    """The words at a place are no body; where they led, the next body does."""
    return _each(item, lambda body: None if body.start == start else body)


def known_as(item: ItemRow, name: str, department_id: int | None, *, is_generic: bool) -> ItemRow:
    """A printed name means a department, or none of its own; where it is matched already it stays."""

    def known(body: BodyRow) -> BodyRow:
        if body.name != name or body.department_id is not None or body.generic:
            return body
        return replace(body, department_id=department_id, generic=is_generic)

    return replace(_each(item, known), inherited=_led_on(tuple(map(known, item.inherited))))


def unmatched(sheet: Sheet, name: str) -> list[str]:
    """The keys of items in which a printed name stands that means nothing yet."""
    return [
        key
        for key, item in sheet.items.items()
        if any(b.name == name and b.department_id is None and not b.generic for b in (*item.bodies, *item.inherited))
    ]


def known_everywhere(sheet: Sheet, name: str, department_id: int | None, *, is_generic: bool) -> dict[str, ItemRow]:
    """The items in which the name meant nothing, as they are now that it means something."""
    return {
        key: known_as(sheet.items[key], name, department_id, is_generic=is_generic) for key in unmatched(sheet, name)
    }


def _each(item: ItemRow, becomes: Becomes) -> ItemRow:
    clauses = []
    for clause in item.clauses:
        bodies = tuple(body for body in map(becomes, clause.bodies) if body is not None)
        if _lead(clause.bodies) is not None:
            bodies = _led_on(bodies)
        if clause.text or bodies:
            clauses.append(_stating(clause, bodies))
    return replace(item, clauses=tuple(clauses))


def _led_on(bodies: tuple[BodyRow, ...]) -> tuple[BodyRow, ...]:
    """A group (各有关部门) leads nothing: where it did, or who led is gone, the first body of its own does."""
    held = tuple(replace(body, role=BodyRole.CO) if body.generic else body for body in bodies)
    if _lead(held) is not None:
        return held
    first = next((body for body in held if not body.generic), None)
    return tuple(replace(body, role=BodyRole.LEAD) if body is first else body for body in held)
