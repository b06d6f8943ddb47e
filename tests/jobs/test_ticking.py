"""The ticking goes on, whatever becomes of a job, of the thread behind it or of the clock on the wall."""

import ctypes
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from workflow.adapters.clock import SystemClock
from workflow.jobs.ticking import Ticking, Watch

QUICK = timedelta(seconds=0.05)
IMPATIENT = Watch(look=QUICK, patience=timedelta(seconds=0.4))


class Counted:
    """A job that raises what it is given when it is called for the first time."""

    def __init__(self, raises: BaseException | None = None) -> None:
        self.calls = 0
        self._raises = raises

    def __call__(self) -> None:
        self.calls += 1
        if self.calls == 1 and self._raises:
            raise self._raises


Start = Callable[..., Ticking]


@pytest.fixture
def start() -> Iterator[Start]:
    begun: list[Ticking] = []

    def with_jobs(*jobs: Callable[[], object]) -> Ticking:
        ticking = Ticking([(job, QUICK) for job in jobs], IMPATIENT)
        ticking.start()
        begun.append(ticking)
        return ticking

    yield with_jobs
    for ticking in begun:
        ticking.stop()


def goes_on(job: Counted) -> None:
    before, until = job.calls, time.monotonic() + 10
    while job.calls < before + 3:
        assert time.monotonic() < until, f"called {job.calls} times and no more"
        time.sleep(0.02)


@pytest.mark.parametrize("trouble", [ValueError("no"), SystemExit(1), MemoryError(), KeyboardInterrupt()], ids=repr)
def test_a_job_that_raises_is_called_again_and_stops_no_other(start: Start, trouble: BaseException) -> None:
    bad, good = Counted(trouble), Counted()
    start(bad, good)
    goes_on(bad)
    goes_on(good)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # it is meant to die
def test_a_thread_that_dies_is_replaced(start: Start) -> None:
    job = Counted()
    ticking = start(job)
    goes_on(job)
    dying, old = scheduler_thread(), ticking.scheduler
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(dying.ident or 0), ctypes.py_object(SystemExit))
    dying.join(10)
    assert not dying.is_alive()
    goes_on(job)
    assert ticking.scheduler is not old and scheduler_thread().is_alive()


def test_a_clock_that_is_set_back_a_day_does_not_silence_it(start: Start) -> None:
    """What is to be called next lies a day ahead then."""
    job = Counted()
    ticking = start(job)
    goes_on(job)
    tomorrow = SystemClock().now() + timedelta(days=1)
    for planned in ticking.scheduler.get_jobs():
        planned.modify(next_run_time=tomorrow)
    goes_on(job)


def test_when_it_is_stopped_nothing_is_called_any_more(start: Start) -> None:
    job = Counted()
    ticking = start(job)
    goes_on(job)
    ticking.stop()
    calls = job.calls
    time.sleep(0.2)
    assert job.calls == calls
    assert not [one for one in threading.enumerate() if one.name in ("APScheduler", "ticking")]


def scheduler_thread() -> threading.Thread:
    (found,) = (one for one in threading.enumerate() if one.name == "APScheduler")
    return found
