"""Targets in a demonstration: who answers for the headline ones, the office's days, verdicts of every kind, steps."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from workflow.commands import demo_values
from workflow.commands.demo_stage import Stage, written
from workflow.deadlines import headline, steps
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, MoveKind
from workflow.reports import service as reports
from workflow.reports import sharing, updating
from workflow.reports.models import Standing
from workflow.reports.rules import Said
from workflow.review import service, settling, targets
from workflow.review.models import TargetVerdictWord
from workflow.review.targets import Found, Remedy
from workflow.tasks.goals import goals

GENERAL = "一（二）"
BASIS = "（演示）市统计局年度数据"
PROVINCE = "（演示）以省考核结果为准"
ANSWERS = {"18.74": "市规划和自然资源局", "": "市发展改革委"}  # the others are answered for by the first
FIRST = "市能源局"
Verdicts = Mapping[TargetVerdictWord, tuple[tuple[str, str], ...]]
VERDICTS: Verdicts = {
    TargetVerdictWord.ACHIEVED: (
        (GENERAL, "12"),
        (GENERAL, "18.74"),
        ("二（三）", "430"),
        ("四（一）", "10"),
        ("四（一）", "90"),
        ("四（一）", "85"),
        ("四（一）", "98"),
        ("四（二）", "90"),
        ("四（四）", "90"),
        ("四（四）", "55"),
        ("四（四）", "45"),
        ("五（二）", "30"),
    ),
    TargetVerdictWord.NOT_ACHIEVED: ((GENERAL, "68"), ("二（一）", "95"), ("三（一）", "20")),
    TargetVerdictWord.PROVINCE_DECIDES: (("三（一）", "80"), ("三（三）", "18"), ("四（四）", "43"), ("五（四）", "8")),
    TargetVerdictWord.AWAITS_DATA: ((GENERAL, "47"), ("三（二）", "18")),
}
LATE = {  # working days by which the office's day has passed
    ("二（一）", "300"): 12,
    ("三（二）", "100"): 12,
    ("二（二）", "470"): 6,
    ("三（四）", "21"): 6,
    ("五（四）", "50"): 6,
    ("四（二）", "40"): 1,
}
TOLERANCES = {("二（三）", "430"): 10, ("二（三）", "550"): 20}


def name_who_answers(scene: Stage) -> None:
    """Before the start the office says who answers for each of the headline targets."""
    chosen = {
        goal.target.id: headline.Choice(None, scene.body(ANSWERS.get(written(goal.target), FIRST)).id)
        for goal in goals(scene.session, scene.plan.id)
    }
    at, calendar = scene.at(scene.past.started_on, 8, 30), scene.past.calendar
    basis = "演示：领导小组会议明确"
    headline.answer(scene.session, scene.plan, chosen, basis=basis, by=scene.office, at=at, calendar=calendar)


def report_headlines(scene: Stage, place: int) -> None:
    """A headline target has no quarterly report: its departments say its value when it is there."""
    past, period = scene.past, scene.past.periods[place]
    lead = scene.lead(GENERAL)
    on = past.calendar.add(period.last, 8)
    aims = [one for one in scene.targets(lead.task_id) if written(one)]
    values = demo_values.said(GENERAL, aims, place, past, "市统计局")
    named = {one.id: one.answers_id for one in aims}
    said = Said(Standing.ON_COURSE, f"（演示）{period.key[:4]} 年第 {period.quarter} 季度末数据。", demo=True)
    own = replace(said, values=[one for one in values if named[one.target_id] == lead.department_id])
    by, signature = scene.liaisons[lead.department_id], scene.signed(lead.department, on)
    told = [updating.update(scene.session, lead, own, by=by, at=scene.at(on, 10), signature=signature)]
    other = scene.share(GENERAL, ANSWERS["18.74"])
    theirs = replace(said, values=[one for one in values if named[one.target_id] == other.department_id])
    by = scene.liaisons[other.department_id]
    told.append(sharing.share(scene.session, other, period, theirs, by=by, at=scene.at(on, 11)))
    for report in told:
        service.accept(scene.session, report, by=scene.office, at=scene.at(past.calendar.add(on, 2), 9))


def set_days(scene: Stage) -> None:
    """The office sets the days apart on which last year's targets are verified."""
    past = scene.past
    judged = [one for some in VERDICTS.values() for one in some]
    for place, (number, value) in enumerate(judged):
        _set_day(scene, number, value, past.calendar.add(past.verdicts_on, 3 + place % 5))
    for (number, value), days in LATE.items():
        _set_day(scene, number, value, past.day(days))
    for number, value, days in (
        ("四（二）", "120", 9),
        ("十三（三）", "10", -3),
        ("三（五）", "19", 30),
        ("九（四）", "60", -5),
    ):
        _set_day(scene, number, value, past.day(days))


