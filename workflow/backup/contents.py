"""What a database holds, told alike for both kinds and every revision: a manifest says it, a restore compares it."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, inspect, select, table, text

VERSION_TABLE = "alembic_version"


@dataclass(frozen=True)
class Contents:
    """Rows by table; files by SHA-256 with their size; and which of those are known to be broken."""

    revision: str
    tables: dict[str, int]
    files: dict[str, int]
    broken: frozenset[str]


def contents(connection: Connection) -> Contents:
    return Contents(
        revision=str(connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))),
        tables=rows_by_table(connection),
        files=dict(connection.execute(text("SELECT sha256, size FROM blob WHERE state = 'stored'")).all()),
        broken=_broken(connection),
    )


def rows_by_table(connection: Connection) -> dict[str, int]:
    """Every table that is there, whether or not this version knows it."""
    names = sorted(inspect(connection).get_table_names())
    return {name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in names}


def _broken(connection: Connection) -> frozenset[str]:
    """Databases before the nightly check know of none."""
    if not any(column["name"] == "fault" for column in inspect(connection).get_columns("blob")):
        return frozenset()
    return frozenset(connection.scalars(text("SELECT sha256 FROM blob WHERE fault IS NOT NULL")))
