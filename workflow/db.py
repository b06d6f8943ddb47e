"""The database: engine, sessions, the base of all models and the column types they share."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC as ZERO
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, Date, DateTime, Dialect, Engine, Enum, MetaData, Numeric, create_engine, event
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

BUSY = 15_000  # milliseconds that SQLite waits for another writer
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UTC(TypeDecorator[datetime]):
    """An aware instant in UTC; a naive one is a mistake and is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a zone")
        return value.astimezone(ZERO)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=ZERO) if value.tzinfo is None else value.astimezone(ZERO)


def enum_column(words: type[StrEnum]) -> Enum:
    """A stored word, by value, checked by the database."""
    return Enum(
        words,
        native_enum=False,
        create_constraint=True,
        length=32,
        name=words.__name__.lower(),
        values_callable=lambda members: [m.value for m in members],
    )


class Model(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTC,
        date: Date,
        Decimal: Numeric(20, 6),
        dict[str, Any]: JSON,
        list[str]: JSON,
    }


def insert(session: Session, model: type[Model]) -> Any:
    """An INSERT in this database's own words, which know ON CONFLICT; both databases say it alike."""
    return (postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert)(model)


class ReadingSession(Session):
    """A session that only reads: a page that is looked at changes nothing."""

    def flush(self, objects: Any = None) -> None:
        if self.new or self.deleted or any(self.is_modified(thing) for thing in self.dirty):
            raise RuntimeError("a reading session was asked to write")


def _sqlite_opened(connection: Any, entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", f"busy_timeout={BUSY}", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _sqlite_begins(connection: Any) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


class Database:
    """One database and its two kinds of session. Writers on SQLite take the lock at once."""

    def __init__(self, url: str) -> None:
        keeps = {"query_cache_size": 2000, "pool_pre_ping": not url.startswith("sqlite")}  # every statement, compiled
        self.engine: Engine = create_engine(url, **keeps)
        if self.is_sqlite:
            event.listen(self.engine, "connect", _sqlite_opened)
            event.listen(self.engine, "begin", _sqlite_begins)
        self._read = sessionmaker(self.engine, class_=ReadingSession, autoflush=False)
        self._write = sessionmaker(self.engine.execution_options(writing=True), expire_on_commit=False)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def reader(self) -> Session:
        """A session for looking; the caller closes it."""
        return self._read()

    def writer(self) -> Session:
        """A session for changing; the caller commits and closes it."""
        return self._write()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self._read() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: committed at the end, rolled back if anything is raised."""
        with self._write() as session, session.begin():
            yield session

    @contextmanager
    def writing_soon(self, patience: int) -> Iterator[Session]:
        """One transaction that waits for others so many milliseconds at most, and then raises."""
        with self.engine.execution_options(writing=True).connect() as connection:
            if not self.is_sqlite:
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {patience:d}")
                with Session(connection) as session, session.begin():
                    yield session
                return
            driver: Any = connection.connection.driver_connection
            driver.execute(f"PRAGMA busy_timeout={patience:d}")
            try:
                with Session(connection) as session, session.begin():
                    yield session
            finally:
                driver.execute(f"PRAGMA busy_timeout={BUSY}")

    def close(self) -> None:
        self.engine.dispose()
