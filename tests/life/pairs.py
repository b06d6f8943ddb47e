"""Pairs of acts that two people may do to the same thing at the same moment, and what they are done to."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.life.living import BY
from tests.support.builders import City, at, the_deadline, the_share
from workflow.deadlines import acknowledging, changing, holding
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.people.models import Department
from workflow.plans.models import Target
from workflow.reports import correcting, drafts, repeating, service, sharing, signing, taking, withdrawing
from workflow.reports.beside_models import ReportCorrection
from workflow.reports.models import Report, Standing
from workflow.reports.rules import Said, Signature
from workflow.review import asking, closing, concluding, corrections, extensions, settling, succeeding, targets
from workflow.review import service as review
from workflow.review.closing import Points
from workflow.review.closing_models import Closing
from workflow.review.models import Extension, TargetVerdictWord
from workflow.review.rules import ReasonKind
from workflow.review.targets import Found
from workflow.tasks.models import Assignment, Task
from workflow.workdays.queries import calendar
from workflow.workdays.rules import AnyPeriod, period_of

DAY = date(2026, 10, 12)
NOW = at(DAY)
SIGNED = Signature("王局长", DAY)
WHO = {"by": BY, "at": NOW}
Ids = dict[str, int]
Act = Callable[[Session, Ids], object]


def the_ids(session: Session, city: City) -> Ids:
    share = the_share(session, city, "energy")
    return {
        "task": city.tasks[0].id,
        "energy": city.departments["energy"].id,
        "industry": city.departments["industry"].id,
        "housing": city.departments["housing"].id,
        "share": share.id,
        "co": the_share(session, city, "industry").id,
        "owed": the_deadline(session, city, "energy", DeadlineKind.REPORT).id,
        "target": the_deadline(session, city, "energy", DeadlineKind.TARGET).id,
    }


def period() -> AnyPeriod:
    return period_of(DAY)


# What the pairs begin with


def nothing(session: Session, ids: Ids) -> None:
    """The plan as it was started."""


def filed(session: Session, ids: Ids) -> None:
    file(session, ids)
    ids["report"] = session.scalars(select(Report.id)).one()


def waits(session: Session, ids: Ids) -> None:
    """The report waits for the head's signature."""
    session.get_one(Department, ids["energy"]).signs_off = True
    report = service.file(session, _owed(session, ids), standing=Standing.ON_COURSE, text="请签发。", **WHO)
    ids["report"] = report.id


def accepted(session: Session, ids: Ids) -> None:
    filed(session, ids)
    accept(session, ids)


def correction_asked(session: Session, ids: Ids) -> None:
    accepted(session, ids)
    correct(session, ids)
    ids["correction"] = session.scalars(select(ReportCorrection.id)).one()


def extension_asked(session: Session, ids: Ids) -> None:
    ask_extension(session, ids)
    ids["extension"] = session.scalars(select(Extension.id)).one()


def closing_asked(session: Session, ids: Ids) -> None:
    judge_all(session, ids)
    ask_closing(session, ids)
    ids["closing"] = session.scalars(select(Closing.id)).one()


def closed(session: Session, ids: Ids) -> None:
    closing_asked(session, ids)
    grant_closing(session, ids)


# What a department does


def file(session: Session, ids: Ids) -> None:
    said = {"standing": Standing.BEHIND, "text": "进展滞后。", "signature": SIGNED, **WHO}
    service.file(session, _owed(session, ids), **said)


def file_by_page(session: Session, ids: Ids) -> None:
    said = Said(Standing.ON_COURSE, "整期一页填报。")
    share = session.get_one(Assignment, ids["share"])
    entry = taking.Entry("d", share, _owed(session, ids), said)
    for refused in taking.take(session, [entry], period=period(), signature=SIGNED, **WHO).refused.values():
        raise refused


def unchanged(session: Session, ids: Ids) -> None:
    repeating.unchanged(session, _owed(session, ids), signature=SIGNED, **WHO)


def draft(session: Session, ids: Ids) -> None:
    drafts.save(session, _owed(session, ids), words={"text": ["草稿"]}, expected_version=0, **WHO)


def say_share(session: Session, ids: Ids) -> None:
    share = session.get_one(Assignment, ids["co"])
    sharing.share(session, share, period(), Said(Standing.ON_COURSE, "分工进展。"), signature=SIGNED, **WHO)


def acknowledge(session: Session, ids: Ids) -> None:
    acknowledging.acknowledge(session, session.get_one(Assignment, ids["share"]), **WHO)


def ask_to_move(session: Session, ids: Ids) -> None:
    share = session.get_one(Assignment, ids["share"])
    acknowledging.ask_to_move(session, share, to_department_id=ids["housing"], reason="职责在住建", **WHO)


def sign(session: Session, ids: Ids) -> None:
    signing.sign(session, session.get_one(Report, ids["report"]), SIGNED, **WHO)


def send_back(session: Session, ids: Ids) -> None:
    signing.send_back(session, session.get_one(Report, ids["report"]), words="请补充", **WHO)


def withdraw(session: Session, ids: Ids) -> None:
    withdrawing.withdraw(session, session.get_one(Report, ids["report"]), **WHO)


