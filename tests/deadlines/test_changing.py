"""Who is responsible changes while the task is under way: what is owed follows, what was said stays."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.support.builders import START, a_plan_under_way, at, the_deadline, the_share
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.deadlines import acknowledging, changing, holding
from workflow.deadlines.models import Deadline, DeadlineKind, Hold, Outcome
from workflow.errors import Refused, Stale
from workflow.notices import service as notices
from workflow.notices.models import Notice
from workflow.people.models import Post, PostKind
from workflow.reports import carrying, drafts, sharing
from workflow.reports import service as reports
from workflow.reports.models import Report, ReportDraft, Standing
from workflow.tasks import lineage, responsibility
from workflow.tasks.models import Assignment, Decision, MoveRequest, Role, Task, TaskState
from workflow.wording.responsibility import ended
from workflow.workdays.queries import calendar
from workflow.workdays.rules import period_of

TODAY = date(2026, 10, 14)
BY_THEN = date(2026, 10, 19)  # three working days
DUE = date(2026, 10, 15)


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


@pytest.fixture
def task(city):
    return city.tasks[0]


@pytest.fixture
def how(session, city):
    return {"basis": "会议纪要", "by": SYSTEM, "at": at(TODAY), "calendar": calendar(session, around=TODAY)}


def body(city, name) -> int:
    return city.departments[name].id


def refusal(act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.key


def owed_by(session, share) -> dict:
    rows = select(Deadline).where(Deadline.assignment_id == share.id, Deadline.ended_on.is_(None))
    return {(one.kind, one.occasion): one for one in session.scalars(rows)}


def test_a_department_added_acknowledges_in_three_working_days(session, city, task, how) -> None:
    share = changing.add_share(session, task, body(city, "housing"), **how)
    assert (share.role, share.from_on, share.basis, share.confirmed_on) == (Role.CO, TODAY, "会议纪要", TODAY)
    ((kind, _), owed), *more = owed_by(session, share).items()
    assert (kind, owed.due_on, more) == (DeadlineKind.ACKNOWLEDGE, BY_THEN, [])
    assert session.scalars(select(Event).where(Event.act == "assignment.added")).one().facts["basis"] == "会议纪要"
    assert refusal(lambda: changing.add_share(session, task, body(city, "housing"), **how)) == "lead.shares_already"


def test_a_department_added_again_follows_its_earlier_share(session, city, task, how) -> None:
    first = changing.end_share(session, task, body(city, "industry"), **how)
    again = changing.add_share(session, task, body(city, "industry"), **how)
    assert (first.to_on, again.predecessor_id) == (TODAY, first.id)


def test_a_share_that_ends_owes_nothing_and_a_lead_stays_until_another_leads(session, city, task, how) -> None:
    share = changing.end_share(session, task, body(city, "industry"), **how)
    assert owed_by(session, share) == {}
    assert refusal(lambda: changing.end_share(session, task, body(city, "energy"), **how)) == "lead.stays"
    assert refusal(lambda: changing.end_share(session, task, body(city, "housing"), **how)) == "lead.shares_not"
    assert refusal(lambda: changing.end_share(session, task, 2**31 - 1, **how)) == "move.department_missing"


@pytest.mark.parametrize("who", ["housing", "industry"])
def test_a_new_lead_owes_what_the_old_one_did_but_not_before_it_has_acknowledged(session, city, task, how, who) -> None:
    old, there = (
        the_share(session, city, "energy"),
        session.scalar(
            select(Assignment).where(Assignment.task_id == task.id, Assignment.department_id == body(city, who))
        ),
    )
    before = owed_by(session, old)
    new = changing.change_lead(session, task, body(city, who), stays=False, **how)
    now = owed_by(session, new)
    assert (new.role, new.from_on, new.predecessor_id, new.ordinal) == (Role.LEAD, TODAY, old.id, old.ordinal)
    assert (old.to_on, old.role) == (TODAY, Role.LEAD) and owed_by(session, old) == {}
    assert there is None or there.to_on == TODAY
    assert set(now) == set(before)
    assert now[DeadlineKind.REPORT, "2026Q3"].due_on == BY_THEN > before[DeadlineKind.REPORT, "2026Q3"].due_on
    later = next(key for key in before if key[0] == DeadlineKind.TARGET and before[key].due_on > BY_THEN)
    assert now[later].due_on == before[later].due_on


def test_the_old_lead_shares_on_where_the_office_says_so(session, city, task, how) -> None:
    old = the_share(session, city, "energy")
    old.section = "规划科"
    acknowledging.acknowledge(session, old, by=SYSTEM, at=at(START))
    changing.change_lead(session, task, body(city, "industry"), stays=True, **how)
    on = the_share(session, city, "energy")
    assert (on.role, on.predecessor_id, on.section, on.acknowledged_on) == (Role.CO, old.id, "规划科", START)
    assert owed_by(session, on) == {}  # what it accepted once it need not accept again


def test_the_old_lead_is_not_told_as_lead_any_more(session, city, task, how) -> None:
    notices.post(session, today=TODAY, calendar=how["calendar"])
    report = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    told = session.scalars(select(Notice).where(Notice.deadline_id == report.id)).all()
    assert told
    changing.change_lead(session, task, body(city, "industry"), stays=True, **how)
    notices.drop_untrue(session, today=TODAY)
    session.expire_all()
    assert {one.dropped_on for one in told} == {TODAY}
    tomorrow = date(2026, 10, 20)
    notices.post(session, today=tomorrow, calendar=how["calendar"])
    assert not session.scalars(select(Notice).where(Notice.deadline_id == report.id, Notice.dropped_on.is_(None))).all()


def test_what_was_reported_stays_with_whom_it_was_said_of(session, city, task, how) -> None:
    owed = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    report = reports.file(session, owed, standing=Standing.ON_COURSE, text="按计划。", by=SYSTEM, at=at(TODAY))
    changing.change_lead(session, task, body(city, "industry"), stays=False, **how)
    kept = session.get_one(Report, report.id)
    assert kept.assignment_id == owed.assignment_id and owed.outcome == Outcome.MET


def test_words_typed_go_along_when_the_same_department_goes_on_in_another_role(session, city, task, how) -> None:
    days = how["calendar"]
    sharing.ask(session, task, period_of(date(2026, 9, 1)), by=SYSTEM, at=at(TODAY), calendar=days)
    share = the_deadline(session, city, "industry", DeadlineKind.SHARE)
    report = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    drafts.save(session, share, words={"text": ["分工草稿"]}, by=SYSTEM, at=at(TODAY))
    drafts.save(session, report, words={"text": ["牵头草稿"]}, by=SYSTEM, at=at(TODAY))
    new = changing.change_lead(session, task, body(city, "industry"), stays=True, **how)
    assert carrying.carry(session, task.id) == 1 and carrying.carry(session, task.id) == 0
    owed = owed_by(session, new)[DeadlineKind.REPORT, "2026Q3"]
    assert session.get_one(ReportDraft, owed.id).words == {"text": ["分工草稿"]}
    assert [row.words for row in carrying.left(session, task.id, None)] == [{"text": ["牵头草稿"]}]


def test_what_is_held_stays_held(session, city, task, how) -> None:
    target = the_deadline(session, city, "energy", DeadlineKind.TARGET)
    held_on = date(2026, 10, 8)
    holding.hold(session, target, reason="待省级方案", expected_on=None, by=SYSTEM, at=at(held_on))
    new = changing.change_lead(session, task, body(city, "industry"), stays=False, **how)
    passed = owed_by(session, new)[DeadlineKind.TARGET, target.occasion]
    assert passed.held_since == held_on
    kept = session.scalars(select(Hold).where(Hold.released_on.is_(None))).one()
    assert (kept.deadline_id, kept.reason) == (passed.id, "待省级方案")


def test_a_request_to_move_is_answered_by_what_the_office_does_instead(session, city, task, how) -> None:
    asked = {
        who: acknowledging.ask_to_move(
            session, the_share(session, city, who), to_department_id=None, reason="非我职责", by=SYSTEM, at=at(TODAY)
        )
        for who in ("energy", "industry")
    }
    changing.change_lead(session, task, body(city, "industry"), stays=False, **how)
    assert asked["energy"].decision == Decision.GRANTED and asked["industry"].decision == Decision.REFUSED
    assert not session.scalars(select(MoveRequest).where(MoveRequest.decision.is_(None))).all()
    assert asked["energy"].basis == "会议纪要"


def test_of_two_clerks_at_once_one_wins_and_the_other_is_told(session, city, task, how) -> None:
    seen = lineage.seen(session, task)
    changing.change_lead(session, task, body(city, "industry"), stays=True, seen=seen, **how)
    with pytest.raises(Stale) as told:
        changing.change_lead(session, task, body(city, "housing"), stays=True, seen=seen, **how)
    assert told.value.key == "responsibility.changed"


def test_every_act_needs_a_basis_and_a_body_that_stands(session, city, task, how) -> None:
    without = {**how, "basis": " "}
    housing = body(city, "housing")
    for act in (
        lambda: changing.add_share(session, task, housing, **without),
        lambda: changing.end_share(session, task, body(city, "industry"), **without),
        lambda: changing.change_lead(session, task, housing, stays=False, **without),
        lambda: responsibility.set_section(
            session, the_share(session, city, "energy"), "规划科", by=SYSTEM, at=at(TODAY)
        ),
    ):
        assert refusal(act) == "lead.basis_missing"
    city.departments["housing"].abolished_on = TODAY
    assert refusal(lambda: changing.add_share(session, task, housing, **how)) == "move.department_missing"
    task.state = TaskState.CLOSED
    session.flush()
    assert refusal(lambda: changing.end_share(session, task, body(city, "industry"), **how)) == "responsibility.closed"


def test_section_and_leader_are_set_after_the_start_with_a_basis(session, city, task, how) -> None:
    said = {"basis": "分工通知", "by": SYSTEM, "at": at(TODAY)}
    leader = session.scalar(select(Post.id).where(Post.kind == PostKind.LEADER))
    assert responsibility.set_section(session, the_share(session, city, "energy"), "规划科", **said)
    assert responsibility.put_under(session, task, leader, **said) and task.leader_post_id == leader
    kept = session.scalars(select(Event).where(Event.act.in_(("assignment.section_set", "task.leader_set")))).all()
    assert [one.facts["basis"] for one in kept] == ["分工通知", "分工通知"]


def test_a_task_added_to_a_plan_in_force_is_changed_before_its_start_without_anything_being_owed(
    session, city, task, how
) -> None:
    added = session.scalars(select(Task).where(Task.id == city.tasks[2].id)).one()
    added.state = TaskState.PROPOSED
    session.flush()
    share = changing.add_share(session, added, body(city, "housing"), **how)
    lead = changing.change_lead(session, added, body(city, "energy"), stays=False, **how)
    assert owed_by(session, share) == owed_by(session, lead) == {}
    assert responsibility.set_section(session, share, "建筑节能科", by=SYSTEM, at=at(TODAY))


def test_the_lineage_is_told_in_sentences(session, city, task, how, app) -> None:
    changing.change_lead(session, task, body(city, "housing"), stays=True, **how)
    changing.end_share(session, task, body(city, "industry"), **{**how, "basis": "职责调整"})
    spans = lineage.spans(session, task.id)
    assert [one.department for one in spans if one.to_on is None] == ["市住建局", "市能源局"]
    with app.test_request_context():
        said = {one.department: ended(one) for one in spans if one.to_on is not None}
    assert said == {
        "市能源局": "牵头至 2026-10-14，由市住建局接续，此后为责任单位，依据：会议纪要",
        "市工信局": "分担责任至 2026-10-14，依据：职责调整",
    }


def test_a_department_that_has_acknowledged_may_still_ask_and_stays_as_it_is(session, city, how) -> None:
    share = the_share(session, city, "energy")
    acknowledging.acknowledge(session, share, by=SYSTEM, at=at(TODAY))
    said = {"to_department_id": None, "reason": "职责划转", "by": SYSTEM, "at": at(TODAY)}
    acknowledging.ask_to_move(session, share, **said)
    assert share.acknowledged_on == TODAY and share.to_on is None
    assert refusal(lambda: acknowledging.ask_to_move(session, share, **said)) == "move.asked_already"
    assert refusal(lambda: acknowledging.take_back(session, share, by=SYSTEM, at=at(TODAY))) == "move.asked_already"
