"""Papers and ladders of an earlier version, with rows in them, come through the newer migrations whole."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.house.test_upgrading import DAY, MOMENT, an_older_database
from workflow import migrations
from workflow.db import Database
from workflow.escalation import ladders, setting_red
from workflow.escalation.models import RedPeriods
from workflow.escalation.papers import issuing, numbering, rules
from workflow.escalation.papers.models import AnswerState, Paper, PaperAnswer, PaperState
from workflow.escalation.standing import Red
from workflow.tasks.models import Assignment

BODY = [{"level": 0, "text": "请抓紧办理。"}]
PAPER: dict[str, Any] = {
    "id": 1,
    "plan_id": 1,
    "kind": "urge_slip",
    "state": "draft",
    "title": "催办单",
    "organ": "办公室",
}
PAPER |= {"basis": "十五（一）", "body": json.dumps(BODY), "facts": "{}", "confirmed": "{}", "returned_for": ""}
PAPER |= {"drafted_by": "陈办", "drafted_at": MOMENT, "ended_for": "", "version": 1}
SAID = {"number": "督办〔2026〕1号", "title": "催办单", "body": BODY, "signer": "李市长", "issued_on": DAY}
ISSUED = PAPER | {"id": 2, "state": "issued", "number": SAID["number"], "series": "督办", "year": 2026, "own_number": 1}
ISSUED |= {"signer": "李市长", "signed_on": DAY, "issued_on": DAY, "issued_at": MOMENT, "issued_by": "陈办"}
ISSUED |= {"content": json.dumps(SAID), "checksum": rules.checksum(SAID)}
ROWS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("paper", PAPER),
    ("paper", ISSUED),
    ("paper_number", {"id": 1, "series": "督办", "year": 2026, "next": 2}),
    ("paper_line", {"id": 1, "paper_id": 2, "ordinal": 1, "deadline_id": 1, "assignment_id": 1, "facts": "{}"}),
    ("paper_address", {"id": 1, "paper_id": 2, "department_id": 1, "ordinal": 1, "reply_id": 1, "version": 1}),
    (
        "paper_answer",
        {"id": 1, "address_id": 1, "kind": "reply", "state": "to_sign", "words": "正在办理", "by": "张三", "at": MOMENT}
        | {"returned_for": "", "verdict": "", "version": 1},
    ),
)


def put(database: Database, rows: tuple[tuple[str, Mapping[str, Any]], ...]) -> None:
    with database.engine.execution_options(writing=True).begin() as connection:
        for table, row in rows:
            columns, values = ", ".join(f'"{name}"' for name in row), ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({values})"), row)


def test_papers_of_the_sixth_version_are_whole_and_still_frozen(empty_database: Database) -> None:
    an_older_database(empty_database)
    migrations.upgrade(empty_database, to="0006")
    put(empty_database, ROWS)
    migrations.upgrade(empty_database)
    with empty_database.writing() as session:
        draft, issued = session.get_one(Paper, 1), session.get_one(Paper, 2)
        assert (draft.state, draft.body, draft.number) == (PaperState.DRAFT, BODY, None)
        assert issuing.matches(issued) and issued.addresses[0].department.label == "市能源局"
        assert [line.deadline_id for line in issued.lines] == [1]
        assert session.get_one(PaperAnswer, 1).state == AnswerState.TO_SIGN
        assert numbering.take(session, "督办", 2026).own == 2
        draft.title = "改过的标题"
    with empty_database.engine.execution_options(writing=True).connect() as connection:
        for change in ("UPDATE paper SET title = 'x' WHERE id = 2", "DELETE FROM paper WHERE id = 2"):
            with pytest.raises(DBAPIError, match="does not change"):
                connection.execute(text(change))
            connection.rollback()


def test_a_plan_of_before_has_the_red_periods_that_it_had_and_may_set_its_own(empty_database: Database) -> None:
    an_older_database(empty_database)
    migrations.upgrade(empty_database, to="0009")
    step = {"id": 1, "plan_id": 1, "ladder": "work", "rung": "notice_conditions", "days": 8}
    put(empty_database, (("ladder_step", step),))
    with empty_database.engine.execution_options(writing=True).begin() as connection:
        connection.execute(text("UPDATE assignment SET red_run = 3"))
    migrations.upgrade(empty_database)
    with empty_database.writing() as session:
        assert setting_red.red_of_plan(session, 1) == Red(2, 3)
        assert list(ladders.own(session).values()) == [((step["rung"], 8),)]
        assert session.get_one(Assignment, 1).red_run == 3
        session.add(RedPeriods(plan_id=1, circular=None, interview=4))
    with empty_database.reading() as session:
        assert setting_red.red_of_plan(session, 1) == Red(None, 4)
    with empty_database.engine.execution_options(writing=True).connect() as connection:
        for change in ("interview = 1", "circular = 4", "circular = 1"):
            with pytest.raises(IntegrityError):
                connection.execute(text(f"UPDATE red_periods SET {change}"))
            connection.rollback()
