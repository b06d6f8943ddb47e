"""Numbered, forward-only migrations (Alembic), run by `duban init` and by every start of the embedded default."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from workflow.db import Database


def _config(database: Database) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["engine"] = database.engine
    return config


def upgrade(database: Database, to: str = "head") -> None:
    """Bring the database to a revision; nothing happens when it is there already."""
    command.upgrade(_config(database), to)


def is_known(database: Database, revision: str) -> bool:
    """Whether this version can bring a database of that revision to its own."""
    return any(
        script.revision == revision for script in ScriptDirectory.from_config(_config(database)).walk_revisions()
    )


def standing(database: Database) -> tuple[str | None, str | None]:
    """The revision of the database, and the newest one there is."""
    newest = ScriptDirectory.from_config(_config(database)).get_current_head()
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision(), newest
