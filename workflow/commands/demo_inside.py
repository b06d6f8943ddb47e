"""Inside a department of the demonstration: who signs, a section with its tasks, absence, a body below."""

from sqlalchemy import select

from workflow.audit.service import SYSTEM
from workflow.commands.demo_people import ABOVE, BELOW_LABEL, DOMAIN, SECTION
from workflow.commands.demo_stage import Stage
from workflow.deadlines import acknowledging, handing_down, periods
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.people import absences, bodies
from workflow.people import queries as people
from workflow.people import sections as rooms
from workflow.people.models import Account, Department, Holding, Post, PostKind
from workflow.reports import drafts, signing
from workflow.reports import service as reports
from workflow.reports.models import Report, ReportState, Standing
from workflow.tasks import sections
from workflow.tasks.models import Assignment

SECTIONS_TASKS = ("二（二）", "二（三）", "二（七）", "七（四）", "八（三）")
DRAFT = {
    "standing": ["on_course"],
    "text": ["（演示）3 个数据中心完成能效对标，1 个申报省级绿色数据中心。大型充换电站"],
}


def _body(scene: Stage) -> Department:
    return scene.session.scalars(select(Department).where(Department.code == ABOVE)).one()


def begin_signing(scene: Stage) -> None:
    """From the last quarter on the head signs what leaves the department."""
    body = _body(scene)
    at = scene.at(scene.past.period.first, 9)
    bodies.set_sign_off(scene.session, body, signs_off=True, version=body.version, by=scene.heads[body.id], at=at)


def hand_down(scene: Stage) -> None:
    """A part of a task is handed down to the body below, which reports to the department."""
    session, past, lead = scene.session, scene.past, scene.lead("七（一）")
    below = scene.body(BELOW_LABEL)
    asked = handing_down.Asked(
        "重点用能单位节能监察",
        "（演示）对 40 家重点用能单位开展节能监察，逐户形成监察报告，问题限期整改。",
        due_on=past.ahead(25),
    )
    on = past.calendar.add(past.period.first, 8)
    by, at = scene.liaisons[lead.department_id], scene.at(on, 9)
    task = handing_down.hand_down(session, lead, below, asked, by=by, at=at, calendar=past.calendar)
    share = session.scalars(select(Assignment).where(Assignment.task_id == task.id)).one()
    liaison = scene.liaisons[below.id]
    acknowledging.acknowledge(session, share, by=liaison, at=scene.at(past.calendar.add(on, 1), 10))
    periods.open_reports(session, today=past.period.last, calendar=past.calendar)
    owed = session.scalars(
        select(Deadline).where(Deadline.assignment_id == share.id, Deadline.kind == DeadlineKind.REPORT)
    ).first()
    assert owed is not None
    text = "（演示）已监察 29 家，下发整改通知 6 份，整改到位 4 份。"
    filed_at = scene.at(past.calendar.add(owed.due_on, -2), 16)
    reports.file(session, owed, standing=Standing.ON_COURSE, text=text, by=liaison, at=filed_at, demo=True)


def settle_in(scene: Stage) -> None:
    """A section with five tasks and a draft of its clerk; a report sent back by the head; a liaison away next week."""
    session, past, body = scene.session, scene.past, _body(scene)
    section = rooms.find(session, body.id, SECTION, on=past.today)
    clerk = people.account_by_email(session, f"{ABOVE}.section@{DOMAIN}")
    assert section is not None and clerk is not None
    liaison, head = scene.liaisons[body.id], scene.heads[body.id]
    shares = [scene.lead(number) for number in SECTIONS_TASKS]
    sections.give(session, shares, section, by=liaison, at=scene.at(past.day(25), 9))
    owed = next(one for one in scene.owed(DeadlineKind.REPORT, past.period.key) if one.assignment in shares[3:4])
    drafts.save(session, owed, words=DRAFT, by=people.actor(clerk), at=scene.at(past.day(1), 17))
    sent_back = scene.report("八（四）", past.period.key)
    words = "（演示）改造户数请与住建局核对后再报。"
    signing.send_back(session, sent_back, words=words, by=head, at=scene.at(past.day(2), 9))
    _away(scene, body, clerk)
    assert _waiting(scene) == 2


def _away(scene: Stage, body: Department, clerk: Account) -> None:
    past = scene.past
    holding = scene.session.scalars(
        select(Holding).join(Post).where(Post.department_id == body.id, Post.kind == PostKind.LIAISON)
    ).one()
    first = past.ahead(5)
    absences.note(
        scene.session,
        holding,
        from_on=first,
        to_on=past.calendar.add(first, 3),
        reason="（演示）出差",
        substitute=clerk,
        by=SYSTEM,
        at=scene.at(past.day(1), 11),
    )


def _waiting(scene: Stage) -> int:
    """How many reports wait for the head."""
    return len(scene.session.scalars(select(Report.id).where(Report.state == ReportState.TO_SIGN)).all())
