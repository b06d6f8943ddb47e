"""The history is only added to, and a chain over it names the first row that was touched."""

import threading
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from workflow.audit import queries, sealing
from workflow.audit.models import Event, Seal, Sealed
from workflow.audit.queries import HistoryFilter
from workflow.audit.service import SYSTEM, Operator, record
from workflow.db import Database

NOW = datetime(2026, 11, 16, 16, 30, 15, 123456, tzinfo=UTC)  # already the 17th in the city


def write(database: Database, count: int) -> None:
    with database.writing() as session:
        for number in range(count):
            record(session, "department.created", "department", by=SYSTEM, at=NOW, label=f"第{number}号单位")


def seal(database: Database) -> int:
    with database.writing() as session:
        return sealing.seal(session, at=NOW)


def verify(database: Database) -> sealing.Finding:
    with database.reading() as session:
        return sealing.verify(session)


def tamper(database: Database, statement: str) -> None:
    """What somebody with the database in his hands could do."""
    with database.engine.connect() as connection:
        if database.is_sqlite:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA foreign_keys = OFF")  # before the transaction begins
            for table in ("event", "sealed", "seal"):
                for act in ("update", "delete"):
                    raw.execute(f"DROP TRIGGER {table}_no_{act}")
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(statement))
        connection.commit()


def test_a_row_falls_on_the_day_in_the_city(session: Session) -> None:
    event = record(session, "a.b", "thing", by=Operator(7, "李敏"), at=NOW, plan_id=3, why="because")
    session.flush()
    assert (event.on.isoformat(), event.actor, event.account_id, event.plan_id) == ("2026-11-17", "李敏", 7, 3)
    assert event.facts == {"why": "because"}


@pytest.mark.parametrize("table", ["event", "seal", "sealed"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET {}"])
def test_the_database_refuses_to_change_or_remove_history(database: Database, table: str, statement: str) -> None:
    write(database, 2)
    seal(database)
    changed = {"event": "actor = 'x'", "seal": "digest = 'x'", "sealed": "digest = 'x'"}[table]
    with pytest.raises(DBAPIError, match="only added to"), database.writing() as session:
        session.execute(text(statement.format(table, changed)))


def test_sealing_twice_changes_nothing(database: Database) -> None:
    write(database, 3)
    assert seal(database) == 3
    assert seal(database) == 0
    found = verify(database)
    assert (found.rows, found.unsealed, found.first_broken) == (3, 0, None)


def test_each_batch_follows_the_one_before(database: Database) -> None:
    for count in (2, 3):
        write(database, count)
        seal(database)
    with database.reading() as session:
        first, second = session.scalars(select(Seal).order_by(Seal.id)).all()
    assert first.previous == sealing.START
    assert second.previous == first.digest
    assert verify(database).digest == second.digest


def test_a_long_history_is_sealed_in_batches(database: Database) -> None:
    write(database, sealing.BATCH + 5)
    assert [seal(database) for _ in range(3)] == [sealing.BATCH, 5, 0]
    assert verify(database).rows == sealing.BATCH + 5


def test_two_sealers_at_once_chain_each_row_once(database: Database) -> None:
    write(database, 50)
    threads = [threading.Thread(target=seal, args=(database,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Sealed)) == 50
    assert verify(database).first_broken is None


def test_a_row_committed_late_is_sealed_by_the_next_batch(database: Database) -> None:
    late = database.writer()
    if database.is_sqlite:  # one writer: nothing can be committed meanwhile
        late.close()
        return
    record(late, "a.late", "thing", by=SYSTEM, at=NOW)
    late.flush()
    write(database, 2)
    assert seal(database) == 2
    late.commit()
    late.close()
    assert seal(database) == 1
    assert verify(database).first_broken is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET actor = 'somebody else' WHERE id = 3",
        "UPDATE event SET facts = '{}' WHERE id = 3",
        "UPDATE event SET id = 99 WHERE id = 3",
        "UPDATE sealed SET digest = 'x' WHERE event_id = 3",
    ],
)
def test_a_touched_row_is_named(database: Database, statement: str) -> None:
    write(database, 5)
    seal(database)
    tamper(database, statement)
    assert verify(database).first_broken == 3


def test_what_was_not_sealed_yet_is_counted(database: Database) -> None:
    write(database, 2)
    seal(database)
    write(database, 1)
    assert verify(database).unsealed == 1


def test_an_empty_history_is_whole(database: Database) -> None:
    assert verify(database) == sealing.Finding(0, 0, None, sealing.START)


def some_history(session: Session) -> None:
    for number in range(7):
        record(session, "a.b", "thing", by=Operator(number % 2 + 1, f"人{number % 2 + 1}"), at=NOW, number=number)
    record(session, "c.d", "other", by=SYSTEM, at=datetime(2026, 10, 1, 2, tzinfo=UTC))
    session.flush()


def test_history_is_filtered_by_person_act_thing_and_day(session: Session) -> None:
    some_history(session)
    assert queries.count(session, HistoryFilter(account_ids=(1,))) == 4
    assert queries.count(session, HistoryFilter(account_ids=(), actor="Duban")) == 1
    assert queries.count(session, HistoryFilter(account_ids=(), actor="nobody")) == 0
    assert queries.count(session, HistoryFilter(act="a.b", thing="thing")) == 7
    day = date(2026, 11, 17)
    assert queries.count(session, HistoryFilter(from_on=day, to_on=day)) == 7


def test_turning_the_pages_of_the_history_shows_each_row_once(session: Session) -> None:
    some_history(session)
    everything = [event.id for event in session.scalars(select(Event).order_by(Event.id.desc()))]
    first = queries.history(session, HistoryFilter(), limit=3)
    second = queries.history(session, HistoryFilter(), older=first.older, limit=3)
    third = queries.history(session, HistoryFilter(), older=second.older, limit=3)
    assert [row.id for page in (first, second, third) for row in page.rows] == everything
    assert first.newer is None and third.older is None
    back = queries.history(session, HistoryFilter(), newer=third.newer, limit=3)
    assert [row.id for row in back.rows] == [row.id for row in second.rows]
