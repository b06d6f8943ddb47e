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


engine: Engine = context.config.attributes["engine"]
with engine.execution_options(writing=True).begin() as connection:
    run(connection)
