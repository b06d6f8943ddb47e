"""Mornings in parts, and a mail server that is not there."""

from dataclasses import replace

from tests.support.ports import free_port
from workflow.jobs.day import Done, Worker, day_of_round
from workflow.jobs.round import digests, morning, run_round
from workflow.settings import Settings


def a_round(worker: Worker) -> Done:
    return run_round(worker, worker.clock.today())


def post_only(worker: Worker) -> None:
    day = day_of_round(worker.database, worker.clock.today(), at=worker.clock.now())
    morning(worker, day, Done(day.on, working_day=True))


def fold_and_send(worker: Worker) -> Done:
    day = day_of_round(worker.database, worker.clock.today(), at=worker.clock.now())
    done = Done(day.on, working_day=True)
    digests(worker, day, done)
    return done


def dead(settings: Settings) -> Settings:
    """The same installation while nobody listens on the mail server's port."""
    return replace(settings, mail=replace(settings.mail, port=free_port()))
