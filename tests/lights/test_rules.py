"""The light of a task on a day: both sides of every edge, holidays and make-up days included."""

from datetime import date

import pytest

from tests.support.builders import HOLIDAYS
from workflow.deadlines.models import DeadlineKind, LadderKind
from workflow.lights.models import Course
from workflow.lights.rules import Held, Kept, Light, Owed, Waiting, light, red_run, verdict, window_closed
from workflow.reports.models import Standing
from workflow.workdays.rules import Calendar

CALENDAR = Calendar(dict(HOLIDAYS), frozenset({2026}), middle=date(2026, 9, 1))
WORK, FORM = LadderKind.WORK, LadderKind.REPORTING
KIND = {WORK: DeadlineKind.TARGET, FORM: DeadlineKind.REPORT}


def owed(ladder: LadderKind, due_on: date, *, was: date | None = None) -> Owed:
    return Owed(
        ladder,
        KIND[ladder],
        "2026Q3" if ladder == FORM else "target:1",
        due_on,
        was or due_on,
        extended=was is not None,
    )


def shown(*owing: Owed, today: date, kept: Kept | None = None, closed_on: date | None = None, **more):
    return light(closed_on=closed_on, owed=owing, kept=kept, today=today, calendar=CALENDAR, **more)


@pytest.mark.parametrize(
    ("due_on", "today", "late"),
    [
        (date(2026, 10, 15), date(2026, 10, 14), 0),
        (date(2026, 10, 15), date(2026, 10, 15), 0),  # due today is not late
        (date(2026, 10, 15), date(2026, 10, 16), 1),
        (date(2026, 10, 16), date(2026, 10, 17), 0),  # Friday; on Saturday no working day has passed
        (date(2026, 10, 16), date(2026, 10, 18), 0),
        (date(2026, 10, 16), date(2026, 10, 19), 1),
        (date(2026, 9, 30), date(2026, 10, 7), 0),  # the holidays
        (date(2026, 9, 30), date(2026, 10, 8), 1),
        (date(2026, 10, 9), date(2026, 10, 10), 1),  # a Saturday that is worked
        (date(2026, 10, 10), date(2026, 10, 11), 0),
        (date(2026, 10, 10), date(2026, 10, 12), 1),
    ],
)
@pytest.mark.parametrize(("ladder", "lit"), [(WORK, Light.WORK_OVERDUE), (FORM, Light.FORM_OVERDUE)])
def test_a_thing_is_late_from_the_first_working_day_after_its_day(ladder, lit, due_on, today, late) -> None:
    found = shown(owed(ladder, due_on), today=today)
    assert found.light == (lit if late else Light.ON_COURSE)
    if late:
        assert (found.reason, found.facts["days"]) == ("late", late)


TODAY = date(2026, 11, 16)
LATE_WORK, LATE_FORM = owed(WORK, date(2026, 11, 2)), owed(FORM, date(2026, 10, 15))
EXTENDED = owed(WORK, date(2026, 11, 30), was=date(2026, 11, 2))
BEHIND = Kept("2026Q3", Course.BEHIND, "said_behind")


@pytest.mark.parametrize(
    ("owing", "kept", "closed_on", "lit"),
    [
        ((LATE_WORK, LATE_FORM), BEHIND, TODAY, Light.CLOSED),
        ((LATE_FORM, LATE_WORK, EXTENDED), BEHIND, None, Light.WORK_OVERDUE),
        ((LATE_FORM, EXTENDED), BEHIND, None, Light.FORM_OVERDUE),
        ((EXTENDED,), BEHIND, None, Light.EXTENDED),
        ((), BEHIND, None, Light.BEHIND),
        ((), Kept("2026Q3", Course.RED, "late_work"), None, Light.BEHIND),
        ((), Kept("2026Q3", Course.PROVINCE, "awaits_province"), None, Light.PROVINCE),
        ((), Kept("2026Q3", Course.UNKNOWN, "no_report"), None, Light.ON_COURSE),
        ((), Kept("2026Q3", Course.ON_COURSE, "said_on_course"), None, Light.ON_COURSE),
        ((), None, None, Light.ON_COURSE),
    ],
)
def test_the_gravest_light_is_shown_and_always_has_a_reason(owing, kept, closed_on, lit) -> None:
    found = shown(*owing, today=TODAY, kept=kept, closed_on=closed_on)
    assert found.light == lit and found.reason


