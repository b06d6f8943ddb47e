"""A demonstration's past: a year of acknowledging, reporting and reviewing, made through the rooms' own acts on the
days on which they would have happened. Everything filed here is marked as simulated (演示)."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.files import FileStore
from workflow.commands import (
    demo_inside,
    demo_papers,
    demo_requests,
    demo_scores,
    demo_targets,
    demo_values,
    demo_words,
)
from workflow.commands.demo_past import Past
from workflow.commands.demo_stage import Stage, stage
from workflow.deadlines import acknowledging, periods, starting
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.lights import service as lights
from workflow.plans.models import Plan
from workflow.reports import service as reports
from workflow.reports import sharing
from workflow.reports.models import Report, ReportState, Standing
from workflow.reports.rules import Said
from workflow.review import service
from workflow.review.rules import ReasonKind
from workflow.tasks import service as tasks
from workflow.tasks.models import Assignment, Origin, Role, Task

LAST = 3  # the place of the last quarter
UNSAID = {"二（二）", "七（一）", "七（四）"}  # of the department that signs: not reported in the last quarter
UNSIGNED = {"八（二）", "八（三）", "八（四）"}  # written there, not signed
WAITING = {"八（一）", "八（五）"}  # before the office
GIVEN_BACK = {"二（七）"}
ACCEPTED = {"二（一）", "十二（三）", "十四（一）", "十三（五）", "十（五）", "十一（四）", *demo_words.SLOW}
SIGNING = "市能源局"


def play(session: Session, plan: Plan, past: Past, store: FileStore) -> None:
    """Let the quarters pass. Everything is done by the people of the demonstration, on working days."""
    scene = stage(session, plan, past)
    begun = scene.at(past.started_on, 9)
    demo_targets.name_who_answers(scene)
    for lead in session.scalars(select(Assignment).where(Assignment.role == Role.LEAD).order_by(Assignment.id)):
        if lead.confirmed_on is None:
            tasks.confirm_lead(session, lead, basis=demo_words.BASIS, by=scene.office, at=begun)
    starting.start(session, plan, by=scene.office, at=begun, calendar=past.calendar)
    _acknowledge(scene)
    demo_targets.set_days(scene)
    for place in range(LAST):
        _quarter(scene, place)
        if place == 1:
            demo_targets.judge(scene)
    demo_requests.change_responsibility(scene)
    demo_inside.begin_signing(scene)
    demo_inside.hand_down(scene)
    _last_quarter(scene)
    demo_targets.set_steps(scene)
    demo_requests.ask_for_all(scene)
    demo_inside.settle_in(scene)
    demo_papers.file_papers(scene, store)
    lights.keep_verdicts(session, at=scene.at(past.today, 7), today=past.today, calendar=past.calendar)
    demo_scores.circulate(scene)


def _acknowledge(scene: Stage) -> None:
    wanted = select(Assignment).join(Task).where(Task.origin != Origin.STANDING, Assignment.to_on.is_(None))
    shares = scene.session.scalars(wanted.order_by(Task.ordinal, Task.id, Assignment.ordinal)).all()
    for place, share in enumerate(shares):
        day = scene.past.calendar.add(scene.past.started_on, 1 + place % 3)
        at = scene.at(day, 10, place % 60)
        acknowledging.acknowledge(scene.session, share, by=scene.liaisons[share.department_id], at=at)


def _quarter(scene: Stage, place: int) -> None:
    """A quarter in which everybody filed in time, and the office accepted it."""
    past, period, due_on = scene.past, scene.past.periods[place], scene.past.due(place)
    periods.open_reports(scene.session, today=period.last, calendar=past.calendar)
    demo_targets.report_headlines(scene, place)
    for deadline in scene.owed(DeadlineKind.REPORT, period.key):
        report = _file(scene, deadline, place, days=deadline.id % 4 + 1)
        _accept(scene, report, days=3, due=place)
    lights.keep_verdicts(
        scene.session,
        at=scene.at(past.calendar.add(due_on, 5), 7),
        today=past.calendar.add(due_on, 5),
        calendar=past.calendar,
    )


def _file(scene: Stage, deadline: Deadline, place: int, *, days: int) -> Report:
    """Filed some days before it is due, signed where the head signs; those that are not signed yet wait for her."""
    share, task = deadline.assignment, deadline.assignment.task
    on = scene.past.calendar.add(deadline.due_on, -days)
    found = demo_words.standing(task.number, task.ordinal, place)
    unsigned = place == LAST and task.number in UNSIGNED
    targets = scene.targets(task.id)
    return reports.file(
        scene.session,
        deadline,
        standing=found,
        text=demo_words.text(task.number, found, place),
        next_step=demo_words.NEXT,
        values=demo_values.said(task.number, targets, place, scene.past, share.department.label),
        blockers=demo_words.blockers(task.number, found, on),
        by=scene.liaisons[share.department_id],
        at=scene.at(on, 11, deadline.id % 60),
        demo=True,
        signature=None if unsigned else scene.signed(share.department, on),
    )


def _accept(scene: Stage, report: Report, *, days: int, due: int) -> None:
    on = scene.past.calendar.add(scene.past.due(due), days)
    at = scene.at(on, 9, report.id % 60)
    service.accept(scene.session, report, by=scene.office, at=at)
    lights.keep(scene.session, report, at=at, today=on, calendar=scene.past.calendar)


def _last_quarter(scene: Stage) -> None:
    """Most leads have filed. The office has accepted most of it, returned some, and has some before it."""
    past = scene.past
    periods.open_reports(scene.session, today=past.period.last, calendar=past.calendar)
    _shares(scene)
    demo_targets.report_headlines(scene, LAST)
    filed = []
    for place, deadline in enumerate(scene.owed(DeadlineKind.REPORT, past.period.key)):
        number, signs = deadline.assignment.task.number, deadline.department.label == SIGNING
        late = number in UNSAID or (not signs and place % 5 == 1 and number not in ACCEPTED)
        if not late:
            filed.append(_file(scene, deadline, LAST, days=place % 5 + 1))
    _review(scene, [report for report in filed if report.state == ReportState.FILED])
    periods.open_reports(scene.session, today=past.today, calendar=past.calendar)


def _shares(scene: Stage) -> None:
    """Some departments say their share of their own accord; of one task the office has asked for all of them."""
    past = scene.past
    at = scene.at(past.calendar.add(past.period.last, 2), 15)
    task = scene.lead("二（二）").task
    asked_at = scene.at(past.calendar.add(past.period.last, -3), 9)
    sharing.ask(scene.session, task, past.period, by=scene.office, at=asked_at, calendar=past.calendar)
    shared = select(Assignment).join(Task).where(Assignment.role == Role.CO, Assignment.to_on.is_(None))
    shared = shared.where(Task.origin == Origin.MEASURE, Task.id != task.id)
    some = scene.session.scalars(shared.order_by(Task.ordinal, Assignment.ordinal)).all()[::7]
    first = scene.session.scalars(
        select(Assignment).where(Assignment.task_id == task.id, Assignment.role == Role.CO).order_by(Assignment.ordinal)
    ).first()
    for share in [*some, *([first] if first else [])]:
        said, by = Said(Standing.ON_COURSE, demo_words.SHARED, demo=True), scene.liaisons[share.department_id]
        signature = scene.signed(share.department, past.calendar.add(past.period.last, 2))
        sharing.share(scene.session, share, past.period, said, by=by, at=at, signature=signature)


def _review(scene: Stage, filed: Sequence[Report]) -> None:
    for place, report in enumerate(filed):
        number = report.deadline.assignment.task.number
        if number in GIVEN_BACK or (place % 24 == 9 and number not in ACCEPTED):
            _give_back(scene, report)
        elif number in ACCEPTED or (place % 6 and number not in WAITING):
            _accept(scene, report, days=3, due=LAST)


def _give_back(scene: Stage, report: Report) -> None:
    service.give_back(
        scene.session,
        report,
        reason_kind=ReasonKind.FIGURES,
        reason="（演示）数据与统计局口径不一致，请核对。",
        correct_by=scene.past.ahead(2),
        by=scene.office,
        at=scene.at(scene.past.day(1), 16),
    )
