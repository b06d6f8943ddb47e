"""Templates' quick words and addresses say the same as the libraries' own."""

import flask
import flask_babel
import pytest
from flask import Flask

from workflow.web.speaking import address, translated


@pytest.mark.parametrize(
    ("endpoint", "values"),
    [
        ("tasks.show", {"task_id": 7}),
        ("tasks.show", {"task_id": 7, "_anchor": "owed"}),
        ("tasks.index", {}),
        ("tasks.index", {"role": "lead", "department": 3}),
        ("escalation.preview", {"deadline": 12}),
        ("escalation.show", {"department": 0}),
        ("static", {"filename": "css/duban.css"}),
    ],
)
def test_a_quick_address_is_that_of_url_for(app: Flask, endpoint: str, values: dict[str, object]) -> None:
    for path in ("/", "/desk"):
        with app.test_request_context(path, base_url="http://localhost/"):
            for _ in range(2):
                assert address(endpoint, **values) == flask.url_for(endpoint, **values)


def test_a_quick_address_stands_behind_the_prefix_of_its_own_request(app: Flask) -> None:
    for prefix in ("", "/duban", "/{other}"):
        with app.test_request_context("/", base_url=f"http://localhost{prefix}"):
            assert address("tasks.show", task_id=7) == flask.url_for("tasks.show", task_id=7)


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_quick_words_are_those_of_the_catalogue_with_their_facts_escaped(app: Flask, locale: str) -> None:
    with app.test_request_context("/", headers={"Accept-Language": locale}):
        assert str(translated("督办台")) == flask_babel.gettext("督办台")
        assert str(translated("逾期 %(n)s 个工作日", n=3)) == flask_babel.gettext("逾期 %(n)s 个工作日", n=3)
        assert "&lt;b&gt;" in translated("存在问题：%(words)s", words="<b>")


def test_the_words_of_one_request_do_not_reach_the_next(app: Flask) -> None:
    for locale in ("en", "zh", "en"):
        with app.test_request_context("/", headers={"Accept-Language": locale}):
            assert str(translated("督办台")) == flask_babel.gettext("督办台")
