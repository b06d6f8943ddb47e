"""Whatever is sent to a door, an answer comes back that is no failure of ours."""

from pkgutil import iter_modules

import pytest
from flask import Flask, request
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse
from wtforms.fields.choices import SelectFieldBase
from wtforms.form import BaseForm

from tests.house import hostile
from tests.house.permissions import TABLE
from tests.house.test_permissions import ON_ONE, Hasty, doors, who_may
from tests.house.world import World, a_world
from tests.support.client import CarefulClient
from workflow import web
from workflow.people.models import Account
from workflow.settings import Settings

ENCODED = "application/x-www-form-urlencoded"
TURNS = (1, 8)
FAMILIES = [f"workflow.web.{one.name}" for one in iter_modules(web.__path__) if one.ispkg]
LONG = ("text", "words", "reason", "basis", "note", "answer")


@pytest.fixture
def world(app: Flask, session: Session, settings: Settings) -> World:
    app.test_client_class = Hasty
    world = a_world(session, settings.files)
    session.commit()
    return world


def answers(app: Flask, world: World, session: Session, method: str, turn: int) -> dict[str, object]:
    """What the doors of a method answer that is a failure, by endpoint."""
    known, failed = doors(app), {}
    for (each, endpoint), expected in TABLE.items():
        if each == method:
            rule = known[each, endpoint]
            _, path = rule.build(world.arguments(rule), append_unknown=False) or ("", "")
            client = app.test_client().sign_in(session.get_one(Account, world.accounts[who_may(expected)].id))
            data = hostile.filled(hostile.names_of(app.view_functions[endpoint].__module__.rpartition(".")[0]), turn)
            try:
                with _sent(client, method, path, data) as answer:
                    status = answer.status_code
            except Exception as failure:
                failed[endpoint] = repr(failure)[:200]
            else:
                failed |= {endpoint: status} if status >= 500 else {}
    return failed


def _sent(client: CarefulClient, method: str, path: str, data: dict[str, str]) -> TestResponse:
    if method == "GET":
        return client.get(path, query_string=hostile.encoded(data))
    data |= {next((name for name in LONG if name in data), "text"): hostile.MEGABYTE}
    return client.post(path, data=hostile.encoded(data), content_type=ENCODED)


@ON_ONE
@pytest.mark.parametrize("turn", TURNS)
def test_no_door_that_acts_fails_whatever_stands_in_its_fields(app, world, session, turn) -> None:
    assert not answers(app, world, session, "POST", turn)


@ON_ONE
def test_no_door_that_shows_fails_whatever_stands_in_its_address(app, world, session) -> None:
    assert not answers(app, world, session, "GET", 3)


@ON_ONE
def test_no_form_fails_whatever_stands_in_its_fields(app: Flask) -> None:
    for form in {form for family in FAMILIES for form in hostile.forms_of(family)}:
        names = list(hostile.fields(form))
        for turn in range(len(hostile.VALUES)):
            body = hostile.encoded(hostile.filled(names, turn))
            with app.test_request_context("/", method="POST", data=body, content_type=ENCODED):
                validated(form)


def validated(form: type[BaseForm]) -> None:
    """Validate what was sent; lists to choose from that a view would fill are empty."""
    filled = form(request.form)
    for field in filled:
        if isinstance(field, SelectFieldBase) and getattr(field, "choices", ()) is None:
            field.choices = []
    filled.validate()
