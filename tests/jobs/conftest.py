"""A town with many liaisons, and the commands of an installation as processes of their own."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support.builders import START, City, a_department, a_plan_under_way, an_account
from tests.support.mail import Postbox
from workflow.db import Database
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import DeadlineKind
from workflow.people.models import PostKind
from workflow.tasks.models import Assignment, Role

MANY = 200
DAY = date(2026, 9, 2)
Command = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def city(database: Database) -> City:
    with database.writing() as session:
        return a_plan_under_way(session)


@pytest.fixture
def many(database: Database, city: City) -> list[str]:
    """Two hundred departments more, each with a liaison to be reminded on DAY; the addresses of all who get mail."""
    with database.writing() as session:
        for number in range(MANY):
            department = a_department(session, f"市第{number}局")
            an_account(session, f"liaison{number}", department, PostKind.LIAISON)
            share = Assignment(
                task_id=city.tasks[0].id, department=department, role=Role.CO, ordinal=10 + number, from_on=START
            )
            session.add(share)
            deadlines.owe(
                session, share, DeadlineKind.MILESTONE, occasion="node", opens_on=START, due_on=date(2026, 9, 7),
                due_rule="office",
            )  # fmt: skip
    return [f"liaison{number}@city.test" for number in range(MANY)] + [
        "liaison@city.test",
        "other@city.test",
        "third@city.test",
    ]


@pytest.fixture
def mailing_environment(environment: dict[str, str], smtp: Postbox, tmp_path: Path) -> dict[str, str]:
    """An installation whose day is DAY and whose mail goes to the `smtp` server."""
    return environment | {
        "HOME": str(tmp_path),
        "DUBAN_DEMO": "1",
        "DUBAN_DEMO_TODAY": DAY.isoformat(),
        "DUBAN_SMTP_HOST": smtp.host,
        "DUBAN_SMTP_PORT": str(smtp.port),
        "DUBAN_SMTP_SECURITY": "none",
        "DUBAN_MAIL_DOMAINS": "city.test",
    }


@pytest.fixture
def duban(mailing_environment: dict[str, str]) -> Iterator[Command]:
    """Start `duban …` as a process; `worker=True` starts `python -m workflow`. What still runs is ended."""
    started: list[subprocess.Popen[str]] = []

    def start(*words: str, worker: bool = False, **environment: str) -> "subprocess.Popen[str]":
        program = ["-m", "workflow"] if worker else ["-c", "from workflow.commands import main; main()", *words]
        process = subprocess.Popen(
            [sys.executable, *program], env=mailing_environment | environment, text=True, cwd=Path.cwd(),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        for stream in (process.stdout, process.stderr):
            if stream:
                with closing(stream):
                    pass


def answer(process: "subprocess.Popen[str]", *, code: int = 0) -> tuple[str, str]:
    """Wait for a command and give what it printed."""
    out, err = process.communicate(timeout=120)
    assert process.returncode == code, err
    return out, err


def addresses(smtp: Postbox) -> list[Any]:
    return sorted(address for mail in smtp.messages for address in mail.recipients)
