"""The score sheet of a demonstration: of the quarter in which targets were verified, out for comment, with an
objection."""

from decimal import Decimal

from workflow.commands.demo_stage import Stage
from workflow.insight.scores import circulating, queries, service
from workflow.insight.scores.models import ScoreKind

PRAISED = "市发展改革委"
SCORED = 2  # the place of that quarter among those that were reported
REASON = "（演示）这一项里有一行与本单位掌握的情况不一致，请对照填报核对。"


def circulate(scene: Stage) -> None:
    """Drawn up and circulated two working days ago; a department objects on the day after."""
    past = scene.past
    drawn, objected = scene.at(past.day(2), 9), scene.at(past.day(1), 15)
    by = scene.office
    sheet = service.draw_up(
        scene.session, scene.plan, past.periods[SCORED].key, by=by, at=drawn, calendar=past.calendar
    )
    praised = scene.body(PRAISED)
    service.give(
        scene.session,
        sheet,
        praised,
        points=Decimal(1),
        reason="（演示）经验做法获省级通报表扬。",
        basis="（演示）省通报第 3 期",
        by=by,
        at=drawn,
        calendar=past.calendar,
    )
    circulating.circulate(scene.session, sheet, by=by, at=drawn, calendar=past.calendar)
    for line in queries.lines(scene.session, sheet):
        lost = line.rule.kind == ScoreKind.TARGETS and line.marks is not None and line.marks < line.rule.full
        if lost and line.department_id in scene.liaisons:
            liaison = scene.liaisons[line.department_id]
            circulating.object_to(scene.session, line, reason=REASON, evidence_id=None, by=liaison, at=objected)
            return
