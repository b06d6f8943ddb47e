"""责任分工: the office's decisions on one page; what departments see of it; asking to move after acknowledging."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.support.builders import START, a_plan_under_way, at, the_deadline, the_share
from workflow.audit.service import SYSTEM
from workflow.deadlines import acknowledging, changing
from workflow.deadlines.models import DeadlineKind
from workflow.people.models import Post, PostKind
from workflow.reports import drafts
from workflow.review import moving
from workflow.tasks import queries
from workflow.tasks.models import Decision, MoveRequest, Role, Task
from workflow.workdays.queries import calendar

TODAY = date(2026, 10, 14)


@pytest.fixture
def city(database, clock):
    clock.set(TODAY)
    with database.writing() as session:
        return a_plan_under_way(session)


@pytest.fixture
def office(client, city):
    return client.sign_in(city.accounts["office"])


def url(city) -> str:
    return f"/tasks/{city.tasks[0].id}/responsibility"


def seen(client, city) -> str:
    client.get(url(city))
    return next(one.get("value") for one in client.page.root.iter("input") if one.get("name") == "seen")


def decide(client, city, act, **fields):
    sent = {f"{act}-{name.replace('_', '-')}": value for name, value in fields.items() if name != "seen"}
    mark = fields.get("seen") or seen(client, city)
    return client.post(url(city), data={"act": act, "seen": mark, f"{act}-basis": "会议纪要", **sent})


def shares(database, city) -> dict[str, Role]:
    with database.reading() as session:
        return {one.department.label: one.role for one in queries.shares(session, city.tasks[0].id)}


def test_the_office_adds_ends_and_changes_the_lead_on_one_page(office, city, database) -> None:
    housing = city.departments["housing"].id
    assert decide(office, city, "add", chosen=housing).status_code == 303
    assert decide(office, city, "lead", chosen=housing, stays="y").status_code == 303
    assert shares(database, city) == {"市住建局": Role.LEAD, "市工信局": Role.CO, "市能源局": Role.CO}
    assert decide(office, city, "end", chosen=city.departments["industry"].id).status_code == 303
    page = office.get(url(city)).get_data(as_text=True)
    assert "牵头至 2026-10-14，由市住建局接续，此后为责任单位，依据：会议纪要" in page
    assert "原文写有“等”" in page


def test_section_and_leader_are_set_and_kept_in_the_history(office, city, database) -> None:
    with database.reading() as session:
        post = session.scalar(select(Post.id).where(Post.kind == PostKind.LEADER))
    energy = city.departments["energy"].id
    assert decide(office, city, "section", chosen=energy, section="规划科").status_code == 303
    assert decide(office, city, "leader", chosen=post).status_code == 303
    assert decide(office, city, "leader", chosen=post).status_code == 422  # it stands already
    with database.reading() as session:
        assert session.get_one(Task, city.tasks[0].id).leader_post_id == post
        assert the_share(session, city, "energy").section == "规划科"


def test_what_is_missing_is_said_at_the_form_and_what_was_typed_stays(office, city) -> None:
    answer = decide(office, city, "lead", chosen="", basis="写好的依据")
    assert answer.status_code == 422 and 'value="写好的依据"' in answer.get_data(as_text=True)
    assert decide(office, city, "add", chosen=city.departments["housing"].id, basis="").status_code == 422
    assert office.post(url(city), data={"act": "unknown"}).status_code == 404


def test_of_two_clerks_at_once_one_wins_and_the_other_gets_a_sentence(office, city) -> None:
    both, housing = seen(office, city), city.departments["housing"].id
    assert decide(office, city, "lead", chosen=housing, seen=both).status_code == 303
    answer = decide(office, city, "lead", chosen=city.departments["industry"].id, seen=both)
    assert answer.status_code == 409
    assert "刚刚调整过" in answer.get_data(as_text=True) and "市住建局" in answer.get_data(as_text=True)


def test_departments_read_how_responsibility_came_about(client, city, database) -> None:
    with database.writing() as session:
        how = {"basis": "会议纪要", "by": SYSTEM, "at": at(TODAY), "calendar": calendar(session, around=TODAY)}
        task = session.get_one(Task, city.tasks[0].id)
        changing.change_lead(session, task, city.departments["industry"].id, stays=True, **how)
    client.sign_in(city.accounts["liaison"])
    page = client.get(f"/tasks/{city.tasks[0].id}").get_data(as_text=True)
    assert "由市工信局接续" in page and "调整责任分工" not in page
    assert client.get(url(city)).status_code == 403


def test_a_draft_of_what_another_owes_now_stays_readable_for_those_who_typed_it(client, city, database) -> None:
    with database.writing() as session:
        owed = the_deadline(session, city, "energy", DeadlineKind.REPORT)
        drafts.save(session, owed, words={"text": ["写了一半的进展"]}, by=SYSTEM, at=at(TODAY))
        how = {"basis": "纪要", "by": SYSTEM, "at": at(TODAY), "calendar": calendar(session, around=TODAY)}
        task = session.get_one(Task, city.tasks[0].id)
        changing.change_lead(session, task, city.departments["housing"].id, stays=False, **how)
    client.sign_in(city.accounts["liaison"])
    answer = client.get(f"/deadlines/{owed.id}/report", follow_redirects=True)
    assert "写了一半的进展" in answer.get_data(as_text=True)
    assert client.sign_in(city.accounts["third"]).get(f"/deadlines/{owed.id}/typed").status_code == 403


def test_a_department_that_has_acknowledged_asks_to_move_and_the_office_names_another(client, city, database) -> None:
    with database.writing() as session:
        acknowledging.acknowledge(session, the_share(session, city, "energy"), by=SYSTEM, at=at(START))
        share = the_share(session, city, "energy").id
    client.sign_in(city.accounts["liaison"])
    assert f"/assignments/{share}/move" in client.get(f"/tasks/{city.tasks[0].id}").get_data(as_text=True)
    where, industry = f"/assignments/{share}/move", city.departments["industry"].id
    assert client.post(where, data={"to_department": industry, "reason": "职责划转"}).status_code == 303
    again = client.post(where, data={"reason": "再说一次"})
    assert again.status_code == 422 and "已经申请调整" in again.get_data(as_text=True)
    with database.writing() as session:
        asked = session.scalars(select(MoveRequest)).one()
        days, housing = calendar(session, around=TODAY), city.departments["housing"].id
        moving.grant(session, asked, to_department_id=housing, basis="三定", by=SYSTEM, at=at(TODAY), calendar=days)
        assert asked.to_department_id == industry
    assert shares(database, city) == {"市住建局": Role.LEAD, "市工信局": Role.CO}


def test_a_refusal_asks_an_acknowledged_share_for_nothing_and_others_to_acknowledge(city, database) -> None:
    with database.writing() as session:
        days, said = calendar(session, around=TODAY), {"by": SYSTEM, "at": at(TODAY)}
        accepted, other = the_share(session, city, "energy"), the_share(session, city, "industry")
        acknowledging.acknowledge(session, accepted, by=SYSTEM, at=at(START))
        for share in (accepted, other):
            asked = acknowledging.ask_to_move(session, share, to_department_id=None, reason="非我职责", **said)
            moving.refuse(session, asked, basis="职责明确", calendar=days, **said)
            assert asked.decision == Decision.REFUSED
        assert acknowledging.open_one(session, accepted) is None
        assert acknowledging.open_one(session, other).due_on == date(2026, 10, 19)
        again = acknowledging.ask_to_move(session, other, to_department_id=None, reason="再次说明", **said)
        assert again.occasion == 2
