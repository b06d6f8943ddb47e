"""Every door stands in the table of permissions, and answers as the table says."""

from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from tests.house.permissions import ROLES, TABLE, Answers
from tests.house.world import World, a_world
from tests.support.client import CarefulClient
from tests.support.databases import contents
from workflow.db import Database
from workflow.people.models import Account
from workflow.settings import Settings

Door = tuple[str, str]


def doors(app: Flask) -> dict[Door, Rule]:
    """Every method and endpoint; the static files are for everybody."""
    return {
        (method, rule.endpoint): rule
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint != "static"
    }


@dataclass
class Visitor:
    """Goes to a door in every role."""

    client: CarefulClient
    world: World
    database: Database

    def answers(self, method: str, rule: Rule, expected: Answers) -> Answers:
        return {role: self.ask(method, rule, role) for role in refused_first(expected)}

    def ask(self, method: str, rule: Rule, role: str) -> int:
        self.client.sign_out()
        if role != "nobody":
            with self.database.reading() as session:
                self.client.sign_in(session.get_one(Account, self.world.accounts[role].id))
        _, path = rule.build(self.world.arguments(rule), append_unknown=False) or ("", "")
        with self.client.get(path) if method == "GET" else self.client.post(path) as answer:
            return answer.status_code


def refused_first(expected: Answers) -> list[str]:
    """What the refused asked for must still be there to be asked for."""
    return sorted(ROLES, key=lambda role: expected[role] not in (303, 403))


@pytest.fixture
def visitor(client: CarefulClient, session: Session, database: Database, settings: Settings) -> Visitor:
    world = a_world(session, settings.files)
    session.commit()
    return Visitor(client, world, database)


def test_every_door_stands_in_the_table_and_no_other(app: Flask) -> None:
    assert set(doors(app)) == set(TABLE)


def test_doors_that_show_answer_as_the_table_says_and_change_nothing(app: Flask, visitor: Visitor) -> None:
    known, before = doors(app), contents(visitor.database)
    for (method, endpoint), expected in TABLE.items():
        if method == "GET":
            assert visitor.answers(method, known[method, endpoint], expected) == expected, endpoint
            assert contents(visitor.database) == before, f"{endpoint} changed something"


def test_doors_that_act_answer_as_the_table_says(app: Flask, visitor: Visitor) -> None:
    known = doors(app)
    for (method, endpoint), expected in TABLE.items():
        if method == "POST":
            assert visitor.answers(method, known[method, endpoint], expected) == expected, endpoint
