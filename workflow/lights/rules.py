"""The light of a task on a day, and why. Two axes: the day (never stored) and the trajectory (kept once a period)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
class Why:
    """A sentence: a key and facts that the doors put into words."""

    reason: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Shown(Why):
    """A light with its reason. `also` says what holds besides: late forms beside late work, what is held, an extension
    that runs, the trajectory beside the day."""

    light: Light = field(kw_only=True)
    also: Sequence[Why] = field(default=(), kw_only=True)


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
    """The last verdict of a period. `red_run`: how many quarters in a row were red; reports are monthly meanwhile."""

    period: str
    course: Course
    reason: str
    red_run: int = 0


@dataclass(frozen=True)
class Held:
    """Work that is held: it is late nowhere while something outside is awaited."""

    kind: DeadlineKind
    occasion: str
    since_on: date
    words: str


def first_unlate(today: date, calendar: Calendar) -> date:
    """What is due before this day is late today; due today, or since the last working day, is not."""
    return calendar.roll_back(today)


@dataclass(frozen=True)
class Waiting:
    """What makes nobody late: work that is held, targets whose value the province has not set (their wordings)."""

    held: Sequence[Held] = ()
    province: Sequence[str] = ()


def light(
    *,
    closed_on: date | None,
    owed: Iterable[Owed],
    kept: Kept | None,
    today: date,
    calendar: Calendar,
    forms: bool = True,
    waiting: Waiting = Waiting(),
) -> Shown:
    """The light of a task: closed, late work, late forms, an extension that runs, the kept trajectory, in that order;
    where nothing is wrong, a target that waits for the province.

    `forms=False` leaves the reporting ladder out: a leader's page counts late forms beside the lights, not in them.
    """
    if closed_on is not None:
        return Shown("closed", {"closed_on": closed_on}, light=Light.CLOSED)
    mark = first_unlate(today, calendar)
    seen = sorted((o for o in owed if forms or o.ladder == LadderKind.WORK), key=lambda o: (o.due_on, o.occasion))
    said = list(_days(seen, mark, today, calendar))
    course = by_course(kept)
    if course.light == Light.ON_COURSE and waiting.province:
        facts = {"words": waiting.province[0], "count": len(waiting.province)}
        course = Shown("target_province", facts, light=Light.PROVINCE, also=(Why(course.reason, course.facts),))
    besides = [Why("held", {**vars(one)}) for one in waiting.held]
    besides += [Why("monthly", {"count": kept.red_run})] if kept is not None and kept.red_run else []
    if not said:
        return Shown(course.reason, course.facts, light=course.light, also=(*course.also, *besides))
    (shown, first), *others = said
    return Shown(first.reason, first.facts, light=shown, also=(*(why for _, why in others), _in_course(kept), *besides))


def _days(seen: Sequence[Owed], mark: date, today: date, calendar: Calendar) -> Iterator[tuple[Light, Why]]:
    """The axis of the day, the gravest first: late work, late forms, an extension that runs."""
    late = [one for one in seen if one.due_on < mark]
    for ladder, shown in ((LadderKind.WORK, Light.WORK_OVERDUE), (LadderKind.REPORTING, Light.FORM_OVERDUE)):
        found = [one for one in late if one.ladder == ladder]
        if found:
            facts = _facts(found[0], days=calendar.late(found[0].due_on, today))
            yield shown, Why("late", facts) if len(found) == 1 else Why("late_first", {**facts, "count": len(found)})
    running = next((one for one in seen if one.extended and one.due_on >= mark > one.original_due_on), None)
    if running is not None:
        yield Light.EXTENDED, Why("extended", _facts(running, was=running.original_due_on))


def _facts(owed: Owed, **more: Any) -> dict[str, Any]:
    return {"kind": owed.kind, "occasion": owed.occasion, "due_on": owed.due_on, **more}


def by_course(kept: Kept | None) -> Shown:
    """The light of the trajectory alone. Nothing judged yet, or nothing reported, accuses nobody."""
    if kept is None:
        return Shown("nothing_yet", light=Light.ON_COURSE)
    lights = {Course.BEHIND: Light.BEHIND, Course.RED: Light.BEHIND, Course.PROVINCE: Light.PROVINCE}
    return Shown(kept.reason, {"period": kept.period}, light=lights.get(kept.course, Light.ON_COURSE))


def _in_course(kept: Kept | None) -> Why:
    """The axis of the trajectory, said beside the day."""
    return Why(kept.reason, {"period": kept.period}) if kept is not None else Why("unjudged")


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
