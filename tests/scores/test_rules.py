"""Marks and totals for any facts: within bounds, never better for being late, untouched by what is not counted."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.errors import Refused
from workflow.insight.scores import rules
from workflow.insight.scores.built_in import BUILT_IN
from workflow.insight.scores.models import ScoreKind
from workflow.insight.scores.rules import Criterion, Scored, Weighed, by_hand, check, marks, ranks, total

TENTHS = st.integers(0, 10).map(lambda n: Decimal(n) / 10)
WEIGHTS = st.integers(1, 10).map(lambda n: Decimal(n) / 10)
ROWS = st.lists(st.builds(Weighed, WEIGHTS, st.none() | TENTHS), max_size=8)
FULL = st.integers(1, 100).map(Decimal)
TIMES = st.integers(10, 50).map(lambda n: Decimal(n) / 10)
JUDGED = st.sampled_from([kind for kind in ScoreKind if kind != ScoreKind.BY_HAND])
FEW = settings(max_examples=40)
FAIR = {"co_weight": Decimal("0.3"), "objection_days": 5}


@st.composite
def sheets(draw: st.DrawFn) -> list[tuple[ScoreKind, Decimal, Decimal, list[Weighed]]]:
    """Criteria with the facts of one body under each."""
    kinds = st.tuples(JUDGED, FULL, TIMES, ROWS)
    return draw(st.lists(kinds, min_size=1, max_size=5))


def scored(criteria: list[tuple[ScoreKind, Decimal, Decimal, list[Weighed]]]) -> list[Scored]:
    return [Scored(kind, full, marks(rows, full=full, times=times)) for kind, full, times, rows in criteria]


@FEW
@given(ROWS, FULL, TIMES)
def test_marks_lie_between_none_and_the_full_marks(rows: list[Weighed], full: Decimal, times: Decimal) -> None:
    found = marks(rows, full=full, times=times)
    assert found is None or 0 <= found <= full


@FEW
@given(sheets())
def test_a_score_lies_between_none_and_a_hundred_and_is_the_sum_of_its_lines_scaled(criteria) -> None:
    lines = scored(criteria)
    found = total(lines)
    if found is None:
        assert not any(line.kind in rules.PROVING and line.marks is not None for line in lines)
        return
    counted = [line for line in lines if line.marks is not None]
    assert 0 <= found.score <= 100
    assert found.got == sum(line.marks for line in counted)
    assert found.applicable == sum(line.full for line in counted)
    assert abs(found.scaled * found.applicable / 100 - found.got) <= Decimal("0.005") * found.applicable / 100


@FEW
@given(sheets(), st.data())
def test_one_more_late_thing_never_raises_a_score(criteria, data) -> None:
    place, weight = data.draw(st.integers(0, len(criteria) - 1)), data.draw(WEIGHTS)
    kind, full, times, rows = criteria[place]
    worse = [*criteria]
    worse[place] = (kind, full, times, [*rows, Weighed(weight, Decimal(0))])
    before, after = scored(criteria)[place].marks, scored(worse)[place].marks
    assert after is not None and (before is None or after <= before)
    was, now = total(scored(criteria)), total(scored(worse))
    assert was is None or (now is not None and now.score <= was.score)


@FEW
@given(sheets(), st.data())
def test_what_is_not_counted_changes_nothing(criteria, data) -> None:
    place, weight = data.draw(st.integers(0, len(criteria) - 1)), data.draw(WEIGHTS)
    kind, full, times, rows = criteria[place]
    held = [*criteria]
    held[place] = (kind, full, times, [*rows, Weighed(weight, None)])
    assert scored(held) == scored(criteria)


@FEW
@given(ROWS, FULL, TIMES, st.integers(2, 4))
def test_the_same_shares_of_fewer_tasks_give_the_same_marks(rows, full, times, again) -> None:
    assert marks(rows * again, full=full, times=times) == marks(rows, full=full, times=times)


def test_a_criterion_that_does_not_apply_is_left_out_of_what_is_scaled() -> None:
    half = marks([Weighed(Decimal(1), Decimal(1)), Weighed(Decimal(1), Decimal(0))], full=Decimal(40), times=Decimal(1))
    lines = [Scored(ScoreKind.TARGETS, Decimal(40), half), Scored(ScoreKind.IN_TIME, Decimal(60), None)]
    found = total(lines)
    assert found is not None and (found.got, found.applicable, found.score) == (20, 40, 50)


def test_where_nothing_about_the_work_was_proven_there_is_no_score_and_not_a_full_one() -> None:
    assert total([Scored(ScoreKind.NAMED, Decimal(10), Decimal(10)), Scored(ScoreKind.RED, Decimal(90), None)]) is None


def test_points_by_hand_come_on_top_to_the_most_either_way_and_a_score_never_falls_below_nothing() -> None:
    assert by_hand([Decimal(4), Decimal(3)], most=Decimal(5)) == 5
    assert by_hand([Decimal(-9)], most=Decimal(5)) == -5
    lines = [Scored(ScoreKind.RED, Decimal(100), Decimal(2)), Scored(ScoreKind.BY_HAND, Decimal(5), Decimal(-5))]
    found = total(lines)
    assert found is not None and (found.scaled, found.score) == (2, 0)


def test_a_co_responsible_body_answers_for_its_part_of_the_weight() -> None:
    rows = [Weighed(Decimal(1), Decimal(1)), Weighed(Decimal("0.3"), Decimal(0))]
    assert marks(rows, full=Decimal(13), times=Decimal(1)) == Decimal("10.00")


def test_places_are_shared_by_equal_scores_and_nobody_without_a_score_has_one() -> None:
    assert ranks([Decimal(90), None, Decimal(95), Decimal(90), Decimal(10)]) == [2, None, 1, 2, 4]


def test_the_built_in_rules_hold() -> None:
    check(BUILT_IN, **FAIR)


WORK = Criterion("a", ScoreKind.RED, Decimal(100), basis="依据")


@pytest.mark.parametrize(
    ("criteria", "key"),
    [
        ([Criterion("a", ScoreKind.NAMED, Decimal(100), basis="b")], "score.no_work"),
        ([Criterion("a", ScoreKind.RED, Decimal(90), basis="b")], "score.not_hundred"),
        ([Criterion("a", ScoreKind.RED, Decimal(100))], "score.basis_missing"),
        ([WORK, WORK], "score.name_twice"),
        ([Criterion("a", ScoreKind.RED, Decimal(100), times=Decimal("0.9"), basis="b")], "score.number_impossible"),
        ([Criterion("a", ScoreKind.RED, Decimal(100), partial=Decimal(2), basis="b")], "score.number_impossible"),
        ([WORK, Criterion("b", ScoreKind.BY_HAND, Decimal(21), basis="b")], "score.by_hand_too_much"),
        ([WORK, *[Criterion(name, ScoreKind.BY_HAND, Decimal(5), basis="b") for name in "bc"]], "score.by_hand_twice"),
    ],
)
def test_rules_that_make_no_sense_are_refused(criteria: list[Criterion], key: str) -> None:
    with pytest.raises(Refused) as refused:
        check(criteria, **FAIR)
    assert refused.value.key == key


@pytest.mark.parametrize("facts", [{"co_weight": Decimal(2)}, {"objection_days": 0}, {"objection_days": 61}])
def test_settings_outside_their_bounds_are_refused(facts) -> None:
    with pytest.raises(Refused) as refused:
        check([WORK], **FAIR | facts)
    assert refused.value.key == "score.setting_impossible"


def test_the_periods_on_offer_have_begun_and_reach_back_to_the_start() -> None:
    offered = rules.periods(date(2025, 8, 1), date(2026, 2, 3))
    assert offered == ["2026", "2026Q1", "2025", "2025Q4", "2025Q3"]
    assert rules.span("2025") == (date(2025, 1, 1), date(2025, 12, 31))
    assert rules.span("2025Q4") == (date(2025, 10, 1), date(2025, 12, 31))
