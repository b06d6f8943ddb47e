"""What departments, the office and heads do in the sixty days. A few are late, all others do what is asked in time."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from workflow.commands.demo_instructions import leader
from workflow.commands.demo_stage import Stage
from workflow.deadlines import acknowledging
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind, MoveKind
from workflow.escalation import service as escalation
from workflow.escalation.papers import checking, drafting, editing, issuing, proposing, settling, signing
from workflow.escalation.papers.models import Paper, PaperKind
from workflow.notices.queries import told_late
from workflow.notices.service import tell
from workflow.people import absences
from workflow.people.models import Department, Holding, Post, PostKind
from workflow.reports import service as reports
from workflow.reports.models import Report, Standing
from workflow.reports.rules import Signature
from workflow.review import extensions
from workflow.review import service as review
from workflow.review.rules import ReasonKind
from workflow.tasks.models import Assignment

Act = Callable[[Stage], str | None]
SLOW = "市商务局"  # acknowledges when the office urges, reports late
LATE = "市交通局"  # reports late
MENDS = "市工信局"  # its report comes back
AWAY = "市能源局"  # its liaison is away for a week
TARGET = ("二（二）", "470")  # the office sets its day; nobody answers, and a notice is issued
PERIOD, DAY_OF_REPORTS = "2026Q3", date(2026, 10, 21)  # those with another day are left until then


def on(day: date) -> list[tuple[str, Act]]:
    return SCRIPT.get((day.month, day.day), [])


def _owed(scene: Stage, *conditions: object) -> list[Deadline]:
    rows = select(Deadline).join(Department, Department.id == Deadline.department_id)
    rows = rows.where(Deadline.ended_on.is_(None), *conditions)  # type: ignore[arg-type] # conditions of this table
    return list(scene.session.scalars(rows.order_by(Deadline.id)))


def _acknowledge(*labels: str, but: tuple[str, ...] = ()) -> Act:
    def act(scene: Stage) -> str:
        named = Department.label.in_(labels) if labels else Department.label.not_in(but)
        owed = _owed(scene, Deadline.kind == DeadlineKind.ACKNOWLEDGE, named)
        for one in {owed_one.assignment_id: owed_one for owed_one in owed}.values():
            share = scene.session.get_one(Assignment, one.assignment_id)
            by = scene.liaisons[share.department_id]
            acknowledging.acknowledge(scene.session, share, by=by, at=scene.at(scene.past.today, 10))
        return f" {len(owed)} 项"

    return act


def _report(*labels: str, but: tuple[str, ...] = (), kind: DeadlineKind = DeadlineKind.REPORT) -> Act:
    def act(scene: Stage) -> str:
        named = Department.label.in_(labels) if labels else Department.label.not_in(but)
        owed = _owed(scene, Deadline.kind == kind, Deadline.due_on <= DAY_OF_REPORTS, named)
        for one in owed:
            facts = {"by": scene.liaisons[one.department_id], "at": scene.at(scene.past.today, 10), "demo": True}
            reports.file(scene.session, one, standing=Standing.ON_COURSE, text="（演示）按计划推进。", **facts)
        return f" {len(owed)} 项"

    return act


def _urge(scene: Stage) -> None:
    owed = _owed(scene, Department.label == SLOW, Deadline.kind == DeadlineKind.ACKNOWLEDGE)
    at = scene.at(scene.past.today, 10)
    urged = escalation.urge(scene.session, owed, words="请于明天前签收。", by=scene.office, at=at)
    tell(scene.session, [one.id for one in owed], rung=f"urge:{urged.id}", on=scene.past.today)


def _go_away(scene: Stage) -> None:
    holding = scene.session.scalars(
        select(Holding).join(Post).join(Department)
        .where(Department.label == AWAY, Post.kind == PostKind.LIAISON)
    ).one()  # fmt: skip
    days = {"from_on": date(2026, 10, 8), "to_on": date(2026, 10, 14)}
    absences.note(scene.session, holding, **days, by=scene.office, at=scene.at(scene.past.today, 10))


def _set_day(scene: Stage) -> None:
    owed, to_on = scene.asked(scene.target(*TARGET)), date(2026, 9, 21)
    owed.opens_on = scene.past.today
    facts = {"reason": "数据已公布", "by": scene.office, "at": scene.at(scene.past.today, 10)}
    deadlines.move(scene.session, owed, to_on=to_on, kind=MoveKind.OFFICE, **facts)


def _draft(scene: Stage) -> None:
    """A supervision notice is drafted, checked and signed; its number has a prefix of the demonstration's own."""
    session, at, today = scene.session, scene.at(scene.past.today, 10), scene.past.today
    settling.settled(session, scene.plan)
    owed = scene.asked(scene.target(*TARGET))
    proposed = proposing.propose(session, [owed.id], own=(), today=today, calendar=scene.past.calendar)
    facts = {"by": scene.office, "at": at, "calendar": scene.past.calendar}
    paper = drafting.draft_group(session, proposed.groups[0], PaperKind.SUPERVISION_NOTICE, **facts)
    known = told_late(session, [owed.id])
    for found in checking.check(session, paper, told=known, today=today):
        editing.confirm(session, paper, found.key, words="已核对。", by=scene.office, at=at)
    signing.send(session, paper, told=known, by=scene.office, at=at)
    by = leader(scene)
    signing.sign(session, paper, Signature(by.name, today), by=by, at=at)


