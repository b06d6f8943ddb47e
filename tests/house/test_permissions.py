"""Every door stands in the table of permissions, and answers as the table says."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from tests.house.permissions import ROLES, TABLE, Answers
from tests.house.world import World, a_world
from tests.support.client import CarefulClient
from tests.support.databases import contents
from workflow.db import Database

Door = tuple[str, str]
DOORS = sorted(TABLE)


def doors(app: Flask) -> dict[Door, Rule]:
    """Every method and endpoint; the static files are for everybody."""
    return {
        (method, rule.endpoint): rule
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint != "static"
    }


def test_every_door_stands_in_the_table_and_no_other(app: Flask) -> None:
    assert set(doors(app)) == set(TABLE)


@pytest.mark.parametrize("door", DOORS, ids=" ".join)
def test_a_door_answers_each_role_as_the_table_says(
    door: Door, app: Flask, client: CarefulClient, session: Session, database: Database
) -> None:
    world = a_world(session)
    session.commit()
    before = contents(database)
    rule = doors(app)[door]
    given = {role: ask(client, door[0], rule, world, role) for role in in_order(TABLE[door])}
    assert given == TABLE[door]
    if door[0] == "GET":
        assert contents(database) == before, "looking changed something"


def in_order(answers: Answers) -> list[str]:
    """Those who are refused first: what they asked for must still be there to be asked for."""
    return sorted(ROLES, key=lambda role: answers[role] not in (303, 403))


def ask(client: CarefulClient, method: str, rule: Rule, world: World, role: str) -> int:
    client.sign_out()
    if role != "nobody":
        client.sign_in(world.accounts[role])
    _, path = rule.build(world.arguments(rule), append_unknown=False) or ("", "")
    return client.get(path).status_code if method == "GET" else client.post(path).status_code
