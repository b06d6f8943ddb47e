"""Robots of chat groups: once a working day each, when the morning's round is done and not before the digests' hour."""

from datetime import datetime
from functools import partial

from flask import Flask
from flask_babel import force_locale

from workflow.adapters.chat import Chat
from workflow.jobs import letters, runs
from workflow.jobs.day import Worker, day_of_round, hours_here, trouble_noted
from workflow.jobs.round import MORNING
from workflow.outbox import hours, restored, robot_sending
from workflow.outbox.robot_rules import Talk, Told
from workflow.outbox.robot_sending import Spoken
from workflow.settings import Settings
from workflow.wording import robots as words

ROBOTS = "robots"
LOCALE = "zh"  # a group has no language of its own


def talk(settings: Settings) -> Talk | None:
    """How robots speak in this installation; None where no server may be called."""
    if not settings.chat.origins:
        return None
    return Talk(partial(_say, settings.base_url, letters.words_only()), Chat(settings.chat))


def _say(base_url: str, app: Flask, told: Told) -> str:
    with app.app_context(), force_locale(LOCALE):
        return words.daily(told, letters.overall_in_words(told.overall), link=f"{base_url}/")


def send_to_robots(worker: Worker) -> Spoken | None:
    """Write what robots have to say today and have it said; None when it is not the time, or none may speak."""
    if worker.talk is None:
        return None
    now, here = worker.clock.now(), hours_here(worker)
    if hours.minutes(now) < here.digests or here.is_quiet(now):
        return None
    slot = str(worker.clock.today())
    with worker.database.reading() as session:
        if restored.is_silent(session, today=worker.clock.today()):
            return None
    with trouble_noted(worker, ROBOTS, slot):
        _write(worker, worker.talk, slot, at=now)
        spoken = robot_sending.send(worker.database, worker.talk.chat, worker.clock, stopping=worker.stopping)
        if spoken != Spoken():
            _noted(worker, slot, delivered=spoken.delivered, refused=spoken.refused)
    return spoken


def _write(worker: Worker, talk: Talk, slot: str, *, at: datetime) -> None:
    today = worker.clock.today()
    with worker.database.reading() as session:
        owed = robot_sending.silent(session, today=today) and runs.is_done(session, MORNING, slot)
    if not owed:
        return
    day = day_of_round(worker.database, today, at=at)
    if not day.calendar.is_working(today):
        return
    with worker.database.writing() as session:
        runs.begin(session, ROBOTS, slot, at=at)
        run = runs.hold(session, ROBOTS, slot)
        count = robot_sending.write(session, today=today, at=at, calendar=day.calendar, say=talk.say)
        runs.end(run, {"said": count}, at=at)


def _noted(worker: Worker, slot: str, **counts: int) -> None:
    with worker.database.writing() as session:
        runs.begin(session, ROBOTS, slot, at=worker.clock.now())
        runs.end(runs.hold(session, ROBOTS, slot), counts, at=worker.clock.now())