def _set_day(scene: Stage, number: str, value: str, to_on: date) -> Deadline:
    deadline = scene.asked(scene.target(number, value))
    deadline.opens_on = min(deadline.opens_on, to_on)
    deadlines.move(
        scene.session,
        deadline,
        to_on=to_on,
        kind=MoveKind.OFFICE,
        reason="（演示）办公室按数据公布时间设定核定日",
        by=scene.office,
        at=scene.at(scene.past.calendar.add(scene.past.started_on, 5), 10),
    )
    return deadline


def judge(scene: Stage) -> None:
    """The yearly figures are out: tolerances first, then verdicts of every kind."""
    past = scene.past
    before = scene.at(past.calendar.add(past.verdicts_on, -5), 9)
    for (number, value), size in TOLERANCES.items():
        target = scene.target(number, value)
        basis = "（演示）办公室主任会议：装机按并网口径，允许上下浮动"
        settling.tolerate(scene.session, target, value=Decimal(size), basis=basis, by=scene.office, at=before)
    for verdict, some in VERDICTS.items():
        for place, (number, value) in enumerate(some):
            at = scene.at(past.verdicts_on, 10, place)
            deadline = scene.asked(scene.target(number, value))
            targets.record(scene.session, deadline, _found(scene, verdict, number, value), by=scene.office, at=at)


def _found(scene: Stage, verdict: TargetVerdictWord, number: str, value: str) -> Found:
    past, target = scene.past, scene.target(number, value)
    if verdict == TargetVerdictWord.PROVINCE_DECIDES:
        return Found(verdict, PROVINCE, no_value="（演示）数值以省里通报为准")
    if verdict == TargetVerdictWord.AWAITS_DATA:
        return Found(verdict, "（演示）年度数据尚未公布", awaited_on=past.ahead(20))
    known = Found(verdict, BASIS, value=demo_values.first(number, target), as_of=past.periods[0].last)
    return known if verdict == TargetVerdictWord.ACHIEVED else replace(known, remedies=_remedies(scene, number))


def _remedies(scene: Stage, number: str) -> tuple[Remedy, ...]:
    past, end = scene.past, Remedy("（演示）达到目标值，报办公室复核", scene.past.ahead(28))
    if number != "三（一）":
        return (end,)
    missed = past.calendar.roll_back(past.period.last)
    return Remedy("（演示）产能置换方案报省，两座高炉改造开工", missed), end


def set_steps(scene: Stage) -> None:
    """Steps set by the office: one answered and before it, one to come, one late."""
    session, past = scene.session, scene.past
    at, basis = scene.at(past.day(28), 9), "（演示）专题会议纪要第 6 号"
    made = [
        steps.set_step(session, scene.lead(number), words=words, due_on=due_on, basis=basis, by=scene.office, at=at)
        for number, words, due_on in (
            ("五（三）", "（演示）完成 12 个老旧小区节能改造验收", past.day(4)),
            ("二（七）", "（演示）新型电力系统年度项目库报办公室", past.ahead(12)),
            ("十四（四）", "（演示）绿色贷款统计口径报办公室", past.day(3)),
        )
    ]
    body = made[0].department
    text = "（演示）12 个小区全部通过验收，验收表已报市住建局存档。"
    on = past.day(6)
    reports.file(
        session,
        made[0],
        standing=Standing.DONE,
        text=text,
        by=scene.liaisons[body.id],
        at=scene.at(on, 15),
        demo=True,
        signature=scene.signed(body, on),
    )
