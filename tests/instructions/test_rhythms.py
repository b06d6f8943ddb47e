"""The steps of an instruction: on which day each is due, whatever lies between."""

from datetime import date

import pytest

from tests.support.builders import HOLIDAYS
from workflow.errors import Refused
from workflow.instructions import rhythms
from workflow.instructions.models import StepKind, Unit
from workflow.instructions.rhythms import Rhythm, Step
from workflow.workdays.rules import Calendar

DAYS = Calendar(dict(HOLIDAYS), frozenset({2026}), middle=date(2026, 9, 1))
RESULT = Step(StepKind.RESULT, "办结", due_on=date(2026, 11, 4))


@pytest.mark.parametrize(
    ("passed_on", "wanted"),
    [
        (date(2026, 9, 14), [(9, 14), (9, 17), (9, 21), (10, 14)]),  # a Monday; nothing in the way
        (date(2026, 9, 11), [(9, 11), (9, 14), (9, 18), (10, 12)]),  # a Friday; the month ends on a Sunday
        (
            date(2026, 9, 19),
            [(9, 20), (9, 23), (9, 28), (10, 20)],
        ),  # a Saturday: counted from the Sunday that is worked
        (date(2026, 9, 28), [(9, 28), (10, 8), (10, 8), (10, 28)]),  # the third day and the seventh lie in the holidays
        (date(2026, 12, 31), [(12, 31), (1, 4), (1, 7), (2, 1)]),  # the 31st of January is a Sunday
    ],
)
def test_13710_counts_days_of_the_calendar_and_moves_the_last_to_a_working_day(
    passed_on: date, wanted: list[tuple[int, int]]
) -> None:
    steps = rhythms.steps_of(Rhythm.SHANXI_13710, due_on=None)
    days = [rhythms.due(step, passed_on=passed_on, calendar=DAYS) for step in steps]
    assert [(day.month, day.day) for day in days] == wanted
    assert all(DAYS.is_working(day) for day in days)


@pytest.mark.parametrize(
    ("count", "unit", "due"),
    [
        (0, Unit.WORKING_DAYS, date(2026, 9, 28)),
        (3, Unit.WORKING_DAYS, date(2026, 10, 8)),  # 29 and 30 September, then the first day after the holidays
        (1, Unit.MONTHS, date(2026, 10, 28)),
        (5, Unit.MONTHS, date(2027, 3, 1)),  # 28 February is a Sunday
    ],
)
def test_other_units_are_counted_as_they_say(count: int, unit: Unit, due: date) -> None:
    step = Step(StepKind.RESULT, "办结", count, unit)
    assert rhythms.due(step, passed_on=date(2026, 9, 28), calendar=DAYS) == due


def test_a_month_after_the_last_of_january_is_the_last_of_february() -> None:
    step = Step(StepKind.RESULT, "办结", 1, Unit.MONTHS)
    assert rhythms.due(step, passed_on=date(2028, 1, 31), calendar=DAYS) == date(2028, 2, 29)


def test_one_deadline_is_the_day_that_the_office_sets_after_a_receipt() -> None:
    receipt, result = rhythms.steps_of(Rhythm.ONE_DAY, due_on=date(2026, 11, 4))
    assert (receipt.kind, receipt.count, receipt.unit) == (StepKind.RECEIPT, 3, Unit.WORKING_DAYS)
    assert rhythms.due(result, passed_on=date(2026, 10, 14), calendar=DAYS) == date(2026, 11, 4)


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ([], "instruction.one_result"),
        ([RESULT, RESULT], "instruction.one_result"),
        ([rhythms.RECEIPT, rhythms.RECEIPT, RESULT], "instruction.too_many_steps"),
        ([Step(StepKind.PROGRESS, "进展", 1, Unit.DAYS)] * 9 + [RESULT], "instruction.too_many_steps"),
        ([Step(StepKind.RESULT, "　", due_on=date(2026, 11, 4))], "instruction.step_words"),
        ([Step(StepKind.RESULT, "办结")], "instruction.step_day"),
        ([Step(StepKind.RESULT, "办结", 3, Unit.DAYS, date(2026, 11, 4))], "instruction.step_day"),
        ([Step(StepKind.RESULT, "办结", -1, Unit.DAYS)], "instruction.step_count"),
        ([Step(StepKind.RESULT, "办结", 37, Unit.MONTHS)], "instruction.step_count"),
    ],
)
def test_steps_that_make_no_sense_are_refused(steps: list[Step], why: str) -> None:
    with pytest.raises(Refused) as refused:
        rhythms.check(steps)
    assert refused.value.key == why


def test_no_step_is_due_before_today_or_after_the_result() -> None:
    progress, today = Step(StepKind.PROGRESS, "进展", 1, Unit.DAYS), date(2026, 11, 4)
    rhythms.check_days([(progress, today), (RESULT, today)], today=today)
    with pytest.raises(Refused, match=r"instruction.day_past"):
        rhythms.check_days([(RESULT, today)], today=date(2026, 11, 5))
    with pytest.raises(Refused, match=r"instruction.after_result"):
        rhythms.check_days([(progress, date(2026, 11, 5)), (RESULT, today)], today=today)
