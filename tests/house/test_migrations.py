"""The migrations lay exactly the tables that the models describe, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect

from workflow import migrations
from workflow.db import Database
from workflow.tables import metadata


def test_migrations_lay_the_tables_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_every_check_of_the_models_stands_in_the_database(database: Database) -> None:
    """Alembic does not compare checks; their names do."""
    inspector, names = inspect(database.engine), database.engine.dialect.identifier_preparer
    for table in metadata.sorted_tables:
        meant = {names.format_constraint(check) for check in table.constraints if isinstance(check, CheckConstraint)}
        stands = {str(check["name"]) for check in inspector.get_check_constraints(table.name)}
        assert meant == stands, table.name


def test_migrating_twice_changes_nothing(empty_database: Database) -> None:
    migrations.upgrade(empty_database)
    first = migrations.standing(empty_database)
    migrations.upgrade(empty_database)
    assert migrations.standing(empty_database) == first
    assert first[0] == first[1] is not None
