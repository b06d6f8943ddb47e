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
from workflow.escalation.papers.models import Paper, PaperAddress, PaperAnswer
from workflow.insight.circular.models import Circular
from workflow.instructions.models import Instruction
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
    assert supervised(database) == {
        ("supervision_notice", "issued", "given"),
        ("urge_slip", "issued", None),
        ("coordination_letter", "to_sign", None),
        ("instruction", "passed_on", None),
        ("instruction", "received", None),
        ("2026Q2", "frozen", None),
    }
    database.close()


def supervised(database: Database) -> set[tuple[str, str, str | None]]:
    """What a newcomer sees of papers, leaders' words and circulars; every one of them says that it is simulated."""
    with database.reading() as session:
        papers = session.execute(
            select(Paper.kind, Paper.state, PaperAnswer.state, Paper.title)
            .join_from(Paper, PaperAddress)
            .outerjoin(PaperAnswer, PaperAnswer.address_id == PaperAddress.id)
        ).all()
        said = session.execute(select(Instruction.state, Instruction.words)).all()
        told = session.execute(select(Circular.period, Circular.state, Circular.said)).all()
    titles = [*(row[-1] for row in (*papers, *said)), *(row[-1]["title"] for row in told)]
    assert all(title.startswith("（演示）") for title in titles)
    found = [*(row[:3] for row in papers), *(("instruction", row[0], None) for row in said)]
    return {tuple(row) for row in [*found, *((row[0], row[1], None) for row in told)]}


def everything(database: Database) -> dict[str, int]:
    """How many rows each table has."""
    with database.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Model.metadata.sorted_tables
        }
