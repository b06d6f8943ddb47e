"""Sections: posts of a department that its people hold, and the tasks given to them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support import builders
from tests.support.builders import City, at, the_share
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.errors import Refused
from workflow.people import queries, sections
from workflow.people.models import Post
from workflow.tasks import sections as shares
from workflow.tasks.models import Role
from workflow.tasks.sections import SharesSought

TODAY = date(2026, 9, 2)
DAY = timedelta(days=1)


@pytest.fixture
def city(session: Session) -> City:
    return builders.a_plan_under_way(session)


@pytest.fixture
def power(session: Session, city: City) -> Post:
    return sections.open_section(session, city.departments["energy"], " 电力科 ", by=SYSTEM, at=at(TODAY))


def test_a_section_has_a_name_that_no_other_of_its_department_has(session: Session, city: City, power: Post) -> None:
    assert power.title == "电力科"
    for name, key in (
        ("电力科", "section.name_taken"),
        ("  ", "section.name_missing"),
        ("科" * 121, "section.name_long"),
    ):
        with pytest.raises(Refused) as refused:
            sections.open_section(session, city.departments["energy"], name, by=SYSTEM, at=at(TODAY))
        assert refused.value.key == key
    sections.open_section(session, city.departments["industry"], "电力科", by=SYSTEM, at=at(TODAY))


def test_only_people_of_the_department_hold_its_sections(session: Session, city: City, power: Post) -> None:
    with pytest.raises(Refused) as refused:
        sections.give(session, power, city.accounts["other"], from_on=TODAY, by=SYSTEM, at=at(TODAY))
    assert refused.value.key == "section.other_department"
    sections.give(session, power, city.accounts["head"], from_on=TODAY + DAY, by=SYSTEM, at=at(TODAY))
    held = [queries.viewer(session, city.accounts["head"].id, epoch=None, on=day) for day in (TODAY, TODAY + DAY)]
    assert [one.sections if one else None for one in held] == [frozenset(), frozenset({power.id})]


def test_a_section_speaks_for_no_department(session: Session, city: City, power: Post) -> None:
    clerk = builders.an_account(session, "clerk", city.departments["energy"], power.kind)
    viewer = queries.viewer(session, clerk.id, epoch=None, on=TODAY)
    assert viewer and (viewer.departments, viewer.sections) == (frozenset(), frozenset({power.id}))


def test_who_leaves_a_section_does_not_hold_it_from_today(session: Session, city: City, power: Post) -> None:
    holding = sections.give(session, power, city.accounts["head"], from_on=TODAY, by=SYSTEM, at=at(TODAY))
    sections.leave(session, holding, by=SYSTEM, at=at(TODAY + DAY))
    listed = [len(sections.listed(session, power.department_id, on=day)[0].people) for day in (TODAY, TODAY + DAY)]
    assert listed == [1, 0]


def test_shares_are_given_with_the_name_and_the_history_says_so(session: Session, city: City, power: Post) -> None:
    given = [the_share(session, city, "energy", task=number) for number in (0, 1)]
    assert shares.give(session, given, power, by=SYSTEM, at=at(TODAY)) == given
    assert {(share.section, share.post_id) for share in given} == {("电力科", power.id)}
    assert shares.counts(session, power.department_id)[power.id] == 2
    acts = session.scalars(select(Event.act).where(Event.thing == "assignment").order_by(Event.id.desc()).limit(2))
    assert list(acts) == ["assignment.section_given"] * 2
    assert shares.take_back(session, given[:1], by=SYSTEM, at=at(TODAY)) == given[:1]
    assert (given[0].section, given[0].post_id) == (None, None)


def test_a_share_of_another_department_or_given_already_is_not_given(session: Session, city: City, power: Post) -> None:
    own, other = the_share(session, city, "energy"), the_share(session, city, "industry")
    with pytest.raises(Refused) as refused:
        shares.give(session, [other], power, by=SYSTEM, at=at(TODAY))
    assert refused.value.key == "section.other_tasks"
    shares.give(session, [own], power, by=SYSTEM, at=at(TODAY))
    with pytest.raises(Refused) as refused:
        shares.give(session, [own], power, by=SYSTEM, at=at(TODAY))
    assert refused.value.key == "section.nothing_given"
    with pytest.raises(Refused) as refused:
        shares.take_back(session, [other], by=SYSTEM, at=at(TODAY))
    assert refused.value.key == "section.nothing_taken"


def test_a_section_that_ends_gives_its_tasks_back_and_takes_no_more(session: Session, city: City, power: Post) -> None:
    share = the_share(session, city, "energy")
    shares.give(session, [share], power, by=SYSTEM, at=at(TODAY))
    sections.give(session, power, city.accounts["head"], from_on=TODAY, by=SYSTEM, at=at(TODAY))
    assert shares.end_section(session, power, by=SYSTEM, at=at(TODAY + DAY)) == 1
    assert share.post_id is None
    assert sections.names(session, power.department_id, on=TODAY + DAY) == {}
    with pytest.raises(Refused) as refused:
        shares.give(session, [share], power, by=SYSTEM, at=at(TODAY + DAY))
    assert refused.value.key == "section.gone"


def test_the_rows_of_a_department_are_found_by_role_section_and_words(
    session: Session, city: City, power: Post
) -> None:
    department = city.departments["industry"].id
    everything = shares.page(session, SharesSought(department))
    assert [row.number for row in everything] == ["二（一）", "二（二）", "三（一）"]
    lead = shares.page(session, SharesSought(department, role=Role.LEAD))
    assert [row.number for row in lead] == ["三（一）"]
    assert [row.number for row in shares.page(session, SharesSought(department, words="光伏"))] == ["二（二）"]
    assert shares.page(session, SharesSought(department, section=power.id)) == []
    assert shares.count(session, SharesSought(department, section=0)) == 3
    first = everything[0]
    assert len(shares.page(session, SharesSought(department), after=(first.ordinal, first.id))) == 2
