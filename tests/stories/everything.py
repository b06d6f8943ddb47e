"""What the demonstration may not hold: one of each thing in the life of a task, for every page."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.builders import a_department, an_account, at
from workflow.adapters.clock import day_of
from workflow.audit.service import SYSTEM
from workflow.deadlines import handing_down, holding, steps
from workflow.deadlines.handing_down import Asked
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.evidence import destroying
from workflow.evidence.arriving_models import Upload, UploadState
from workflow.evidence.destroying import Why
from workflow.evidence.models import Evidence
from workflow.people import absences, parents, sections
from workflow.people.models import Account, Department, DepartmentKind, Holding, Post, PostKind
from workflow.plans.models import Target, TargetKind
from workflow.reports import correcting, updating
from workflow.reports.models import Report, Standing
from workflow.reports.rules import Said
from workflow.review import asking, closing, extensions, targets
from workflow.review import service as review
from workflow.review.models import TargetVerdictWord
from workflow.tasks.models import Assignment, Role, Task, TaskState
from workflow.workdays.queries import calendar

TODAY = date(2026, 11, 16)
THEN = at(TODAY, 8)
WORDS = "新开工光伏项目 2 个，垣曲县 20 万千瓦项目并网，闻喜县项目用地手续未办结。"

Special = dict[str, dict[str, object]]


def special(session: Session, energy: Department, apart_from: Assignment) -> tuple[dict[str, object], Special]:
    """Values of arguments by name and by endpoint. Done last: the head of 市能源局 signs what leaves it from now on."""
    energy.signs_off = False
    shares = _led(session, energy, apart_from)
    aims = _aims_owed(session, energy, apart_from)
    named, by_endpoint = _before_the_office(session, shares)
    by_endpoint |= _inside(session, energy) | _aims(session, aims[0])
    by_endpoint["subtasks.conclude"] = by_endpoint["subtasks.take_back"] = _below(session, energy, shares[2])
    by_endpoint["review.reopen"] = _concluded(session, shares[4])
    holding.hold(session, aims[1], reason="等省里下达数据。", expected_on=TODAY + timedelta(30), by=SYSTEM, at=THEN)
    return named | _files(session, energy), by_endpoint | _to_sign(session, energy, shares[3], aims[2])


def _files(session: Session, energy: Department) -> dict[str, object]:
    """A file that stands, and one that somebody wants destroyed."""
    first, other = session.scalars(
        select(Evidence).where(Evidence.department_id == energy.id).order_by(Evidence.id.desc()).limit(2)
    )
    asked = destroying.ask(session, other, why=Why.OTHER, reason="误传。", name_too=False, by=SYSTEM, at=THEN)
    return {"evidence_id": first.id, "destruction_id": asked.id, "upload_id": _stopped(session, energy)}


def _stopped(session: Session, energy: Department) -> str:
    """One upload of the liaison's waits for her word, another lies in quarantine."""
    holding = select(Holding.account_id).join(Post).where(Post.department_id == energy.id)
    whose = session.scalars(holding.where(Post.kind == PostKind.LIAISON).order_by(Holding.id)).first()
    facts = {"account_id": whose, "department_id": energy.id, "size": 9, "meant": {}, "began_at": THEN}
    facts["renewed_at"] = THEN
    doubts = {"doubts": [["secrecy_mark", "机密★10年"], ["identities", "32"]]}
    session.add(Upload(id="a" * 32, name="职工名单.xlsx", state=UploadState.ASKED, said=doubts, **facts))
    found = {"finding": "Eicar-Test-Signature"}
    session.add(Upload(id="b" * 32, name="通知.doc", state=UploadState.QUARANTINED, said=found, **facts))
    session.flush()
    return "a" * 32


def _led(session: Session, energy: Department, apart_from: Assignment) -> list[Assignment]:
    led = select(Assignment).join(Task).where(Assignment.department_id == energy.id, Assignment.role == Role.LEAD)
    led = led.where(Assignment.to_on.is_(None), Task.state == TaskState.UNDER_WAY, Assignment.id != apart_from.id)
    return list(session.scalars(led.order_by(Assignment.id)))


def _aims_owed(session: Session, energy: Department, apart_from: Assignment) -> list[Deadline]:
    owed = select(Deadline).where(Deadline.kind == DeadlineKind.TARGET, Deadline.ended_on.is_(None))
    owed = owed.where(Deadline.department_id == energy.id, Deadline.assignment_id != apart_from.id)
    return list(session.scalars(owed.order_by(Deadline.due_on.desc(), Deadline.id)))


