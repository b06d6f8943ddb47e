"""People beside the table of permissions: they get nothing more at any door than they should."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.house.permissions import TABLE
from tests.house.test_permissions import Hasty, doors, opened
from tests.house.world import World, a_world
from tests.support.builders import an_account, at
from tests.support.web import TODAY
from workflow.audit.service import SYSTEM
from workflow.people import sections
from workflow.people import service as people
from workflow.people.models import Account, Holding, PostKind

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
REFUSED = {403, 404}
OF_A_SECTION = frozenset(  # beside what stands open to whoever holds any post
    {"desk.show", "department.mine", "tasks.index", "instructions.index", "instructions.export"}
    | {"period.show", "period.table", "period.tables", "period.draft"}  # the rows of her own section
    | {"uploads.index", "uploads.begin"}  # her own files on their way in
    | {"period.take", "period.confirm_take"}  # a workbook comes back as drafts; to file it is refused
)


@pytest.fixture
def world(app, session, settings) -> World:
    app.test_client_class = Hasty
    return a_world(session, settings.files)


def asked(app, session, world, account) -> dict[tuple[str, str], int]:
    """What every door answers to a person. One's own account is one's own."""
    session.commit()
    known, found = doors(app), {}
    client = app.test_client().sign_in(session.get_one(Account, account.id))
    for method, endpoint in TABLE:
        if not endpoint.startswith("auth."):
            rule = known[method, endpoint]
            _, path = rule.build(world.arguments(rule), append_unknown=False) or ("", "")
            with opened(client, method, path) as answer:
                found[method, endpoint] = answer.status_code
    return found


def test_a_disabled_person_gets_what_a_stranger_gets(app, session, world) -> None:
    world.accounts["office"].disabled_at = at(TODAY)
    got = asked(app, session, world, world.accounts["office"])
    assert {door: code for door, code in got.items() if code != TABLE[door]["nobody"]} == {}


def test_a_person_whose_post_ended_yesterday_gets_only_what_is_hers(app, session, world) -> None:
    held = session.scalars(select(Holding).where(Holding.account_id == world.accounts["liaison"].id)).one()
    held.to_on = TODAY - timedelta(days=1)
    got = asked(app, session, world, world.accounts["liaison"])
    more = {door for door, code in got.items() if code not in REFUSED and not _for_all(door)}
    assert more == {("POST", "notices.open_spot")}  # what she was told stays hers


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
    return 403 not in TABLE[door].values()
