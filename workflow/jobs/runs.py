"""What was done when: one row for each job and slot, and a worker's sign of life."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.db import insert
from workflow.jobs.models import Heartbeat, Run

Counts = dict[str, int]


def begin(session: Session, job: str, slot: str, *, at: datetime) -> None:
    """Note that a job is under way; one that was cut off goes on under its first note."""
    row = {"job": job, "slot": slot, "started_at": at, "counts": {}, "trouble": ""}
    session.execute(insert(session, Run).values(row).on_conflict_do_nothing())


def hold(session: Session, job: str, slot: str) -> Run:
    """The job's row, locked until this transaction ends: overlapping workers take its steps one after another."""
    return session.scalars(select(Run).where(Run.job == job, Run.slot == slot).with_for_update()).one()


def end(run: Run, counts: Counts, *, at: datetime | None, trouble: str = "") -> None:
    """Add what was done; without `at` the job is still owed."""
    run.counts = {key: int(run.counts.get(key, 0)) + counts.get(key, 0) for key in {**run.counts, **counts}}
    run.trouble = trouble[:2000]
    run.ended_at = at or run.ended_at


def is_done(session: Session, job: str, slot: str) -> bool:
    ended = select(Run.ended_at).where(Run.job == job, Run.slot == slot)
    return session.scalar(ended) is not None


def beat(session: Session, worker: str, *, at: datetime) -> None:
    """A worker says that it is alive."""
    statement = insert(session, Heartbeat).values(worker=worker, at=at)
    session.execute(statement.on_conflict_do_update(index_elements=["worker"], set_={"at": at}))
