"""Filing, saying again, taking back: what a report does to its deadline."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.support import builders
from workflow.audit.models import Event
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.errors import Refused, Stale
from workflow.people.queries import actor
from workflow.plans.models import Target
from workflow.reports import details, drafts, queries, repeating, service, withdrawing
from workflow.reports.models import ReportDraft, ReportState, Standing
from workflow.reports.rules import BlockerSaid, ValueSaid

DAY = date(2026, 10, 12)
AT = builders.at(DAY)


@pytest.fixture
def city(session):
    return builders.a_plan_under_way(session)


@pytest.fixture
def owed(session, city):
    return builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, occasion="2026Q3")


def a_target(session, city) -> Target:
    found = session.scalars(select(Target).order_by(Target.id)).first()
    assert found is not None
    return found


def file(session, deadline, city, **facts):
    said = {"standing": Standing.ON_COURSE, "text": "项目按计划推进", "by": actor(city.accounts["liaison"])}
    return service.file(session, deadline, **{**said, "at": AT, **facts})


def test_a_filed_report_ends_its_deadline_on_the_day_it_leaves_the_department(session, city, owed) -> None:
    report = file(session, owed, city, next_step="下季度并网")
    assert (owed.ended_on, owed.outcome, report.state) == (DAY, Outcome.MET, ReportState.FILED)
    revision = service.current_revision(session, report)
    assert revision is not None
    assert (revision.ordinal, revision.text, revision.next_step) == (1, "项目按计划推进", "下季度并网")


def test_filing_is_written_into_the_history(session, city, owed) -> None:
    report = file(session, owed, city)
    event = session.scalar(select(Event).where(Event.act == "report.filed"))
    assert event is not None
    assert (event.thing_id, event.facts["period"]) == (report.id, "2026Q3")


def test_a_report_carries_values_with_their_own_day_and_blockers(session, city, owed) -> None:
    value = ValueSaid(a_target(session, city).id, Decimal("431"), date(2026, 9, 30), "市能源局")
    blocker = BlockerSaid("province", "指标未下达", "请省发改委明确", date(2026, 8, 12))
    report = file(session, owed, city, values=[value], blockers=[blocker])
    revision = service.current_revision(session, report)
    assert revision is not None
    kept = details.values(session, [revision.id])[revision.id][0]
    assert (kept.value, kept.as_of, kept.source) == (Decimal("431"), date(2026, 9, 30), "市能源局")
    assert details.blockers(session, [revision.id])[revision.id][0].since_on == date(2026, 8, 12)


def test_an_awaited_value_keeps_the_day_it_is_expected_and_no_other(session, city, owed) -> None:
    report = file(session, owed, city, values=[ValueSaid(a_target(session, city).id, awaited_on=date(2027, 3, 1))])
    revision = service.current_revision(session, report)
    assert revision is not None
    kept = details.values(session, [revision.id])[revision.id][0]
    assert (kept.value, kept.as_of, kept.awaited_on) == (None, None, date(2027, 3, 1))


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ({"text": "  \n"}, "report.text_missing"),
        ({"text": "长" * 5001}, "report.text_too_long"),
        ({"blockers": [BlockerSaid("province", " ")]}, "report.blocker_text_missing"),
        ({"blockers": [BlockerSaid("weather", "大雨")]}, "report.blocker_kind_missing"),
        ({"blockers": [BlockerSaid("other", "大雨", since_on=date(2026, 10, 13))]}, "report.blocker_day_to_come"),
        ({"evidence_ids": [999]}, "report.evidence_not_yours"),
        ({"values": [ValueSaid(999, Decimal(1), DAY)]}, "report.target_of_another_task"),
    ],
)
def test_what_cannot_be_said_is_refused_and_nothing_ends(session, city, owed, facts, key) -> None:
    with pytest.raises(Refused) as refused:
        file(session, owed, city, **facts)
    assert (refused.value.key, owed.ended_on) == (key, None)


@pytest.mark.parametrize(
    ("as_of", "key"),
    [(date(2026, 10, 13), "report.value_day_to_come"), (None, "report.value_without_day"), (DAY, None)],
)
def test_a_value_has_a_day_and_not_one_to_come(session, city, owed, as_of, key) -> None:
    said = [ValueSaid(a_target(session, city).id, Decimal("431"), as_of)]
    if key is None:
        assert file(session, owed, city, values=said).state == ReportState.FILED
        return
    with pytest.raises(Refused) as refused:
        file(session, owed, city, values=said)
    assert refused.value.key == key


@pytest.mark.parametrize(("day", "filed"), [(29, False), (30, True)])
def test_the_window_opens_on_the_last_day_of_the_period(session, city, owed, day, filed) -> None:
    at = builders.at(date(2026, 9, day))
    if filed:
        assert file(session, owed, city, at=at).period == "2026Q3"
        return
    with pytest.raises(Refused) as refused:
        file(session, owed, city, at=at)
    assert (refused.value.key, refused.value.facts) == ("report.not_open", {"on": date(2026, 9, 30)})


def test_the_second_of_two_people_who_file_the_same_report_is_told(session, city, owed) -> None:
    file(session, owed, city)
    with pytest.raises(Stale) as stale:
        file(session, owed, city, text="另一位同事写的")
    assert stale.value.key == "report.filed_already"


def test_a_draft_that_a_colleague_saved_meanwhile_is_not_thrown_away(session, city, owed) -> None:
    by = actor(city.accounts["liaison"])
    mine = drafts.save(session, owed, words={"text": ["我的"]}, by=by, at=AT, expected_version=0).version
    drafts.save(session, owed, words={"text": ["同事的"]}, by=by, at=AT, expected_version=mine)
    with pytest.raises(Stale) as stale:
        file(session, owed, city, expected_version=mine)
    assert stale.value.key == "report.draft_changed"
    assert session.get(ReportDraft, owed.id).words == {"text": ["同事的"]}


def test_filing_drops_the_draft(session, city, owed) -> None:
    by = actor(city.accounts["liaison"])
    version = drafts.save(session, owed, words={"text": ["草稿"]}, by=by, at=AT).version
    file(session, owed, city, expected_version=version)
    session.flush()
    assert session.get(ReportDraft, owed.id) is None


def test_a_taken_back_report_is_owed_again_and_its_words_stay(session, city, owed) -> None:
    report = file(session, owed, city)
    withdrawing.withdraw(session, report, by=actor(city.accounts["liaison"]), at=AT)
    assert (report.state, owed.ended_on, owed.outcome) == (ReportState.WITHDRAWN, None, None)
    again = file(session, owed, city, text="改过的")
    assert again is report
    assert [r.text for r in queries.revisions(session, report.id)] == ["改过的", "项目按计划推进"]
    acts = session.scalars(select(Event.act).order_by(Event.id)).all()
    assert acts[-4:] == ["report.filed", "deadline.reopened", "report.withdrawn", "report.filed"]


def test_once_review_has_begun_a_report_is_not_taken_back(session, city, owed) -> None:
    report = file(session, owed, city)
    report.state = ReportState.ACCEPTED
    session.flush()
    with pytest.raises(Refused) as refused:
        withdrawing.withdraw(session, report, by=actor(city.accounts["liaison"]), at=AT)
    assert refused.value.key == "report.under_review"


def a_correction(session, report, *, number: str = "") -> Deadline:
    report.state = ReportState.RETURNED
    return deadlines.owe(
        session,
        report.deadline.assignment,
        DeadlineKind.CORRECTION,
        occasion=f"return:{report.id}{number}",
        opens_on=DAY,
        due_on=date(2026, 10, 16),
        due_rule="correction",
    )


@pytest.mark.parametrize("number", ["", ":2"])
def test_a_correction_adds_a_revision_to_the_returned_report(session, city, owed, number) -> None:
    report = file(session, owed, city)
    correction = a_correction(session, report, number=number)
    assert file(session, correction, city, text="更正后的") is report
    assert (report.state, correction.ended_on, owed.ended_on) == (ReportState.FILED, DAY, DAY)
    assert len(queries.revisions(session, report.id)) == 2


def test_a_correction_taken_back_is_owed_again_and_the_report_stays_returned(session, city, owed) -> None:
    report = file(session, owed, city)
    correction = a_correction(session, report)
    file(session, correction, city, text="更正后的")
    withdrawing.withdraw(session, report, by=actor(city.accounts["liaison"]), at=AT)
    assert (report.state, correction.ended_on, owed.ended_on) == (ReportState.RETURNED, None, DAY)
    assert queries.answered(session, report) == correction


def test_no_change_says_the_last_report_again_and_copies_no_value(session, city, owed) -> None:
    said = [ValueSaid(a_target(session, city).id, Decimal("431"), date(2026, 9, 30))]
    file(session, owed, city, values=said, blockers=[BlockerSaid("other", "缺资金", since_on=date(2026, 8, 1))])
    later = next_report(session, owed)
    by, at = actor(city.accounts["liaison"]), builders.at(date(2027, 1, 4))
    revision = service.current_revision(session, repeating.unchanged(session, later, by=by, at=at))
    assert revision is not None
    assert (revision.unchanged, revision.text, revision.standing) == (True, "项目按计划推进", Standing.ON_COURSE)
    assert details.values(session, [revision.id]) == {}
    assert details.blockers(session, [revision.id])[revision.id][0].since_on == date(2026, 8, 1)
    assert later.ended_on == date(2027, 1, 4)


def next_report(session, owed) -> Deadline:
    return deadlines.owe(
        session,
        owed.assignment,
        DeadlineKind.REPORT,
        occasion="2026Q4",
        opens_on=date(2026, 12, 31),
        due_on=date(2027, 1, 15),
        due_rule="report.quarterly",
    )


@pytest.mark.parametrize("state", [None, ReportState.WITHDRAWN, ReportState.RETURNED])
def test_what_was_never_said_or_taken_or_sent_back_cannot_be_said_again(session, city, owed, state) -> None:
    if state is not None:
        file(session, owed, city).state = state
        session.flush()
    with pytest.raises(Refused) as refused:
        by = actor(city.accounts["liaison"])
        repeating.unchanged(session, next_report(session, owed), by=by, at=builders.at(date(2027, 1, 4)))
    assert refused.value.key == "report.no_earlier"


def test_the_result_of_a_target_is_said_but_only_the_verdict_ends_it(session, city) -> None:
    target = builders.the_deadline(session, city, "energy", DeadlineKind.TARGET)
    said = ValueSaid(int(target.occasion.partition(":")[2]), Decimal("51"), date(2026, 9, 30))
    report = file(session, target, city, values=[said])
    assert (report.state, target.ended_on) == (ReportState.FILED, None)


def test_an_acknowledgement_is_not_answered_with_a_report(session, city) -> None:
    with pytest.raises(Refused) as refused:
        file(session, builders.the_deadline(session, city, "energy", DeadlineKind.ACKNOWLEDGE), city)
    assert refused.value.key == "report.not_asked"
