"""Ticking: jobs called again and again in threads of this process. APScheduler calls them; a watch sees that it does.

APScheduler waits by the clock on the wall: set back a day, it would be silent for a day. The watch looks at a clock
that nobody sets, and begins the ticking anew when it stands still, whatever became of the thread behind it.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from apscheduler.schedulers import SchedulerNotRunningError
from apscheduler.schedulers.background import BackgroundScheduler

from workflow.adapters.clock import CITY, SystemClock

log = logging.getLogger("duban.ticking")
DEFAULTS = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}


@dataclass(frozen=True)
class Watch:
    """How often the ticking is looked at, and for how long it may stand still."""

    look: timedelta = timedelta(seconds=20)
    patience: timedelta = timedelta(minutes=3)


class Ticking:
    """Calls each job at once and then after its pause, from `start` to `stop`. What a job raises is logged."""

    def __init__(self, jobs: Sequence[tuple[Callable[[], object], timedelta]], watch: Watch) -> None:
        self._jobs, self._watch = jobs, watch
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._look, name="ticking", daemon=True)
        self.scheduler = self._begun()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Begin no job any more, and wait for those that run."""
        self._stopping.set()
        self._thread.join()
        with suppress(SchedulerNotRunningError):
            self.scheduler.shutdown(wait=True)

    def _begun(self) -> BackgroundScheduler:
        self._tick()
        scheduler = BackgroundScheduler(timezone=CITY)
        soon = SystemClock().now()  # threads tick in real time, whatever day a demonstration shows
        for job, pause in (*self._jobs, (self._tick, min(pause for _, pause in self._jobs))):
            scheduler.add_job(job, "interval", seconds=pause.total_seconds(), next_run_time=soon, **DEFAULTS)
        scheduler.start()
        return scheduler

    def _tick(self) -> None:
        self._ticked = time.monotonic()

    def _look(self) -> None:
        while not self._stopping.wait(self._watch.look.total_seconds()):
            if time.monotonic() - self._ticked > self._watch.patience.total_seconds():
                log.critical("the timetable stood still and is begun anew")
                try:
                    self._renew()
                except Exception:  # no memory, no thread to be had: tried again at the next look
                    log.exception("it could not be begun")

    def _renew(self) -> None:
        still, self.scheduler = self.scheduler, self._begun()
        with suppress(SchedulerNotRunningError):
            still.shutdown(wait=False)
