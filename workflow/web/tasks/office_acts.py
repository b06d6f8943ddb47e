"""What the office can do on a task's page: its word where one waits for it, then what it may decide of itself."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _

from workflow import permits as may
from workflow.deadlines.models import DeadlineKind
from workflow.deadlines.rules import WORK
from workflow.tasks.models import MATTERS, Origin, TaskState
from workflow.web.request import me
from workflow.web.tasks.acts import WAITING, Act, Acts, Around, arranged
from workflow.web.tasks.targets import may_have_steps


def of_office(around: Around) -> Acts:
    """What a sub-task owes is never the office's."""
    if around.task.origin == Origin.SUB_TASK:
        return Acts()
    waits = [*_reports(around), *_targets(around), *_requests(around)]
    more = [*waits[1:], *_decides(around)]
    return arranged(waits, more)


def _reports(around: Around) -> Iterator[Act]:
    """The oldest first; what waits for a department's answer is not at hand. Shares are read with the lead's report."""
    for row in reversed(around.told.rows):
        asked = any(one.answered_at is None for one in around.told.inquiries.get(row.id, ()))
        own = not may.may_act_on(me(), row.department_id)
        if row.state in WAITING and row.kind != DeadlineKind.SHARE and not asked and not own:
            yield Act(_("审核填报"), url_for("review.show", report_id=row.id))
    for one in reversed(around.reporting.corrections):
        if one.signed_at and not one.decision and may.may_act_on(me(), one.department_id):
            yield Act(_("答复更正申请"), url_for("review.correction", correction_id=one.id))


def _targets(around: Around) -> Iterator[Act]:
    """Answered, or late; others can be judged from the list."""
    for one in around.owed:
        at_hand = (one.days or one.row.id in around.answered) and may.may_act_on(me(), one.row.department_id)
        if at_hand and one.row.kind == DeadlineKind.TARGET and not one.ended and not one.row.held_since:
            yield Act(_("核定目标"), url_for("review.target", deadline_id=one.row.id))


def _requests(around: Around) -> Iterator[Act]:
    for one in around.owed:
        asked = around.extensions.get(one.row.id)
        if (
            asked is not None
            and asked.signed_at
            and not one.row.held_since
            and may.may_act_on(me(), one.row.department_id)
        ):
            yield Act(_("答复延期申请"), url_for("review.extension", extension_id=asked.id))
    for part in around.parts:
        if part.asked is not None and may.may_act_on(me(), part.share.department_id):
            yield Act(_("答复责任调整申请"), url_for("review.move", request_id=part.asked.id))
    if around.ending.may_decide:
        yield Act(_("审核办结申请"), url_for("review.closing_request", closing_id=around.ending.asked[0].closing.id))


def _decides(around: Around) -> Iterator[Act]:
    task_id = around.task.id
    cos = [one for one in around.parts if not one.leads]
    matter = around.task.origin in MATTERS
    if around.under_way and not matter and any(one.share.department_id not in around.said_share for one in cos):
        yield Act(_("请责任单位填报分工进展"), url_for("reports.ask_shares", task_id=task_id), {})
    if around.task.origin == Origin.GOAL:
        yield Act(_("调整总体目标的责任"), url_for("plans.headline", plan_id=around.task.plan_id))
    elif around.task.state in (TaskState.UNDER_WAY, TaskState.STANDING):
        yield Act(_("调整责任分工"), url_for("tasks.responsible", task_id=task_id))
    if may_have_steps(around.task) and any(may.may_act_on(me(), one.share.department_id) for one in around.parts):
        yield Act(_("设定节点"), url_for("tasks.set_step", task_id=task_id))
    work = (one.row for one in around.owed if one.row.kind in WORK and not one.ended and not one.row.held_since)
    if around.ending.may_hold and any(row.department_id not in me().departments for row in work):
        yield Act(_("暂缓工作事项"), url_for("review.hold_task", task_id=task_id))
    if sum(row.department_id not in me().departments for row in around.ending.held) > 1:  # one is released in its row
        yield Act(_("解除全部暂缓"), url_for("review.release_task", task_id=task_id))
    if around.under_way and around.task.origin == Origin.MEASURE:
        yield Act(_("调整填报频次"), url_for("tasks.rhythm", plan_id=around.task.plan_id, task=task_id))
    if around.ending.may_reopen:
        yield Act(_("重新打开"), url_for("review.reopen", task_id=task_id))
