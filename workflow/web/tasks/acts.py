"""What this person can do on a task's page: what waits for her first, the rest behind it; nothing that is refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from workflow import permits as may
from workflow.deadlines.models import DeadlineKind
from workflow.reports.models import ReportState
from workflow.reports.rules import ANSWERED, returned_report
from workflow.review.closing_models import ClosingState
from workflow.review.models import Extension
from workflow.tasks.models import MATTERS, Origin, Task, TaskState
from workflow.web.request import me
from workflow.web.tasks.below import Below
from workflow.web.tasks.closing_facts import Ending
from workflow.web.tasks.reporting import Reporting
from workflow.web.tasks.responsible import Responsible
from workflow.web.tasks.showing import Owed, Share
from workflow.web.tasks.told import Told

WAITING = (ReportState.FILED, ReportState.UNDER_REVIEW)


@dataclass(frozen=True)
class Act:
    """A link, or (with `fields`) a form that posts them."""

    words: str
    url: str
    fields: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Acts:
    """The first is the page's primary action."""

    first: Act | None = None
    beside: list[Act] = field(default_factory=list)
    more: list[Act] = field(default_factory=list)


@dataclass(frozen=True)
class Around:
    """Everything on the page that an act may follow from."""

    task: Task
    parts: list[Share]
    owed: list[Owed]
    answered: frozenset[int]
    told: Told
    extensions: dict[int, Extension]
    ending: Ending
    below: Below
    responsible: Responsible
    reporting: Reporting
    said_share: frozenset[int]  # departments that have said or owe their share of the period

    @property
    def under_way(self) -> bool:
        return self.task.state == TaskState.UNDER_WAY

    @property
    def own(self) -> list[Share]:
        return [one for one in self.parts if may.may_speak_for(me(), one.share.department_id)]


def of_department(around: Around) -> Acts:
    """Of whoever speaks for a department that shares in the task, its head and its sections among them."""
    waits = [*_to_sign(around), *_acknowledge(around), *_inquiries(around), *_judge(around), *_answer(around)]
    waits += _share(around)
    more = waits[1:] + list(_asks(around))
    return arranged(waits, more)


def arranged(waits: list[Act], more: list[Act]) -> Acts:
    """One primary act; two more stand beside it, a longer list is folded."""
    first = waits[0] if waits else None
    return Acts(first, more) if len(more) <= 2 else Acts(first, [], more)


def _to_sign(around: Around) -> Iterator[Act]:
    for row in around.told.rows:
        if row.state == ReportState.TO_SIGN and may.may_sign(me(), row.department_id):
            yield Act(_("签发"), url_for("signing.report", report_id=row.id))
    asked = [number for number, one in around.extensions.items() if one.signed_at is None]
    bodies = {one.row.department_id for one in around.owed if one.row.id in asked}
    bodies |= {
        one.closing.assignment.department_id for one in around.ending.asked if one.closing.state == ClosingState.TO_SIGN
    }
    bodies |= {one.department_id for one in around.reporting.corrections if not one.signed_at and not one.decision}
    if any(may.may_sign(me(), body) for body in bodies):
        yield Act(_("签发申请"), url_for("signing.index"))


def _acknowledge(around: Around) -> Iterator[Act]:
    owed = {one.row.assignment_id for one in around.owed if one.row.kind == DeadlineKind.ACKNOWLEDGE and not one.ended}
    for one in around.own:
        if one.share.id in owed and one.asked is None and around.under_way:
            fields = {"assignment": str(one.share.id), "back": "task"}
            yield Act(_("签收"), url_for("desk.acknowledge"), fields)


def _inquiries(around: Around) -> Iterator[Act]:
    for row in around.told.rows:
        asked = any(one.answered_at is None for one in around.told.inquiries.get(row.id, ()))
        if asked and row.state == ReportState.UNDER_REVIEW and may.may_speak_for(me(), row.department_id):
            yield Act(_("答复询问"), url_for("reports.show", report_id=row.id))


def _judge(around: Around) -> Iterator[Act]:
    """The department that handed a sub-task down says the word on its reports."""
    if around.task.origin == Origin.SUB_TASK and around.task.handed_by_id in me().departments:
        for row in reversed(around.told.rows):
            if row.state in WAITING and row.department_id not in me().departments:
                yield Act(_("审核"), url_for("review.show", report_id=row.id))


WORDS = {
    DeadlineKind.TARGET: lambda: _("填写结果"),
    DeadlineKind.MILESTONE: lambda: _("填写结果"),
    DeadlineKind.INSTRUCTION: lambda: _("填报办理情况"),
    DeadlineKind.CORRECTION: lambda: _("修改填报"),
    DeadlineKind.SHARE: lambda: _("填报分工进展"),
    DeadlineKind.REPORT: lambda: _("填报"),
}


def answerable(around: Around, one: Owed) -> bool:
    """It can be answered now, and is not yet: neither by what waits for the head nor by what waits for the office."""
    row = one.row
    waits = any(
        said.state == ReportState.TO_SIGN
        and said.department_id == row.department_id
        and (said.id == returned_report(row.occasion) or (said.kind, said.period) == (row.kind, row.occasion))
        for said in around.told.rows
    )
    can = not one.ended and one.is_open and row.kind in ANSWERED and row.id not in around.answered
    return can and not waits and (may.may_speak_for(me(), row.department_id) or _given(around, row))


def _given(around: Around, row: Any) -> bool:
    share = next((one.share for one in around.parts if one.share.id == row.assignment_id), None)
    return share is not None and may.may_work_on(me(), share)


def _answer(around: Around) -> Iterator[Act]:
    """What is due first; the others have their own links in the list."""
    for one in around.owed:
        if answerable(around, one):
            yield Act(WORDS[one.row.kind](), url_for("reports.new", deadline_id=one.row.id))
            return


def _share(around: Around) -> Iterator[Act]:
    if around.task.origin in MATTERS:
        return
    for one in around.own:
        unsaid = one.share.department_id not in around.said_share
        if not one.leads and around.under_way and unsaid and one.share.acknowledged_on:
            yield Act(_("填报分工进展"), url_for("reports.share", assignment_id=one.share.id))


def _asks(around: Around) -> Iterator[Act]:
    """What a department may ask for or begin of itself."""
    if around.reporting.lead is not None and around.under_way:
        yield Act(_("填报动态更新"), url_for("reports.update", assignment_id=around.reporting.lead.id))
    if around.ending.may_ask:
        yield Act(_("申请办结"), url_for("tasks.ask_to_close", task_id=around.task.id))
    for one in around.own:
        if one.asked is None and around.under_way:
            yield Act(_("申请调整责任单位"), url_for("tasks.ask_to_move", assignment_id=one.share.id))
    for share in around.below.offers:
        yield Act(_("转给下级单位"), url_for("subtasks.hand_down", assignment_id=share.id))
    if around.below.may_end:
        yield Act(_("办结下级事项"), url_for("subtasks.conclude", task_id=around.task.id))
        yield Act(_("收回下级事项"), url_for("subtasks.take_back", task_id=around.task.id))
