"""Absence by date: who is away, who stands in, and what is refused."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.support.builders import at, people
from workflow.audit.service import SYSTEM
from workflow.errors import Refused
from workflow.people import absences, away, queries, service
from workflow.people.models import Absence, Account, Department, Holding, PostKind
from workflow.people.rules import DEPUTY

TODAY = date(2026, 11, 16)
DAY = timedelta(days=1)
FIRST, LAST = date(2026, 11, 20), date(2026, 11, 27)


@pytest.fixture
def bodies(session: Session) -> tuple[dict[str, Department], dict[str, Account]]:
    return people(session)


@pytest.fixture
def accounts(bodies: tuple[dict[str, Department], dict[str, Account]]) -> dict[str, Account]:
    return bodies[1]


def holding_of(session: Session, account: Account) -> Holding:
    return session.query(Holding).filter(Holding.account_id == account.id).one()


def noted(
    session: Session,
    account: Account,
    substitute: Account | None = None,
    *,
    first: date = FIRST,
    last: date = LAST,
    on: date = TODAY,
) -> Absence:
    holding = holding_of(session, account)
    return absences.note(
        session, holding, from_on=first, to_on=last, reason="出差", substitute=substitute, by=SYSTEM, at=at(on)
    )


def ranks(session: Session, on: date) -> list[tuple[str, int]]:
    """Who holds the liaison's post of 市能源局 on a day."""
    held = [row for row in queries.holders(session, on=on) if row[1] == PostKind.LIAISON]
    names = queries.account_names(session, [row[2] for row in held])
    return [(names[row[2]], row[3]) for row in held if names[row[2]] in ("liaison", "head")]


def test_the_substitute_is_deputy_for_the_days_of_the_absence_and_no_longer(
    session: Session, accounts: dict[str, Account]
) -> None:
    noted(session, accounts["liaison"], accounts["head"])
    both = [("liaison", 1), ("head", DEPUTY)]
    found = [ranks(session, day) for day in (FIRST - DAY, FIRST, LAST, LAST + DAY)]
    assert found == [both[:1], both, both, both[:1]]


def test_a_person_is_away_on_the_first_and_the_last_day_and_not_around_them(
    session: Session, accounts: dict[str, Account]
) -> None:
    noted(session, accounts["liaison"])
    gone = [
        [seat.account_id for seat in away.seats(session, on=day) if seat.away]
        for day in (FIRST - DAY, FIRST, LAST, LAST + DAY)
    ]
    assert gone == [[], [accounts["liaison"].id], [accounts["liaison"].id], []]


def test_somebody_who_is_deputy_already_stays_so_after_the_absence(
    session: Session, accounts: dict[str, Account]
) -> None:
    post = holding_of(session, accounts["liaison"]).post
    service.hold(session, post, accounts["head"], rank=DEPUTY, from_on=TODAY, by=SYSTEM, at=at(TODAY))
    absence = noted(session, accounts["liaison"], accounts["head"])
    absences.take_back(session, absence, by=SYSTEM, at=at(TODAY))
    assert ("head", DEPUTY) in ranks(session, LAST + DAY)


@pytest.mark.parametrize(
    ("first", "last", "key"),
    [
        (LAST, FIRST, "absence.days_reversed"),
        (TODAY - 9 * DAY, TODAY - DAY, "absence.days_past"),
        (date(2025, 12, 31), LAST, "absence.outside_holding"),
    ],
)
def test_days_that_cannot_be_are_refused(
    session: Session, accounts: dict[str, Account], first: date, last: date, key: str
) -> None:
    with pytest.raises(Refused) as refused:
        noted(session, accounts["liaison"], first=first, last=last)
    assert refused.value.key == key


def test_two_absences_of_one_holder_do_not_overlap(session: Session, accounts: dict[str, Account]) -> None:
    noted(session, accounts["liaison"])
    with pytest.raises(Refused) as refused:
        noted(session, accounts["liaison"], first=LAST, last=LAST + 3 * DAY)
    assert refused.value.key == "absence.overlaps"
    noted(session, accounts["liaison"], first=LAST + DAY, last=LAST + 3 * DAY)


def test_nobody_stands_in_for_herself_or_from_another_department_or_while_away(
    session: Session, accounts: dict[str, Account]
) -> None:
    liaison, head = accounts["liaison"], accounts["head"]
    noted(session, head, first=LAST, last=LAST)
    keys = []
    for substitute in (liaison, accounts["other"], head):
        with pytest.raises(Refused) as refused:
            noted(session, liaison, substitute)
        keys.append(refused.value.key)
    assert keys == ["absence.own_substitute", "absence.other_department", "absence.substitute_away"]


def test_an_absence_that_ends_early_ends_the_deputy_too(session: Session, accounts: dict[str, Account]) -> None:
    absence = noted(session, accounts["liaison"], accounts["head"])
    back = FIRST + 2 * DAY
    absences.end_early(session, absence, by=SYSTEM, at=at(back))
    assert (absence.to_on, absence.cancelled_at) == (back - DAY, None)
    assert ranks(session, back - DAY) == [("liaison", 1), ("head", DEPUTY)]
    assert ranks(session, back) == [("liaison", 1)]
    assert not any(seat.away for seat in away.seats(session, on=back))


def test_an_absence_taken_back_counts_no_more_and_can_be_noted_again(
    session: Session, accounts: dict[str, Account]
) -> None:
    absence = noted(session, accounts["liaison"], accounts["head"])
    absences.take_back(session, absence, by=SYSTEM, at=at(TODAY))
    assert ranks(session, FIRST) == [("liaison", 1)]
    assert away.of_holdings(session, [absence.holding_id], on=TODAY) == []
    noted(session, accounts["liaison"], accounts["head"])
    assert ranks(session, FIRST) == [("liaison", 1), ("head", DEPUTY)]


def test_what_is_over_is_neither_ended_nor_taken_back(session: Session, accounts: dict[str, Account]) -> None:
    absence = noted(session, accounts["liaison"])
    for act in (absences.end_early, absences.take_back):
        with pytest.raises(Refused) as refused:
            act(session, absence, by=SYSTEM, at=at(LAST + DAY))
        assert refused.value.key == "absence.over"


def test_an_absence_concerns_the_two_people_and_nobody_else(session: Session, accounts: dict[str, Account]) -> None:
    noted(session, accounts["liaison"], accounts["head"])
    concerned = {name for name, account in accounts.items() if away.concerning(session, account.id, on=TODAY)}
    assert concerned == {"liaison", "head"}
    assert away.concerning(session, accounts["head"].id, on=LAST + DAY) == []
