"""Robots of chat groups: once a working day each, counts and a link, through restarts, dead servers and two workers."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.outbox.scene import post_only
from tests.support.builders import START, City, at
from tests.support.clock import StoppedClock
from tests.support.robots import Group, a_robot
from workflow.adapters.chat import Chat, ChatKind
from workflow.audit.service import SYSTEM
from workflow.db import Database
from workflow.deadlines.models import Deadline, LadderKind
from workflow.deadlines.rules import ladder_of
from workflow.jobs.chat import ROBOTS, send_to_robots
from workflow.jobs.day import Worker
from workflow.jobs.models import Run
from workflow.jobs.timetable import TICKING, worker_for
from workflow.outbox import robots
from workflow.outbox.hours import USUAL
from workflow.outbox.robot_models import Robot, RobotAttempt, RobotMessage, RobotState
from workflow.outbox.robot_rules import masked, next_try
from workflow.outbox.robot_sending import LEASE
from workflow.settings import Settings
from workflow.tasks.models import Task

on_one = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WEDNESDAY = START.replace(day=2)


@pytest.fixture
def worker(settings: Settings, group: Group, database: Database, clock: StoppedClock, city: City) -> Worker:
    """The morning's round is done; 市能源局 and the office have a robot each."""
    speaking = worker_for(replace(settings, chat=group.allowed(timeout=2)), database, clock)
    post_only(speaking)
    with database.writing() as session:
        a_robot(session, city.departments["energy"], address=group.address(ChatKind.WECOM))
        a_robot(session, city.departments["office"], kind=ChatKind.FEISHU, address=group.address(ChatKind.FEISHU))
    return speaking


def states(database: Database) -> list[RobotState]:
    with database.reading() as session:
        return list(session.scalars(select(RobotMessage.state).order_by(RobotMessage.id)))


def attempts(database: Database) -> list[bool | None]:
    with database.reading() as session:
        return list(session.scalars(select(RobotAttempt.delivered).order_by(RobotAttempt.id)))


def test_a_robot_speaks_once_a_day_however_often_and_by_whom_it_is_asked(
    worker: Worker, settings: Settings, group: Group, database: Database, clock: StoppedClock
) -> None:
    for _ in range(2):
        send_to_robots(worker)
        send_to_robots(worker_for(replace(settings, chat=group.allowed()), database, clock))
        clock.forward(hours=1)
    assert len(group.heard) == 1  # nothing is late yet, so the office's is silent
    assert states(database) == [RobotState.DELIVERED, RobotState.NOTHING]
    clock.set(at(WEDNESDAY + timedelta(days=1), 9))
    post_only(worker)
    send_to_robots(worker)
    assert len(group.heard) == 2
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Run).where(Run.job == ROBOTS)) == 2


