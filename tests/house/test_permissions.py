"""Every door stands in the table of permissions, and answers as the table says."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.house.permissions import NOTED, ROLES, TABLE, Answers
from tests.house.world import World, a_world
from tests.support.client import CarefulClient
from workflow.db import Database
from workflow.people.models import Account
from workflow.settings import Settings

Door = tuple[str, str]
TAKEN_OUT = "INSERT INTO evidence_taken_out"
ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ON_THE_OTHER = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


class Hasty(CarefulClient):
    """Looks at no page: thousands are asked for, and the stories look at each."""

    def _look(self, answer: TestResponse) -> None:
        pass


def doors(app: Flask) -> dict[Door, Rule]:
    """Every method and endpoint; the static files are for everybody."""
    return {
        (method, rule.endpoint): rule
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint != "static"
    }


def may_change(endpoint: str, changed: Sequence[str]) -> set[str]:
    return {statement for statement in changed if endpoint in NOTED and statement.startswith(TAKEN_OUT)}


def who_may(expected: Answers) -> str:
    """Whoever gets furthest at a door."""
    return min(ROLES[1:], key=lambda role: (expected[role] == 403, expected[role] == 303))


def refused_first(expected: Answers) -> list[str]:
    """What the refused asked for must still be there to be asked for."""
    return sorted(ROLES, key=lambda role: expected[role] not in (303, 403))


def opened(client: CarefulClient, method: str, path: str) -> TestResponse:
    """A door tried with the right token."""
    if method == "GET":
        return client.get(path)
    if method == "POST":
        return client.post(path)
    return client.open(path, method=method, headers={"X-CSRFToken": client.token()})


@dataclass
class Visitor:
    """Goes to a door in several roles."""

    client: CarefulClient
    world: World
    database: Database

    def answers(self, method: str, rule: Rule, roles: Sequence[str]) -> Answers:
        return {role: self.ask(method, rule, role) for role in roles}

    def ask(self, method: str, rule: Rule, role: str) -> int:
        self.client.sign_out()
        if role != "nobody":
            with self.database.reading() as session:
                self.client.sign_in(session.get_one(Account, self.world.accounts[role].id))
        _, path = rule.build(self.world.arguments(rule), append_unknown=False) or ("", "")
        with opened(self.client, method, path) as answer:
            return answer.status_code


@contextmanager
def changes(database: Database) -> Iterator[list[str]]:
    """The statements that change a row, as they come."""
    seen: list[str] = []

    def look(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().split(" ", 1)[0].upper() in ("INSERT", "UPDATE", "DELETE"):
            seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", look)
    yield seen
    event.remove(database.engine, "before_cursor_execute", look)


@pytest.fixture
def visitor(app: Flask, session: Session, database: Database, settings: Settings) -> Visitor:
    app.test_client_class = Hasty
    world = a_world(session, settings.files)
    session.commit()
    return Visitor(app.test_client(), world, database)


def test_every_door_stands_in_the_table_and_no_other(app: Flask) -> None:
    assert set(doors(app)) == set(TABLE)


@ON_ONE
def test_doors_that_show_answer_as_the_table_says_and_change_nothing(app: Flask, visitor: Visitor) -> None:
    known = doors(app)
    with changes(visitor.database) as changed:
        for (method, endpoint), expected in TABLE.items():
            if method == "GET":
                assert visitor.answers(method, known[method, endpoint], ROLES) == expected, endpoint
                assert set(changed) <= may_change(endpoint, changed), endpoint
                changed.clear()


@ON_ONE
def test_doors_that_act_answer_as_the_table_says(app: Flask, visitor: Visitor) -> None:
    known = doors(app)
    for (method, endpoint), expected in TABLE.items():
        if method != "GET":
            assert visitor.answers(method, known[method, endpoint], refused_first(expected)) == expected, endpoint


@ON_THE_OTHER
def test_doors_that_show_answer_on_the_other_database_too(app: Flask, visitor: Visitor) -> None:
    known = doors(app)
    for (method, endpoint), expected in TABLE.items():
        if method == "GET":
            role = who_may(expected)
            assert visitor.ask(method, known[method, endpoint], role) == expected[role], endpoint
