"""The inside of a department on the screen: posts, sections, absence, and what a section's clerk may do."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.support import builders
from workflow.audit.service import SYSTEM
from workflow.deadlines.models import DeadlineKind
from workflow.people import absences, sections
from workflow.people.models import Absence, Holding, PostKind
from workflow.reports.models import ReportDraft
from workflow.tasks import sections as shares
from workflow.tasks.models import Assignment

TODAY = date(2026, 10, 12)


@pytest.fixture
def city(database, clock):
    clock.set(TODAY)
    with database.writing() as session:
        return builders.a_plan_under_way(session)


@pytest.fixture
def power(database, city):
    """电力科 with a clerk; the first task of 市能源局 was given to it."""
    with database.writing() as session:
        energy = session.merge(city.departments["energy"])
        section = sections.open_section(session, energy, "电力科", by=SYSTEM, at=builders.at(TODAY))
        city.accounts["clerk"] = builders.an_account(session, "clerk", energy, PostKind.SECTION)
        share = builders.the_share(session, city, "energy")
        shares.give(session, [share], section, by=SYSTEM, at=builders.at(TODAY))
        return section


@pytest.fixture
def liaison(client, city):
    return client.sign_in(city.accounts["liaison"])


@pytest.fixture
def clerk(client, city, power):
    return client.sign_in(city.accounts["clerk"])


def the_report(database, city, task: int = 0) -> int:
    with database.reading() as session:
        return builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, task=task).id


def inside(city) -> str:
    return f"/departments/{city.departments['energy'].id}/inside"


def test_the_inside_names_who_holds_which_post_with_telephone(liaison, city) -> None:
    liaison.get(inside(city))
    text = liaison.page.text
    assert "liaison 联络员 0359-2660000 2026-01-01" in text and "head 部门负责人" in text
    assert "还没有设科室" in text


def test_a_liaison_opens_a_section_gives_it_to_a_person_and_tasks_to_it(liaison, city, database) -> None:
    department = city.departments["energy"].id
    answer = liaison.post(f"/departments/{department}/sections/new", data={"name": "电力科"})
    assert answer.status_code == 303
    given = {"person": str(city.accounts["head"].id), "from_on": TODAY.isoformat()}
    liaison.get(liaison.post(answer.location, data=given).location)
    assert "电力科已交head经办。" in liaison.page.text
    with database.reading() as session:
        share = builders.the_share(session, city, "energy").id
        section = next(iter(sections.names(session, department, on=TODAY)))
    sent = {"share": [str(share)], "section": str(section), "act": "give"}
    liaison.get(liaison.post(f"/departments/{department}/tasks", data=sent).location)
    assert "已把 1 项任务分给电力科。" in liaison.page.text
    liaison.get(f"/departments/{department}/tasks?section={section}")
    assert "二（一）" in liaison.page.text and "二（二）" not in liaison.page.text
    liaison.get(f"/departments/{department}/tasks?section=0")
    assert "二（二）" in liaison.page.text and "二（一）" not in liaison.page.text


def test_tasks_are_given_only_to_a_section_that_was_chosen(liaison, city, database, power) -> None:
    department = city.departments["energy"].id
    with database.reading() as session:
        share = builders.the_share(session, city, "energy", task=1).id
    answer = liaison.post(f"/departments/{department}/tasks", data={"share": [str(share)], "act": "give"})
    assert answer.status_code == 422 and "请选择分给哪个科室" in liaison.page.text


def test_a_clerk_sees_on_her_desk_only_what_her_section_was_given(clerk) -> None:
    clerk.get("/desk")
    text = clerk.page.text
    assert "只列分给电力科的任务" in text
    assert "二（一）" in text and "二（二）" not in text and "我牵头 1 · 我配合 0" in text
    assert "签收" not in [button.text for button in clerk.page.root.iter("button")]


def test_a_clerk_writes_a_draft_which_the_liaison_sees_and_files(clerk, client, city, database) -> None:
    deadline = the_report(database, city)
    clerk.get(f"/deadlines/{deadline}/report")
    buttons = [(button.text or "").strip() for button in clerk.page.root.iter("button")]
    assert "存为草稿，交联络员" in buttons and "报送" not in buttons
    said = {"standing": "on_course", "text": "已并网 3 万千瓦", "version": "0"}
    answer = clerk.post(f"/deadlines/{deadline}/draft", data=said)
    assert answer.status_code == 303
    clerk.get(answer.location)
    assert "联络员在待办里可以看到" in clerk.page.text
    client.sign_in(city.accounts["liaison"]).get("/desk")
    assert "草稿已填（电力科 clerk 10-12 10:00）" in client.page.text
    assert client.post(f"/deadlines/{deadline}/report", data=said | {"version": "1"}).status_code == 303


def test_a_clerk_does_not_file_acknowledge_ask_or_read_what_others_have(clerk, city, database) -> None:
    own, other = the_report(database, city), the_report(database, city, task=1)
    with database.reading() as session:
        share = builders.the_share(session, city, "energy").id
    said = {"standing": "on_course", "text": "已并网", "version": "0"}
    assert clerk.post(f"/deadlines/{own}/report", data=said).status_code == 403
    assert clerk.post(f"/deadlines/{own}/unchanged").status_code == 403
    assert clerk.post("/desk/acknowledge", data={"assignment": [str(share)]}).status_code == 403
    assert clerk.get(f"/assignments/{share}/move").status_code == 403
    assert clerk.get(f"/deadlines/{own}/extension").status_code == 403
    assert clerk.get(f"/deadlines/{other}/report").status_code == 403
    assert clerk.post(f"/deadlines/{other}/draft", data=said).status_code == 403
    assert clerk.get(inside(city)).status_code == 403
    with database.reading() as session:
        assert session.scalars(select(ReportDraft)).all() == []


def test_a_clerk_sees_the_tasks_of_her_section_and_no_others(clerk, city) -> None:
    assert [clerk.get(f"/tasks/{task.id}").status_code for task in city.tasks[:3]] == [200, 403, 403]
    clerk.get("/tasks")
    assert "二（一）" in clerk.page.text and "二（二）" not in clerk.page.text


def test_a_liaison_narrows_her_desk_to_a_section(liaison, power) -> None:
    liaison.get(f"/desk?section={power.id}")
    assert "二（一）" in liaison.page.text and "二（二）" not in liaison.page.text
    liaison.get("/desk?section=0")
    assert "二（二）" in liaison.page.text and "二（一）" not in liaison.page.text


def test_the_days_of_an_absence_stand_on_the_desks_of_the_two(client, liaison, city, database) -> None:
    with database.reading() as session:
        liaison_id = city.accounts["liaison"].id
        holding = session.scalar(select(Holding.id).where(Holding.account_id == liaison_id))
    sent = {"from_on": "2026-11-20", "to_on": "2026-11-27", "reason": "出差", "substitute": city.accounts["head"].id}
    answer = liaison.post(f"/holdings/{holding}/absence", data=sent)
    assert answer.status_code == 303
    liaison.get("/desk")
    assert "liaison（联络员）11-20 至 11-27 不在岗，由head代办。" in liaison.page.text
    client.sign_in(city.accounts["head"]).get("/desk")
    assert "liaison（联络员）11-20 至 11-27 不在岗，由head代办。" in client.page.text
    client.sign_in(city.accounts["other"]).get("/desk")
    assert "不在岗" not in client.page.text


def test_an_absence_is_refused_with_a_sentence_and_what_was_typed_stays(liaison, city, database) -> None:
    with database.reading() as session:
        liaison_id = city.accounts["liaison"].id
        holding = session.scalar(select(Holding.id).where(Holding.account_id == liaison_id))
    sent = {"from_on": "2026-11-27", "to_on": "2026-11-20", "reason": "出差", "substitute": ""}
    assert liaison.post(f"/holdings/{holding}/absence", data=sent).status_code == 422
    assert "不能早于离岗第一天" in liaison.page.text
    with database.reading() as session:
        assert session.scalars(select(Absence)).all() == []


def test_the_substitute_has_the_rights_of_the_post_in_those_days_only(client, city, clock, database, power) -> None:
    with database.writing() as session:
        holder, clerk = city.accounts["liaison"].id, session.merge(city.accounts["clerk"])
        holding = session.scalars(select(Holding).where(Holding.account_id == holder)).one()
        first = TODAY + timedelta(days=1)
        absences.note(session, holding, from_on=first, to_on=first, substitute=clerk, by=SYSTEM, at=builders.at(TODAY))
        share = builders.the_share(session, city, "energy", task=1).id
    client.sign_in(city.accounts["clerk"])
    assert client.post("/desk/acknowledge", data={"assignment": [str(share)]}).status_code == 403
    clock.set(first)
    assert client.post("/desk/acknowledge", data={"assignment": [str(share)]}).status_code == 303
    clock.set(first + timedelta(days=1))
    assert client.get(inside(city)).status_code == 403


def test_an_administrator_gives_a_section_by_its_name(client, city, database) -> None:
    department = city.departments["energy"].id
    client.sign_in(city.accounts["administrator"])
    sent = {"email": "third@city.test", "kind": "section", "rank": "1", "from_on": TODAY.isoformat(), "section": ""}
    assert client.post(f"/departments/{department}/hold", data=sent).status_code == 422
    assert "请填写科室名称" in client.page.text
    assert client.post(f"/departments/{department}/hold", data=sent | {"section": "电力科"}).status_code == 303
    with database.reading() as session:
        assert list(sections.names(session, department, on=TODAY).values()) == ["电力科"]


def test_a_section_that_ends_sends_its_tasks_back_to_the_liaison(liaison, city, database, power) -> None:
    liaison.get(f"/sections/{power.id}/end")
    assert "1 项任务回到联络员" in liaison.page.text
    liaison.get(liaison.post(f"/sections/{power.id}/end").location)
    assert "已撤销电力科，1 项任务回到联络员。" in liaison.page.text
    with database.reading() as session:
        assert session.scalars(select(Assignment).where(Assignment.post_id == power.id)).all() == []
