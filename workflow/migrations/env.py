"""Alembic's door into the migrations."""

from alembic import context
from sqlalchemy import Connection, Engine, text

from workflow.tables import metadata

LOCK = 72_616_001  # one migration at a time on PostgreSQL


def run(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    context.run_migrations()
    if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
        raise RuntimeError("a migration would leave rows that point nowhere")


def watch_foreign_keys(connection: Connection, watched: bool) -> None:
    """SQLite lays a table anew only while it does not watch what points to it; outside of a transaction."""
    if connection.dialect.name == "sqlite":
        bare = connection.connection.dbapi_connection
        assert bare is not None
        bare.cursor().execute(f"PRAGMA foreign_keys={'ON' if watched else 'OFF'}")


engine: Engine = context.config.attributes["engine"]
with engine.execution_options(writing=True).connect() as connection:
    watch_foreign_keys(connection, False)
    try:
        with connection.begin():
            run(connection)
    finally:
        watch_foreign_keys(connection, True)
