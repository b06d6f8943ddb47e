"""What goes along when a department is followed by another: the bodies below it, and how its days were moved."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.deadlines.test_succession import BEFORE, TODAY, open_of, succeed
from tests.support.builders import START, a_department, at, the_deadline
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.deadlines import of_tasks
from workflow.deadlines.models import DeadlineKind, MoveKind
from workflow.errors import Refused
from workflow.people import bodies, parents
from workflow.people.models import DepartmentKind
from workflow.review import extensions


def below(session, city, label, above):
    body = a_department(session, label, DepartmentKind.COUNTY)
    parents.put_below(session, body, above, from_on=START, by=SYSTEM, at=at(START))
    return body


def names(session, body, on) -> list[str]:
    return [one.label for one in parents.children(session, body.id, on=on)]


def test_bodies_below_stand_below_the_successor_from_its_day(session, city, days) -> None:
    energy, industry = city.departments["energy"], city.departments["industry"]
    below(session, city, "能源中心", energy)
    leaving, later = below(session, city, "节能中心", energy), date(2026, 12, 1)
    parents.put_below(session, leaving, city.departments["housing"], from_on=later, by=SYSTEM, at=at(START))
    succeed(session, city, days, "energy", "industry")
    assert names(session, industry, BEFORE) == ["能源中心", "节能中心"]
    assert names(session, energy, BEFORE) == [] and names(session, industry, BEFORE - timedelta(days=1)) == []
    assert (names(session, industry, later), names(session, city.departments["housing"], later)) == (
        ["能源中心"],
        ["节能中心"],
    ), "what was decided for later stays decided"
    told = session.scalars(select(Event).where(Event.act == "department.put_below").order_by(Event.id.desc())).first()
    assert (told.facts["was"], told.facts["name"], told.facts["from_on"]) == ("市能源局", "市工信局", "2026-10-12")


def test_a_body_from_below_takes_the_place_of_the_one_above_it(session, city, days) -> None:
    energy, above = city.departments["energy"], city.departments["government"]
    parents.put_below(session, energy, above, from_on=START, by=SYSTEM, at=at(START))
    county = below(session, city, "能源中心", energy)
    heir = city.departments["heir"] = below(session, city, "新能源局", county)
    succeed(session, city, days, "energy", "heir")
    assert parents.parent_of(session, heir.id, on=BEFORE) is above
    assert names(session, heir, BEFORE) == ["能源中心"] and names(session, county, BEFORE) == []


def test_without_a_successor_nothing_stands_below_a_body_that_is_gone(session, city) -> None:
    gone = a_department(session, "市煤炭局")
    body = below(session, city, "煤检站", gone)
    bodies.abolish(session, gone, on=BEFORE, by=SYSTEM, at=at(TODAY))
    assert parents.parent_of(session, body.id, on=BEFORE) is None


def test_an_extension_goes_along_and_a_second_one_counts_as_the_second(session, city, days) -> None:
    target = the_deadline(session, city, "energy", DeadlineKind.TARGET)
    first_day, extended = target.due_on, target.due_on + timedelta(days=30)
    how = {"reason": "统计口径调整", "approval": None, "by": SYSTEM, "at": at(START)}
    extensions.grant_directly(session, target, to_on=extended, **how)
    succeed(session, city, days, "energy", "government")
    theirs = open_of(session, city, "government")[DeadlineKind.TARGET, target.occasion]
    assert (theirs.original_due_on, theirs.due_on) == (first_day, extended)
    (move,) = of_tasks.moves(session, [theirs.id])[theirs.id]
    assert (move.kind, move.from_on, move.to_on, move.reason) == (
        MoveKind.EXTENSION,
        first_day,
        extended,
        "统计口径调整",
    )
    with pytest.raises(Refused, match=r"extension\.approver_missing"):
        extensions.grant_directly(session, theirs, to_on=extended + timedelta(days=30), **how)


def test_a_day_too_near_to_be_kept_is_moved_in_sight(session, city, days) -> None:
    target = the_deadline(session, city, "energy", DeadlineKind.TARGET)
    first_day = target.due_on = target.original_due_on = date(2026, 9, 30)
    session.flush()
    how = {"reason": "统计口径调整", "approval": None, "by": SYSTEM, "at": at(START)}
    extensions.grant_directly(session, target, to_on=TODAY, **how)
    succeed(session, city, days, "energy", "government")
    theirs = open_of(session, city, "government")[DeadlineKind.TARGET, target.occasion]
    last = of_tasks.moves(session, [theirs.id])[theirs.id][-1]
    assert (last.kind, last.from_on, last.to_on, last.reason) == (
        MoveKind.OFFICE,
        TODAY,
        theirs.due_on,
        "机构改革方案",
    )
    assert theirs.original_due_on == first_day
