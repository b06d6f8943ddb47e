"""Widening what a column may hold: its list of words, its length. SQLite lays the table anew for it."""

import re

import sqlalchemy as sa
from alembic import op


def widen(table: str, check: str, column: str, words: tuple[str, ...]) -> None:
    """Let `column` hold these words: `check` is the name of the constraint that lists them."""
    listed = f"{column} IN ({', '.join(repr(word) for word in words)})"
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f(check), table, type_="check")
        op.create_check_constraint(op.f(check), table, listed)
        return
    laid = _sql(table, "table")[0]
    widened, changed = re.subn(rf"(CONSTRAINT \"?{check}\"? CHECK) \(.*?\)\)", rf"\1 ({listed})", laid, flags=re.S)
    if changed != 1:
        raise RuntimeError(f"{check} is not where it should be")
    _lay_anew(table, widened)


def lengthen(table: str, column: str, was: int, now: int) -> None:
    """Let a text column hold more characters. SQLite counts none, but lays the table as the models describe it."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column(table, column, type_=sa.String(now), existing_type=sa.String(was), existing_nullable=False)
        return
    laid = _sql(table, "table")[0]
    longer, changed = re.subn(rf"(\b{column} VARCHAR)\({was}\)", rf"\1({now})", laid)
    if changed != 1:
        raise RuntimeError(f"{table}.{column} is not where it should be")
    _lay_anew(table, longer)


def _lay_anew(table: str, laid: str) -> None:
    """The documented way: a new table, its rows, the old one dropped, the name back, indexes and triggers again.
    Foreign keys are not watched meanwhile, and are checked at the end (see env.py)."""
    indexes = [*_sql(table, "index"), *_sql(table, "trigger")]
    op.execute(re.sub(rf"^CREATE TABLE \"?{table}\"?", f"CREATE TABLE {table}_wider", laid))
    op.execute(f"INSERT INTO {table}_wider SELECT * FROM {table}")
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE {table}_wider RENAME TO {table}")
    for index in indexes:
        op.execute(index)


def _sql(table: str, kind: str) -> list[str]:
    asked = sa.text("SELECT sql FROM sqlite_master WHERE tbl_name = :table AND type = :kind AND sql IS NOT NULL")
    return [row.sql for row in op.get_bind().execute(asked, {"table": table, "kind": kind})]
