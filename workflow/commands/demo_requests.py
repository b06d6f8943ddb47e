"""What is asked and decided in a demonstration: responsibility, days, holds, corrections, inquiries, closings."""

from dataclasses import replace
from datetime import date

from workflow.commands.demo_stage import Stage
from workflow.deadlines import acknowledging, changing, holding, rhythm
from workflow.deadlines.models import Deadline
from workflow.lights import service as lights
from workflow.reports import answering, correcting, reminding
from workflow.reports.beside_models import ReportCorrection
from workflow.reports.kept import stands
from workflow.review import asking, closing, corrections, extensions
from workflow.review.closing import Points
from workflow.review.models import Extension
from workflow.tasks.models import Rhythm

ALL = Points(facts=True, solved=True, carried_out=True, lawful=True, form=True)
UNPUBLISHED = "（演示）年度数据尚未公布"


def change_responsibility(scene: Stage) -> None:
    """In the last quarter a department was added (等), and another one took a lead over; both have acknowledged."""
    session, past = scene.session, scene.past
    on = past.calendar.roll(past.period.first)
    how = changing.Decided(
        basis="（演示）领导小组办公室会议纪要第 3 号", by=scene.office, at=scene.at(on, 9), calendar=past.calendar
    )
    added = changing.add_share(session, scene.lead("二（二）").task, scene.body("市财政局").id, **how)
    new = changing.change_lead(session, scene.lead("六（四）").task, scene.body("市商务局").id, stays=True, **how)
    at = scene.at(past.calendar.add(on, 2), 10)
    for share in (added, new):
        if share.acknowledged_on is None:
            acknowledging.acknowledge(session, share, by=scene.liaisons[share.department_id], at=at)


def _add_late(scene: Stage) -> None:
    """Of late two departments were added that have not acknowledged: one has still time, one is late."""
    past = scene.past
    for number, label, back in (("九（二）", "市能源局", 2), ("九（二）", "市财政局", 8)):
        how = changing.Decided(
            basis="（演示）领导小组办公室会议纪要第 7 号",
            by=scene.office,
            at=scene.at(past.day(back), 9),
            calendar=past.calendar,
        )
        changing.add_share(scene.session, scene.lead(number).task, scene.body(label).id, **how)


def ask_for_all(scene: Stage) -> None:
    _add_late(scene)
    _extend(scene)
    _hold(scene)
    _correct(scene)
    _inquire(scene)
    _close(scene)
    session, past = scene.session, scene.past
    lead = scene.lead("二（二）")
    by = scene.liaisons[lead.department_id]
    reminding.want(session, lead, past.period.key, by=by, at=scene.at(past.day(3), 16))
    reason, at = "（演示）连续滞后，办公室要求按月填报", scene.at(past.day(20), 9)
    slow = [scene.lead("三（一）").task_id]
    rhythm.set_rhythm(session, slow, Rhythm.MONTHLY, reason=reason, by=scene.office, at=at, calendar=past.calendar)


def _asked(
    scene: Stage, deadline: Deadline, wanted_on: date, day: date, *, reason: str = UNPUBLISHED, signed: bool = True
) -> Extension:
    signature = scene.signed(deadline.department, day) if signed else None
    return extensions.ask(
        scene.session,
        deadline,
        wanted_on=wanted_on,
        reason=reason,
        progress="（演示）其余工作已经完成，只等数据。",
        signature=signature,
        by=scene.liaisons[deadline.department_id],
        at=scene.at(day, 10),
        today=day,
    )


