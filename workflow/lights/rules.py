"""The light of a task on a day, and why. Two axes: the day (never stored) and the trajectory (kept once a period)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from workflow.deadlines.models import DeadlineKind, LadderKind
from workflow.lights.models import Course
from workflow.reports.models import Standing
from workflow.reports.rules import BlockerKind
from workflow.workdays.rules import Calendar

AWAITS_PROVINCE = BlockerKind.PROVINCE
LATE_WORK = "late_work"  # the reason of a red period


class Light(StrEnum):
    ON_COURSE = "on_course"
    BEHIND = "behind"
    WORK_OVERDUE = "work_overdue"
    FORM_OVERDUE = "form_overdue"
    PROVINCE = "province"
    EXTENDED = "extended"
    CLOSED = "closed"


@dataclass(frozen=True)
class Shown:
    """A light with its reason: a key and facts that the doors put into words."""

    light: Light
    reason: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Owed:
    """An open deadline that bears on a light: late, or running on an approved extension."""

    ladder: LadderKind
    kind: DeadlineKind
    occasion: str
    due_on: date
    original_due_on: date
    extended: bool = False


@dataclass(frozen=True)
class Kept:
    """The last verdict of a period."""

    period: str
    course: Course
    reason: str


def first_unlate(today: date, calendar: Calendar) -> date:
    """What is due before this day is late today; due today, or since the last working day, is not."""
    return calendar.roll_back(today)


def light(
    *,
    closed_on: date | None,
    owed: Iterable[Owed],
    kept: Kept | None,
    today: date,
    calendar: Calendar,
    forms: bool = True,
) -> Shown:
    """The light of a task: closed, late work, late forms, an extension that runs, the kept trajectory, in that order.

    `forms=False` leaves the reporting ladder out: a leader's page counts late forms beside the lights, not in them.
    """
    if closed_on is not None:
        return Shown(Light.CLOSED, "closed", {"closed_on": closed_on})
    mark = first_unlate(today, calendar)
    seen = sorted((o for o in owed if forms or o.ladder == LadderKind.WORK), key=lambda o: (o.due_on, o.occasion))
    late = [one for one in seen if one.due_on < mark]
    for ladder, shown in ((LadderKind.WORK, Light.WORK_OVERDUE), (LadderKind.REPORTING, Light.FORM_OVERDUE)):
        first = next((one for one in late if one.ladder == ladder), None)
        if first is not None:
            return Shown(shown, "late", _facts(first, days=calendar.late(first.due_on, today)))
    running = next((one for one in seen if one.extended and one.original_due_on < mark), None)
    if running is not None:
        return Shown(Light.EXTENDED, "extended", _facts(running, was=running.original_due_on))
    return by_course(kept)


def _facts(owed: Owed, **more: Any) -> dict[str, Any]:
    return {"kind": owed.kind, "occasion": owed.occasion, "due_on": owed.due_on, **more}


def by_course(kept: Kept | None) -> Shown:
    """The light of the trajectory alone. Nothing judged yet, or nothing reported, accuses nobody."""
    if kept is None:
        return Shown(Light.ON_COURSE, "nothing_yet")
    lights = {Course.BEHIND: Light.BEHIND, Course.RED: Light.BEHIND, Course.PROVINCE: Light.PROVINCE}
    return Shown(lights.get(kept.course, Light.ON_COURSE), kept.reason, {"period": kept.period})


def verdict(*, standing: Standing | None, blockers: Sequence[str], late_work: bool) -> tuple[Course, str]:
    """The verdict of a period and the key of its reason. `standing` is None when nothing was reported.

    Late work is red whatever was said; waiting for the province is never late.
    """
    if late_work:
        return Course.RED, LATE_WORK
    if standing is None:
        return Course.UNKNOWN, "no_report"
    if standing in (Standing.BEHIND, Standing.BLOCKED):
        if blockers and all(kind == AWAITS_PROVINCE for kind in blockers):
            return Course.PROVINCE, "awaits_province"
        return Course.BEHIND, f"said_{standing.value}"
    return Course.ON_COURSE, f"said_{standing.value}"


def window_closed(*, due_on: date, today: date, calendar: Calendar) -> bool:
    """Whether a period without a report is judged as unreported: after the first working day past the day due."""
    return calendar.late(due_on, today) > 1


def red_run(courses: Sequence[Course]) -> int:
    """How many of the last periods in a row were red, oldest first; a period without a report neither adds nor ends."""
    run = 0
    for course in courses:
        if course == Course.RED:
            run += 1
        elif course != Course.UNKNOWN:
            run = 0
    return run
