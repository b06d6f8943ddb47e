"""The named rhythms of steps, as data, and on which day a step is due. Pure.

“13710”: 山西省政府办公厅《关于建立“13710”工作制度的通知》, September 2016, for what the provincial government's
meetings and leaders hand over: studied and arranged on the same day (1); how it goes is fed back within 3 days (3);
ordinary problems are settled within 7 days (7), weighty and intricate ones within a month (1), or a plan with its own
days is laid down; everything is followed to its end and cleared (0). It says 天 and 个月, not 工作日: the days are
those of the calendar, and a last day without work is moved to the next working day. The 0 is the act of clearing.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workflow.deadlines.rules import ACKNOWLEDGE_DAYS
from workflow.errors import Refused
from workflow.instructions.models import StepKind, Unit
from workflow.workdays.rules import Calendar

WORDS_LIMIT = 200
MOST_STEPS = 9
MOST = {Unit.WORKING_DAYS: 250, Unit.DAYS: 365, Unit.MONTHS: 36}


class Rhythm(StrEnum):
    """By name; the office may change the steps of any matter before it passes it on."""

    ONE_DAY = "one_day"
    SHANXI_13710 = "13710"


@dataclass(frozen=True)
class Step:
    """What is wanted: `count` of a unit after the day of passing on, or (count None) on a day."""

    kind: StepKind
    words: str
    count: int | None = None
    unit: Unit | None = None
    due_on: date | None = None


RECEIPT = Step(StepKind.RECEIPT, "签收", ACKNOWLEDGE_DAYS, Unit.WORKING_DAYS)
STEPS: dict[Rhythm, tuple[Step, ...]] = {
    Rhythm.ONE_DAY: (RECEIPT, Step(StepKind.RESULT, "报告办理结果")),
    Rhythm.SHANXI_13710: (
        Step(StepKind.RECEIPT, "当日签收，研究部署", 0, Unit.DAYS),
        Step(StepKind.PROGRESS, "3日内反馈办理情况", 3, Unit.DAYS),
        Step(StepKind.PROGRESS, "一般问题7日内办结，未办结的报告进展", 7, Unit.DAYS),
        Step(StepKind.RESULT, "1个月内办结，报告结果", 1, Unit.MONTHS),
    ),
}


def steps_of(rhythm: Rhythm, *, due_on: date | None) -> list[Step]:
    """The steps of a rhythm; `due_on` is the day of the one whose rhythm names none."""
    return [step if step.count is not None else Step(step.kind, step.words, due_on=due_on) for step in STEPS[rhythm]]


def due(step: Step, *, passed_on: date, calendar: Calendar) -> date:
    """The day of a step. One that is passed on on a day without work counts from the next working day."""
    if step.due_on is not None:
        return step.due_on
    first, count = calendar.roll(passed_on), step.count or 0
    if step.unit == Unit.WORKING_DAYS:
        return calendar.add(first, count)
    return calendar.roll(_months_on(first, count) if step.unit == Unit.MONTHS else first + timedelta(days=count))


def _months_on(day: date, count: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def check(steps: Sequence[Step]) -> None:
    """One result, one receipt at most, words and a day for each."""
    kinds = [step.kind for step in steps]
    if kinds.count(StepKind.RESULT) != 1:
        raise Refused("instruction.one_result")
    if kinds.count(StepKind.RECEIPT) > 1 or len(steps) > MOST_STEPS:
        raise Refused("instruction.too_many_steps", limit=MOST_STEPS)
    for step in steps:
        if not step.words.strip() or len(step.words) > WORDS_LIMIT:
            raise Refused("instruction.step_words", limit=WORDS_LIMIT)
        if (step.due_on is None) == (step.count is None or step.unit is None):
            raise Refused("instruction.step_day", words=step.words)
        if step.count is not None and step.unit is not None and not 0 <= step.count <= MOST[step.unit]:
            raise Refused("instruction.step_count", words=step.words)


def check_days(days: Sequence[tuple[Step, date]], *, today: date) -> None:
    """No day has passed, and the result comes last."""
    result = max(day for step, day in days if step.kind == StepKind.RESULT)
    for step, day in days:
        if day < today:
            raise Refused("instruction.day_past", words=step.words, on=day)
        if day > result:
            raise Refused("instruction.after_result", words=step.words, on=day)
