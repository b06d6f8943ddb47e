"""Every night: what nobody needs goes, is all else still what it was, and then the backup. A missed night is made up
once.

Overlapping workers share the files, and so a lock beside them: one checks, the others pass on.
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from workflow.adapters.stores import store_of
from workflow.audit import sealing
from workflow.audit.service import SYSTEM
from workflow.backup import folders, kept, making
from workflow.backup.lock import alone, files_stay
from workflow.backup.making import Target
from workflow.backup.watching import Stopped, Watch
from workflow.errors import Refused
from workflow.evidence import checking, destroying, sweeping
from workflow.insight import findings
from workflow.jobs import runs
from workflow.jobs.day import Worker, hours_here
from workflow.outbox import hours
from workflow.settings import Settings
from workflow.wording.refusals import spoken

log = logging.getLogger("duban.nightly")
SWEEP, CHECK, BACKUP = "sweep", "check", "backup"
PER_NIGHT = 50 * 1024**3  # bytes: a larger store is gone round in several nights

Part = Callable[[Worker, Settings], dict[str, int]]


def check_if_owed(worker: Worker) -> None:
    """The checks and the backup of this night, each once."""
    settings, today = worker.settings, str(worker.clock.today())
    if settings is None or hours.minutes(worker.clock.now()) < hours_here(worker).check:
        return
    parts: dict[str, Part] = {SWEEP: _sweep, CHECK: _check}
    if settings.backup:
        parts[BACKUP] = _back_up
    with worker.database.reading() as session:
        owed = [job for job in parts if not runs.is_done(session, job, today)]
    if not owed:
        return
    settings.folder.mkdir(parents=True, exist_ok=True)
    try:
        with alone(settings.folder / "nightly.lock"):
            for job in owed:
                _noted(worker, settings, parts[job], job, today)
    except Refused:
        log.info("another process is at it")


def _noted(worker: Worker, settings: Settings, part: Part, job: str, slot: str) -> None:
    """A part that fails is noted with its reason and is not owed again before the next night: what hinders it by night
    hinders it a minute later too. One that is asked to stop stays owed."""
    trouble, counts = "", dict[str, int]()
    with worker.database.writing() as session:
        runs.begin(session, job, slot, at=worker.clock.now())
    log.info("%s of %s", job, slot)
    try:
        counts = part(worker, settings)
    except Stopped:
        return
    except Refused as refused:
        trouble = spoken(refused)
    except Exception as error:
        log.exception("%s failed", job)
        trouble = f"{type(error).__name__}: {error}"
    with worker.database.writing() as session:
        runs.end(runs.hold(session, job, slot), counts, at=worker.clock.now(), trouble=trouble)


def _sweep(worker: Worker, settings: Settings) -> dict[str, int]:
    """Before the check, which then misses nothing that a sweep cut off had left half gone. What two persons destroyed
    goes here where the store was away at that moment."""
    alone_here = partial(files_stay, worker.database)
    broom = sweeping.Broom(worker.database, store_of(settings), worker.clock.now, alone_here, worker.stopping)
    swept = sweeping.sweep(broom)
    with alone_here():
        destroying.finish(worker.database, broom.store, partial(folders.write_down_destroyed, settings.backup))
    if worker.stopping():
        raise Stopped
    return {"swept": swept.files, "given_up": swept.given_up, "strays": swept.strays}


def _check(worker: Worker, settings: Settings) -> dict[str, int]:
    """The chain of the history, what was issued, and the files that were not looked at for longest."""
    store, began = store_of(settings), worker.clock.now()
    with worker.database.reading() as session:
        walked = sealing.verify(session)
        unfit = findings.of_history(walked) + [one for one in findings.vouched(session, store) if one.faults]
    with worker.database.writing() as session:
        count = findings.keep(session, unfit, at=worker.clock.now())
    facts: Any = {"since": began, "limit": PER_NIGHT, "stopping": worker.stopping}
    seen = checking.go_round(worker.database, store, worker.clock.now, **facts)
    if worker.stopping():
        raise Stopped
    return {"walked": walked.rows, "unfit": count, "files": seen.files, "broken": seen.broken}


def _back_up(worker: Worker, settings: Settings) -> dict[str, int]:
    assert settings.backup is not None
    target, at = Target(settings.backup, settings.backup_keep, settings.pg_programs), worker.clock.now()
    store, watch = store_of(settings), Watch(stopping=worker.stopping)
    made = making.make(worker.database, store, target, at=at, watch=watch)
    with worker.database.writing() as session:
        kept.keep(session, made, by=SYSTEM, at=worker.clock.now())
    return {"copied": made.copied.files, "pruned": made.pruned}