def correct(session: Session, ids: Ids) -> None:
    said = Said(Standing.ON_COURSE, "更正后的进展。")
    correcting.ask(session, session.get_one(Report, ids["report"]), said, reason="笔误", signature=SIGNED, **WHO)


def ask_extension(session: Session, ids: Ids) -> None:
    deadline = session.get_one(Deadline, ids["target"])
    said = {"wanted_on": deadline.due_on + timedelta(days=30), "reason": "数据未公布", "progress": "八成", **WHO}
    extensions.ask(session, deadline, **said, today=DAY, signature=SIGNED)


def ask_closing(session: Session, ids: Ids) -> None:
    closing.ask(session, session.get_one(Assignment, ids["share"]), words="任务完成。", signature=SIGNED, **WHO)


def withdraw_closing(session: Session, ids: Ids) -> None:
    closing.withdraw(session, session.get_one(Closing, ids["closing"]), **WHO)


# What the office does


def accept(session: Session, ids: Ids) -> None:
    review.accept(session, session.get_one(Report, ids["report"]), **WHO)


def give_back(session: Session, ids: Ids) -> None:
    words = {"reason_kind": ReasonKind.VAGUE, "reason": "不具体", "correct_by": DAY + timedelta(days=3)}
    review.give_back(session, session.get_one(Report, ids["report"]), **words, **WHO)


def ask(session: Session, ids: Ids) -> None:
    asking.ask(session, session.get_one(Report, ids["report"]), words="数据从哪里来？", **WHO)


def ask_shares(session: Session, ids: Ids) -> None:
    sharing.ask(session, session.get_one(Task, ids["task"]), period(), calendar=_days(session), **WHO)


def accept_correction(session: Session, ids: Ids) -> None:
    corrections.accept(session, session.get_one(ReportCorrection, ids["correction"]), **WHO)


def decline_correction(session: Session, ids: Ids) -> None:
    corrections.decline(session, session.get_one(ReportCorrection, ids["correction"]), answer="以原来的为准", **WHO)


def grant_extension(session: Session, ids: Ids) -> None:
    extensions.grant(session, session.get_one(Extension, ids["extension"]), **WHO)


def refuse_extension(session: Session, ids: Ids) -> None:
    extensions.refuse(session, session.get_one(Extension, ids["extension"]), reason="按期完成", **WHO)


def hold(session: Session, ids: Ids) -> None:
    deadline = session.get_one(Deadline, ids["target"])
    holding.hold(session, deadline, reason="等待省级方案", expected_on=None, **WHO)


def hold_report(session: Session, ids: Ids) -> None:
    holding.hold(session, _owed(session, ids), reason="等待省级方案", expected_on=None, **WHO)


def grant_closing(session: Session, ids: Ids) -> None:
    closing.grant(session, session.get_one(Closing, ids["closing"]), points=Points(*[True] * 5), **WHO)


def reopen(session: Session, ids: Ids) -> None:
    concluding.reopen(session, session.get_one(Task, ids["task"]), reason="群众反映", calendar=_days(session), **WHO)


def judge(session: Session, ids: Ids) -> None:
    found = Found(TargetVerdictWord.PROVINCE_DECIDES, "省考核通报", no_value="以通报为准")
    targets.record(session, session.get_one(Deadline, ids["target"]), found, **WHO)


def await_figure(session: Session, ids: Ids) -> None:
    later = DAY + timedelta(days=60)
    found = Found(TargetVerdictWord.AWAITS_DATA, "统计公报未发布", awaited_on=later, no_value="未发布")
    targets.record(session, session.get_one(Deadline, ids["target"]), found, **WHO)


def judge_all(session: Session, ids: Ids) -> None:
    owed = select(Deadline).where(Deadline.assignment_id == ids["share"], Deadline.kind == DeadlineKind.TARGET)
    for deadline in session.scalars(owed).all():
        judge(session, ids | {"target": deadline.id})


def change_target(session: Session, ids: Ids) -> None:
    target = session.get_one(Target, session.get_one(Deadline, ids["target"]).target_id)
    settling.tolerate(session, target, value=Decimal(2), basis="会议纪要", **WHO)


def change_lead(session: Session, ids: Ids) -> None:
    _change_lead(session, ids, "industry")


def change_lead_otherwise(session: Session, ids: Ids) -> None:
    _change_lead(session, ids, "housing")


def _change_lead(session: Session, ids: Ids, to: str) -> None:
    task = session.get_one(Task, ids["task"])
    how = {"basis": "会议纪要", "calendar": _days(session), **WHO}
    changing.change_lead(session, task, ids[to], stays=True, **how)


def end_share(session: Session, ids: Ids) -> None:
    how = {"basis": "会议纪要", "calendar": _days(session), **WHO}
    changing.end_share(session, session.get_one(Task, ids["task"]), ids["industry"], **how)


def succeed(session: Session, ids: Ids) -> None:
    gone, heir = session.get_one(Department, ids["energy"]), session.get_one(Department, ids["housing"])
    how = {"on": DAY, "basis": "机构改革", "calendar": _days(session), **WHO}
    succeeding.succeed(session, gone, successor=heir, **how)


def _owed(session: Session, ids: Ids) -> Deadline:
    return session.get_one(Deadline, ids["owed"])


def _days(session: Session):  # type: ignore[no-untyped-def]
    return calendar(session, around=DAY)
