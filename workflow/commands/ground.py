"""What the operator's commands share: settings, database, clock, the files of the seed."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from workflow.adapters.clock import Clock, ShiftedClock, SystemClock, day_of
from workflow.audit.service import SYSTEM
from workflow.db import Database
from workflow.deadlines import new_days
from workflow.settings import BadSetting, Settings, from_environment, must_be_whole
from workflow.workdays import offering
from workflow.workdays.keeping import source_of

FIRST_YEAR = 2024


@dataclass(frozen=True)
class Ground:
    settings: Settings
    database: Database
    clock: Clock


def ground(*, restoring: bool = False) -> Ground:
    """The ground a command stands on, given back when it ends; a bad setting ends it with its sentence. What was only
    half restored is ground for nothing but restoring."""
    try:
        settings = from_environment()
        if not restoring:
            must_be_whole(settings)
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


def load_workdays(session: Session, *, at: datetime) -> None:
    """Enter every year since FIRST_YEAR that the library has as it was published. A year that is entered already, and
    perhaps changed by hand, is left alone."""
    for year in range(FIRST_YEAR, day_of(at).year + 2):
        days = offering.offered(year)
        if days and source_of(session, year) is None:
            new_days.enter_year(session, year, days, source=offering.source(year), by=SYSTEM, at=at)