def _extend(scene: Stage) -> None:
    """One granted, one before the office, a second one before the office, one that waits for the head."""
    past = scene.past
    session, office = scene.session, scene.office

    def owed(number: str, value: str) -> Deadline:
        return scene.asked(scene.target(number, value))

    granted = _asked(scene, owed("四（二）", "120"), past.ahead(25), past.day(14))
    answer = "（演示）同意，待数据公布后核定"
    extensions.grant(session, granted, answer=answer, by=office, at=scene.at(past.day(12), 10))
    _asked(scene, owed("十三（三）", "10"), past.ahead(25), past.day(2))
    once = _asked(scene, owed("三（五）", "19"), past.day(-2), past.day(33))
    extensions.grant(session, once, answer=answer, by=office, at=scene.at(past.day(31), 10))
    _asked(scene, owed("三（五）", "19"), past.ahead(30), past.day(2), reason="（演示）省级核算结果推迟公布")
    _asked(scene, owed("二（二）", "470"), past.ahead(20), past.day(1), signed=False)


def _hold(scene: Stage) -> None:
    past = scene.past
    holding.hold(
        scene.session,
        scene.asked(scene.target("九（四）", "60")),
        reason="（演示）省里正在修订生活垃圾资源化利用统计口径，待新口径下发",
        expected_on=past.ahead(20),
        by=scene.office,
        at=scene.at(past.day(8), 10),
    )


def _correct(scene: Stage) -> None:
    """Two reports of a closed period are to say something else: one of it accepted, one before the office."""
    past, office = scene.past, scene.office
    mended = _wanted(scene, "四（四）", "（演示）测土配方数据误用了上年数，按农业农村部门年报更正。", past.day(15))
    at = scene.at(past.day(13), 9)
    corrections.accept(scene.session, mended, answer="（演示）同意更正", by=office, at=at)
    lights.keep(scene.session, mended.report, at=at, today=past.day(13), calendar=past.calendar, corrected=True)
    _wanted(scene, "五（二）", "（演示）漏报盐湖区两个项目，按竣工备案补报。", past.day(4))


def _wanted(scene: Stage, number: str, reason: str, on: date) -> ReportCorrection:
    report = scene.report(number, scene.past.periods[-2].key)
    was = stands(scene.session, report)
    first, *rest = was.values
    assert first.value is not None
    values = [replace(first, value=first.value - 1), *rest]
    said = replace(was, text=f"{was.text}（更正：{reason.removeprefix('（演示）')}）", values=values)
    body = report.deadline.department_id
    return correcting.ask(
        scene.session, report, said, reason=reason, by=scene.liaisons[body], at=scene.at(on, 10), signature=None
    )


def _inquire(scene: Stage) -> None:
    """The office has asked about two reports: one department has answered, the other is to."""
    past, key = scene.past, scene.past.period.key
    open_one = scene.report("八（一）", key)
    words = "（演示）煤炭消费量是否包含原料用煤？请说明口径。"
    asking.ask(scene.session, open_one, words=words, by=scene.office, at=scene.at(past.day(3), 9))
    answered = scene.report("八（五）", key)
    words = "（演示）清洁取暖改造户数是当年数还是累计数？"
    inquiry = asking.ask(scene.session, answered, words=words, by=scene.office, at=scene.at(past.day(5), 9))
    by, at = scene.liaisons[answered.deadline.department_id], scene.at(past.day(4), 15)
    answering.answer(scene.session, inquiry, words="（演示）是当年数，累计数另附。", by=by, at=at)


def _close(scene: Stage) -> None:
    """One task is closed, one is standing now, one waits for the office."""
    past = scene.past
    for number, as_standing, decided in (
        ("十三（五）", False, True),
        ("十（五）", True, True),
        ("十一（四）", False, False),
    ):
        lead = scene.lead(number)
        asked = closing.ask(
            scene.session,
            lead,
            words="（演示）各项措施已经落实，长效机制已经建立，有关材料齐全。",
            as_standing=as_standing,
            signature=scene.signed(lead.department, past.day(9)),
            by=scene.liaisons[lead.department_id],
            at=scene.at(past.day(9), 10),
        )
        if decided:
            answer, at = "（演示）同意", scene.at(past.day(6), 10)
            closing.grant(scene.session, asked, points=ALL, answer=answer, by=scene.office, at=at)
