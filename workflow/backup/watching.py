"""What a long work tells while it is under way, and how it is asked to stop."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workflow.adapters.files_face import FULL
from workflow.errors import Refused


class Stopped(Exception):
    """The process is asked to end: what was begun is taken back, and is still owed."""


def _quiet(stage: str, done: int, total: int) -> None:
    pass


@dataclass(frozen=True)
class Watch:
    """`told` gets the stage (database, files, …) with how much of it is done, and of how much."""

    told: Callable[[str, int, int], None] = _quiet
    stopping: Callable[[], bool] = lambda: False

    def go_on(self, stage: str, done: int, total: int) -> None:
        """Tell how far it is. Raises Stopped."""
        if self.stopping():
            raise Stopped
        self.told(stage, done, total)


def no_room(error: OSError, folder: Path) -> Refused:
    """A sentence for what the system said while something was written into a folder."""
    if error.errno in FULL:
        return Refused("backup.full", folder=str(folder))
    return Refused("backup.not_written", folder=str(folder), reason=error.strerror or str(error))
