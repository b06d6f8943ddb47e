"""What the operator's commands share: settings, database, clock, the files of the seed."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
from sqlalchemy.orm import Session

from workflow.adapters.clock import Clock, ShiftedClock, SystemClock
from workflow.db import Database
from workflow.settings import BadSetting, Settings, from_environment
from workflow.workdays.service import Special, publish_year


@dataclass(frozen=True)
class Ground:
    settings: Settings
    database: Database
    clock: Clock


def ground() -> Ground:
    """The ground a command stands on, given back when it ends; a bad setting ends it with its sentence."""
    try:
        settings = from_environment()
    except BadSetting as bad:
        raise click.ClickException(str(bad)) from None
    settings.folder.mkdir(parents=True, exist_ok=True)
    clock: Clock = ShiftedClock(settings.demo_today) if settings.demo_today else SystemClock()
    database = Database(settings.database_url)
    if context := click.get_current_context(silent=True):
        context.call_on_close(database.close)
    return Ground(settings, database, clock)


def seed_folder() -> Path:
    """seed/ of the checkout, or of the installed package."""
    package = Path(__file__).parent.parent
    return package / "seed" if (package / "seed").is_dir() else package.parent / "seed"


def load_workdays(session: Session, path: Path) -> None:
    """Enter the calendar years of a file with the columns day, working (1 or 0), name, source."""
    years: dict[int, list[Special]] = {}
    sources: dict[int, str] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day = date.fromisoformat(row["day"])
            years.setdefault(day.year, []).append(Special(day, row["working"] == "1", row["name"]))
            sources[day.year] = row["source"]
    for year, days in years.items():
        publish_year(session, year, days, source=sources[year])
