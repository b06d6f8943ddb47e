"""The world that the doors are tried in: the small city, and one of each thing that a page is about."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from tests.house import aims, arriving, boxed, circulars, scored, written
from tests.instructions import given
from tests.support.builders import City, a_department, a_plan_under_way, an_account, at, the_deadline, the_share
from tests.support.outbox import a_message
from tests.support.papers import KNOWN, SHORT, on_the_desk
from tests.support.robots import a_robot
from workflow.adapters.files import FolderStore
from workflow.audit.service import SYSTEM
from workflow.deadlines import acknowledging, handing_down
from workflow.deadlines.handing_down import Asked
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.deadlines.service import owe
from workflow.escalation.models import SavedView
from workflow.evidence import service as evidence
from workflow.evidence.models import Evidence
from workflow.notices.models import Notice, Why
from workflow.people import absences, parents, sections
from workflow.people.models import Account, DepartmentKind, DepartmentName, Holding, PostKind
from workflow.plans.doubtful_models import Taint
from workflow.plans.models import Edition
from workflow.reports import correcting, updating
from workflow.reports import service as reports
from workflow.reports.beside_models import Inquiry, ReportCorrection
from workflow.reports.models import Report, Standing
from workflow.reports.rules import Said
from workflow.review import asking, closing, extensions
from workflow.review import service as review
from workflow.review.models import Extension
from workflow.tasks.consulting_models import Comment, CommentKind, Consultation
from workflow.tasks.models import Task
from workflow.workdays.queries import calendar
from workflow.workdays.rules import Period

AFTERWARDS = date(2026, 10, 14)


@dataclass(frozen=True)
class World:
    city: City
    things: dict[str, object]  # by the name of the argument in the address
    special: dict[str, dict[str, object]]  # by endpoint, where the name alone does not say which

    @property
    def accounts(self) -> dict[str, Account]:
        return self.city.accounts

    def arguments(self, rule: Rule) -> dict[str, object]:
        known = self.things | self.special.get(rule.endpoint, {})
        return {name: known[name] for name in rule.arguments}


def a_world(session: Session, files: Path) -> World:
    """The plan is under way; 市能源局 owes the report of its first task and has filed that of its second."""
    city = a_plan_under_way(session)
    third = city.accounts["third"]
    owed = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    filed = the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1)
    moved = the_share(session, city, "industry", task=1)
    paper = _evidence(session, FolderStore(files), city).id
    things: dict[str, object] = {
        "plan_id": city.plan.id,
        "task_id": city.tasks[0].id,
        "deadline_id": owed.id,
        "assignment_id": the_share(session, city, "energy").id,
        "department_id": city.departments["energy"].id,
        "account_id": third.id,
        "report_id": _a_report(session, filed, paper).id,
        "evidence_id": paper,
        "extension_id": _an_extension(session, the_deadline(session, city, "energy", DeadlineKind.TARGET)).id,
        "closing_id": closing.ask(
            session, the_share(session, city, "energy"), words="已完成。", by=SYSTEM, at=at(AFTERWARDS)
        ).id,
        "taint_id": _a_taint(session, city).id,
        "comment_id": _a_comment(session, city).id,
        "edition_id": session.scalar(select(Edition.id).where(Edition.plan_id == city.plan.id)),
        "intake_id": on_the_desk(session, KNOWN).id,
        "key": "i1",
        "name_id": session.scalars(select(DepartmentName.id)).first(),
        "holding_id": session.scalar(select(Holding.id).where(Holding.account_id == third.id)),
        "instruction_id": given.passed_on(session, city, lead="energy").id,
        "inquiry_id": _an_inquiry(session, city).id,
        "request_id": acknowledging.ask_to_move(
            session, moved, to_department_id=None, reason="不属于我局职责", by=SYSTEM, at=at(AFTERWARDS)
        ).id,
        "circular_id": circulars.a_circular(session, city, Period(2026, 3)).id,
        "notice_id": _a_notice(session, city).id,
        "message_id": a_message(session, city).id,
        "robot_id": a_robot(session, city.departments["energy"]).id,
        "locale": "en",
        "token": "none",
        "kind": "csv",
        "year": 2025,
    }
    session.flush()
    special = _special(session, city)
    more, of_scores = scored.special(session, city.plan, city.departments["energy"])
    return World(city, things | more, special | of_scores)


def _special(session: Session, city: City) -> dict[str, dict[str, object]]:
    to_review = _a_report(session, the_deadline(session, city, "industry", DeadlineKind.REPORT, task=2))
    target = the_deadline(session, city, "industry", DeadlineKind.TARGET, task=2)
    later = on_the_desk(session, SHORT, amends=city.plan).id
    below = _a_sub_task(session, city).id
    waits, asked = _to_sign(session, city)
    corrected, correction = _a_correction(session, city)
    inside = _inside(session, city)
    return {
        **inside,
        **aims.special(session, city),
        **_instructions(session, city),
        "escalation.drop_view": {"view_id": _a_view(session, city).id},
        **written.special(session, city),
        **circulars.special(session, city),
        **boxed.special(session, city),
        **arriving.special(session, city),
        "reports.correct": {"report_id": corrected.id},
        "reports.correct_draft": {"report_id": corrected.id},
        "review.correction": {"correction_id": correction.id},
        **{f"signing.{act}": {"report_id": waits.id} for act in ("report", "sign", "send_back")},
        "signing.send_back_request": {"kind": "extension", "number": asked.id},
        "imports.target": {"key": "t1"},
        "imports.drop_target": {"key": "t2"},
        "imports.answer": {"key": "d1"},
        "imports.changes_page": {"intake_id": later},
        "imports.names": {"intake_id": later},  # one of its names means nobody yet
        "consulting.whole_table": {"kind": "docx"},
        "consulting.table": {"kind": "xlsx"},
        "subtasks.conclude": {"task_id": below},
        "subtasks.take_back": {"task_id": below},
        "reports.share": {"assignment_id": the_share(session, city, "industry").id},
        "reports.share_draft": {"assignment_id": the_share(session, city, "industry").id},
        "review.show": {"report_id": to_review.id},
        "review.accept": {"report_id": to_review.id},
        "review.give_back": {"report_id": to_review.id},
        "review.ask": {"report_id": to_review.id},
        "review.target": {"deadline_id": target.id},
    }


def _instructions(session: Session, city: City) -> dict[str, dict[str, object]]:
    """Before they are passed on."""
    drafted = given.drafted(session, city, lead="energy").id
    acts = ("draft", "steps", "agree", "object_to", "withdraw", "pass_on")
    return {f"instructions.{act}": {"instruction_id": drafted} for act in acts}


def _a_report(session: Session, deadline: Deadline, *papers: int) -> Report:
    said = {"standing": Standing.ON_COURSE, "text": "按计划推进。", "evidence_ids": papers}
    return reports.file(session, deadline, **said, by=SYSTEM, at=at(AFTERWARDS))


def _an_inquiry(session: Session, city: City) -> Inquiry:
    said = Said(Standing.ON_COURSE, "新开工项目 1 个")
    asked = updating.update(session, the_share(session, city, "energy", task=1), said, by=SYSTEM, at=at(AFTERWARDS))
    return asking.ask(session, asked, words="依据是什么？", by=SYSTEM, at=at(AFTERWARDS))


def _a_correction(session: Session, city: City) -> tuple[Report, ReportCorrection]:
    """Two accepted updates; of one a correction waits."""
    lead = the_share(session, city, "energy", task=1)
    said = Said(Standing.ON_COURSE, "新开工项目 2 个")
    updates = [updating.update(session, lead, said, by=SYSTEM, at=at(AFTERWARDS)) for _ in range(2)]
    for one in updates:
        review.accept(session, one, by=SYSTEM, at=at(AFTERWARDS))
    other = Said(Standing.ON_COURSE, "新开工项目 3 个")
    return updates[0], correcting.ask(session, updates[1], other, reason="漏报一个", by=SYSTEM, at=at(AFTERWARDS))


def _to_sign(session: Session, city: City) -> tuple[Report, Extension]:
    """What 市能源局 submitted while its head signed what leaves it."""
    target = the_deadline(session, city, "energy", DeadlineKind.TARGET, task=1)
    deadline = owe(
        session,
        the_share(session, city, "energy", task=1),
        DeadlineKind.REPORT,
        occasion="2026Q4",
        opens_on=AFTERWARDS,
        due_on=date(2027, 1, 15),
        due_rule="period",
    )
    deadline.department.signs_off = True
    session.flush()
    waits = _a_report(session, deadline), _an_extension(session, target)
    deadline.department.signs_off = False
    return waits


def _an_extension(session: Session, deadline: Deadline) -> Extension:
    return extensions.ask(
        session,
        deadline,
        wanted_on=date(2027, 3, 1),
        reason="省级数据尚未发布",
        by=SYSTEM,
        at=at(AFTERWARDS),
        today=AFTERWARDS,
    )


def _a_sub_task(session: Session, city: City) -> Task:
    """市能源局 has handed a part of its first task down to a county."""
    county, then = a_department(session, "盐湖区能源局", DepartmentKind.COUNTY), at(AFTERWARDS)
    parents.put_below(session, county, city.departments["energy"], from_on=AFTERWARDS, by=SYSTEM, at=then)
    share, asked = the_share(session, city, "energy"), Asked("屋顶光伏试点", "建成三个试点")
    days = calendar(session, around=AFTERWARDS)
    return handing_down.hand_down(session, share, county, asked, by=SYSTEM, at=then, calendar=days)


def _inside(session: Session, city: City) -> dict[str, dict[str, object]]:
    """A section of 市能源局 with its clerk; its liaison and its head are away."""
    first, last = date(2026, 9, 1), date(2027, 12, 31)
    section = sections.open_section(session, city.departments["energy"], "电力科", by=SYSTEM, at=at(first))
    clerk = an_account(session, "clerk", city.departments["energy"], PostKind.SECTION)
    held = {
        account_id: holding for holding, account_id in session.execute(select(Holding.id, Holding.account_id)).all()
    }
    gone = {
        who: absences.note(
            session,
            session.get_one(Holding, held[city.accounts[who].id]),
            from_on=first,
            to_on=last,
            by=SYSTEM,
            at=at(first),
        ).id
        for who in ("liaison", "head")
    }
    return {
        "department.give_section": {"post_id": section.id},
        "department.end_section": {"post_id": section.id},
        "department.leave_section": {"holding_id": held[clerk.id]},
        "department.absence": {"holding_id": held[city.accounts["liaison"].id]},
        "department.end_absence": {"absence_id": gone["liaison"]},
        "department.take_back_absence": {"absence_id": gone["head"]},
    }


def _evidence(session: Session, store: FolderStore, city: City) -> Evidence:
    received = evidence.receive(store, BytesIO("已并网。".encode()), name="说明.txt", limit=1000)
    evidence.expect(session, received, at=at(AFTERWARDS))
    store.keep(received)
    department = city.departments["energy"].id
    return evidence.put(session, received, name="说明.txt", department_id=department, by=SYSTEM, at=at(AFTERWARDS))


def _a_view(session: Session, city: City) -> SavedView:
    kept = {"name": "工业", "wanted": {"q": "钢铁"}, "at": at(AFTERWARDS)}
    view = SavedView(account_id=city.accounts["office"].id, **kept)
    session.add(view)
    session.flush()
    return view


def _a_notice(session: Session, city: City) -> Notice:
    owed = the_deadline(session, city, "energy", DeadlineKind.TARGET)
    about = {"account_id": city.accounts["liaison"].id, "deadline_id": owed.id, "due_on": owed.due_on}
    notice = Notice(**about, rung="urge", why=Why.OWES, posted_on=AFTERWARDS)
    session.add(notice)
    session.flush()
    return notice


def _a_taint(session: Session, city: City) -> Taint:
    edition = session.scalars(select(Edition).where(Edition.plan_id == city.plan.id)).one()
    taint = Taint(edition_id=edition.id, start=0, end=3, quote=edition.text[:3], reason="pasted")
    session.add(taint)
    session.flush()
    return taint


def _a_comment(session: Session, city: City) -> Comment:
    """From a round that was closed before the start."""
    then = at(date(2026, 8, 26))
    asked = Consultation(plan=city.plan, ordinal=1, answer_by=then.date(), opened_at=then, closed_at=then)
    body = city.departments["energy"].id
    comment = Comment(consultation=asked, department_id=body, kind=CommentKind.OTHER, words="请明确", received_at=then)
    session.add(comment)
    session.flush()
    return comment
