"""A department is followed by another: its shares end by that day, the successor's begin, and nothing owed is lost."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests.support.builders import START, a_plan_proposed, a_plan_under_way, at, the_deadline, the_share
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.deadlines import acknowledging, succeeding
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.errors import Refused
from workflow.people.models import Department
from workflow.plans.models import ClauseBody
from workflow.reports import drafts, sharing
from workflow.reports import service as reports
from workflow.reports.models import Report, ReportDraft, ReportState, Standing
from workflow.review import service as reviewing
from workflow.review import succeeding as passing
from workflow.tasks.models import Assignment, Decision, Origin, Role, Task, TaskState
from workflow.workdays.queries import calendar
from workflow.workdays.rules import period_of

TODAY = date(2026, 10, 14)
BY_THEN = date(2026, 10, 19)
BEFORE = date(2026, 10, 12)


def succeed(session, city, days, old, new, *, on=BEFORE):
    return passing.succeed(
        session,
        city.departments[old],
        successor=city.departments[new],
        on=on,
        basis="机构改革方案",
        by=SYSTEM,
        at=at(TODAY),
        calendar=days,
    )


def open_of(session, city, name, task=0) -> dict:
    rows = (
        select(Deadline)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .where(Deadline.department_id == city.departments[name].id, Deadline.ended_on.is_(None))
        .where(Assignment.task_id == city.tasks[task].id)
    )
    return {(one.kind, one.occasion): one for one in session.scalars(rows)}


def shares_of(session, task) -> dict[str, Role]:
    rows = session.execute(
        select(Department.label, Assignment.role)
        .join(Assignment, Assignment.department_id == Department.id)
        .where(Assignment.task_id == task.id, Assignment.to_on.is_(None))
    )
    return dict(rows.all())


def test_what_passes_on_is_counted_before(session, city) -> None:
    ahead = succeeding.ahead(session, city.departments["energy"], city.departments["industry"].id)
    assert (ahead.leads, ahead.shares, ahead.merged, ahead.handed_down) == (2, 0, 2, 0)
    owed = select(func.count()).select_from(Deadline)
    theirs = (Deadline.department_id == city.departments["energy"].id, Deadline.ended_on.is_(None))
    assert ahead.owed == session.scalar(owed.where(*theirs))
    assert succeeding.ahead(session, city.departments["government"]).nothing


def test_a_share_ends_by_the_day_and_the_successors_begins_with_the_same_days(session, city, days) -> None:
    old = the_share(session, city, "housing", task=1)
    acknowledging.acknowledge(session, old, by=SYSTEM, at=at(START))
    sharing.ask(session, city.tasks[1], period_of(date(2026, 12, 1)), by=SYSTEM, at=at(TODAY), calendar=days)
    before = open_of(session, city, "housing", task=1)
    succeed(session, city, days, "housing", "government")
    new = the_share(session, city, "government", task=1)
    assert (old.to_on, new.from_on, new.predecessor_id, new.basis) == (BEFORE, BEFORE, old.id, "机构改革方案")
    now = open_of(session, city, "government", task=1)
    ((asked, share),) = before.items()
    assert now[asked].due_on == share.due_on and share.outcome == Outcome.SUPERSEDED
    assert now[DeadlineKind.ACKNOWLEDGE, acknowledging.OCCASION].due_on == BY_THEN


def test_where_the_successor_shares_already_the_two_become_one_and_the_lead_wins(session, city, days) -> None:
    before = open_of(session, city, "energy")
    succeed(session, city, days, "energy", "industry")
    assert shares_of(session, city.tasks[0]) == {"市工信局": Role.LEAD}
    assert shares_of(session, city.tasks[1]) == {"市工信局": Role.LEAD, "市住建局": Role.CO}
    now = open_of(session, city, "industry")
    assert set(now) == set(before)
    assert all(now[key].due_on == max(before[key].due_on, BY_THEN) for key in now)


def test_a_co_responsible_share_merges_into_the_lead_of_the_successor(session, city, days) -> None:
    lead, before = the_share(session, city, "energy"), open_of(session, city, "energy")
    succeed(session, city, days, "industry", "energy")
    assert the_share(session, city, "energy") is lead and set(open_of(session, city, "energy")) == set(before)
    assert shares_of(session, city.tasks[0]) == {"市能源局": Role.LEAD}
    assert shares_of(session, city.tasks[2]) == {"市能源局": Role.LEAD}


def test_nothing_is_left_owing_in_the_name_of_a_body_that_is_gone(session, city, days) -> None:
    succeed(session, city, days, "energy", "government")
    gone = city.departments["energy"].id
    assert not session.scalars(
        select(Deadline).where(Deadline.department_id == gone, Deadline.ended_on.is_(None))
    ).all()
    assert not session.scalars(
        select(Assignment).where(Assignment.department_id == gone, Assignment.to_on.is_(None))
    ).all()
    assert city.departments["energy"].abolished_on == BEFORE
    kept = session.scalars(select(Event).where(Event.act == "assignment.passed_on")).all()
    assert {one.facts["basis"] for one in kept} == {"机构改革方案"} and len(kept) == 2


def test_drafts_go_along_and_reports_stay_where_they_were_said(session, city, days) -> None:
    typed = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    drafts.save(session, typed, words={"text": ["写了一半"]}, by=SYSTEM, at=at(TODAY))
    said = the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1)
    report = reports.file(session, said, standing=Standing.ON_COURSE, text="按计划。", by=SYSTEM, at=at(TODAY))
    succeed(session, city, days, "energy", "government")
    theirs = open_of(session, city, "government")[DeadlineKind.REPORT, typed.occasion]
    assert session.get_one(ReportDraft, theirs.id).words == {"text": ["写了一半"]}
    kept = session.get_one(Report, report.id)
    assert (kept.state, kept.deadline_id) == (ReportState.FILED, said.id)
    reviewing.accept(session, kept, by=SYSTEM, at=at(TODAY), **_more(reviewing.accept, days))


def _more(act, days) -> dict:
    wanted = act.__code__.co_varnames[: act.__code__.co_argcount + act.__code__.co_kwonlyargcount]
    return {"calendar": days} if "calendar" in wanted else {}


def test_a_request_to_move_that_names_the_successor_is_granted_by_it(session, city, days) -> None:
    said = {"reason": "机构改革", "by": SYSTEM, "at": at(TODAY)}
    to = city.departments["government"].id
    meant = acknowledging.ask_to_move(session, the_share(session, city, "energy"), to_department_id=to, **said)
    other = acknowledging.ask_to_move(
        session, the_share(session, city, "energy", task=1), to_department_id=None, **said
    )
    succeed(session, city, days, "energy", "government")
    assert (meant.decision, other.decision) == (Decision.GRANTED, Decision.REFUSED)
    assert meant.basis == "机构改革方案"


def test_sub_tasks_and_what_was_handed_down_pass_on(session, city, days) -> None:
    facts = {"plan": city.plan, "origin": Origin.SUB_TASK, "parent_id": city.tasks[0].id, "ordinal": 9}
    below = Task(number="1", chapter="", heading="县里的事", state=TaskState.UNDER_WAY, **facts)
    below.handed_by_id = city.departments["energy"].id
    session.add(below)
    session.flush()
    session.add(Assignment(task=below, department_id=city.departments["energy"].id, role=Role.LEAD, ordinal=1))
    session.flush()
    succeed(session, city, days, "energy", "government")
    session.refresh(below)
    assert below.handed_by_id == city.departments["government"].id
    assert shares_of(session, below) == {"市人民政府": Role.LEAD}


def test_names_in_the_clauses_stay_as_printed(session, city, days) -> None:
    printed = session.scalars(select(ClauseBody.printed)).all()
    succeed(session, city, days, "energy", "government")
    assert session.scalars(select(ClauseBody.printed)).all() == printed


def test_in_a_draft_plan_the_successor_is_named_and_owes_nothing(session) -> None:
    city = a_plan_proposed(session)
    days = calendar(session, around=TODAY)
    succeed(session, city, days, "energy", "government")
    share = the_share(session, city, "government")
    assert (share.role, share.confirmed_on) == (Role.LEAD, None)  # the lead is still to be confirmed
    assert not session.scalars(select(Deadline)).all()


def test_a_day_ahead_is_refused(session, city, days) -> None:
    with pytest.raises(Refused, match="day_ahead"):
        succeed(session, city, days, "energy", "government", on=date(2026, 10, 15))


def test_the_page_shows_what_passes_on_and_does_it_in_one_act(client, database, clock) -> None:
    clock.set(TODAY)
    with database.writing() as session:
        city = a_plan_under_way(session)
    client.sign_in(city.accounts["administrator"])
    url = f"/departments/{city.departments['energy'].id}/abolish"
    page = client.get(url).get_data(as_text=True)
    assert "牵头 2 项任务，另为 0 项任务的责任单位" in page and "日期不能晚于今天" in page
    assert "二（一）" in page
    assert client.post(url, data={"on": TODAY.isoformat(), "basis": "方案"}).status_code == 422  # nobody takes it over
    to = city.departments["government"].id
    ahead = {"on": "2026-10-15", "successor": to, "basis": "方案"}
    assert client.post(url, data=ahead).status_code == 422
    assert client.post(url, data={**ahead, "on": TODAY.isoformat()}).status_code == 303
    with database.reading() as session:
        assert shares_of(session, city.tasks[0]) == {"市人民政府": Role.LEAD, "市工信局": Role.CO}
