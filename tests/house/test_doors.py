"""Promises of every door: a token on every POST, nothing written by looking, addresses that exist."""

import re

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.support import sources
from tests.support.builders import a_plan_under_way
from tests.support.client import CarefulClient
from tests.support.databases import contents
from workflow.db import Database
from workflow.people.models import Account

ONE_OF = re.compile(r"<any\((\w+)[^>]*>")  # an address that names one of several words
POINTS_AT = re.compile(r"""url_for\(\s*["']([\w.]+)["']""")


def test_every_address_that_is_named_exists(app: Flask) -> None:
    pages = [*sources.TEMPLATES.rglob("*.html"), *sources.TEMPLATES.rglob("*.txt"), *sources.modules()]
    named = {(point, sources.name(path)) for path in pages for point in POINTS_AT.findall(path.read_text("utf-8"))}
    assert not {(point, where) for point, where in named if point not in app.view_functions}


CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def test_nothing_is_changed_without_the_token(
    app: Flask, client: CarefulClient, session: Session, database: Database
) -> None:
    city = a_plan_under_way(session)
    session.commit()
    client.sign_in(city.accounts["office"])
    before = contents(database)
    for rule in app.url_map.iter_rules():
        for method in CHANGES.intersection(rule.methods or ()):
            path = re.sub(r"<[^>]*>", "1", ONE_OF.sub(r"\1", rule.rule))
            forged = {"data": {"csrf_token": "forged"}}, {"headers": {"X-CSRFToken": "forged"}}
            for sent in ({}, *forged):
                assert client.open(path, method=method, **sent).status_code == 400, path
    assert contents(database) == before


def test_a_session_that_looks_refuses_to_write(database: Database) -> None:
    with database.reading() as session:
        session.add(Account(email="a@city.test", name="甲"))
        with pytest.raises(RuntimeError, match="asked to write"):
            session.flush()


def test_an_answer_that_asked_for_no_permission_does_not_leave(app: Flask, client: CarefulClient) -> None:
    app.add_url_rule("/unasked", "unasked", lambda: "words")
    with pytest.raises(PermissionError, match="unasked"):
        client.get("/unasked")


NINES = "9" * 5000
WITHOUT_SENSE = {
    "/desk?department={department}&band=late_forms": [
        "after=2026-11-16." + NINES,
        "after=2026-11-16.99999999999999999999",
        "after=².1",
    ],
    "/review": ["after=0001-01-01T00:00:00%2B14:00,1", "after=9999-12-31T23:59:59-14:00,1", "after=2026-11-16,1"],
    "/departments/{department}/tasks": ["after=1." + NINES, "after=1.99999999999999999999", "after=².1"],
    "/plans/{plan}/rhythm": ["task=" + NINES, "task=²"],
}


def test_an_address_that_makes_no_sense_shows_the_first_page(client: CarefulClient, session: Session) -> None:
    city = a_plan_under_way(session)
    session.commit()
    client.sign_in(city.accounts["office"])
    here = {"department": city.departments["energy"].id, "plan": city.tasks[0].plan_id}
    for path, queries in WITHOUT_SENSE.items():
        for query in queries:
            address = f"{path.format(**here)}{'&' if '?' in path else '?'}{query}"
            assert client.get(address).status_code == 200, address[:80]
    for path in ("/tasks/{}", "/departments/{}/tasks", "/plans/{}/rhythm", "/desk?department={}"):
        assert client.get(path.format("9" * 20)).status_code in (400, 403, 404), path
