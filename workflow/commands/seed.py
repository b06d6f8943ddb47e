"""`duban seed`: the departments and working days that come with Duban."""

from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from workflow import migrations
from workflow.commands.ground import ground, load_workdays, seed_folder
from workflow.people.seeding import load_departments, rows_of


@click.command("seed")
def seed() -> None:
    """Load the departments of 运城市 and the published working days. What is there already is left alone."""
    here = ground()
    migrations.upgrade(here.database)
    with here.database.writing() as session:
        added = load(session, at=here.clock.now())
    click.echo(f"单位新增 {added} 个；工作日历已载入。")


def load(session: Session, *, at: datetime, folder: Path | None = None) -> int:
    """Working days and departments of the seed; returns how many departments were added."""
    folder = folder or seed_folder()
    load_workdays(session, at=at)
    with (folder / "departments.csv").open(encoding="utf-8", newline="") as file:
        return load_departments(session, rows_of(file), at=at)
