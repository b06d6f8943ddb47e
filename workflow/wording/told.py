"""Words of a person's own notices: why she was told, what became of the mail; and where a notice leads."""

from typing import Any

from flask_babel import gettext

from workflow.deadlines.models import LadderKind
from workflow.deadlines.rules import ladder_of
from workflow.escalation.rules import Rung
from workflow.notices.models import Why
from workflow.notices.rules import APART, SCORED, SIGN, UNDATED
from workflow.notices.sorts import Sort
from workflow.outbox.models import MessageState, Reminder
from workflow.wording import ladders, mail, scores
from workflow.wording.marks import mark
from workflow.wording.rungs import asked, rung_name

SORTS: dict[Sort, str] = {
    Sort.REMINDER: mark("到期提醒"),
    Sort.PRESSED: mark("催报、催办"),
    Sort.CONDITIONS: mark("达到督办、通报、约谈条件"),
    Sort.TO_SIGN: mark("待签发"),
    Sort.BACK: mark("退回、询问"),
    Sort.INSTRUCTION: mark("批示交办"),
    Sort.PAPER: mark("文书、评分表"),
}
REMINDERS: dict[Reminder, str] = {one: ladders.SHORT[Rung(one.value)] for one in Reminder}
ACTS: dict[str, str] = {"account.mail_chosen": mark("调整邮件设置")}
SENTENCES: dict[str, str] = {"mail.hour_unknown": mark("请从列出的时间中选择。")}
SUBSTITUTE = mark("应收到的人不在岗或尚未明确，由您代收。")
MAIL: dict[MessageState, str] = {
    MessageState.DELIVERED: mark("邮件已送达"),
    MessageState.REFUSED: mark("邮件被拒收，请核对邮箱"),
    MessageState.DROPPED: mark("邮件没有发出"),
    MessageState.HELD: mark("系统恢复时邮件尚未发出，由办公室决定是否重发"),
}


def spot(rung: str, deadline_id: int) -> str:
    """The path of the page that a notice is about: in mails and in the list."""
    if rung.startswith(SCORED):
        return "/scores"
    return "/signing" if rung.startswith(SIGN) else f"/deadlines/{deadline_id}"


def title(row: Any) -> str:
    """Number and heading of the task it is about, or what it is about instead."""
    return str(gettext(scores.SHEET)) if row.rung.startswith(SCORED) else f"{row.number} {row.heading}"


def what(row: Any) -> str:
    return asked(row.rung, row.kind, row.occasion)


def due(row: Any) -> str:
    """By when; nothing where no day is set."""
    return "" if row.rung.startswith((*UNDATED, *APART)) else str(gettext("应于 %(day)s", day=row.due_on.isoformat()))


def rung(row: Any) -> str:
    return rung_name(row.rung, work=ladder_of(row.kind) == LadderKind.WORK)


def why(row: Any) -> str:
    """Why she was told. Who was away then is not known any more."""
    return str(gettext(SUBSTITUTE if row.why == Why.SUBSTITUTE else mail.WHY[row.why]))


def mail_state(row: Any) -> str:
    """What became of the mail that said it."""
    if row.dropped_on:
        return str(gettext("已不再需要，没有发邮件"))
    if row.muted_on:
        return str(gettext("只列在这里，没有发邮件"))
    if row.mail is None:
        return str(gettext("将写入下一封邮件"))
    if row.mail == MessageState.WAITING:
        return str(gettext("邮件没有送达，正在重试") if row.tries else gettext("邮件待发出"))
    return str(gettext(MAIL[row.mail]))
