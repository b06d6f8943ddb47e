"""目标核定: every verdict ends its deadline, and says what is owed from then on."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.support.builders import a_plan_under_way, at, the_deadline
from workflow.audit.service import SYSTEM
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.errors import Refused, Stale
from workflow.plans.models import Target
from workflow.reports import service as reports
from workflow.reports.models import Standing
from workflow.reports.rules import ValueSaid
from workflow.review import arithmetic, service, settling, targets, verdicts
from workflow.review.arithmetic import Sum, compare
from workflow.review.models import TargetVerdict, TargetVerdictWord
from workflow.review.targets import Found, Remedy
from workflow.tasks.models import Milestone, MilestoneSource

TODAY = date(2026, 10, 14)
LAST_YEAR = date(2025, 12, 31)
WORD = TargetVerdictWord
REMEDY = Remedy("补建 20 万千瓦光伏", date(2027, 3, 31))


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


@pytest.fixture
def owed(session, city):
    """The verification of the first target of 市能源局, 左右 settled as ±2."""
    owed = the_deadline(session, city, "energy", DeadlineKind.TARGET)
    settled(session, owed)
    return owed


@pytest.fixture
def office(client, session, city, clock):
    clock.set(TODAY)
    session.commit()
    return client.sign_in(city.accounts["office"])


def settled(session, owed):
    target = session.get(Target, owed.target_id)
    settling.tolerate(session, target, value=Decimal(2), basis="领导小组会议纪要", by=SYSTEM, at=at(TODAY))


def found(word, *, basis="统计公报", value=Decimal(45), as_of=LAST_YEAR, **more):
    return Found(word, basis, value=value, as_of=as_of, **more)


def record(session, owed, word, **facts):
    return targets.record(session, owed, found(word, **facts), by=SYSTEM, at=at(TODAY))


def refusal(act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.key


def of_target(session, target_id, kind=DeadlineKind.TARGET):
    rows = select(Deadline).where(Deadline.target_id == target_id, Deadline.kind == kind).order_by(Deadline.id)
    return session.scalars(rows).all()


@pytest.mark.parametrize(
    ("word", "outcome", "facts"),
    [
        (WORD.ACHIEVED, Outcome.MET, {}),
        (WORD.PROVINCE_DECIDES, Outcome.MET, {"value": None, "as_of": None}),
        (WORD.NOT_ACHIEVED, Outcome.NOT_ACHIEVED, {"remedies": [REMEDY]}),
        (WORD.AWAITS_DATA, Outcome.SUPERSEDED, {"value": None, "as_of": None, "awaited_on": date(2027, 2, 1)}),
    ],
)
def test_every_verdict_ends_the_deadline_of_its_target(session, owed, word, outcome, facts) -> None:
    record(session, owed, word, **facts)
    kept = session.scalars(select(TargetVerdict)).one()
    assert (owed.ended_on, owed.outcome, kept.verdict, kept.basis) == (TODAY, outcome, word, "统计公报")
    with pytest.raises(Stale):
        record(session, owed, word, **facts)


def test_only_a_target_gets_a_verdict(session, city) -> None:
    report = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    assert refusal(lambda: record(session, report, WORD.ACHIEVED)) == "target.not_asked"


@pytest.mark.parametrize(
    ("word", "facts", "key"),
    [
        (WORD.ACHIEVED, {"basis": " "}, "target.basis_missing"),
        (WORD.ACHIEVED, {"value": None, "as_of": None}, "target.value_missing"),
        (WORD.ACHIEVED, {"as_of": None}, "target.value_without_day"),
        (WORD.ACHIEVED, {"as_of": date(2026, 10, 15)}, "target.day_to_come"),
        (WORD.NOT_ACHIEVED, {}, "target.remedy_missing"),
        (WORD.NOT_ACHIEVED, {"remedies": [Remedy("补建", date(2026, 10, 13))]}, "milestone.day_past"),
        (WORD.AWAITS_DATA, {}, "target.awaited_missing"),
        (WORD.AWAITS_DATA, {"awaited_on": TODAY}, "target.awaited_missing"),
    ],
)
def test_a_verdict_rests_on_a_basis_a_value_with_its_day_and_what_follows_from_it(
    session, owed, word, facts, key
) -> None:
    assert refusal(lambda: record(session, owed, word, **facts)) == key


def test_without_a_value_the_verdict_says_why(session, owed) -> None:
    kept = record(session, owed, WORD.ACHIEVED, value=None, as_of=None, no_value="以项目验收为准")
    assert (kept.value, kept.as_of, kept.no_value) == (None, None, "以项目验收为准")


def test_what_mends_a_missed_target_is_owed_step_by_step_by_who_answers_for_it(session, owed) -> None:
    second = Remedy("完成并网验收", date(2027, 6, 30))
    record(session, owed, WORD.NOT_ACHIEVED, remedies=[REMEDY, second])
    steps = of_target(session, owed.target_id, DeadlineKind.MILESTONE)
    assert [(one.due_on, one.assignment_id) for one in steps] == [
        (REMEDY.due_on, owed.assignment_id),
        (second.due_on, owed.assignment_id),
    ]
    rows = session.scalars(select(Milestone).order_by(Milestone.id)).all()
    assert [(one.words, one.source) for one in rows] == [
        (REMEDY.words, MilestoneSource.REMEDY),
        (second.words, MilestoneSource.REMEDY),
    ]


def test_the_target_for_2030_lives_on_when_that_for_2025_was_missed(session, owed) -> None:
    of_2030 = session.scalars(
        select(Deadline)
        .join(Target, Target.id == Deadline.target_id)
        .where(Deadline.assignment_id == owed.assignment_id, Target.due_on == date(2030, 12, 31))
    ).one()
    record(session, owed, WORD.NOT_ACHIEVED, remedies=[REMEDY])
    assert (of_2030.ended_on, of_2030.outcome) == (None, None)
    assert of_2030.due_on.year == 2031


def test_a_figure_still_to_be_published_is_verified_anew_on_its_day_any_number_of_times(session, owed) -> None:
    days = [date(2027, 2, 1), date(2027, 5, 10), date(2027, 9, 1)]
    current = owed
    for day in days:
        record(session, current, WORD.AWAITS_DATA, value=None, as_of=None, awaited_on=day)
        current = of_target(session, owed.target_id)[-1]
        assert (current.due_on, current.ended_on, current.target_id) == (day, None, owed.target_id)
    own = f"target:{owed.target_id}"
    assert [one.occasion for one in of_target(session, owed.target_id)] == [own, f"{own}:2", f"{own}:3", f"{own}:4"]
    record(session, current, WORD.ACHIEVED)
    assert verdicts.owed(session, [owed.target_id]) == {}


def mend(session, verdict, word, *, reason="引用的数据有误", **facts):
    return targets.mend(session, verdict, found(word, **facts), reason=reason, by=SYSTEM, at=at(TODAY))


def test_a_mended_verdict_stands_beside_the_old_one_with_its_reason(session, owed) -> None:
    old = record(session, owed, WORD.ACHIEVED)
    assert refusal(lambda: mend(session, old, WORD.ACHIEVED, reason=" ")) == "target.reason_missing"
    new = mend(session, old, WORD.NOT_ACHIEVED, remedies=[REMEDY])
    assert (new.mends, old.mends, old.verdict, owed.outcome) == (
        "引用的数据有误",
        "",
        WORD.ACHIEVED,
        Outcome.NOT_ACHIEVED,
    )
    assert [one.id for one in verdicts.of_targets(session, [owed.target_id])[owed.target_id]] == [new.id, old.id]
    with pytest.raises(Stale):
        mend(session, old, WORD.ACHIEVED)


def test_when_a_target_was_met_after_all_the_steps_that_mend_it_are_withdrawn(session, owed) -> None:
    old = record(session, owed, WORD.NOT_ACHIEVED, remedies=[REMEDY])
    mend(session, old, WORD.ACHIEVED)
    assert [one.outcome for one in of_target(session, owed.target_id, DeadlineKind.MILESTONE)] == [Outcome.WITHDRAWN]


def test_a_target_still_missed_keeps_the_steps_that_mend_it(session, owed) -> None:
    old = record(session, owed, WORD.NOT_ACHIEVED, remedies=[REMEDY])
    mend(session, old, WORD.NOT_ACHIEVED, value=Decimal(44))
    assert [one.ended_on for one in of_target(session, owed.target_id, DeadlineKind.MILESTONE)] == [None]


def test_when_the_figure_was_there_after_all_it_is_not_verified_anew(session, owed) -> None:
    old = record(session, owed, WORD.AWAITS_DATA, value=None, as_of=None, awaited_on=date(2027, 2, 1))
    mend(session, old, WORD.ACHIEVED)
    assert [one.outcome for one in of_target(session, owed.target_id)] == [Outcome.MET, Outcome.SUPERSEDED]


@pytest.mark.parametrize(
    ("comparator", "hedge", "value", "tolerance", "says"),
    [
        (">=", "", "50", None, Sum.REACHED),
        (">=", "", "49.9", None, Sum.NOT_REACHED),
        ("<=", "", "50", None, Sum.REACHED),
        ("<=", "", "50.1", None, Sum.NOT_REACHED),
        (">", "", "50", None, Sum.NOT_REACHED),
        ("=", "", "50", None, Sum.REACHED),
        ("decrease_by", "", "51", None, Sum.REACHED),  # a decrease counts downward: its size is reported
        ("decrease_by", "力争", "49", None, Sum.NOT_REACHED),
        ("decrease_by", "左右", "49", None, None),
        ("decrease_by", "左右", "49", "1", Sum.WITHIN),
        ("~", "左右", "50", None, None),
        ("~", "左右", "52.5", "2.5", Sum.WITHIN),
        ("~", "左右", "47.4", "2.5", Sum.BELOW),
        ("~", "左右", "52.6", "2.5", Sum.ABOVE),
        (None, "", "50", None, None),
    ],
)
def test_arithmetic_helps_and_says_nothing_where_the_words_allow_none(
    comparator, hedge, value, tolerance, says
) -> None:
    reach = Decimal(tolerance) if tolerance else None
    said = compare(comparator=comparator, hedge=hedge, goal=Decimal(50), value=Decimal(value), tolerance=reach)
    assert said == says


def test_more_than_about_is_for_a_person_to_judge() -> None:
    assert arithmetic.is_met(Sum.ABOVE) is None and arithmetic.is_met(Sum.BELOW) is False


def reviewed(session, owed, value):
    """市能源局 gives the result, and the office accepts it."""
    report = reports.file(
        session,
        owed,
        standing=Standing.ON_COURSE,
        text="已并网。",
        values=[ValueSaid(owed.target_id, Decimal(value), LAST_YEAR, "市统计局")],
        by=SYSTEM,
        at=at(date(2026, 10, 12)),
    )
    service.accept(session, report, by=SYSTEM, at=at(date(2026, 10, 13)))
    return report


def test_the_page_begins_with_the_reviewed_value_and_says_what_arithmetic_says(office, session, city, owed) -> None:
    report = reviewed(session, owed, "47")
    session.commit()
    office.get(f"/review/targets/{owed.id}")
    assert 'value="47"' in office.page.source and 'value="2025-12-31"' in office.page.source
    assert "47，低于 50±2%" in office.page.text and f"/reports/{report.id}" in office.page.source


def test_a_missed_target_is_recorded_with_its_steps_and_the_task_shows_them(office, session, city, owed) -> None:
    session.commit()
    said = {"verdict": "not_achieved", "value": "45", "as_of": "2025-12-31", "basis": "统计公报"}
    steps = {"remedies-0-words": "加快并网", "remedies-0-due_on": "2027-03-31"}
    assert office.post(f"/review/targets/{owed.id}", data=said | steps).status_code == 303
    session.expire_all()
    assert session.get(Deadline, owed.id).outcome == Outcome.NOT_ACHIEVED
    office.get(f"/tasks/{city.tasks[0].id}")
    assert "未完成并有补救措施" in office.page.text and "加快并网" in office.page.text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"basis": "公报"}, "请选择一项"),
        ({"verdict": "achieved", "basis": ""}, "请写明核定的依据"),
        ({"verdict": "achieved", "basis": "公报", "value": "四十"}, "请填写数字"),
        ({"verdict": "achieved", "basis": "公报"}, "没有数值的，请写明原因"),
        ({"verdict": "awaits_data", "basis": "公报"}, "预计哪一天发布"),
        ({"verdict": "not_achieved", "basis": "公报", "value": "1", "as_of": "2025-12-31"}, "至少写一项补救措施"),
        ({"verdict": "not_achieved", "basis": "公报", "remedies-0-words": "加快"}, "请填写完成日期"),
    ],
)
def test_a_verdict_that_lacks_something_gets_a_sentence_and_keeps_the_words(office, session, owed, data, words) -> None:
    session.commit()
    assert office.post(f"/review/targets/{owed.id}", data=data).status_code == 422
    assert words in office.page.text and data["basis"] in office.page.source


def test_a_verdict_is_mended_on_a_page_that_shows_the_old_one(office, session, city, owed) -> None:
    old = record(session, owed, WORD.ACHIEVED)
    session.commit()
    office.get(f"/review/verdicts/{old.id}/mend")
    assert "更正核定" in office.page.text and "统计公报" in office.page.source
    data = {"verdict": "province_decides", "basis": "省考核通报", "reason": "省里另有口径"}
    assert office.post(f"/review/verdicts/{old.id}/mend", data=data).status_code == 303
    assert office.post(f"/review/verdicts/{old.id}/mend", data=data).status_code == 409
    assert "省里另有口径" in office.page.text


def test_the_office_sets_the_day_of_verification_back_and_forth_with_a_reason(office, session, owed) -> None:
    first, target_id, owed_id = owed.due_on, owed.target_id, owed.id
    session.commit()
    for day in ("2026-12-30", "2026-10-20"):
        data = {"to_on": day, "reason": "省统计局发布日期调整"}
        assert office.post(f"/targets/{target_id}/day", data=data).status_code == 303
    session.expire_all()
    moved = session.get(Deadline, owed_id)
    assert (moved.due_on, moved.original_due_on) == (date(2026, 10, 20), first)
    session.commit()
    for day in ("2026-10-20", "2026-10-01"):  # the same day, a day that has passed
        assert office.post(f"/targets/{target_id}/day", data={"to_on": day, "reason": "x"}).status_code == 422