def test_two_workers_at_once_have_each_robot_speak_once(
    worker: Worker, settings: Settings, group: Group, database: Database, city: City
) -> None:
    with database.writing() as session:
        for number in range(8):
            address = f"{group.address(ChatKind.WECOM)}&group={number}"
            a_robot(session, city.departments["industry"], name=str(number), address=address)
    others = [worker_for(replace(settings, chat=group.allowed()), database, worker.clock) for _ in range(2)]
    threads = [threading.Thread(target=send_to_robots, args=(one,)) for one in (worker, *others)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(group.heard) == 9
    assert sorted(states(database)) == [RobotState.DELIVERED] * 9 + [RobotState.NOTHING]


@on_one
def test_what_is_said_is_counts_work_and_forms_apart_and_a_link_never_a_word_of_a_task(
    worker: Worker, settings: Settings, group: Group, database: Database, clock: StoppedClock
) -> None:
    clock.set(at(START.replace(month=11, day=16), 9))
    post_only(worker)
    send_to_robots(worker)
    with database.reading() as session:
        words = [*session.scalars(select(Task.heading)), *session.scalars(select(Task.number))]
        owed = session.query(Deadline).where(Deadline.ended_on.is_(None), Deadline.opens_on <= clock.today())
        energy = [ladder_of(one.kind) for one in owed if one.department.label == "市能源局"]
    work, forms = energy.count(LadderKind.WORK), energy.count(LadderKind.REPORTING)
    body, office = group.heard
    assert work and forms
    assert body.splitlines()[:-1] == [
        "【督办提醒】市能源局（11月16日）",
        f"工作事项未结 {work} 项，其中工作逾期 {work} 项",
        f"报送事项未结 {forms} 项，其中报送逾期 {forms} 项",
    ]
    assert office.splitlines()[0] == "【督办提醒】市领导小组办公室（11月16日）"
    assert "个单位）；报送逾期" in office.splitlines()[1]
    for said in (body, office):
        assert said.splitlines()[-1] == f"请登录查看：{settings.base_url}/"
        assert not [one for one in words if one and one in said]


SILENT = (
    at(WEDNESDAY, 8, 29),
    at(WEDNESDAY, 21, 0),  # at night
    at(START.replace(day=5), 9),  # a Saturday
    at(START.replace(day=3), 9),  # the round of the day has not run yet
)


@on_one
def test_robots_speak_on_working_days_after_the_morning_round_and_not_at_night(
    worker: Worker, group: Group, clock: StoppedClock
) -> None:
    for moment in SILENT:
        clock.set(moment)
        send_to_robots(worker)
        assert group.asked == 0, moment
    clock.set(at(WEDNESDAY, 8, 30))
    send_to_robots(worker)
    assert len(group.heard) == 1


@on_one
def test_without_a_server_in_the_settings_no_robot_speaks(
    worker: Worker, settings: Settings, group: Group, database: Database, clock: StoppedClock
) -> None:
    assert send_to_robots(worker_for(settings, database, clock)) is None
    assert group.asked == 0 and states(database) == []
    assert send_to_robots in dict(TICKING)


@on_one
def test_a_robot_that_is_off_removed_or_of_a_body_that_is_gone_is_silent(
    worker: Worker, group: Group, database: Database, clock: StoppedClock, city: City
) -> None:
    with database.writing() as session:
        one = session.query(Robot).order_by(Robot.id).first()
        robots.switch(session, one, on=False, version=1, by=SYSTEM, at=clock.now())
        robots.remove(session, a_robot(session, city.departments["housing"]), by=SYSTEM, at=clock.now())
        where = {"kind": ChatKind.DINGTALK, "address": group.address(ChatKind.DINGTALK)}
        gone = a_robot(session, city.departments["industry"], **where)
        gone.department.abolished_on = clock.today()
    send_to_robots(worker)
    assert group.asked == 0
    with database.writing() as session:
        robots.switch(session, session.get_one(Robot, one.id), on=True, version=2, by=SYSTEM, at=clock.now())
    send_to_robots(worker)
    assert len(group.heard) == 1


@on_one
def test_a_robot_out_of_order_is_tried_again_with_growing_pauses_and_then_speaks_once(
    worker: Worker, group: Group, database: Database, clock: StoppedClock
) -> None:
    group.answer = (500, {}, b"")
    for minutes, tries in ((0, 1), (4, 1), (1, 2), (14, 2), (1, 3)):
        clock.forward(minutes=minutes)
        send_to_robots(worker)
        assert group.asked == tries
    group.answer = None
    clock.forward(hours=1)
    send_to_robots(worker)
    clock.forward(hours=4)
    send_to_robots(worker)
    assert len(group.heard) == 1
    assert attempts(database) == [False, False, False, True]


@on_one
def test_what_did_not_arrive_on_its_day_is_not_said_the_next(
    worker: Worker, group: Group, database: Database, clock: StoppedClock
) -> None:
    group.answer = (500, {}, b"")
    send_to_robots(worker)
    group.answer = None
    clock.set(at(WEDNESDAY + timedelta(days=1), 9))
    send_to_robots(worker)  # before the morning's round of that day
    assert group.heard == []
    post_only(worker)
    send_to_robots(worker)
    assert [said.splitlines()[0] for said in group.heard] == ["【督办提醒】市能源局（9月3日）"]
    assert states(database)[0] == RobotState.GIVEN_UP


@on_one
def test_a_robot_that_refuses_is_not_asked_again_that_day_and_stops_no_other(
    worker: Worker, group: Group, database: Database, clock: StoppedClock, city: City
) -> None:
    with database.writing() as session:
        a_robot(session, city.departments["industry"], address=group.address(ChatKind.DINGTALK), kind=ChatKind.DINGTALK)
        session.query(Robot).order_by(Robot.id).first().address = f"{group.url}/cgi-bin/webhook/send?key=gone"
    for _ in range(2):
        send_to_robots(worker)
        clock.forward(hours=5)
    assert group.asked == 2 and len(group.heard) == 1
    with database.reading() as session:
        refused = session.query(RobotMessage).where(RobotMessage.state == RobotState.REFUSED).one()
        assert (refused.last_reply, refused.tries) == ("status: 404", 1)
        run = session.scalars(select(Run).where(Run.job == ROBOTS)).one()
        assert (run.counts["delivered"], run.counts["refused"], run.counts["said"]) == (1, 1, 2)


class Killed(BaseException):
    """The process ends here."""


class Dying(Chat):
    """Is killed before a message is handed over, or after."""

    after = False

    def post(self, way, words, *, at) -> str:
        if self.after:
            super().post(way, words, at=at)
        raise Killed


@on_one
@pytest.mark.parametrize(("after", "heard"), [(False, 1), (True, 2)])
def test_killed_in_the_middle_nothing_is_lost_and_one_message_comes_twice_at_most(
    worker: Worker, group: Group, database: Database, clock: StoppedClock, after: bool, heard: int
) -> None:
    assert worker.talk is not None
    dying = Dying(group.allowed())
    dying.after = after
    with pytest.raises(Killed):
        send_to_robots(replace(worker, talk=replace(worker.talk, chat=dying)))
    assert attempts(database) == [None]  # recorded before
    send_to_robots(worker)
    assert attempts(database) == [None]  # somebody may still be at it
    for _ in range(2):
        clock.forward(seconds=LEASE.total_seconds())
        send_to_robots(worker)
    assert len(group.heard) == heard
    assert attempts(database) == [None, True]


def test_pauses_grow_and_end_with_the_day() -> None:
    for tries, minutes in ((1, 5), (2, 15), (3, 60), (4, 240), (9, 240)):
        assert next_try(tries=tries, at=at(WEDNESDAY, 9), hours=USUAL) == at(WEDNESDAY, 9) + timedelta(minutes=minutes)
    assert next_try(tries=1, at=at(WEDNESDAY, 20, 54), hours=USUAL) == at(WEDNESDAY, 20, 59)
    assert next_try(tries=1, at=at(WEDNESDAY, 20, 55), hours=USUAL) is None
    assert next_try(tries=4, at=at(WEDNESDAY, 20, 30), hours=USUAL) is None


def test_an_address_is_shown_without_its_token() -> None:
    shown = masked("https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef")
    assert shown == "https://oapi.dingtalk.com/…cdef"
