"""When a person leaves: what is half done stays with the post, and a list says what passes on."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.support import builders
from tests.support.builders import at
from workflow.audit.service import SYSTEM
from workflow.deadlines.models import DeadlineKind
from workflow.people import queries, service
from workflow.people.models import Holding, PostKind
from workflow.reports import drafts
from workflow.reports import service as reports
from workflow.reports.models import Standing
from workflow.review import service as review
from workflow.review.rules import ReasonKind

LEAVES = date(2026, 10, 12)
TAKES_OVER = date(2026, 10, 13)


@pytest.fixture
def city(database, clock):
    """The liaison of 市能源局 left a draft, a returned report and one that waits for a signature; another follows."""
    clock.set(TAKES_OVER)
    with database.writing() as session:
        city = builders.a_plan_under_way(session)
        by = queries.actor(city.accounts["liaison"])
        draft = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT)
        words = {"standing": ["behind"], "text": ["写了一半"]}
        drafts.save(session, draft, words=words, by=by, at=at(LEAVES, 14, 3))
        returned = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1)
        filed = reports.file(session, returned, standing=Standing.ON_COURSE, text="按计划推进。", by=by, at=at(LEAVES))
        office = queries.actor(city.accounts["office"])
        review.give_back(
            session,
            filed,
            reason_kind=ReasonKind.VAGUE,
            reason="请写明数量",
            correct_by=date(2026, 10, 15),
            by=office,
            at=at(LEAVES, 16),
        )
        target = builders.the_deadline(session, city, "energy", DeadlineKind.TARGET)
        target.department.signs_off = True
        session.flush()
        reports.file(session, target, standing=Standing.ON_COURSE, text="已达到。", by=by, at=at(LEAVES))
        _follows(session, city)
        return city


def _follows(session, city) -> None:
    holding = session.scalars(select(Holding).where(Holding.account_id == city.accounts["liaison"].id)).one()
    service.end_holding(session, holding, on=LEAVES, by=SYSTEM, at=at(LEAVES))
    third = city.accounts["third"]
    service.hold(session, holding.post, third, from_on=TAKES_OVER, by=SYSTEM, at=at(LEAVES))


@pytest.fixture
def successor(client, city):
    return client.sign_in(city.accounts["third"])


def handover(city) -> str:
    return f"/departments/{city.departments['energy'].id}/handover"


def test_the_list_says_what_passes_on_by_whom_and_when(successor, city) -> None:
    successor.get(handover(city))
    text = successor.page.text
    heads = [" ".join("".join(h.itertext()).split()) for h in successor.page.root.iter("h2")]
    assert heads[:3] == ["已退回、尚未改好 1", "待负责人签发 1", "写了一半的草稿 1"]
    assert "牵头的任务 2" in heads and "没有的：" in text and "配合的任务。" in text
    assert "liaison 2026-10-12 14:03" in text and "请写明数量" in text


def test_the_list_is_a_workbook_too(successor, city) -> None:
    answer = successor.get(handover(city) + ".xlsx")
    rows = list(load_workbook(BytesIO(answer.data)).active.iter_rows(values_only=True))
    assert rows[0][:4] == ("类别", "编号", "任务", "事项")
    assert [row[0] for row in rows[1:4]] == ["已退回、尚未改好", "待负责人签发", "写了一半的草稿"]


def test_the_successor_finds_the_draft_and_goes_on_with_it(successor, city, database) -> None:
    with database.reading() as session:
        owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT).id
    assert "写了一半" in successor.get(f"/deadlines/{owed}/report").get_data(as_text=True)
    said = {"standing": "behind", "text": "写完了", "version": "1"}
    assert successor.post(f"/deadlines/{owed}/report", data=said).status_code == 303


def test_the_successor_mends_what_was_returned(successor, city, database) -> None:
    with database.reading() as session:
        owed = builders.the_deadline(session, city, "energy", DeadlineKind.CORRECTION, task=1).id
    successor.get(f"/deadlines/{owed}/report")
    assert "请写明数量" in successor.page.text and "按计划推进。" in successor.page.text


def test_what_waits_for_a_signature_waits_for_whoever_heads_the_department(client, city, database) -> None:
    with database.writing() as session:
        head = session.scalars(select(Holding).where(Holding.account_id == city.accounts["head"].id)).one()
        service.end_holding(session, head, on=LEAVES, by=SYSTEM, at=at(LEAVES))
        new = session.merge(city.accounts["other"])
        service.hold(session, head.post, new, from_on=TAKES_OVER, by=SYSTEM, at=at(LEAVES))
    client.sign_in(city.accounts["other"]).get("/signing")
    assert "二（一）" in client.page.text
    client.get("/desk?department=" + str(city.departments["energy"].id))
    assert "您自 10-13 接任部门负责人，请看交接清单。" in client.page.text


def test_a_new_holder_is_shown_the_list_in_her_first_ten_working_days(successor, city, clock) -> None:
    where = f"/desk?department={city.departments['energy'].id}"
    shown = []
    for day in (TAKES_OVER, date(2026, 10, 26), date(2026, 10, 27)):  # the tenth working day is the 26th
        clock.set(day)
        successor.get(where)
        shown.append("您自 10-13 接任联络员，请看交接清单。" in successor.page.text)
    assert shown == [True, True, False]


def test_a_first_holder_takes_over_from_nobody(client, city, database) -> None:
    with database.writing() as session:
        housing = session.merge(city.departments["housing"])
        post = service.open_post(session, housing, PostKind.HEAD, by=SYSTEM, at=at(LEAVES))
        new = session.merge(city.accounts["head"])
        service.hold(session, post, new, from_on=TAKES_OVER, by=SYSTEM, at=at(LEAVES))
    client.sign_in(city.accounts["head"]).get(f"/desk?department={city.departments['housing'].id}")
    assert "接任" not in client.page.text


def test_who_ends_a_holding_is_shown_how_much_passes_on(client, city, database) -> None:
    with database.reading() as session:
        holding = session.scalars(
            select(Holding.id).where(Holding.account_id == city.accounts["third"].id, Holding.from_on == TAKES_OVER)
        ).one()
    client.sign_in(city.accounts["administrator"]).get(f"/holdings/{holding}/end")
    assert "写了一半的草稿 1 项" in client.page.text and "交接清单" in client.page.text
