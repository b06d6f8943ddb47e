"""Style and script are kept by a browser for ever, and a new version is seen at once."""

import re

import pytest

from tests.support.client import CarefulClient
from workflow.app import home
from workflow.web.lasting import FOR_EVER

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def addresses(client: CarefulClient) -> list[str]:
    return re.findall(r'"(/static/[^"#]+)', client.get("/sign-in").get_data(as_text=True))


def test_what_a_page_needs_is_asked_for_once_in_a_year(client: CarefulClient) -> None:
    found = addresses(client)
    assert any(address.startswith("/static/css/duban.css?v=") for address in found)
    for address in found:
        with client.get(address) as answer:
            assert (answer.status_code, answer.headers["Cache-Control"]) == (200, FOR_EVER), address


def test_another_version_is_another_address(client: CarefulClient, app, tmp_path) -> None:
    before = next(address for address in addresses(client) if "tokens.css" in address)
    (tmp_path / "css").mkdir()
    changed = (home() / "static/css/tokens.css").read_text() + "/* newer */"
    (tmp_path / "css/tokens.css").write_text(changed)
    app.static_folder = str(tmp_path)
    app.extensions["duban.addresses"].clear()
    after = next(address for address in addresses(client) if "tokens.css" in address)
    assert before != after
    with client.get(before) as old:  # a page that was open meanwhile
        assert old.get_data(as_text=True) == changed and old.headers["Cache-Control"] == "no-cache"


def test_a_file_that_is_not_there_and_a_way_out_of_the_folder_are_not_found(client: CarefulClient) -> None:
    for address in ("/static/css/none.css?v=1", "/static/../pyproject.toml", "/static/%2e%2e/pyproject.toml"):
        assert client.get(address).status_code == 404
