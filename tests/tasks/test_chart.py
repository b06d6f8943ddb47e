"""A target's chart says what is known, and nothing else."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from workflow.web.tasks.chart import HEIGHT, WIDTH, Mark, chart

TODAY = date(2026, 11, 22)
DUE = [Mark(date(2025, 12, 31), Decimal(470), "470万千瓦左右"), Mark(date(2030, 12, 31), Decimal(600), "600万千瓦左右")]
MARKS = st.builds(
    Mark, st.dates(date(2015, 1, 1), date(2060, 12, 31)), st.decimals(-(10**9), 10**9, allow_nan=False, places=3)
)


def test_one_value_that_is_due_and_nothing_reported_draws_no_chart() -> None:
    assert chart(actuals=[], dues=DUE[:1], today=TODAY) is None
    assert chart(actuals=[Mark(date(2026, 9, 30), Decimal(431))], dues=[], today=TODAY) is None


def test_the_path_leads_from_the_first_reported_value_through_every_value_that_is_due() -> None:
    drawn = chart(actuals=[Mark(date(2024, 12, 31), Decimal(400), report_id=7)], dues=DUE, today=TODAY)
    assert drawn is not None
    assert len(drawn.path.split()) == 3
    assert (drawn.lowest, drawn.highest) == (400, 600)
    assert drawn.actuals[0].mark.report_id == 7
    assert drawn.today_x is not None and drawn.actuals[0].x < drawn.today_x < drawn.dues[1].x


def test_a_value_reported_after_a_day_due_does_not_bend_the_path_backwards() -> None:
    drawn = chart(actuals=[Mark(date(2026, 9, 30), Decimal(431))], dues=DUE, today=TODAY)
    assert drawn is not None and len(drawn.path.split()) == 2


def test_equal_values_lie_in_the_middle_and_divide_nothing_by_nought() -> None:
    drawn = chart(actuals=[Mark(TODAY, Decimal(5))], dues=[Mark(TODAY, Decimal(5))], today=TODAY)
    assert drawn is not None and drawn.actuals[0].y == drawn.dues[0].y


@given(st.lists(MARKS, max_size=8), st.lists(MARKS, max_size=4))
def test_every_dot_lies_inside_the_drawing_and_later_days_lie_further_right(actuals, dues) -> None:
    drawn = chart(actuals=actuals, dues=dues, today=TODAY)
    if drawn is None:
        return
    dots = [*drawn.actuals, *drawn.dues]
    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT for dot in dots)
    assert [dot.x for dot in drawn.actuals] == sorted(dot.x for dot in drawn.actuals)


def test_the_words_of_what_is_due_stand_clear_of_the_values_beside_it() -> None:
    near = [Mark(date(2026, 3, 31), Decimal(434)), Mark(date(2026, 9, 30), Decimal(446))]
    drawn = chart(actuals=near, dues=[Mark(date(2025, 12, 31), Decimal(430)), DUE[1]], today=TODAY)
    assert drawn is not None
    assert all(drawn.dues[0].words_y < dot.y for dot in drawn.actuals)
