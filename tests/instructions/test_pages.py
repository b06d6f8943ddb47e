"""The pages of instructions: who sees them when, the lists, and where else they stand."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from tests.evidence.making import pdf
from tests.instructions import given
from tests.support.builders import City, a_plan_under_way, at
from tests.support.client import CarefulClient
from tests.support.clock import StoppedClock
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.instructions import ending, queries
from workflow.instructions.models import Instruction, InstructionKind
from workflow.instructions.rhythms import Rhythm
from workflow.notices.models import Notice
from workflow.wording.acts import act

TODAY = date(2026, 10, 14)
LATE = date(2026, 11, 9)  # three working days after the result was due
ONCE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PDF = pdf()


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(TODAY)


@pytest.fixture
def city(session: Session) -> City:
    city = a_plan_under_way(session)
    session.commit()
    return city


def text(client: CarefulClient, city: City, who: str, path: str) -> str:
    client.sign_in(city.accounts[who])
    with client.get(path) as answer:
        assert answer.status_code == 200, path
        return answer.get_data(as_text=True)


def test_only_leaders_and_the_office_see_it_before_it_is_passed_on(
    client: CarefulClient, session: Session, city: City
) -> None:
    one = given.drafted(session, city)
    session.commit()
    for who, seen in (("leader", 200), ("office", 200), ("liaison", 403), ("head", 403), ("auditor", 403)):
        client.sign_in(city.accounts[who])
        assert client.get(f"/instructions/{one.id}").status_code == seen, who
    for who in ("liaison", "auditor"):
        assert given.WORDS not in text(client, city, who, "/instructions")
    given.pass_on(session, one, at=at(TODAY))
    session.commit()
    for who, seen in (("liaison", 200), ("head", 200), ("auditor", 200), ("other", 403)):
        client.sign_in(city.accounts[who])
        assert client.get(f"/instructions/{one.id}").status_code == seen, who
    assert given.WORDS in text(client, city, "liaison", "/instructions")
    assert given.WORDS not in text(client, city, "other", "/instructions")


@ONCE
def test_the_office_registers_a_written_one_with_its_scan_which_those_addressed_may_open(
    client: CarefulClient, session: Session, city: City
) -> None:
    client.sign_in(city.accounts["office"])
    said = {"kind": "written", "name": "省领导", "on": "2026-10-13", "words": "请研究落实。"}
    bare = client.post("/instructions/register", data=said)
    assert bare.status_code == 422 and "扫描件" in bare.get_data(as_text=True)
    upload = {"files": (BytesIO(PDF), "批示.pdf")}
    assert client.post("/instructions/register", data=said | upload).status_code == 303
    one = session.scalars(select(Instruction)).one()
    assert (one.leader, one.post_id, one.written_on) == ("省领导", None, date(2026, 10, 13))
    scan = f"/evidence/{one.evidence_id}"
    for who, seen in (("leader", 200), ("liaison", 403), ("auditor", 403)):
        client.sign_in(city.accounts[who])
        with client.get(scan) as answer:
            assert answer.status_code == seen, who


@ONCE
def test_passing_on_tells_at_once_and_stands_in_the_history(
    client: CarefulClient, session: Session, city: City
) -> None:
    one = given.drafted(session, city, rhythm=Rhythm.SHANXI_13710)
    session.commit()
    client.sign_in(city.accounts["office"])
    path = f"/instructions/{one.id}/pass-on"
    assert "1个月内办结" in text(client, city, "office", path)
    assert client.post(path, data={"version": "1"}).status_code == 409  # another draft was read
    assert client.post(path, data={"version": str(one.version)}).status_code == 303
    told = set(session.scalars(select(Notice.rung)))
    assert told == {f"instruction:{one.id}"}
    assert set(session.scalars(select(Notice.at_once))) == {True}
    acts = session.scalars(select(Event.act).where(Event.thing == "instruction").order_by(Event.id)).all()
    assert acts == ["instruction.received", "instruction.drafted", "instruction.passed_on"]
    assert act("instruction.passed_on") == "转办"


@ONCE
def test_the_steps_of_a_matter_are_edited_before_it_is_passed_on(
    client: CarefulClient, session: Session, city: City
) -> None:
    one = given.drafted(session, city, rhythm=Rhythm.SHANXI_13710)
    session.commit()
    rows = {"rows-0-kind": "progress", "rows-0-words": "五日内报方案", "rows-0-count": "5", "rows-0-unit": "days"}
    rows |= {"rows-1-kind": "result", "rows-1-words": "办结", "rows-1-unit": "days", "rows-1-due_on": "2026-12-01"}
    rows |= {"rows-2-kind": "progress", "rows-2-words": "", "rows-2-unit": "days"}
    client.sign_in(city.accounts["office"])
    path = f"/instructions/{one.id}/steps"
    assert client.post(path, data=rows).status_code == 303
    assert client.post(path, data=rows | {"rows-1-count": "3"}).status_code == 422  # a count and a day
    steps = [(step.words, step.count, step.due_on) for step in queries.steps(session, one.id)]
    assert steps == [("五日内报方案", 5, None), ("办结", None, date(2026, 12, 1))]


def test_the_list_is_narrowed_counted_and_exported(client: CarefulClient, session: Session, city: City) -> None:
    late = given.passed_on(session, city)
    given.passed_on(session, city, lead="industry", due_on=date(2026, 12, 1))
    given.received(session, city, kind=InstructionKind.HANDED_OVER)
    session.commit()
    client.application.extensions["duban.clock"].set(LATE)

    def listed(query: str, who: str = "office") -> int:
        return text(client, city, who, f"/instructions?{query}").count('<th scope="row"><a href="/instructions/')

    industry = city.departments["industry"].id
    counts = {"": 3, "late=y": 1, "state=received": 1, f"department={industry}": 1, "q=用地": 2, "waits=y": 1}
    assert {query: listed(query) for query in counts} == counts
    assert (listed("", "leader"), listed("", "other"), listed("leader=999999")) == (3, 1, 3)  # no such leader
    with client.get("/instructions.xlsx?late=y") as answer:
        rows = list(load_workbook(BytesIO(answer.data)).active.iter_rows(values_only=True))
    assert [row[0] for row in rows[3:]] == [late.id]
    assert (rows[3][8], rows[3][11]) == ("办理中", 1)


@ONCE
def test_late_ones_have_a_column_of_their_own_in_the_ledger_and_on_the_leaders_page(
    client: CarefulClient, session: Session, city: City
) -> None:
    given.passed_on(session, city, task_id=city.tasks[0].id)
    given.passed_on(session, city)
    session.commit()
    client.application.extensions["duban.clock"].set(LATE)
    client.sign_in(city.accounts["leader"])
    with client.get(f"/plans/{city.plan.id}/ledger.xlsx") as answer:
        rows = list(load_workbook(BytesIO(answer.data)).active.iter_rows(values_only=True))
    base, head, tasks = rows[1][0], rows[2], rows[3:]
    assert "共 3 项任务" in base and "另列批示交办事项 1 件" in base
    column = head.index("批示办理逾期（件）")
    assert [row[column] for row in tasks] == [1, None, None, None, 1]  # the plan's task first, the matter last
    page = text(client, city, "leader", "/leader")
    assert "办理中 2" in page and "逾期 2 件" in page and "共 3 项" in page


@ONCE
def test_a_tasks_page_names_the_instructions_handled_on_it(client: CarefulClient, session: Session, city: City) -> None:
    one = given.passed_on(session, city, task_id=city.tasks[0].id)
    path = f"/tasks/{city.tasks[0].id}"
    session.commit()
    link = f'href="/instructions/{one.id}"'
    assert link in text(client, city, "liaison", path) and "leader（市长） 2026-10-14" in text(
        client, city, "leader", path
    )
    matter = given.passed_on(session, city)
    session.commit()
    page = text(client, city, "liaison", f"/tasks/{matter.task_id}")
    assert given.HANDLING in page and "申请办结" not in page


@ONCE
def test_a_result_is_shown_to_the_department_and_the_leader(
    client: CarefulClient, session: Session, city: City
) -> None:
    one = given.answered(session, city)
    session.commit()
    for who in ("leader", "liaison", "office"):
        assert "用地已落实。" in text(client, city, who, f"/instructions/{one.id}")
    ending.clear(session, one, by=SYSTEM, at=at(TODAY))
    session.commit()
    assert "已销号" in text(client, city, "leader", f"/instructions/{one.id}")


@ONCE
def test_a_page_costs_the_same_for_one_instruction_and_for_many(
    app: Flask, client: CarefulClient, session: Session, city: City
) -> None:
    given.passed_on(session, city)
    session.commit()
    engine = app.extensions["duban.database"].engine
    counted = [statements(engine, lambda: text(client, city, "office", "/instructions"))]
    for _ in range(4):
        given.passed_on(session, city)
    session.commit()
    counted.append(statements(engine, lambda: text(client, city, "office", "/instructions")))
    assert counted[0] == counted[1]


def statements(engine: Engine, look: Callable[[], object]) -> int:
    """How many statements a page takes."""
    said: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    look()
    event.remove(engine, "before_cursor_execute", note)
    return len(said)
