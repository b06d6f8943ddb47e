"""People beside the table of permissions: they get nothing more at any door than they should."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.house.permissions import SENT_TO_SIGN_IN, TABLE
from tests.house.test_hostile import Hasty
from tests.house.test_permissions import doors
from tests.house.world import World, a_world
from tests.support.builders import an_account, at
from tests.support.web import TODAY
from workflow.audit.service import SYSTEM
from workflow.people import sections
from workflow.people import service as people
from workflow.people.models import Account, Holding, PostKind

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
REFUSED = {403, 404}
WITHOUT_POST = {"plans.index": 403, "plans.show": 403, "plans.document": 403}  # the plan is for who holds a post
OF_A_SECTION = frozenset(  # beside what stands open to whoever holds any post
    {"desk.show", "department.mine", "tasks.index"}
)


@pytest.fixture
def world(app, session, settings) -> World:
    app.test_client_class = Hasty
    return a_world(session, settings.files)


def asked(app, session, world, account, *, also=lambda expected: True) -> dict[tuple[str, str], int]:
    """What every door answers to a person."""
    session.commit()
    found, known, account = {}, doors(app), session.get_one(Account, account.id)
    client = app.test_client()
    for method, endpoint in TABLE:
        rule = known[method, endpoint]
        _, path = rule.build(world.arguments(rule), append_unknown=False) or ("", "")
        client.sign_in(account)
        found[method, endpoint] = client.open(path, method=method) if method == "GET" else client.post(path)
    return {door: answer.status_code for door, answer in found.items()}


def test_a_disabled_person_gets_what_a_stranger_gets(app, session, world) -> None:
    world.accounts["office"].disabled_at = at(TODAY)
    got = asked(app, session, world, world.accounts["office"])
    assert {door: code for door, code in got.items() if code != TABLE[door]["nobody"]} == {}


def test_a_person_whose_post_ended_yesterday_gets_only_what_is_hers(app, session, world) -> None:
    held = session.scalars(select(Holding).where(Holding.account_id == world.accounts["liaison"].id)).one()
    held.to_on = TODAY - timedelta(days=1)
    got = asked(app, session, world, world.accounts["liaison"])
    more = {door for door, code in got.items() if code not in REFUSED and not _for_all(door)}
    assert more == set()


def test_the_clerk_of_another_section_gets_nothing_of_what_was_given_to_none_of_hers(app, session, world) -> None:
    energy = world.city.departments["energy"]
    clerk = an_account(session, "wind", world.city.departments["housing"], PostKind.SECTION)
    own = session.scalars(select(Holding).where(Holding.account_id == clerk.id)).one()
    section = sections.open_section(session, energy, "风电科", by=SYSTEM, at=at(TODAY))
    people.hold(session, section, clerk, from_on=TODAY, by=SYSTEM, at=at(TODAY))
    own.to_on = TODAY - timedelta(days=1)
    got = asked(app, session, world, clerk)
    more = {door for door, code in got.items() if code not in REFUSED and not _for_all(door)}
    assert {endpoint for _, endpoint in more} <= OF_A_SECTION


def _for_all(door: tuple[str, str]) -> bool:
    """Open to whoever is signed in."""
    return 403 not in TABLE[door].values() and SENT_TO_SIGN_IN in {TABLE[door]["nobody"], 303}
