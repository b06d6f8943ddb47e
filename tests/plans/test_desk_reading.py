"""Handing in and reading: once, apart, and again when a reading was killed."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.support import builders, papers
from tests.support.clock import StoppedClock
from workflow.audit.service import SYSTEM
from workflow.errors import Refused
from workflow.jobs.timetable import read_handed_in, worker_for
from workflow.plans.desk import queries, reading, taking
from workflow.plans.desk.apart import read_apart
from workflow.plans.desk.models import Intake, IntakeEntry, IntakeState
from workflow.plans.reader import read
from workflow.plans.service import Source


@pytest.fixture
def city(database):
    with database.writing() as session:
        return builders.a_plan_proposed(session)


def handed_in(database, text: str = papers.SHORT, name: str = "节能方案.txt") -> int:
    with database.writing() as session:
        intake, _new = taking.hand_in(session, Source(text.encode(), name), amends=None, by=SYSTEM, at=papers.THEN)
        return intake.id


def state_of(database, intake_id: int) -> IntakeState:
    with database.reading() as session:
        return session.get_one(Intake, intake_id).state


def test_what_was_handed_in_is_read_and_lies_on_the_desk_with_its_bodies_matched(database, city, clock) -> None:
    intake_id = handed_in(database)
    assert reading.read(database, intake_id, clock) == IntakeState.ON_DESK
    with database.reading() as session:
        sheet = queries.sheet(session, session.get_one(Intake, intake_id))
    assert next(item.heading for item in sheet.items.values()) == "推动光伏发电高质量发展"
    named = {body.name: body.department_id for item in sheet.items.values() for body in item.bodies}
    assert named["市能源局"] == city.departments["energy"].id and named["市园林局"] is None


def test_a_document_is_read_once_whoever_asks(database, city, clock) -> None:
    intake_id = handed_in(database)
    assert reading.read(database, intake_id, clock) is not None
    assert reading.read(database, intake_id, clock) is None
    assert reading.read_waiting(database, clock) == 0


def test_a_reading_under_way_is_left_alone_and_begun_again_when_it_was_killed(database, city) -> None:
    clock = StoppedClock(papers.THEN)
    intake_id = handed_in(database)
    with database.writing() as session:
        assert taking.claim(session, session.get_one(Intake, intake_id), at=clock.now())
    assert reading.read_waiting(database, clock) == 0 and state_of(database, intake_id) == IntakeState.READING
    clock.forward(minutes=taking.GIVEN_UP / timedelta(minutes=1))
    assert reading.read_waiting(database, clock) == 1 and state_of(database, intake_id) == IntakeState.ON_DESK


def test_the_timetable_reads_what_a_killed_process_left(database, city, settings) -> None:
    clock = StoppedClock(papers.THEN)
    intake_id = handed_in(database)
    read_handed_in(worker_for(settings, database, clock))
    assert state_of(database, intake_id) == IntakeState.ON_DESK


def test_what_comes_too_late_from_a_reading_given_up_is_dropped(database, city, clock) -> None:
    intake_id = handed_in(database)
    reading.read(database, intake_id, clock)
    with database.reading() as session:
        entries = session.scalar(select(func.count()).select_from(IntakeEntry))
    with database.writing() as session, pytest.raises(Refused, match=r"intake\.not_reading"):
        intake = session.get_one(Intake, intake_id)
        taking.lay(session, intake, queries.sheet(session, intake), at=clock.now())
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(IntakeEntry)) == entries


def test_what_is_no_plan_is_unreadable_with_its_reason(database, city, clock) -> None:
    intake_id = handed_in(database, "今天天气很好。\n", "日记.txt")
    assert reading.read(database, intake_id, clock) == IntakeState.UNREADABLE
    with database.reading() as session:
        assert session.get_one(Intake, intake_id).refusal["key"] == "reader.not_a_plan"


def test_reading_apart_finds_what_reading_here_finds() -> None:
    assert read_apart(papers.SHORT.encode(), "a.txt") == read(papers.SHORT.encode(), "a.txt")


def test_the_same_bytes_lie_on_the_desk_once(database, city) -> None:
    assert handed_in(database) == handed_in(database, name="另一个名字.txt")


def test_a_files_name_is_kept_without_its_folders_and_unprintable_signs() -> None:
    assert taking.spoken_name("公文\\某人\\方案\u202e.docx") == "方案.docx"
    assert taking.spoken_name("../../etc/方案.txt") == "方案.txt"
    assert taking.spoken_name("\n") == "document"
