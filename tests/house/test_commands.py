"""Every command that is listed is there, and says in one line what it does."""

from datetime import date
from pathlib import Path

import click
import pytest
from sqlalchemy import func, select

from tests.support.clock import StoppedClock
from workflow.commands import main
from workflow.commands.demo import prepare
from workflow.commands.ground import Ground
from workflow.db import Database, Model
from workflow.settings import from_environment

NAMES = main.list_commands(click.Context(main))


@pytest.mark.parametrize("name", NAMES)
def test_a_listed_command_is_there_and_tells_what_it_does(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command and command.get_short_help_str()


def test_a_demonstration_prepared_again_changes_nothing(tmp_path: Path) -> None:
    settings = from_environment({"DUBAN_DATA": str(tmp_path), "DUBAN_DEMO": "1", "DUBAN_SECRET_KEY": "only for tests"})
    database = Database(settings.database_url)
    here = Ground(settings, database, StoppedClock(date(2026, 11, 16)))
    prepare(here)
    first = everything(database)
    prepare(here)
    assert everything(database) == first
    assert {first["sign_off"] > 0, first["hold"] == 1, first["closing"] == 3, first["report_correction"] == 2} == {True}
    database.close()


def everything(database: Database) -> dict[str, int]:
    """How many rows each table has."""
    with database.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Model.metadata.sorted_tables
        }
