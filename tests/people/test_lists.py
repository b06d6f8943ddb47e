"""Lists of people and bodies: filtered, and turned by key without losing or doubling a row."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.support.builders import a_department, at, people
from workflow.people import lists, queries
from workflow.people.lists import AccountFilter, AccountState, DepartmentFilter
from workflow.people.models import Account, DepartmentKind, PostKind

TODAY = date(2026, 11, 16)


def named(session: Session, wanted: AccountFilter) -> set[str]:
    return {row.name for row in lists.accounts(session, wanted, on=TODAY).rows}


def test_people_are_found_by_name_address_and_telephone(session: Session) -> None:
    people(session)
    assert named(session, AccountFilter(q="LIAISON@")) == {"liaison"}
    assert named(session, AccountFilter(q="other_h")) == {"other_head"}
    assert len(named(session, AccountFilter(q="2660000"))) == 9
    assert not named(session, AccountFilter(q="%"))


def test_people_are_filtered_by_state_and_body(session: Session) -> None:
    bodies, folk = people(session)
    folk["third"].disabled_at = at(TODAY)
    folk["auditor"].password_hash = "set"
    session.add(Account(email="new@city.test", name="new", created_at=at(TODAY)))
    session.flush()
    assert named(session, AccountFilter(state=AccountState.DISABLED)) == {"third"}
    assert named(session, AccountFilter(state=AccountState.NO_POST)) == {"new"}
    assert "auditor" not in named(session, AccountFilter(state=AccountState.INVITED))
    assert "third" not in named(session, AccountFilter(state=AccountState.ACTIVE))
    assert named(session, AccountFilter(department_id=bodies["energy"].id)) == {"liaison", "head"}


def test_turning_pages_forward_and_back_shows_each_person_once(session: Session) -> None:
    people(session)
    everyone = [row.id for row in lists.accounts(session, AccountFilter(), on=TODAY).rows]
    seen: list[int] = []
    page = lists.accounts(session, AccountFilter(), on=TODAY, limit=4)
    assert page.before is None
    while True:
        seen += [row.id for row in page.rows]
        if page.after is None:
            break
        page = lists.accounts(session, AccountFilter(), on=TODAY, after=page.after, limit=4)
    assert seen == everyone
    back = lists.accounts(session, AccountFilter(), on=TODAY, before=page.before, limit=4)
    assert [row.id for row in back.rows] == everyone[4:8]
    first = lists.accounts(session, AccountFilter(), on=TODAY, before=back.before, limit=4)
    assert [row.id for row in first.rows] == everyone[:4] and first.before is None


def test_counts_stop_at_a_thousand(session: Session) -> None:
    session.add_all(Account(email=f"{n}@city.test", name=str(n), created_at=at(TODAY)) for n in range(1003))
    session.flush()
    assert lists.count_accounts(session, AccountFilter(), on=TODAY) == 1000


def test_bodies_without_a_liaison_are_listed(session: Session) -> None:
    bodies, folk = people(session)
    a_department(session, "夏县人民政府", DepartmentKind.COUNTY)
    folk["third"].disabled_at = at(TODAY)
    session.flush()
    wanted = DepartmentFilter(without=PostKind.LIAISON)
    labels = {row.label for row in lists.departments(session, wanted, on=TODAY).rows}
    assert {"夏县人民政府", "市住建局"} <= labels
    assert bodies["energy"].label not in labels


def test_bodies_are_found_by_any_name_and_kind(session: Session) -> None:
    people(session)
    rows = lists.departments(session, DepartmentFilter(q="能源"), on=TODAY).rows
    assert [row.label for row in rows] == ["市能源局"]
    offices = lists.departments(session, DepartmentFilter(kind=DepartmentKind.OFFICE), on=TODAY).rows
    assert [row.label for row in offices] == ["市领导小组办公室"]


@pytest.mark.parametrize(("words", "found"), [("liais", 1), ("city.test", 9), ("nobody", 0)])
def test_people_are_looked_up_for_the_history(session: Session, words: str, found: int) -> None:
    people(session)
    assert len(queries.accounts_named(session, words)) == found
