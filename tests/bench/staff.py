"""The people of a measured database: 300 departments, 1,000 accounts, each with a post."""

from collections.abc import Iterator

from argon2 import PasswordHasher
from sqlalchemy import Connection

from tests.bench.bulk import Row, numbered, put
from tests.bench.scale import CLERKS, DEPARTMENTS, DOMAIN, NOW, PASSWORD, PEOPLE, STARTED
from tests.bench.words import bodies, person
from workflow.people.models import (
    Account,
    Department,
    DepartmentKind,
    DepartmentName,
    Holding,
    NameKind,
    Post,
    PostKind,
)

OFFICE, GOVERNMENT = 1, 2  # ids of the two bodies that owe nothing
FIRST = 3  # id of the first department that does
OWING = DEPARTMENTS - 2
LIAISONS = PEOPLE - CLERKS
CLERK = LIAISONS + 1  # the account of the office's first clerk


def liaison_of(department_id: int) -> int:
    """The account of a department's first liaison; colleagues stand together, as in a list of people."""
    place = department_id - FIRST
    return place * LIAISONS // OWING + 1


def address(account_id: int) -> str:
    return f"person-{account_id}@{DOMAIN}"


def _departments() -> Iterator[Row]:
    yield {"code": "office", "kind": DepartmentKind.OFFICE, "label": "市领导小组办公室"}
    yield {"code": "government", "kind": DepartmentKind.GOVERNMENT, "label": "市人民政府"}
    for n, name in enumerate(bodies(OWING)):
        yield {"code": f"body-{n}", "kind": DepartmentKind.BUREAU, "label": name}


def _posts() -> Iterator[Row]:
    """The liaisons' and the head's post of every department, and the clerks' of the office."""
    for department_id in range(FIRST, DEPARTMENTS + 1):
        yield {"department_id": department_id, "kind": PostKind.LIAISON}
        yield {"department_id": department_id, "kind": PostKind.HEAD}
    yield {"department_id": OFFICE, "kind": PostKind.OFFICE}


def _sitters() -> Iterator[tuple[int, int]]:
    """Account and post: three or four liaisons a department, all told alike; the second of them heads it."""
    for place in range(OWING):
        first = liaison_of(FIRST + place)
        for account_id in range(first, liaison_of(FIRST + place + 1)):
            yield account_id, 2 * place + 1
        yield first + 1, 2 * place + 2
    for n in range(CLERKS):
        yield CLERK + n, 2 * OWING + 1


def fill_people(connection: Connection) -> None:
    hashed = PasswordHasher().hash(PASSWORD)
    departments = list(numbered(_departments()))
    put(connection, Department, ({**row, "ordinal": row["id"], "version": 1} for row in departments))
    put(
        connection,
        DepartmentName,
        ({"department_id": row["id"], "kind": NameKind.SHORT, "name": row["label"]} for row in departments),
    )
    put(connection, Post, ({**row, "title": ""} for row in numbered(_posts())))
    put(
        connection,
        Account,
        (
            {
                "id": n,
                "email": address(n),
                "name": person(n),
                "phone": f"0359-2{n:06}",
                "password_hash": hashed,
                "locale": "zh",
                "epoch": 1,
                "demo": False,
                "created_at": NOW,
                "version": 1,
            }
            for n in range(1, PEOPLE + 1)
        ),
    )
    put(
        connection,
        Holding,
        ({"post_id": post_id, "account_id": n, "rank": 1, "from_on": STARTED} for n, post_id in _sitters()),
    )
