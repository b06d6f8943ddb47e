"""A town with many liaisons, and the commands of an installation as processes of their own."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.town import DAY, a_town
from tests.support.builders import City, a_plan_under_way
from tests.support.mail import Postbox
from workflow.db import Database

Command = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def city(database: Database) -> City:
    with database.writing() as session:
        return a_plan_under_way(session)


@pytest.fixture
def town(database: Database) -> list[str]:
    """People for three batches; the addresses of all who get mail on DAY."""
    with database.writing() as session:
        return a_town(session, 6, 7).addresses


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
