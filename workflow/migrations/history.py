"""Triggers that keep the history from being changed or removed, for both databases."""

from alembic import op

TABLES = ("event", "seal", "sealed")

POSTGRES_FUNCTION = """
CREATE FUNCTION only_added_to() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'the history is only added to'; END $$ LANGUAGE plpgsql
"""


def protect() -> None:
    """Refuse UPDATE and DELETE on the tables of the history."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(POSTGRES_FUNCTION)
        for table in TABLES:
            op.execute(
                f"CREATE TRIGGER {table}_only_added_to BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION only_added_to()"
            )
        return
    for table in TABLES:
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END"
            )
