"""The desk: what a department owes, and by when; late on top, work and forms apart."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event, insert, select, update

from tests.support import builders
from workflow.deadlines import acknowledging, queries, service
from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind
from workflow.deadlines.queries import CAP, SHOWN, Band, Desk
from workflow.people.models import Holding, Post, PostKind
from workflow.people.queries import actor
from workflow.tasks.models import Assignment, Task


@pytest.fixture
def city(database):
    with database.writing() as session:
        return builders.a_plan_under_way(session)


@pytest.fixture
def liaison(client, city):
    return client.sign_in(city.accounts["liaison"])


@contextmanager
def counted(database) -> Iterator[list[str]]:
    """The statements that a block sends."""
    sent: list[str] = []

    def note(connection, cursor, statement, *rest) -> None:
        sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine, "before_cursor_execute", note)


def shares_of(session, city, department: str) -> list[int]:
    wanted = select(Assignment.id).where(Assignment.department_id == city.departments[department].id)
    return list(session.scalars(wanted.order_by(Assignment.id)))


def bands(client) -> list[str]:
    """The headings of the bands, with their counts."""
    return [" ".join("".join(h.itertext()).split()) for h in client.page.root.iter("h2")]


def test_late_forms_and_late_work_stand_apart_on_top_and_are_never_added(liaison, clock) -> None:
    clock.set(date(2026, 11, 16))
    liaison.get("/desk")
    assert bands(liaison) == ["报送逾期 2", "工作逾期 2", "待签收 2", "以后 2"]


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 9, 1), ["待签收 2", "以后 6"]),  # nothing but to acknowledge
        (date(2026, 10, 8), ["待签收 2", "以后 6"]),  # the week ends on Sunday the 11th, after a working Saturday
        (date(2026, 10, 12), ["本周到期 2", "待签收 2", "以后 4"]),
        (date(2026, 10, 15), ["本周到期 2", "待签收 2", "以后 4"]),  # due today is not late
        (date(2026, 10, 16), ["报送逾期 2", "待签收 2", "以后 4"]),
    ],
)
def test_a_thing_moves_from_later_to_this_week_to_late_by_the_days(liaison, clock, day, shown) -> None:
    clock.set(day)
    liaison.get("/desk")
    assert bands(liaison) == shown


def test_age_is_counted_in_working_days(liaison, clock) -> None:
    clock.set(date(2026, 10, 19))
    liaison.get("/desk")
    assert "逾期 2 个工作日 二（一）抓好煤炭保供和煤电清洁低碳发展 2026年三季度进展填报 应于 10-15" in liaison.page.text


def test_a_target_is_named_in_the_papers_words(liaison) -> None:
    liaison.get("/desk")
    assert "目标核定：主要指标达到51%左右" in liaison.page.text


def test_the_desk_says_how_much_is_led_and_shared(client, city) -> None:
    client.sign_in(city.accounts["other"]).get("/desk")
    assert "我牵头 1 · 我配合 2" in client.page.text


def test_all_is_acknowledged_with_one_press_and_can_be_taken_back(liaison, database, city, clock) -> None:
    clock.set(date(2026, 9, 2))
    with database.reading() as session:
        shares = shares_of(session, city, "energy")
    answer = liaison.post("/desk/acknowledge", data={"assignment": [str(key) for key in shares]})
    liaison.get(answer.location)
    assert "已签收 2 项" in liaison.page.text and "待签收" not in liaison.page.text
    fields = {"assignment": [str(key) for key in shares]}
    back = liaison.post("/desk/take-back", data=fields)
    liaison.get(back.location)
    assert "待签收 2" in bands(liaison) and "已撤回签收 2 项。" in liaison.page.text


def test_what_a_colleague_acknowledged_meanwhile_is_passed_over(liaison, database, city) -> None:
    with database.writing() as session:
        shares = shares_of(session, city, "energy")
        held = session.get(Assignment, shares[0])
        acknowledging.acknowledge(session, held, by=actor(city.accounts["head"]), at=builders.at(date(2026, 9, 2)))
    data = {"assignment": [str(key) for key in shares]}
    assert liaison.post("/desk/acknowledge", data=data).location.endswith(f"acknowledged={shares[1]}")
    assert liaison.post("/desk/acknowledge", data=data).status_code == 422
    assert "没有可以签收的任务" in liaison.page.h1


def test_nobody_acknowledges_for_another_department(liaison, database, city) -> None:
    with database.reading() as session:
        mine, theirs = shares_of(session, city, "energy")[0], shares_of(session, city, "housing")[0]
    assert liaison.post("/desk/acknowledge", data={"assignment": [str(mine), str(theirs)]}).status_code == 403
    with database.reading() as session:
        assert session.get(Assignment, mine).acknowledged_on is None


def test_a_form_without_shares_acknowledges_nothing(liaison) -> None:
    assert liaison.post("/desk/acknowledge", data={}).status_code == 422


def test_a_return_stands_on_the_desk_with_its_reason(liaison, database, city, clock) -> None:
    clock.set(date(2026, 11, 16))
    with database.writing() as session:
        held = builders.the_share(session, city, "energy")
        service.owe(
            session,
            held,
            DeadlineKind.CORRECTION,
            occasion="return:5",
            opens_on=date(2026, 11, 16),
            due_on=date(2026, 11, 20),
            due_rule="correction",
        )
    liaison.get("/desk")
    assert "退回和询问 1" in bands(liaison)
    assert "退回修改" in liaison.page.text and "还有 4 个工作日" in liaison.page.text


def test_when_nothing_is_to_be_done_the_desk_says_what_comes_next_and_nothing_else(
    liaison, database, city, clock
) -> None:
    clock.set(date(2026, 9, 2))
    with database.writing() as session:
        ended = update(Deadline).where(Deadline.kind.in_([DeadlineKind.ACKNOWLEDGE, DeadlineKind.TARGET]))
        session.execute(ended.values(ended_on=date(2026, 9, 1), outcome="met"))
    liaison.get("/desk")
    said = "没有待办。下一项：二（一） 2026年三季度进展填报，2026-10-15。"
    assert said in liaison.page.text and not bands(liaison)


def test_a_department_without_anything_owed_reads_so(client, database, city) -> None:
    with database.writing() as session:
        session.execute(update(Deadline).values(ended_on=date(2026, 9, 1), outcome="met"))
    client.sign_in(city.accounts["third"]).get("/desk")
    assert "没有待办。" in client.page.text


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("liaison", 200),
        ("head", 200),
        ("office", 200),
        ("other", 403),
        ("leader", 403),
        ("auditor", 403),
        ("administrator", 403),
    ],
)
def test_a_desk_is_seen_by_its_department_and_the_office(client, city, name, status) -> None:
    desk = f"/desk?department={city.departments['energy'].id}"
    assert client.sign_in(city.accounts[name]).get(desk).status_code == status


def test_the_office_only_looks(client, city) -> None:
    client.sign_in(city.accounts["office"]).get(f"/desk?department={city.departments['energy'].id}")
    assert "只读" in client.page.text and "全部签收" not in client.page.text and "填报" not in client.page.links


def test_whoever_speaks_for_two_departments_gets_a_switch(liaison, database, city) -> None:
    with database.writing() as session:
        post = session.scalar(
            select(Post).where(Post.department_id == city.departments["housing"].id, Post.kind == PostKind.LIAISON)
        )
        session.add(Holding(post_id=post.id, account_id=city.accounts["liaison"].id, rank=2, from_on=date(2026, 1, 1)))
    page = liaison.get("/desk").get_data(as_text=True)
    assert '<select id="department"' in page and "市住建局</option>" in page


def test_a_desk_takes_at_most_seven_statements(liaison, database) -> None:
    liaison.get("/desk")
    with counted(database) as sent:
        liaison.get("/desk")
    assert (
        len([statement for statement in sent if not statement.startswith(("BEGIN", "COMMIT"))]) <= 7
    )  # one counts what is unread


def many(session, city, number: int) -> None:
    """So many late forms of one department, each of a task of its own."""
    plan, body = city.plan.id, city.departments["energy"].id
    tasks = [
        {
            "plan_id": plan,
            "origin": "measure",
            "ordinal": 1000 + n,
            "number": f"九（{n}）",
            "chapter": "九",
            "heading": f"第{n}项",
            "state": "under_way",
            "version": 1,
        }
        for n in range(number)
    ]
    session.execute(insert(Task), tasks)
    ids = session.scalars(select(Task.id).where(Task.ordinal >= 1000).order_by(Task.id)).all()
    shares = [
        {"task_id": key, "department_id": body, "role": "lead", "ordinal": 1, "basis": "", "red_run": 0, "version": 1}
        for key in ids
    ]
    session.execute(insert(Assignment), shares)
    held = session.scalars(select(Assignment.id).where(Assignment.task_id.in_(ids)).order_by(Assignment.id)).all()
    day = date(2026, 10, 15)
    session.execute(
        insert(Deadline),
        [
            {
                "assignment_id": key,
                "department_id": body,
                "plan_id": plan,
                "ladder": LadderKind.REPORTING,
                "kind": DeadlineKind.REPORT,
                "occasion": "2026Q3",
                "opens_on": date(2026, 9, 30),
                "due_on": day,
                "original_due_on": day,
                "due_rule": "report.quarterly",
                "version": 1,
            }
            for key in held
        ],
    )


def test_a_long_band_is_capped_counted_to_a_thousand_and_paged_by_key(liaison, database, city) -> None:
    with database.writing() as session:
        many(session, city, CAP + 40)
    page = liaison.get("/desk").get_data(as_text=True)
    assert "1,000+" in page and page.count("第") < 2 * SHOWN
    seen: set[str] = set()
    link = liaison.page.links["下一页 →"]
    while link:
        liaison.get(link)
        rows = {a.get("href") for a in liaison.page.root.iter("a") if a.get("class") == "row-title"}
        assert not rows & seen and len(rows) <= SHOWN
        seen |= rows
        link = liaison.page.links.get("下一页 →", "")
    assert len(seen) == CAP + 42 - SHOWN


@pytest.mark.parametrize("after", ["", "x", "2026-13-01.4", "2026-10-15.x", "2026-10-15"])
def test_a_key_that_makes_no_sense_shows_the_first_page(liaison, after) -> None:
    assert liaison.get(f"/desk?band=late_forms&after={after}").status_code == 200
    assert liaison.get(f"/desk?band=nonsense&after={after}").status_code == 200


@pytest.mark.parametrize(
    ("kind", "goes"),
    [
        (DeadlineKind.REPORT, "/deadlines/{id}/report"),
        (DeadlineKind.TARGET, "/deadlines/{id}/report"),
        (DeadlineKind.ACKNOWLEDGE, "/tasks/{task}#owed"),
    ],
)
def test_the_link_in_a_mail_goes_to_where_the_deadline_is_answered(liaison, database, city, kind, goes) -> None:
    with database.reading() as session:
        owed = builders.the_deadline(session, city, "energy", kind).id
    wanted = goes.format(id=owed, task=city.tasks[0].id)
    assert liaison.get(f"/deadlines/{owed}").location == wanted


def test_the_office_is_led_from_a_deadline_to_the_task(client, database, city) -> None:
    with database.reading() as session:
        owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT).id
    answer = client.sign_in(city.accounts["office"]).get(f"/deadlines/{owed}")
    assert answer.location == f"/tasks/{city.tasks[0].id}#owed"


def test_every_open_deadline_stands_in_exactly_one_band(session) -> None:
    city = builders.a_plan_under_way(session)
    held = builders.the_share(session, city, "energy")
    for number, kind in enumerate(DeadlineKind):
        for offset in (-30, -1, 0, 3, 40):
            due = date.fromordinal(date(2026, 11, 16).toordinal() + offset)
            service.owe(session, held, kind, occasion=f"x:{number}:{offset}", opens_on=due, due_on=due, due_rule="t")
    desk = Desk(city.departments["energy"].id, date(2026, 11, 16), date(2026, 11, 22))
    placed = [row.id for rows in queries.owed(session, desk).values() for row in rows]
    open_ones = session.scalars(select(Deadline.id).where(Deadline.department_id == desk.department_id)).all()
    assert sorted(placed) == sorted(open_ones)
    assert all(queries.count(session, desk, band) == len(rows) for band, rows in queries.owed(session, desk).items())
    assert list(queries.owed(session, desk)) == list(Band)
