"""Everything that stands on a task's page, for the person who looks at it. A fixed number of statements."""

from collections.abc import Callable
from typing import Any

from flask import request

from workflow import permits as may
from workflow.escalation import of_task
from workflow.escalation.papers import queries as papers
from workflow.evidence.permits import may_see_box
from workflow.lights.queries import light_of
from workflow.reports import queries as reports
from workflow.reports import sharing
from workflow.review import requests, required
from workflow.review.models import Extension
from workflow.tasks import queries
from workflow.tasks.leaders import leader_of
from workflow.tasks.models import Assignment, Role, Task, TaskState
from workflow.web.request import me, session, today
from workflow.web.tasks import reporting, showing
from workflow.web.tasks.acts import Acts, Around, answerable, of_department
from workflow.web.tasks.aims import Aims, grouped
from workflow.web.tasks.below import below
from workflow.web.tasks.closing_facts import ending
from workflow.web.tasks.instructed import instructed
from workflow.web.tasks.office_acts import of_office
from workflow.web.tasks.period_rows import of_period
from workflow.web.tasks.responsible import shown
from workflow.web.tasks.states import states
from workflow.web.tasks.targets import stand
from workflow.web.tasks.told import told
from workflow.wording import lights
from workflow.wording.occasions import owed as owed_words
from workflow.wording.responsibility import ended
from workflow.workdays.queries import calendar as working_days
from workflow.workdays.rules import Calendar

OPEN = (TaskState.UNDER_WAY, TaskState.STANDING)


def facts(task: Task, shares: list[Assignment]) -> dict[str, Any]:
    calendar = working_days(session(), around=today())
    owed = showing.owed(session(), task.id, _deadline_scope(shares), today=today(), calendar=calendar)
    aims, may_open = stand(task, shares, owed), _opener(task, shares)
    groups = grouped(session(), aims["targets"], aims["stands"], today=today(), may_open=may_open)
    around = _around(task, shares, owed, calendar, answered=aims["answered"], groups=groups)
    return {
        "task": task,
        "around": around,
        "acts": _acts(around),
        "answerable": lambda one: answerable(around, one),
        "may_open": may_open,
        "sees_all": may.report_scope(me(), _lead(shares), shares) is None,
        "may_act_on": lambda department_id: may.may_act_on(me(), department_id) and task.handed_by_id is None,
        "may_answer": lambda department_id: may.may_speak_for(me(), department_id),
        "may_read_history": may.may_read_history(me()),
        "states": states(task, around.parts, owed),
        "source": showing.source(session(), task.id),
        "groups": groups,
        "urges": of_task.acts(session(), task.id, None if may.may_oversee(me()) else me().departments),
        "papers": papers.of_task(session(), task.id, None if may.may_oversee(me()) else me().departments),
        "held": {row.id: row for row in around.ending.held},
        "owed_words": owed_words,
        "ended": ended,
        "acknowledged": _acknowledged(shares),
        **_evidence(task),
        **instructed(task.id, calendar),
        **_light(task, calendar),
        **aims,
    }


def _evidence(task: Task) -> dict[str, Any]:
    return {
        "kinds": required.lines(session(), task.id),
        "may_see_box": may_see_box(me()),
        "may_require": may.may_run_office(me()) and task.state in OPEN,
    }


def _light(task: Task, calendar: Calendar) -> dict[str, Any]:
    light = light_of(session(), task.id, today=today(), calendar=calendar)
    return {
        "leader": leader_of(session(), task.leader_post_id, on=today()),
        "light": light,
        "why": lights.sentence(light) if light else lights.unlit(task.state),
        "besides": lights.besides(light) if light else [],
    }


def _around(
    task: Task,
    shares: list[Assignment],
    owed: list[showing.Owed],
    calendar: Calendar,
    *,
    answered: frozenset[int],
    groups: Aims,
) -> Around:
    seen = may.report_scope(me(), _lead(shares), shares)
    about = reporting.of_task(session(), task, shares, seen, viewer=me(), today=today())
    said = reports.of_task(session(), task.id, seen, own=me().departments)
    revisions = [value.revision_id for group in groups.groups for value in group.values]
    return Around(
        task=task,
        parts=showing.shares(session(), shares),
        owed=owed,
        answered=answered,
        told=told(said, about.corrections, revisions, lambda number: may.may_speak_for(me(), number)),
        extensions=_extensions(task.id, shares),
        ending=ending(task, shares),
        below=below(task, shares, calendar),
        responsible=shown(task, shares),
        reporting=about,
        said_share=_said_share(task, shares),
    )


def _acts(around: Around) -> Acts:
    """For whoever speaks for a department of the task, or for the office; others only read."""
    own = of_department(around)
    if own.first is not None or own.beside or own.more or not may.may_run_office(me()):
        return own
    return of_office(around)


def _lead(shares: list[Assignment]) -> int | None:
    return next((share.department_id for share in shares if share.role == Role.LEAD), None)


def _opener(task: Task, shares: list[Assignment]) -> Callable[[int], bool]:
    lead = _lead(shares)
    return lambda department_id: may.may_see_report(me(), department_id, task.handed_by_id or lead)


def _extensions(task_id: int, shares: list[Assignment]) -> dict[int, Extension]:
    """What is not signed yet has not left the department."""
    found = requests.extensions_of_task(session(), task_id)
    return {
        number: one
        for number, one in found.items()
        if one.signed_at is not None or may.may_speak_for(me(), one.deadline.department_id)
    }


def _said_share(task: Task, shares: list[Assignment]) -> frozenset[int]:
    """Which departments have said their share of the period, or were asked for it."""
    if len(shares) < 2:
        return frozenset()
    period = sharing.period_for(session(), task.id, today=today())
    rows = of_period(task.id, period.key)
    said = {row.department for row in rows if row.asked or row.report_id is not None}
    names = queries.names(session(), {share.department_id for share in shares})
    return frozenset(number for number, name in names.items() if name in said)


def _deadline_scope(shares: list[Assignment]) -> frozenset[int] | None:
    """Who owes what on a task is no secret among those who share it."""
    return None if may.may_oversee(me()) else frozenset(share.department_id for share in shares)


def _acknowledged(shares: list[Assignment]) -> list[Assignment]:
    """The shares just acknowledged here, which can be taken back."""
    named = set(request.args.get("acknowledged", "").split(","))
    own = (share for share in shares if may.may_speak_for(me(), share.department_id))
    return [share for share in own if str(share.id) in named and share.acknowledged_on == today()]
