"""Between the item's form and the item: what the form shows, and what a person wants by it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.people import queries as people
from workflow.plans.desk.items import Wanted, WantedDay
from workflow.plans.desk.matching import Names
from workflow.plans.desk.naming import heading, original, veiled
from workflow.plans.desk.rows import DayRow, ItemRow
from workflow.plans.desk.shares import Share
from workflow.plans.desk.sheet import Sheet
from workflow.plans.models import BodyRole
from workflow.web.imports.forms import DayForm, ItemForm, ShareForm, refuse_at
from workflow.web.numbers import whole

SPARE = 2  # empty rows for an item that names nobody


@dataclass(frozen=True)
class Bodies:
    """The departments in force, by name and by id."""

    names: Names
    labels: dict[int, str]
    spellings: list[str]

    @classmethod
    def of(cls, session: Session, at: datetime) -> Self:
        known = people.by_printed_name(session, on=day_of(at))
        labels = dict(people.choices(session))
        spellings = [*labels.values(), *(name for name in known if name not in set(labels.values()))]
        return cls(Names.of(known), labels, spellings)

    def suggested(self, name: str) -> list[tuple[int, str]]:
        return [(key, self.labels[key]) for key in self.names.suggest(name) if key in self.labels]


@dataclass
class Reading:
    """A form that was sent: what is wanted, names matched by hand, and whether something is wrong."""

    wanted: Wanted
    taught: dict[str, int] = field(default_factory=dict)
    wrong: bool = False


def filled(sheet: Sheet, key: str, known: Bodies) -> dict[str, Any]:
    """The item's form as it is opened."""
    item, taints = sheet.items[key], list(sheet.taints.values())
    shares = [
        {
            "clause": place,
            "name": veiled(body.name, taints),
            "department": known.labels.get(body.department_id or 0, ""),
            "role": body.role,
            "place": order,
            "generic": body.generic,
        }
        for place, clause in enumerate(item.clauses)
        for order, body in enumerate(clause.bodies, start=1)
    ]
    spare = [empty_share(0)] * (0 if len(item.clauses) > 1 else SPARE - len(item.clauses))
    return {
        "heading": heading(item, taints),
        "kind": item.kind,
        "shares": shares + spare,
        "open_ended": [place for place, clause in enumerate(item.clauses) if clause.open_ended],
        "days": [*(_filled_day(sheet, day) for day in item.days), {"start": "", "owed": True}],
        "everywhere": True,
        "seen": f"{key}:{sheet.versions[key]}",
    }


def _filled_day(sheet: Sheet, day: DayRow) -> dict[str, Any]:
    return {
        "start": "" if day.by_office else day.start,
        "words": day.words if day.by_office else original(sheet, day.start, day.end),
        "due_on": day.due_on,
        "owed": day.owed,
    }


def empty_share(clause: int) -> dict[str, Any]:
    return {"clause": clause, "role": BodyRole.CO}


def read(form: ItemForm, sheet: Sheet, key: str, known: Bodies) -> Reading:
    """What the form wants; names of departments that nobody knows are marked at their fields."""
    item = sheet.items[key]
    reading = Reading(Wanted("", item.kind, (), (), ()))
    rows = sorted(
        (row for row in form.shares if not row.remove.data and (row.form.name.data or row.form.department.data)),
        key=lambda row: row.place.data if row.place.data is not None else 1000,
    )
    shares = [_share(row.form, sheet, item, known, reading) for row in rows]
    days = [_day(row.form, reading) for row in form.days if _is_day(row.form)]
    places = max([len(item.clauses), *(share.clause + 1 for share in shares)])
    reading.wanted = Wanted(
        heading=form.heading.data or "",
        kind=form.kind.data or item.kind,
        shares=shares,
        open_ended=[place in (form.open_ended.data or ()) for place in range(places)],
        days=days,
        everywhere=reading.taught if form.everywhere.data else {},
    )
    return reading


def _share(row: ShareForm, sheet: Sheet, item: ItemRow, known: Bodies, reading: Reading) -> Share:
    typed, printed = row.department.data or "", row.name.data or row.department.data or ""
    veils = {veiled(body.name, sheet.taints.values()): body.name for body in item.bodies}
    name = veils.get(printed, printed)
    department = None if row.generic.data else known.names.match(typed or name)
    if typed and department is None and not row.generic.data:
        refuse_at(row.department, _("没有名为“%(name)s”的单位。请从列表中选择，或新增这个单位。", name=typed))
        reading.wrong = True
    if typed and department is not None and known.names.match(name) is None:
        reading.taught[name] = department
    place = min(whole(row.clause.data) or 0, len(item.clauses))
    return Share(place, name, row.role.data or BodyRole.CO, department, bool(row.generic.data))


def _is_day(row: DayForm) -> bool:
    return not row.remove.data and bool(row.start.data or row.words.data or row.due_on.data)


def _day(row: DayForm, reading: Reading) -> WantedDay:
    start = whole(row.start.data)
    if start is None and row.due_on.data is None:
        refuse_at(row.due_on, _("请填写日期，例如 2026-12-20。"))
        reading.wrong = True
    return WantedDay(row.words.data or _("办公室设定"), start, row.due_on.data, bool(row.owed.data))
