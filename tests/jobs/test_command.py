"""`duban round` as an operator uses it."""

import json

import pytest
from sqlalchemy import func, select

from tests.jobs.conftest import Command, addresses, answer
from tests.support.builders import City
from tests.support.mail import Postbox
from workflow.db import Database
from workflow.deadlines.models import Deadline
from workflow.jobs.models import Run
from workflow.notices.models import Notice
from workflow.outbox.models import Message

ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # each command is a process of its own
EVERYBODY = ["liaison@city.test", "other@city.test", "third@city.test"]


def rows(database: Database) -> list[int | None]:
    with database.reading() as session:
        return [session.scalar(select(func.count()).select_from(table)) for table in (Deadline, Notice, Message, Run)]


def test_a_round_prints_its_counts_and_a_second_one_sends_nothing_more(
    city: City, duban: Command, smtp: Postbox
) -> None:
    first = json.loads(answer(duban("round", "--day", "2026-09-02", "--json"))[0])
    assert first == {
        "day": "2026-09-02", "working_day": True, "opened": 0, "verdicts": 0, "posted": 6, "dropped": 0,
        "folded": 3, "at_once": 0, "summaries": 0, "delivered": 3, "postponed": 0, "refused": 0, "waiting": 0,
        "trouble": "", "mails": [],
    }  # fmt: skip
    second = json.loads(answer(duban("round", "--day", "2026-09-02", "--json"))[0])
    assert (second["posted"], second["folded"], second["delivered"]) == (0, 0, 0)
    assert addresses(smtp) == EVERYBODY


@ON_ONE
def test_a_rehearsal_shows_who_would_get_what_and_changes_nothing(
    city: City, duban: Command, smtp: Postbox, database: Database
) -> None:
    before = rows(database)
    out, _ = answer(duban("round", "--day", "2026-10-16", "--dry-run"))
    assert "liaison@city.test  【工作提醒】市能源局：" in out and "报送逾期" in out
    said = json.loads(answer(duban("round", "--day", "2026-09-02", "--dry-run", "--json"))[0])
    assert [mail["to"] for mail in said["mails"]] == EVERYBODY
    assert smtp.messages == []
    assert rows(database) == before


@ON_ONE
def test_one_persons_mails_are_shown_in_full_and_only_in_a_rehearsal(city: City, duban: Command, smtp: Postbox) -> None:
    out, _ = answer(duban("round", "--day", "2026-09-02", "--dry-run", "--only", "Liaison@city.test"))
    assert out.startswith("To: liaison <liaison@city.test>\nSubject: 【工作提醒】市能源局")
    assert "liaison同志，您好！" in out and "other" not in out
    assert "add --dry-run" in answer(duban("round", "--only", "liaison@city.test"), code=2)[1]
    assert smtp.messages == []


def test_a_demonstration_sends_any_day(city: City, duban: Command, smtp: Postbox) -> None:
    assert "delivered" in answer(duban("round", "--day", "2026-09-04"))[0]
    assert addresses(smtp) == EVERYBODY


@ON_ONE
def test_a_real_installation_rehearses_another_day_and_does_not_send_it(
    city: City, duban: Command, smtp: Postbox
) -> None:
    real = {"DUBAN_DEMO": "", "DUBAN_DEMO_TODAY": ""}
    _, err = answer(duban("round", "--day", "2031-03-03", **real), code=1)
    assert "rehearsed, not sent" in err
    assert "rehearsed" in answer(duban("round", "--day", "2031-03-03", "--dry-run", **real))[0]
    assert smtp.messages == []


def test_a_day_off_is_said(city: City, duban: Command, smtp: Postbox) -> None:
    assert "not a working day" in answer(duban("round", "--day", "2026-09-05"))[0]
    assert smtp.messages == []
