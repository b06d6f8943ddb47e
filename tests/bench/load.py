"""Fills a new database with as many deadlines as asked for; run as a script by run.py: load.py URL COUNT."""

import json
import sys
from datetime import UTC, datetime
from time import perf_counter

from sqlalchemy import inspect, text

from tests.bench.bulk import settle
from tests.bench.owed import fill_deadlines
from tests.bench.papers import fill_plans
from tests.bench.scale import Size
from tests.bench.spoken import fill_spoken
from tests.bench.staff import fill_people
from workflow.commands.ground import load_workdays
from workflow.db import Database, Model
from workflow.migrations import upgrade


def _with_sequence() -> list[type[Model]]:
    mappers = (mapper.class_ for mapper in Model.registry.mappers)
    return [model for model in mappers if inspect(model).local_table.c.get("id") is not None]


def fill(url: str, count: int) -> None:
    database, size = Database(url), Size(count)
    upgrade(database)
    with database.writing() as session:
        load_workdays(session, at=datetime.now(UTC))
    with database.engine.begin() as connection:
        if database.is_sqlite:
            connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        fill_people(connection)
        fill_plans(connection, size)
        fill_deadlines(connection, size)
        fill_spoken(connection)
        settle(connection, _with_sequence())
    if database.is_sqlite:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


if __name__ == "__main__":
    began = perf_counter()
    fill(sys.argv[1], int(sys.argv[2]))
    print(json.dumps({"seconds": perf_counter() - began}))