def _update(session: Session, share: Assignment) -> Report:
    return updating.update(session, share, Said(Standing.ON_COURSE, WORDS), by=SYSTEM, at=THEN)


def _before_the_office(session: Session, shares: list[Assignment]) -> tuple[dict[str, object], Special]:
    """A report that is asked about, a correction, a request to close."""
    asked = asking.ask(session, _update(session, shares[0]), words="依据是什么？", by=SYSTEM, at=THEN)
    accepted = [_update(session, shares[1]) for _ in range(2)]
    for one in accepted:
        review.accept(session, one, by=SYSTEM, at=THEN)
    said = Said(Standing.BEHIND, WORDS.replace("2 个", "3 个"))
    corrected = correcting.ask(session, accepted[1], said, reason="漏报一个项目。", by=SYSTEM, at=THEN)
    ended = closing.ask(session, shares[1], words="各项措施已经落实。", by=SYSTEM, at=THEN)
    named = {"inquiry_id": asked.id, "correction_id": corrected.id, "closing_id": ended.id}
    return named, {"reports.correct": {"report_id": accepted[0].id}}


def _inside(session: Session, energy: Department) -> Special:
    """A section with its clerk; the liaison will be away."""
    section = sections.open_section(session, energy, "电力科", by=SYSTEM, at=THEN)
    clerk = an_account(session, "clerk", energy, PostKind.SECTION)
    session.flush()
    held = select(Holding).join(Account).join(Post, Post.id == Holding.post_id)
    liaison = session.scalars(held.where(Post.department_id == energy.id, Post.kind == PostKind.LIAISON)).first()
    assert liaison and clerk
    away = {"from_on": TODAY + timedelta(14), "to_on": TODAY + timedelta(20), "reason": "年休假"}
    absences.note(session, liaison, **away, by=SYSTEM, at=THEN)
    post = {"post_id": section.id}
    return {
        "department.give_section": post,
        "department.end_section": post,
        "department.absence": {"holding_id": liaison.id},
    }


def _aims(session: Session, judged: Deadline) -> Special:
    """A target with its verdict, one that the province sets, and a step."""
    found = targets.Found(TargetVerdictWord.PROVINCE_DECIDES, "省考核通报")
    verdict = targets.record(session, judged, found, by=SYSTEM, at=THEN)
    known = session.get_one(Target, judged.target_id)
    place = {"ordinal": 99, "start": known.start, "end": known.end}
    handed = Target(
        item_id=known.item_id, kind=TargetKind.PROVINCE, indicator="能耗强度", wording="完成省下达目标", **place
    )
    session.add(handed)
    wanted = {"words": "全部开工", "due_on": TODAY + timedelta(60), "basis": "会议纪要"}
    step = steps.set_step(session, judged.assignment, **wanted, by=SYSTEM, at=THEN)
    session.flush()
    return {
        "review.mend_verdict": {"verdict_id": verdict.id},
        "review.target_day": {"target_id": known.id},
        "review.change_target": {"target_id": known.id},
        "review.province": {"target_id": handed.id},
        "tasks.move_step": {"deadline_id": step.id},
        "tasks.withdraw_step": {"deadline_id": step.id},
    }


def _below(session: Session, energy: Department, share: Assignment) -> dict[str, object]:
    county = a_department(session, "垣曲县能源局", DepartmentKind.COUNTY)
    parents.put_below(session, county, energy, from_on=day_of(THEN), by=SYSTEM, at=THEN)
    days = calendar(session, around=TODAY)
    asked = Asked("屋顶光伏试点", "建成三个试点。")
    return {"task_id": handing_down.hand_down(session, share, county, asked, by=SYSTEM, at=THEN, calendar=days).id}


def _concluded(session: Session, share: Assignment) -> dict[str, object]:
    asked = closing.ask(session, share, words="转入日常管理。", as_standing=True, by=SYSTEM, at=THEN)
    every = closing.Points(*[True] * 5)
    return {"task_id": closing.grant(session, asked, points=every, by=SYSTEM, at=THEN).task_id}


def _to_sign(session: Session, energy: Department, share: Assignment, owed: Deadline) -> Special:
    """A report and a request for another day that wait for the head."""
    energy.signs_off = True
    session.flush()
    waits = _update(session, share)
    wanted = {"wanted_on": owed.due_on + timedelta(30), "reason": "省级数据尚未发布。", "progress": "已完成八成。"}
    later = extensions.ask(session, owed, **wanted, by=SYSTEM, at=THEN, today=TODAY)
    return {
        "signing.report": {"report_id": waits.id},
        "signing.send_back_request": {"kind": "extension", "number": later.id},
    }