def _issue(scene: Stage) -> None:
    paper, at = scene.session.scalars(select(Paper)).one(), scene.at(scene.past.today, 10)
    known = told_late(scene.session, [line.deadline_id for line in paper.lines])
    facts = {"by": scene.office, "at": at, "calendar": scene.past.calendar}
    owed = issuing.issue(scene.session, paper, told=known, **facts)
    rung = f"{issuing.OCCASION}{paper.id}"
    tell(scene.session, [one.id for one in owed], rung=rung, on=scene.past.today, at_once=True)


def _give_back(scene: Stage) -> None:
    filed = select(Report).join(Deadline, Deadline.id == Report.deadline_id).join(Department)
    filed = filed.where(Department.label == MENDS, Report.period == PERIOD).order_by(Report.id)
    report = scene.session.scalars(filed).first()
    assert report is not None
    said = {"reason_kind": ReasonKind.FIGURES, "reason": "数据与统计局口径不一致，请核对。"}
    facts = {"correct_by": date(2026, 10, 21), "by": scene.office, "at": scene.at(scene.past.today, 10)}
    found = review.give_back(scene.session, report, **said, **facts)
    rung = f"return:{report.id}"
    tell(scene.session, [found.correction_id], rung=rung, on=scene.past.today, at_once=True)


def _extend(scene: Stage) -> str:
    owed = _owed(scene, Department.label == LATE, Deadline.kind == DeadlineKind.REPORT)
    facts = {"reason": "省里数据推迟公布", "by": scene.office, "at": scene.at(scene.past.today, 10)}
    extensions.grant_directly(scene.session, owed[0], to_on=date(2026, 10, 30), **facts)
    return f"{owed[0].assignment.task.number}的填报延至 10月30日"


SCRIPT: dict[tuple[int, int], list[tuple[str, Act]]] = {
    (9, 2): [("除三个单位外都已签收", _acknowledge(but=(SLOW, LATE, AWAY)))],
    (9, 4): [(f"{AWAY}签收", _acknowledge(AWAY)), ("办公室把一项目标的核定日定为 9月21日", _set_day)],
    (9, 9): [(f"{LATE}签收，已逾期", _acknowledge(LATE))],
    (9, 14): [(f"办公室催报{SLOW}", _urge)],
    (9, 15): [(f"{SLOW}签收", _acknowledge(SLOW))],
    (10, 4): [(f"登记{AWAY}联络员 10月8日至14日外出", _go_away)],
    (10, 12): [("除三个单位外都已报送", _report(but=(SLOW, LATE, AWAY)))],
    (10, 14): [("起草督办通知单，已签发", _draft)],
    (10, 15): [(f"{AWAY}报送", _report(AWAY)), ("发出督办通知单", _issue)],
    (10, 16): [(f"{MENDS}一项填报被退回，10月21日前改好", _give_back), (f"准予{LATE}延期：", _extend)],
    (10, 20): [(f"{MENDS}改好重报", _report(MENDS, kind=DeadlineKind.CORRECTION))],
    (10, 23): [(f"{LATE}报送", _report(LATE)), (f"{SLOW}报送，晚六天", _report(SLOW))],
}