@pytest.mark.parametrize(
    ("today", "lit"),
    [
        (date(2026, 11, 2), Light.ON_COURSE),  # on its first day it is not late anyway
        (date(2026, 11, 3), Light.EXTENDED),
        (date(2026, 11, 30), Light.EXTENDED),
        (date(2026, 12, 1), Light.WORK_OVERDUE),
    ],
)
def test_an_extension_shows_from_the_old_day_to_the_new(today, lit) -> None:
    assert shown(EXTENDED, today=today).light == lit


def test_a_day_moved_by_the_calendar_is_no_extension() -> None:
    moved = Owed(WORK, DeadlineKind.TARGET, "target:1", date(2026, 11, 30), date(2026, 11, 2), extended=False)
    assert shown(moved, today=TODAY).light == Light.ON_COURSE


def test_late_forms_can_be_left_out_of_a_light() -> None:
    assert shown(LATE_FORM, today=TODAY, kept=BEHIND, forms=False).light == Light.BEHIND


@pytest.mark.parametrize(
    ("standing", "blockers", "late_work", "course"),
    [
        (Standing.ON_COURSE, (), False, Course.ON_COURSE),
        (Standing.DONE, (), False, Course.ON_COURSE),
        (Standing.BEHIND, (), False, Course.BEHIND),
        (Standing.BLOCKED, ("land",), False, Course.BEHIND),
        (Standing.BLOCKED, ("province",), False, Course.PROVINCE),
        (Standing.BEHIND, ("province",), False, Course.PROVINCE),
        (Standing.BLOCKED, ("province", "land"), False, Course.BEHIND),
        (Standing.ON_COURSE, (), True, Course.RED),
        (Standing.BLOCKED, ("province",), True, Course.RED),
        (None, (), False, Course.UNKNOWN),
        (None, (), True, Course.RED),
    ],
)
def test_the_verdict_of_a_period_follows_what_was_said_and_late_work(standing, blockers, late_work, course) -> None:
    found, reason = verdict(standing=standing, blockers=blockers, late_work=late_work)
    assert found == course and reason


@pytest.mark.parametrize(
    ("today", "closed"),
    [(date(2026, 10, 15), False), (date(2026, 10, 16), False), (date(2026, 10, 18), False), (date(2026, 10, 19), True)],
)
def test_a_window_closes_after_the_first_working_day_past_the_day_due(today, closed) -> None:
    assert window_closed(due_on=date(2026, 10, 15), today=today, calendar=CALENDAR) is closed


R, U, B = Course.RED, Course.UNKNOWN, Course.BEHIND


@pytest.mark.parametrize(
    ("courses", "run"), [([], 0), ([R], 1), ([R, R], 2), ([R, U, R], 2), ([R, B, R], 1), ([R, R, B], 0), ([U], 0)]
)
def test_red_periods_are_counted_in_a_row(courses, run) -> None:
    assert red_run(courses) == run


def test_two_axes_are_said_and_late_forms_beside_late_work() -> None:
    found = shown(LATE_WORK, LATE_FORM, EXTENDED, today=TODAY, kept=BEHIND)
    assert [why.reason for why in found.also] == ["late", "extended", "said_behind"]
    assert [why.reason for why in shown(LATE_WORK, today=TODAY).also] == ["unjudged"]
    assert not shown(today=TODAY, kept=BEHIND).also


HELD = Held(DeadlineKind.TARGET, "target:1", date(2026, 10, 12), "等待省级核算方案")


def test_what_waits_makes_nobody_late_and_is_said() -> None:
    waiting = Waiting([HELD], ["全面完成省下达目标"])
    found = shown(today=TODAY, waiting=waiting)
    assert (found.light, [why.reason for why in found.also]) == (Light.PROVINCE, ["nothing_yet", "held"])
    assert shown(today=TODAY, kept=BEHIND, waiting=waiting).light == Light.BEHIND
    late = shown(LATE_FORM, today=TODAY, waiting=waiting)
    assert (late.light, [why.reason for why in late.also]) == (Light.FORM_OVERDUE, ["unjudged", "held"])
