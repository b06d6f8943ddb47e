"""Reading what was handed in. Both doors call this: the web at once, the timetable for what was left lying.

A reading takes two short transactions; none is open while the document is read. Killed in between, it begins again.
"""

import logging

from sqlalchemy.orm.exc import StaleDataError

from workflow.adapters.clock import Clock, day_of
from workflow.db import Database
from workflow.errors import Refused
from workflow.people import queries as people
from workflow.plans.desk import queries, taking
from workflow.plans.desk.apart import read_apart
from workflow.plans.desk.matching import Names
from workflow.plans.desk.models import Intake, IntakeState
from workflow.plans.desk.sheet import sheet_of
from workflow.plans.reader.draft import Draft

log = logging.getLogger("duban.reading")


def read(database: Database, intake_id: int, clock: Clock) -> IntakeState | None:
    """Read one document and lay it on the desk, or say why not. None: somebody else reads it, or has."""
    try:
        claimed = _claim(database, intake_id, clock)
        if claimed is None:
            return None
        try:
            found: Draft | Refused = read_apart(*claimed)
        except Refused as refused:
            found = refused
        return _keep(database, intake_id, found, clock)
    except StaleDataError:
        return None


def read_waiting(database: Database, clock: Clock) -> int:
    """Read what nobody reads. Returns how many came to an end."""
    with database.reading() as session:
        left = queries.waiting(session)
    return sum(read(database, intake_id, clock) is not None for intake_id in left)


def _claim(database: Database, intake_id: int, clock: Clock) -> tuple[bytes, str] | None:
    with database.writing() as session:
        intake = session.get_one(Intake, intake_id)
        return (intake.original, intake.file_name) if taking.claim(session, intake, at=clock.now()) else None


def _keep(database: Database, intake_id: int, found: Draft | Refused, clock: Clock) -> IntakeState | None:
    at = clock.now()
    with database.writing() as session:
        intake = session.get_one(Intake, intake_id)
        if intake.state != IntakeState.READING:
            return None
        if isinstance(found, Refused):
            log.info("document %s cannot be read: %s", intake_id, found.key)
            taking.give_up(session, intake, key=found.key, facts=found.facts, at=at)
        else:
            names = Names.of(people.by_printed_name(session, on=day_of(at)))
            taking.lay(session, intake, sheet_of(found, names), at=at)
        return intake.state
