"""A later edition takes effect: what goes on keeps its history, what is new waits, what is gone ends."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.deadlines.editions import AMENDED, SECOND, STARTED, first_edition, on_desk
from tests.support.builders import a_calendar, at, people
from workflow.audit.service import SYSTEM
from workflow.deadlines import amending, starting
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.errors import Refused
from workflow.plans.comparing import Continues
from workflow.plans.desk import changes, queries, undoing
from workflow.plans.desk.mending import Hand
from workflow.plans.desk.models import Intake
from workflow.plans.desk.rows import ChangeRow
from workflow.plans.models import Edition, Plan, PlanState, Target
from workflow.tasks import service
from workflow.tasks.models import Assignment, Role, Task, TaskItem, TaskState
from workflow.workdays.rules import Calendar


@pytest.fixture
def calendar(session: Session) -> Calendar:
    return a_calendar(session)


@pytest.fixture
def plan(session: Session, calendar: Calendar) -> Plan:
    """The first edition, under way."""
    people(session)
    return first_edition(session, calendar)


def decided(session: Session, intake: Intake) -> None:
    """Everything as suggested."""
    sheet = queries.sheet(session, intake)
    rows = {
        one.key: ChangeRow(one.old.key if one.old else None, one.new.key if one.new else None, one.carry)
        for one in changes.beside(session, intake, sheet)
        if one.asked
    }
    changes.decide(session, intake, sheet, rows, by=SYSTEM, at=at(AMENDED))


def amended(session: Session, plan: Plan, calendar: Calendar, text: str = SECOND) -> Edition:
    intake = on_desk(session, plan, text)
    decided(session, intake)
    return amending.confirm(session, intake, demo=False, by=SYSTEM, at=at(AMENDED), calendar=calendar)


def task(session: Session, plan: Plan, heading: str) -> Task:
    return session.scalars(select(Task).where(Task.plan_id == plan.id, Task.heading.contains(heading))).one()


def open_of(session: Session, task: Task, kind: DeadlineKind) -> list[Deadline]:
    rows = select(Deadline).join(Assignment).where(Assignment.task_id == task.id, Deadline.kind == kind)
    return list(session.scalars(rows.where(Deadline.ended_on.is_(None))))


def test_the_desk_shows_what_changed_what_is_new_and_what_is_gone(session: Session, plan: Plan) -> None:
    intake = on_desk(session, plan, SECOND)
    found = {
        (one.new or one.old).heading[:4]: one.how  # type: ignore[union-attr]
        for one in changes.beside(session, intake, queries.sheet(session, intake))
    }
    assert found["发展光伏"] == Continues.CHANGED
    assert found["发展风电"] == Continues.SAME
    assert found["培育氢能"] == Continues.NEW
    assert found["推动钢铁"] == Continues.GONE


def test_nothing_is_confirmed_before_a_person_said_what_becomes_of_each_change(
    session: Session, plan: Plan, calendar: Calendar
) -> None:
    intake = on_desk(session, plan, SECOND)
    with pytest.raises(Refused) as refused:
        amending.confirm(session, intake, demo=False, by=SYSTEM, at=at(AMENDED), calendar=calendar)
    assert (refused.value.key, refused.value.facts["count"]) == ("intake.changes_undecided", 3)


def test_a_changed_task_goes_on_under_its_new_words_and_keeps_the_old(
    session: Session, plan: Plan, calendar: Calendar
) -> None:
    before = task(session, plan, "发展光伏")
    edition = amended(session, plan, calendar)
    assert task(session, plan, "发展光伏").id == before.id
    links = session.scalars(select(TaskItem).where(TaskItem.task_id == before.id).order_by(TaskItem.id)).all()
    assert [link.to_on for link in links] == [AMENDED, None]
    assert links[1].item.edition_id == edition.id and links[1].item.predecessor_id == links[0].item_id
    assert "470" in session.get_one(Edition, links[0].item.edition_id).text


def test_a_target_that_changed_is_owed_anew_and_one_that_stayed_keeps_its_deadline(
    session: Session, plan: Plan, calendar: Calendar
) -> None:
    wind = open_of(session, task(session, plan, "发展风电"), DeadlineKind.TARGET)
    amended(session, plan, calendar)
    assert open_of(session, task(session, plan, "发展风电"), DeadlineKind.TARGET) == wind
    (solar,) = open_of(session, task(session, plan, "发展光伏"), DeadlineKind.TARGET)
    target = session.get_one(Target, int(solar.occasion.removeprefix("target:")))
    assert target.value == 500
    ended = session.scalars(select(Deadline).where(Deadline.kind == DeadlineKind.TARGET, Deadline.ended_on == AMENDED))
    assert [one.outcome for one in ended] == [Outcome.SUPERSEDED]


def test_a_body_that_the_new_text_names_shares_and_one_that_it_leaves_out_does_not(
    session: Session, plan: Plan, calendar: Calendar
) -> None:
    amended(session, plan, calendar)
    shares = session.scalars(
        select(Assignment).where(Assignment.task_id == task(session, plan, "发展光伏").id, Assignment.to_on.is_(None))
    ).all()
    assert {(share.department.label, share.role) for share in shares} == {
        ("市能源局", Role.LEAD),  # confirmed once: the new order of names changes no lead by itself
        ("市工信局", Role.CO),
    }


def test_a_lead_that_is_no_longer_named_hands_over_what_it_owed(
    session: Session, plan: Plan, calendar: Calendar
) -> None:
    text = SECOND.replace("市工信局、市能源局等", "市工信局、市住建局等")
    owed = len(open_of(session, task(session, plan, "发展光伏"), DeadlineKind.REPORT))
    amended(session, plan, calendar, text)
    solar = task(session, plan, "发展光伏")
    lead = session.scalars(
        select(Assignment).where(
            Assignment.task_id == solar.id, Assignment.role == Role.LEAD, Assignment.to_on.is_(None)
        )
    ).one()
    assert (lead.department.label, lead.confirmed_on) == ("市工信局", None)
    assert {one.department_id for one in open_of(session, solar, DeadlineKind.REPORT)} == {lead.department_id}
    assert len(open_of(session, solar, DeadlineKind.REPORT)) == owed


def test_a_new_item_waits_for_its_own_start_and_owes_nothing_for_the_time_before(
    session: Session, plan: Plan, calendar: Calendar
) -> None:
    amended(session, plan, calendar)
    hydrogen = task(session, plan, "培育氢能")
    assert hydrogen.state == TaskState.PROPOSED and not open_of(session, hydrogen, DeadlineKind.ACKNOWLEDGE)
    lead = session.scalars(
        select(Assignment).where(Assignment.task_id == hydrogen.id, Assignment.role == Role.LEAD)
    ).one()
    service.confirm_lead(session, lead, basis="会议纪要", by=SYSTEM, at=at(AMENDED))
    ahead = starting.preview(session, plan, today=AMENDED, calendar=calendar)
    assert (ahead.tasks, ahead.acknowledgements) == (1, 2)
    starting.start(session, plan, by=SYSTEM, at=at(AMENDED), calendar=calendar)
    assert plan.state == PlanState.IN_FORCE and plan.started_on == STARTED
    assert {one.occasion for one in open_of(session, hydrogen, DeadlineKind.REPORT)} == {"2026Q4"}
    with pytest.raises(Refused):
        starting.start(session, plan, by=SYSTEM, at=at(AMENDED), calendar=calendar)


def test_what_the_new_edition_leaves_out_ends_with_all_that_it_owed(
    session: Session, plan: Plan, calendar: Calendar
) -> None:
    amended(session, plan, calendar)
    steel = task(session, plan, "推动钢铁")
    assert (steel.state, steel.closed_on) == (TaskState.CLOSED, AMENDED)
    assert not any(open_of(session, steel, kind) for kind in DeadlineKind)


def test_the_office_may_keep_a_task_that_the_new_edition_leaves_out(
    session: Session, plan: Plan, calendar: Calendar
) -> None:
    intake = on_desk(session, plan, SECOND)
    sheet = queries.sheet(session, intake)
    (gone,) = (one for one in changes.beside(session, intake, sheet) if one.how == Continues.GONE)
    assert gone.old is not None
    changes.decide(session, intake, sheet, {gone.key: ChangeRow(gone.old.key, None, True)}, by=SYSTEM, at=at(AMENDED))
    decided(session, intake)
    amending.confirm(session, intake, demo=False, by=SYSTEM, at=at(AMENDED), calendar=calendar)
    assert task(session, plan, "推动钢铁").state == TaskState.UNDER_WAY


def test_tasks_stand_in_the_order_of_the_new_paper(session: Session, plan: Plan, calendar: Calendar) -> None:
    amended(session, plan, calendar)
    rows = session.execute(select(Task.number, Task.heading).where(Task.plan_id == plan.id).order_by(Task.ordinal))
    assert [(number, heading[:4]) for number, heading in rows] == [
        ("二（一）", "发展光伏"),
        ("二（二）", "发展风电"),
        ("二（三）", "培育氢能"),
        ("三（一）", "推动钢铁"),
    ]


def test_general_requirements_have_no_task_and_ask_for_no_decision(session: Session, plan: Plan) -> None:
    intake = on_desk(session, plan, SECOND.replace("稳妥推进工作", "稳妥推进各项工作"))
    changed = [one for one in changes.beside(session, intake, queries.sheet(session, intake)) if not one.has_task]
    assert [(one.how, one.asked) for one in changed] == [(Continues.CHANGED, False)]


def test_a_decision_that_was_undone_can_be_made_again(session: Session, plan: Plan) -> None:
    intake = on_desk(session, plan, SECOND)
    decided(session, intake)
    edit = queries.edits(session, intake)[0]
    undoing.undo(session, edit, hand=Hand(SYSTEM, at(AMENDED), {}))
    assert any(one.asked for one in changes.beside(session, intake, queries.sheet(session, intake)))
    decided(session, intake)
    assert not any(one.asked for one in changes.beside(session, intake, queries.sheet(session, intake)))
