"""Rounds in processes of their own, which may be doomed to be killed at a certain step.

They are forked from a server that has loaded the code once, so that each begins in a moment.
"""

import importlib
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

import pytest

from tests.support.clock import StoppedClock
from workflow.adapters.clock import day_of
from workflow.db import Database
from workflow.jobs.day import Done
from workflow.jobs.round import run_round
from workflow.jobs.timetable import worker_for
from workflow.settings import Settings

CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload([__name__])
PATIENCE = 120


@dataclass(frozen=True)
class Doom:
    """At which call of which function the process ends itself as if it were killed: before it, or when it is done."""

    function: str  # module:name, or module:Class.name; as it is called
    call: int = 1
    after: bool = False

    def __str__(self) -> str:
        return f"{self.function.partition(':')[2]}-{self.call}-{'after' if self.after else 'before'}"

    def lay(self) -> None:
        module, _, path = self.function.partition(":")
        *owner, name = path.split(".")
        holder: Any = importlib.import_module(module)
        for part in owner:
            holder = getattr(holder, part)
        whole, calls = getattr(holder, name), iter(range(1, 1_000_000))

        def doomed(*args: Any, **facts: Any) -> Any:
            last = next(calls) == self.call
            if last and not self.after:
                os.kill(os.getpid(), signal.SIGKILL)
            answer = whole(*args, **facts)
            if last:
                os.kill(os.getpid(), signal.SIGKILL)
            return answer

        setattr(holder, name, doomed)


@dataclass(frozen=True)
class Round:
    """A round that runs in another process."""

    process: Any
    answer: Connection

    def done(self) -> Done:
        assert self.answer.poll(PATIENCE), "the round did not end"
        found = self.answer.recv()
        self.process.join(PATIENCE)
        assert self.process.exitcode == 0
        assert isinstance(found, Done)
        return found

    def killed(self) -> None:
        """Wait until it is dead, and see that it was killed."""
        self.process.join(PATIENCE)
        assert self.process.exitcode == -signal.SIGKILL, "it was not killed: the step was never reached"

    def kill(self) -> None:
        self.process.kill()


class Rounds:
    """Starts rounds at an instant, and ends what still runs."""

    def __init__(self) -> None:
        self._started: list[Round] = []

    def start(self, settings: Settings, at: datetime, doom: Doom | None = None) -> Round:
        here, there = CONTEXT.Pipe(duplex=False)
        process = CONTEXT.Process(target=_run, args=(settings, at, doom, there), daemon=True)
        process.start()
        there.close()
        self._started.append(Round(process, here))
        return self._started[-1]

    def end(self) -> None:
        for one in self._started:
            one.process.kill()
            one.process.join()
            one.answer.close()


def _run(settings: Settings, at: datetime, doom: Doom | None, answer: Connection) -> None:
    if doom:
        doom.lay()
    database = Database(settings.database_url)
    answer.send(run_round(worker_for(settings, database, StoppedClock(at)), day_of(at)))
    database.close()


@pytest.fixture
def rounds() -> Iterator[Rounds]:
    found = Rounds()
    yield found
    found.end()
