"""Two items made one, and one made two. What hung on them hangs on what they became."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from workflow.errors import Refused
from workflow.plans.desk import queries, shares
from workflow.plans.desk.mending import Hand, keep, opened
from workflow.plans.desk.models import Intake, IntakeEdit
from workflow.plans.desk.naming import spoken
from workflow.plans.desk.rows import BodyRow, DoubtRow, ItemRow, Row, TaintRow, TargetRow
from workflow.plans.desk.sentences import sentences
from workflow.plans.desk.sheet import Sheet
from workflow.plans.models import BodyRole, ItemKind


@dataclass(frozen=True)
class Second:
    """The second part of a split: where it begins, its number as printed or typed, its heading; without one the words
    up to the first stop; `shared` gives a part without a clause the bodies of the other."""

    start: int
    number: str
    heading: str
    shared: bool


def neighbour(sheet: Sheet, key: str, *, after: bool) -> str | None:
    """The item before or after one, where they stand in the same chapter."""
    keys = list(sheet.items)
    place = keys.index(key) + (1 if after else -1)
    if not 0 <= place < len(keys) or sheet.items[keys[place]].part != sheet.items[key].part:
        return None
    return keys[place]


def merge(session: Session, intake: Intake, key: str, *, after: bool, hand: Hand) -> tuple[IntakeEdit | None, str]:
    """One item of an item and the one before or after it, under the first one's number and heading. Returns its key."""
    sheet = opened(session, intake)
    if key not in sheet.items:
        raise Refused("intake.gone")
    other = neighbour(sheet, key, after=after)
    if other is None:
        raise Refused("intake.no_neighbour")
    first, second = (key, other) if after else (other, key)
    changes: dict[str, Row | None] = {first: merged(sheet.items[first], sheet.items[second]), second: None}
    changes |= {one: replace(row, item=first) for one, row in hanging(sheet, second)}
    return keep(session, intake, sheet, "items.merged", changes, words=spoken(sheet, first), hand=hand), first


def merged(first: ItemRow, second: ItemRow) -> ItemRow:
    kinds = (first.kind, second.kind)
    return replace(
        first,
        kind=ItemKind.MEASURE if ItemKind.MEASURE in kinds else first.kind,
        end=max(first.end, second.end),
        clauses=first.clauses + second.clauses,
        inherited=first.inherited or second.inherited,
        days=first.days + second.days,
    )


def hanging(sheet: Sheet, item: str) -> Iterator[tuple[str, TargetRow | TaintRow | DoubtRow]]:
    """Everything that belongs to an item."""
    for key, row in sheet.rows():
        if isinstance(row, TargetRow | TaintRow | DoubtRow) and row.item == item:
            yield key, row


def split(session: Session, intake: Intake, key: str, second: Second, *, hand: Hand) -> tuple[IntakeEdit | None, str]:
    """Two items of one, cut where a sentence begins. Returns the second one's key."""
    sheet = opened(session, intake)
    if key not in sheet.items:
        raise Refused("intake.gone")
    item = sheet.items[key]
    if second.start not in cuts(sheet, item):
        raise Refused("intake.no_cut")
    second = replace(second, heading=second.heading or opening(sheet.text[second.start : item.end]))
    new = queries.new_key(session, intake, "i")
    changes: dict[str, Row | None] = dict(zip((key, new), parted(sheet.text, item, second), strict=True))
    changes |= {one: replace(row, item=new) for one, row in hanging(sheet, key) if row.start >= second.start}
    return keep(session, intake, sheet, "item.split", changes, words=spoken(sheet, key), hand=hand), new


def cuts(sheet: Sheet, item: ItemRow) -> list[int]:
    """Where an item can be split: at every sentence but the first, behind the heading."""
    return [one.start for one in sentences(sheet.text, item)[1:] if one.start >= item.heading_end]


def parted(text: str, item: ItemRow, second: Second) -> tuple[ItemRow, ItemRow]:
    """Each part with the clauses and days that stand in it; days set by the office stay with the first."""
    at = second.start
    until = item.start + len(text[item.start : at].rstrip())
    stands = text.startswith(second.heading, at)
    one = replace(
        item,
        end=until,
        clauses=tuple(clause for clause in item.clauses if clause.start < at and clause.text),
        days=tuple(day for day in item.days if day.start < at or day.by_office),
    )
    other = replace(
        item,
        path=(*item.path[:-1], second.number),
        heading=second.heading,
        heading_start=at,
        heading_end=at + len(second.heading) if stands else at,
        start=at,
        clauses=tuple(clause for clause in item.clauses if clause.start >= at and clause.text),
        days=tuple(day for day in item.days if day.start >= at and not day.by_office),
    )
    unprinted = [body for clause in item.clauses if not clause.text for body in clause.bodies]
    if unprinted:
        one = replace(one, clauses=(*one.clauses, shares.unprinted(one, tuple(unprinted))))
    return (_joined(one, other, second.shared), _joined(other, one, second.shared))


def _joined(part: ItemRow, other: ItemRow, shared: bool) -> ItemRow:
    """A part without a clause may take the bodies of the other at once, or later with one click."""
    if part.bodies or not other.bodies:
        return part
    part = replace(part, inherited=_led_once(other.bodies))
    return shares.inherited(part) if shared and part.kind == ItemKind.MEASURE else part


def _led_once(bodies: Iterable[BodyRow]) -> tuple[BodyRow, ...]:
    """Bodies of several clauses in one: each once, and only the first of the leading leads."""
    once = {body.name: body for body in reversed(list(bodies))}
    ordered = list(reversed(once.values()))
    lead = next((body for body in ordered if body.role == BodyRole.LEAD), None)
    return tuple(replace(body, role=BodyRole.LEAD if body is lead else BodyRole.CO) for body in ordered)


def second_number(number: str) -> str:
    """The number proposed for the second part: （二）之二, and （二）之三 after that."""
    head, mark, last = number.rpartition("之")
    numerals = "一二三四五六七八九十"
    if mark and last in numerals[:-1]:
        return f"{head}之{numerals[numerals.index(last) + 1]}"
    return f"{number.rstrip('、.．')}之二"


def opening(words: str, most: int = 40) -> str:
    """The heading proposed for the second part: the words up to the first stop."""
    ends: Iterable[int] = (words.find(sign) for sign in "。；：，" if sign in words[:most])
    return words[: min(ends, default=most)].strip()
