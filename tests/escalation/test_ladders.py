"""A plan's own ladder: what it may be, what a change would do today, who hears of it, and that it is kept."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.support.builders import a_plan_under_way, at, the_deadline, the_share
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind
from workflow.errors import Refused, Stale
from workflow.escalation import queries, setting, setting_red
from workflow.escalation.models import LadderStep, RedPeriods
from workflow.escalation.queries import Sought
from workflow.escalation.reach import reach
from workflow.escalation.rules import LADDERS, Rung
from workflow.escalation.standing import Red
from workflow.notices.models import Notice
from workflow.notices.service import post
from workflow.workdays.queries import calendar

TODAY = date(2026, 11, 16)
WORK, REPORTING = LadderKind.WORK, LadderKind.REPORTING
LATER = tuple((rung, 20 if rung == Rung.CIRCULAR_CONDITIONS else days) for rung, days in LADDERS[WORK])


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


def the_reach(session):
    return reach(session, today=TODAY, calendar=calendar(session, around=TODAY))


def set_steps(session, city, asked):
    seen = setting.steps_of_plan(session, city.plan.id)
    return setting.set_steps(session, city.plan, asked, seen=seen, by=SYSTEM, at=at(TODAY))


def standing(session, rung) -> int:
    return len(queries.by_rung(session, the_reach(session).spans, Sought(rung=rung), on=TODAY))


@pytest.mark.parametrize(
    ("ladder", "steps", "refused"),
    [
        (WORK, LADDERS[WORK], None),
        (REPORTING, LADDERS[REPORTING], None),
        (WORK, ((Rung.DUE, 0), (Rung.URGE, 1)), None),  # a ladder may be short
        (REPORTING, (*LADDERS[REPORTING], (Rung.NOTICE_CONDITIONS, 9)), "ladder.rung_of_other"),
        (WORK, (*LADDERS[WORK], (Rung.INTERVIEW_CONDITIONS, 20)), "ladder.rung_of_other"),  # never by days
        (WORK, ((Rung.URGE, 1),), "ladder.fixed"),
        (WORK, ((Rung.DUE, 0), (Rung.URGE, 2)), "ladder.fixed"),
        (WORK, ((Rung.DUE, 0), (Rung.URGE, 1), (Rung.NOTICE_CONDITIONS, 1)), "ladder.not_upwards"),
        (WORK, ((Rung.REMIND_10, -3), (Rung.REMIND_3, -5), (Rung.DUE, 0), (Rung.URGE, 1)), "ladder.not_upwards"),
        (WORK, ((Rung.REMIND_10, 2), (Rung.DUE, 0), (Rung.URGE, 1)), "ladder.not_upwards"),
        (WORK, ((Rung.DUE, 0), (Rung.URGE, 1), (Rung.CIRCULAR_CONDITIONS, 121)), "ladder.too_far"),
    ],
)
def test_what_a_ladder_may_be(ladder, steps, refused) -> None:
    if refused is None:
        setting.check(ladder, steps)
        return
    with pytest.raises(Refused) as caught:
        setting.check(ladder, steps)
    assert caught.value.key == refused


def test_a_plan_without_rows_climbs_the_default_ladder_and_one_with_rows_its_own(session, city) -> None:
    assert standing(session, Rung.CIRCULAR_CONDITIONS) == 3  # targets, due on 2 November
    assert set_steps(session, city, {WORK: LATER, REPORTING: LADDERS[REPORTING]}) == [WORK]
    assert session.scalar(select(func.count()).select_from(LadderStep)) == len(LATER)
    assert (standing(session, Rung.CIRCULAR_CONDITIONS), standing(session, Rung.NOTICE_CONDITIONS)) == (0, 3)
    said = session.scalars(select(Event).where(Event.act == "ladder.set")).one()
    assert ["circular_conditions", 10] in said.facts["was_steps"]
    assert ["circular_conditions", 20] in said.facts["steps"]
    set_steps(session, city, {WORK: LADDERS[WORK]})
    assert session.scalar(select(func.count()).select_from(LadderStep)) == 0
    assert standing(session, Rung.CIRCULAR_CONDITIONS) == 3


def test_a_preview_names_what_would_stand_elsewhere_and_changes_nothing(session, city) -> None:
    now = the_reach(session)
    shifts = setting.preview(session, city.plan.id, {WORK: LATER}, now=now)
    assert {(shift.was, shift.becomes) for shift in shifts} == {(Rung.CIRCULAR_CONDITIONS, Rung.NOTICE_CONDITIONS)}
    assert len(shifts) == 3 and standing(session, Rung.CIRCULAR_CONDITIONS) == 3
    assert setting.preview(session, city.plan.id, {WORK: LADDERS[WORK]}, now=now) == []
    sooner = {REPORTING: ((Rung.REMIND_10, -40), (Rung.DUE, 0), (Rung.PRESS_FORM, 1), (Rung.PRESS_FORM_AGAIN, 30))}
    became = {(shift.was, shift.becomes) for shift in setting.preview(session, city.plan.id, sooner, now=now)}
    assert became == {(Rung.PRESS_FORM_AGAIN, Rung.PRESS_FORM)}


def test_nobody_is_told_twice_when_a_ladder_changes(session, city) -> None:
    days = calendar(session, around=TODAY)
    post(session, today=TODAY, calendar=days)
    before = session.scalar(select(func.count()).select_from(Notice))
    set_steps(session, city, {WORK: LATER})
    post(session, today=TODAY, calendar=days)  # they stand on the notice's rung now, which nobody was told of
    target = the_deadline(session, city, "energy", DeadlineKind.TARGET)
    told = select(Notice.rung, func.count()).where(Notice.deadline_id == target.id).group_by(Notice.rung)
    rungs = dict(session.execute(told).all())
    assert rungs["notice_conditions"] == rungs["circular_conditions"]
    after = session.scalar(select(func.count()).select_from(Notice))
    set_steps(session, city, {WORK: LADDERS[WORK]})
    assert post(session, today=TODAY, calendar=days) == 0
    assert session.scalar(select(func.count()).select_from(Notice)) == after > before


@pytest.mark.parametrize(
    ("red", "refused"),
    [
        (Red(2, 3), None),
        (Red(None, 12), None),
        (Red(1, 3), "ladder.red_too_far"),  # one is not a run
        (Red(2, 13), "ladder.red_too_far"),
        (Red(3, 3), "ladder.red_not_upwards"),
        (Red(4, 3), "ladder.red_not_upwards"),
    ],
)
def test_what_red_periods_may_be(red, refused) -> None:
    if refused is None:
        setting_red.check(red)
        return
    with pytest.raises(Refused) as caught:
        setting_red.check(red)
    assert caught.value.key == refused


def test_red_periods_are_previewed_kept_and_said_in_the_history(session, city) -> None:
    share = the_share(session, city, "industry", task=2)
    share.red_run = 2
    for owed in session.scalars(select(Deadline).where(Deadline.assignment_id == share.id)):
        owed.due_on = owed.due_on + timedelta(days=60)  # nothing is late by days
    session.flush()
    now, steps = the_reach(session), setting.steps_of_plan(session, city.plan.id)
    shifts = setting.preview(session, city.plan.id, steps, now=now, red=Red(3, 4))
    assert [(one.was, one.becomes, one.row.assignment_id) for one in shifts] == [
        (Rung.CIRCULAR_CONDITIONS, None, share.id)
    ]
    assert setting.preview(session, city.plan.id, steps, now=now, red=Red()) == []
    facts = {"by": SYSTEM, "at": at(TODAY)}
    setting_red.keep(session, city.plan, steps, Red(3, 4), seen=(steps, Red()), **facts)
    assert standing(session, Rung.CIRCULAR_CONDITIONS) == 2  # the targets of the other department
    said = session.scalars(select(Event).where(Event.act == "ladder.red_set")).one()
    assert said.facts["red"] == [["circular_conditions", 3], ["interview_conditions", 4]]
    with pytest.raises(Stale):
        setting_red.keep(session, city.plan, steps, Red(2, 4), seen=(steps, Red()), **facts)
    with pytest.raises(Refused, match="unchanged"):
        setting_red.keep(session, city.plan, steps, Red(3, 4), seen=(steps, Red(3, 4)), **facts)
    setting_red.keep(session, city.plan, {WORK: LATER}, Red(), seen=(steps, Red(3, 4)), **facts)
    assert session.scalar(select(func.count()).select_from(RedPeriods)) == 0
    assert setting.steps_of_plan(session, city.plan.id)[WORK] == LATER


@pytest.fixture
def office(client, session, city):
    session.commit()
    return client.sign_in(city.accounts["office"])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_page_shows_previews_refuses_and_keeps(office, session, city) -> None:
    where = f"/plans/{city.plan.id}/ladders"
    assert office.get(where).status_code == 200
    assert "默认梯级" in office.page.text and "不约谈" in office.page.text
    office.get(f"{where}?work-urge=1&work-remind_3=3&work-notice_conditions=9&work-circular_conditions=5")
    assert "各级要一级比一级晚" in office.page.text and "还没有保存" not in office.page.text
    office.get(f"{where}?work-notice_conditions=5&work-circular_conditions=0")
    assert "请填 1 至 120 的整数" in office.page.text
    office.get(
        f"{where}?work-notice_conditions=5&work-circular_conditions=20&reporting-press_form_again=5"
        "&red_circular=4&red_interview=2"
    )
    assert "达到约谈条件的连续季度数要多于" in office.page.text and "还没有保存" not in office.page.text
    office.get(f"{where}?work-notice_conditions=5&red_circular=1")
    assert "请填 2 至 12 的整数" in office.page.text
    office.get(
        f"{where}?work-notice_conditions=5&work-circular_conditions=20&reporting-press_form_again=5"
        "&red_circular=3&red_interview=4"
    )
    assert "3 项由“达到通报条件”到“达到督办条件”" in office.page.text
    assert "其中 3 项到了还没有告知过的梯级" in office.page.text
    data = office.page.fields(where)
    assert office.post(where, data=data).status_code == 303
    office.get(where)
    assert "本方案自定" in office.page.text and data["red_circular"] == "3"
    assert office.post(where, data={**data, "once": "another", "work-circular_conditions": "25"}).status_code == 409
    assert "刚刚被别人改过" in office.page.text
    office.sign_in(city.accounts["auditor"]).get("/history")
    assert "达到通报条件 连续 3 个季度，达到约谈条件 连续 4 个季度" in office.page.text
