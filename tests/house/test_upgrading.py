"""A database of an earlier version, with rows in it, comes through the newer migrations whole."""

import json

from sqlalchemy import text

from tests.support.builders import a_plan_under_way
from workflow import migrations
from workflow.db import Database
from workflow.plans.models import Item
from workflow.tasks.models import Assignment, Task

DAY, MOMENT = "2026-08-20", "2026-08-20 00:00:00"
OLDER = (
    ("plan", {"id": 1, "title": "旧方案", "state": "in_force", "demo": False, "version": 1}),
    (
        "edition",
        {"id": 1, "plan_id": 1, "ordinal": 1, "title": "旧方案", "file_name": "a.txt", "sha256": "0" * 64}
        | {"original": b"text", "text": "text", "imported_at": MOMENT},
    ),
    (
        "item",
        {"id": 1, "edition_id": 1, "ordinal": 1, "kind": "measure", "number": "二（一）", "path": json.dumps(["二"])}
        | {"heading": "举措", "start": 0, "end": 4, "heading_start": 0, "heading_end": 4},
    ),
    ("department", {"id": 1, "code": "a", "kind": "bureau", "label": "市能源局", "ordinal": 1, "version": 1}),
    (
        "task",
        {"id": 1, "plan_id": 1, "origin": "measure", "ordinal": 1, "number": "二（一）", "chapter": "", "version": 1}
        | {"heading": "举措", "state": "under_way"},
    ),
    ("task_item", {"id": 1, "task_id": 1, "item_id": 1, "from_on": DAY}),
    (
        "assignment",
        {"id": 1, "task_id": 1, "department_id": 1, "role": "lead", "ordinal": 1, "basis": "", "red_run": 0}
        | {"version": 1, "from_on": DAY},
    ),
)


def test_rows_of_the_first_version_are_all_there_after_every_later_migration(empty_database: Database) -> None:
    migrations.upgrade(empty_database, to="0001")
    with empty_database.engine.execution_options(writing=True).begin() as connection:
        for table, row in OLDER:
            columns = ", ".join(f'"{name}"' for name in row)
            values = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({values})"), row)
    migrations.upgrade(empty_database)
    with empty_database.reading() as session:
        item, task, share = session.get(Item, 1), session.get(Task, 1), session.get(Assignment, 1)
        assert item is not None and (item.heading, item.predecessor_id) == ("举措", None)
        assert task is not None and (task.number, task.leader_post_id) == ("二（一）", None)
        assert share is not None and (share.department.label, share.section) == ("市能源局", None)


def test_a_database_brought_up_in_steps_takes_work_like_a_new_one(empty_database: Database) -> None:
    migrations.upgrade(empty_database, to="0001")
    migrations.upgrade(empty_database)
    with empty_database.writing() as session:
        assert len(a_plan_under_way(session).tasks) == 4
