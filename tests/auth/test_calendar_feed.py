"""The calendar feed: by a secret link, a person's open deadlines; nothing by any other link."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select, update

from tests.support.builders import a_plan_under_way, an_account, at, the_deadline, the_share
from tests.support.client import CarefulClient
from tests.support.web import COMPILED, TODAY
from workflow.adapters.clock import at_hour
from workflow.adapters.ics import DayEntry, as_calendar
from workflow.app import create_app
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.deadlines.models import Deadline, DeadlineKind, DeadlineMove, MoveKind
from workflow.people import accounts, calendar_links, sections
from workflow.people import service as people
from workflow.people.link_models import CalendarLink
from workflow.people.models import Account, Holding, PostKind
from workflow.plans.rules import MASK
from workflow.tasks.models import Assignment, Task

on_one = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


@pytest.fixture
def client(settings, database, clock, session, city) -> CarefulClient:
    """Of an installation that has switched the feed on."""
    session.commit()
    app = create_app(replace(settings, calendar_feed=True), database=database, clock=clock, testing=True)
    app.test_client_class, app.jinja_env.bytecode_cache = CarefulClient, COMPILED
    return app.test_client()


def made(client, account) -> str:
    """The path of a new link, as its page shows it this once."""
    client.sign_in(account)
    assert client.post("/account/calendar").status_code == 200
    shown = next(words for words in client.page.source.split() if "/calendar/" in words and ".ics" in words)
    client.sign_out()
    return "/calendar/" + shown.partition("/calendar/")[2].partition("<")[0]


def events(answer) -> list:
    assert answer.status_code == 200
    return Calendar.from_ical(answer.data).walk("VEVENT")


def open_days(database, *conditions) -> dict[str, date]:
    with database.reading() as session:
        owed = select(Deadline.id, Deadline.due_on).where(Deadline.ended_on.is_(None), *conditions)
        return {f"deadline-{number}@127.0.0.1": day for number, day in session.execute(owed)}


def test_the_calendar_holds_what_the_department_owes_on_the_days_it_is_due(client, city, database) -> None:
    answer = client.get(made(client, city.accounts["liaison"]))
    mine = open_days(database, Deadline.department_id == city.departments["energy"].id)
    found = events(answer)
    assert {str(one["uid"]): one["dtstart"].dt for one in found} == mine
    assert {one["dtend"].dt - one["dtstart"].dt for one in found} == {timedelta(days=1)}
    asked = next(one for one in found if "签收" in one["summary"])
    assert str(asked["summary"]) == "二（一） 签收 · 抓好煤炭保供和煤电清洁低碳发展"
    number = str(asked["uid"]).removeprefix("deadline-").partition("@")[0]
    assert str(asked["url"]).endswith(f"/deadlines/{number}") and str(asked["url"]) in asked["description"]
    assert (asked["sequence"], asked["dtstamp"].dt) == (1, at_hour(date(2026, 9, 1), 0))


@on_one
def test_the_answer_is_a_private_file_that_sets_no_cookie_and_is_not_sent_twice(client, city, clock) -> None:
    path = made(client, city.accounts["liaison"])
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in answer.headers
    clock.forward(hours=5)
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.head(path).status_code == 200
    assert max(map(len, answer.data.split(b"\r\n"))) <= 75


@on_one
def test_what_is_done_moved_or_held_changes_the_calendar(client, city, session, database) -> None:
    path = made(client, city.accounts["liaison"])
    before = client.get(path)
    target = the_deadline(session, city, "energy", DeadlineKind.TARGET)
    done = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    held = the_deadline(session, city, "energy", DeadlineKind.TARGET, task=1)
    done.ended_on, held.held_since = TODAY, TODAY
    moved = {"deadline_id": target.id, "kind": MoveKind.EXTENSION, "from_on": target.due_on, "reason": "批准"}
    target.due_on = date(2027, 3, 1)
    session.add(DeadlineMove(**moved, to_on=target.due_on, at=at(TODAY)))
    session.commit()
    after = client.get(path)
    assert after.headers["ETag"] != before.headers["ETag"]
    found = {str(one["uid"]): one for one in events(after)}
    assert len(events(before)) - len(found) == 2
    one = found[f"deadline-{target.id}@127.0.0.1"]
    assert (one["dtstart"].dt, one["last-modified"].dt, one["sequence"]) == (date(2027, 3, 1), at(TODAY), 2)
    assert "原定" in one["description"]


@on_one
def test_words_that_look_tampered_with_are_masked_in_the_calendar_too(client, city, session) -> None:
    session.execute(update(Task).where(Task.id == city.tasks[0].id).values(heading=f"抓好{MASK}发展"))
    session.commit()
    found = events(client.get(made(client, city.accounts["liaison"])))
    assert [one for one in found if f"抓好{MASK}发展" in one["summary"]]


@on_one
def test_a_link_is_renewed_and_revoked_and_the_old_one_is_gone_like_any_unknown(client, city, database) -> None:
    liaison = city.accounts["liaison"]
    first = made(client, liaison)
    client.sign_in(liaison).get("/account")
    assert "更换链接" in client.page.text and first not in client.page.source
    second = made(client, liaison)
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    client.sign_in(liaison)
    assert client.post("/account/calendar/revoke").location == "/account#calendar"
    assert client.post("/account/calendar/revoke").status_code == 422
    client.sign_out()
    gone = [client.get(path) for path in (first, second, "/calendar/unknown.ics", f"/calendar/{'x' * 5000}.ics")]
    assert {(one.status_code, one.data, "ETag" in one.headers) for one in gone} == {(404, b"", False)}
    with database.reading() as session:
        acts = list(session.scalars(select(Event).where(Event.act.startswith("calendar_link.")).order_by(Event.id)))
        kept = list(session.scalars(select(CalendarLink.digest)))
    assert [one.act.partition(".")[2] for one in acts] == ["made", "renewed", "revoked"]
    for path in (first, second):
        token = path.removeprefix("/calendar/").removesuffix(".ics")
        assert token not in str([one.facts for one in acts]) and token not in kept


@on_one
def test_who_left_or_was_disabled_is_shown_nothing(client, city, session, clock) -> None:
    liaison, other = city.accounts["liaison"], city.accounts["other"]
    paths = made(client, liaison), made(client, other)
    held = session.scalars(select(Holding).where(Holding.account_id == liaison.id)).one()
    held.to_on = TODAY - timedelta(days=1)
    accounts.disable(session, session.get_one(Account, other.id), by=SYSTEM, at=clock.now())
    session.commit()
    assert events(client.get(paths[0])) == []  # she may hold another post tomorrow
    assert client.get(paths[1]).status_code == 404
    accounts.enable(session, session.get_one(Account, other.id), by=SYSTEM, at=clock.now())
    session.commit()
    assert client.get(paths[1]).status_code == 404  # a new one has to be made


@on_one
def test_a_sections_clerk_has_what_was_given_to_her_section_and_who_oversees_owes_nothing(
    client, city, session, database
) -> None:
    energy = city.departments["energy"]
    clerk = an_account(session, "clerk", city.departments["housing"], PostKind.AUDITOR)
    section = sections.open_section(session, energy, "电力科", by=SYSTEM, at=at(TODAY))
    people.hold(session, section, clerk, from_on=TODAY, by=SYSTEM, at=at(TODAY))
    share = the_share(session, city, "energy", task=1)
    session.execute(update(Assignment).where(Assignment.id == share.id).values(post_id=section.id))
    session.commit()
    found = events(client.get(made(client, clerk)))
    assert found and {str(one["uid"]) for one in found} == set(open_days(database, Deadline.assignment_id == share.id))
    assert events(client.get(made(client, city.accounts["office"]))) == []


@on_one
def test_an_address_that_tries_thirty_wrong_links_waits_and_a_revoked_one_asked_again_counts_once(
    client, city, clock
) -> None:
    path = made(client, city.accounts["liaison"])
    here, there = {"REMOTE_ADDR": "10.0.0.1"}, {"REMOTE_ADDR": "10.0.0.2"}
    for _ in range(40):
        assert client.get("/calendar/old.ics", environ_overrides=here).status_code == 404
    assert client.get(path, environ_overrides=here).status_code == 200
    for number in range(29):
        assert client.get(f"/calendar/guess{number}.ics", environ_overrides=here).status_code == 404
    refused = client.get(path, environ_overrides=here)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "900")
    assert client.get(path, environ_overrides=there).status_code == 200
    clock.forward(minutes=16)
    assert client.get(path, environ_overrides=here).status_code == 200


@on_one
def test_where_the_feed_is_off_there_is_no_link_and_no_word_of_it(app, client, city, session, clock) -> None:
    path = made(client, city.accounts["liaison"])
    off = app.test_client()
    assert off.get(path).status_code == 404
    off.sign_in(city.accounts["liaison"]).get("/account")
    assert "日历订阅" not in off.page.text
    assert off.post("/account/calendar").status_code == 404
    assert client.get(path).status_code == 200


@on_one
def test_the_page_says_plainly_that_whoever_has_the_link_sees_the_list(client, city) -> None:
    client.sign_in(city.accounts["liaison"]).get("/account")
    assert "知道链接的人不用登录就能看到这份清单" in client.page.text
    client.sign_in(city.accounts["auditor"]).get("/account")
    assert "日历订阅" not in client.page.text  # she owes nothing


@on_one
def test_two_links_at_once_for_one_person_are_not_kept(city, session) -> None:
    liaison = session.get_one(Account, city.accounts["liaison"].id)
    for _ in range(3):
        calendar_links.make(session, liaison, by=SYSTEM, at=at(TODAY))
    good = select(CalendarLink).where(CalendarLink.account_id == liaison.id, CalendarLink.ended_at.is_(None))
    assert len(session.scalars(good).all()) == 1


def test_long_and_difficult_words_come_out_of_the_file_as_they_went_in() -> None:
    words = "二（一）；a,b;c\\d\n第二行 涑水河、姚暹渠 😀 " * 12
    entry = DayEntry("1@x", date(2026, 12, 31), words, words, "http://x/1", 7, at(TODAY))
    file = as_calendar([entry], name="督办", every=timedelta(hours=1))
    assert max(map(len, file.split(b"\r\n"))) <= 75
    read = Calendar.from_ical(file).walk("VEVENT")[0]
    assert (str(read["summary"]), str(read["description"])) == (words, words)
    assert (read["dtstart"].dt, read["dtend"].dt) == (date(2026, 12, 31), date(2027, 1, 1))
    assert file == as_calendar([entry], name="督办", every=timedelta(hours=1))
