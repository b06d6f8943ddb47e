"""How many queries a page makes: counting.py URL FOLDER, prints them by page as JSON. No server, no network."""

import json
import sys
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event

from tests.bench.browser import hidden_fields
from tests.bench.plain import PATH as PLAIN
from tests.bench.scale import PASSWORD
from tests.bench.scene import DESK, ESCALATION, SIGN_IN
from tests.bench.served import the_app
from tests.bench.staff import CLERK, FIRST, address, liaison_of
from workflow.db import Database

LOOKED_AT = {
    "plain": (PLAIN, liaison_of(FIRST)),
    "desk": (DESK, liaison_of(FIRST)),
    "escalation": (ESCALATION, CLERK),
}


def _sign_in(client: FlaskClient, account_id: int) -> None:
    fields = hidden_fields(client.get(SIGN_IN).text)
    answer = client.post(SIGN_IN, data={**fields, "email": address(account_id), "password": PASSWORD})
    assert answer.status_code == 303, answer.text


def queries(url: str, folder: Path) -> dict[str, int]:
    app, counted = the_app(url, folder), dict.fromkeys(LOOKED_AT, 0)
    database: Database = app.extensions["duban.database"]
    said: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        said.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    for name, (path, account_id) in LOOKED_AT.items():
        client = app.test_client()
        _sign_in(client, account_id)
        client.get(path)  # what is kept in memory after a first look
        said.clear()
        assert client.get(path).status_code == 200
        counted[name] = sum(not words.startswith("BEGIN") for words in said)
    database.close()
    return counted


if __name__ == "__main__":
    print(json.dumps(queries(sys.argv[1], Path(sys.argv[2]))))
