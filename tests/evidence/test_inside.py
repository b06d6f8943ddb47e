"""A file that is cited only by what has not left a department is read only inside it."""

import io

import pytest
from sqlalchemy import select

from tests.evidence.test_pages import PDF, only, sent, status
from tests.support import builders
from workflow.deadlines.models import DeadlineKind
from workflow.people.models import Department
from workflow.reports.models import Report
from workflow.reports.service import current_revision

OUTSIDE = ("office", "leader", "auditor", "other", "third", "administrator")
OVERSEERS = ("office", "leader", "auditor")


@pytest.fixture
def city(database):
    """市能源局 signs what leaves it."""
    with database.writing() as session:
        city = builders.a_plan_under_way(session)
        session.get_one(Department, city.departments["energy"].id).signs_off = True
        return city


@pytest.fixture
def owed(database, city):
    with database.reading() as session:
        return builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1, occasion="2026Q3").id


@pytest.fixture
def waits(client, city, owed, database):
    """The liaison's report waits for the head, with a file."""
    assert sent(client.sign_in(city.accounts["liaison"]), owed, (PDF, "证明.pdf")).status_code == 303
    with database.reading() as session:
        return session.scalars(select(Report.id)).one()


def who_sees(client, city, evidence) -> set[str]:
    names = ("liaison", "head", *OUTSIDE)
    return {name for name in names if status(client.sign_in(city.accounts[name]), evidence) == 200}


def act(client, city, database, report_id, path, **data) -> None:
    with database.reading() as session:
        data["revision"] = str(current_revision(session, session.get_one(Report, report_id)).id)
    client.sign_in(city.accounts["head"])
    assert client.post(f"/signing/reports/{report_id}/{path}", data=data).status_code == 303


def test_a_file_of_a_draft_is_read_inside(client, city, owed, database) -> None:
    sent(client.sign_in(city.accounts["liaison"]), owed, (PDF, "证明.pdf"), text="")
    assert who_sees(client, city, only(database)) == {"liaison", "head"}


def test_a_file_of_what_waits_for_the_head_is_read_inside_until_she_signs(client, city, database, waits) -> None:
    evidence = only(database)
    assert who_sees(client, city, evidence) == {"liaison", "head"}
    act(client, city, database, waits, "sign")
    assert who_sees(client, city, evidence) == {"liaison", "head", *OVERSEERS}


def test_a_file_of_what_was_sent_back_is_read_inside(client, city, database, waits) -> None:
    act(client, city, database, waits, "send-back", words="请补充")
    assert who_sees(client, city, only(database)) == {"liaison", "head"}


def test_a_file_with_a_request_for_another_day_is_read_inside_until_it_is_signed(client, city, database) -> None:
    with database.reading() as session:
        target = builders.the_deadline(session, city, "energy", DeadlineKind.TARGET).id
    client.sign_in(city.accounts["liaison"])
    data = {"wanted_on": "2027-03-01", "reason": "数据未公布", "progress": "八成"}
    data |= {"files": (io.BytesIO(PDF), "说明.pdf")}
    assert client.post(f"/deadlines/{target}/extension", data=data).status_code == 303
    assert who_sees(client, city, only(database)) == {"liaison", "head"}
