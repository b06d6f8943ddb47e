"""Reading in this process, beside the pages, one document after the other."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from flask import Flask, current_app

from workflow.plans.desk import reading
from workflow.web.request import clock, database

READER = "duban.reader"
log = logging.getLogger("duban.reading")


def read_soon(intake_id: int) -> None:
    """Begin reading a document that is kept already. If this process ends first, the timetable reads it."""
    readers(current_app).submit(reading.read, database(), intake_id, clock()).add_done_callback(_told)


def readers(app: Flask) -> ThreadPoolExecutor:
    """The one thread that reads; it starts with the first document."""
    pool = app.extensions.get(READER)
    if not isinstance(pool, ThreadPoolExecutor):
        pool = app.extensions.setdefault(READER, ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading"))
    return pool


def _told(done: Future[Any]) -> None:
    if error := done.exception():
        log.error("reading failed; the timetable tries again", exc_info=error)
