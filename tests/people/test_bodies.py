"""Bodies keep their id through new names; nothing that was true is deleted."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.support.builders import an_account
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.errors import Refused
from workflow.people import bodies, queries, seeding
from workflow.people.models import Department, DepartmentKind, DepartmentName, NameKind, PostKind, Succession

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)
SEED = Path(__file__).parents[2] / "seed" / "departments.csv"


@pytest.fixture
def rows() -> list[seeding.DepartmentRow]:
    with SEED.open(encoding="utf-8", newline="") as file:
        return seeding.rows_of(file)


def a_body(session: Session, label: str = "市环保局", code: str = "environment") -> Department:
    kind = DepartmentKind.BUREAU
    return bodies.create(session, code=code, kind=kind, label=label, full_name=f"运城{label}", by=SYSTEM, at=NOW)


def test_the_seed_holds_28_bodies_of_the_plan_the_office_the_government_and_13_counties(
    rows: list[seeding.DepartmentRow],
) -> None:
    kinds = [row.kind for row in rows]
    apart = {DepartmentKind.OFFICE: 1, DepartmentKind.GOVERNMENT: 1, DepartmentKind.COUNTY: 13}
    assert {kind: kinds.count(kind) for kind in apart} == apart
    assert len(rows) - sum(apart.values()) == 28


def test_no_name_of_the_seed_belongs_to_two_bodies(rows: list[seeding.DepartmentRow]) -> None:
    names = [name for row in rows for name in {row.label, row.full_name, *row.aliases} - {""}]
    assert len(names) == len(set(names))
    assert len({row.code for row in rows}) == len(rows)


def test_loading_the_seed_twice_changes_nothing(session: Session, rows: list[seeding.DepartmentRow]) -> None:
    assert seeding.load_departments(session, rows, at=NOW) == len(rows)
    names = session.scalar(select(func.count()).select_from(DepartmentName))
    assert seeding.load_departments(session, rows, at=NOW) == 0
    assert session.scalar(select(func.count()).select_from(DepartmentName)) == names
    assert session.scalar(select(func.count()).select_from(Event)) == len(rows)


def test_a_body_is_found_by_each_of_its_names(session: Session, rows: list[seeding.DepartmentRow]) -> None:
    seeding.load_departments(session, rows, at=NOW)
    known = queries.by_printed_name(session, on=TODAY)
    assert known["市工信局"] == known["运城市工业和信息化局"] == known["市工业和信息化局"]
    assert known["市领导小组办公室"] == known["市碳达峰碳中和工作领导小组办公室"]


def test_a_new_name_is_dated_and_the_label_follows(session: Session) -> None:
    body = a_body(session)
    bodies.rename(session, body, kind=NameKind.SHORT, name="市生态环境局", from_on=TODAY, by=SYSTEM, at=NOW)
    assert body.label == "市生态环境局"
    assert queries.by_printed_name(session, on=TODAY)["市生态环境局"] == body.id
    assert "市环保局" not in queries.by_printed_name(session, on=TODAY)
    assert queries.by_printed_name(session, on=date(2026, 11, 15))["市环保局"] == body.id


def test_a_new_statutory_name_leaves_the_label(session: Session) -> None:
    body = a_body(session)
    bodies.rename(session, body, kind=NameKind.FULL, name="运城市生态环境局", from_on=TODAY, by=SYSTEM, at=NOW)
    assert body.label == "市环保局"


def test_a_name_to_come_and_anothers_name_are_refused(session: Session) -> None:
    body, other = a_body(session), a_body(session, "市水务局", "water")
    with pytest.raises(Refused, match="day_ahead"):
        bodies.rename(session, body, kind=NameKind.SHORT, name="甲", from_on=date(2026, 11, 17), by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="name_taken"):
        bodies.rename(session, other, kind=NameKind.SHORT, name="市环保局", from_on=TODAY, by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="name_taken"):
        bodies.add_alias(session, other, name="市环保局", by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="code_taken"):
        a_body(session, "市林业局", "water")


def test_an_alias_is_read_until_it_is_ended(session: Session) -> None:
    body = a_body(session)
    bodies.add_alias(session, body, name="环保局", by=SYSTEM, at=NOW)
    session.flush()
    assert queries.by_printed_name(session, on=TODAY)["环保局"] == body.id
    alias = session.scalars(select(DepartmentName).where(DepartmentName.kind == NameKind.ALIAS)).one()
    bodies.end_alias(session, alias, by=SYSTEM, at=NOW)
    session.flush()
    assert "环保局" not in queries.by_printed_name(session, on=TODAY)
    with pytest.raises(Refused, match="alias_ended"):
        bodies.end_alias(session, alias, by=SYSTEM, at=NOW)


def test_a_merger_abolishes_the_former_body_and_is_kept_with_its_basis(session: Session) -> None:
    former, heir = a_body(session), a_body(session, "市生态环境局", "new")
    an_account(session, "li", former, PostKind.LIAISON)
    facts = {"successor": heir, "on": TODAY, "basis": "运机编〔2026〕3号"}
    bodies.succeed(session, former, **facts, by=SYSTEM, at=NOW)
    assert former.abolished_on == TODAY
    assert session.scalars(select(Succession)).one().basis == "运机编〔2026〕3号"
    assert not queries.holders(session, on=TODAY)
    with pytest.raises(Refused, match="department_abolished"):
        bodies.abolish(session, former, on=TODAY, by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="no_successor"):
        bodies.succeed(session, heir, successor=former, on=TODAY, basis="", by=SYSTEM, at=NOW)
