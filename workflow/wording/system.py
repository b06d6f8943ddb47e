"""Words of the page on the state of the system."""

from flask_babel import gettext

from workflow.outbox.models import MessageState
from workflow.wording import robots, storage, timetable
from workflow.wording.marks import mark

JOBS: dict[str, str] = {
    "morning": mark("晨间处理"),
    "digests": mark("工作提醒邮件"),
    "at_once": mark("随办随发的邮件"),
    "weekly": mark("每周小结"),
    "monthly": mark("领导一页"),
    "robots": mark("群机器人"),
    "seal": mark("历史封存"),
    "sweep": mark("清理无人引用的文件"),
    "check": mark("夜间核验"),
    "backup": mark("备份"),
}
COUNTS: dict[str, str] = {
    "opened": mark("新开填报"),
    "verdicts": mark("认定季度亮灯"),
    "posted": mark("新通知"),
    "dropped": mark("不再属实而撤下"),
    "folded": mark("写成邮件"),
    "delivered": mark("送达"),
    "refused": mark("被拒收"),
    "said": mark("写成群消息"),
    "sealed": mark("封存记录"),
    "swept": mark("清理文件"),
    "given_up": mark("放弃的上传"),
    "strays": mark("清理临时文件"),
    "walked": mark("核验历史"),
    "unfit": mark("核验不符"),
    "files": mark("核验文件"),
    "broken": mark("缺失或被改动"),
    "copied": mark("新备份文件"),
    "pruned": mark("清理旧备份"),
}
ACTS: dict[str, str] = {"message.resent": mark("重发邮件"), **timetable.ACTS, **robots.ACTS, **storage.ACTS}
THINGS: dict[str, str] = {"message": mark("邮件"), **timetable.THINGS, **robots.THINGS, **storage.THINGS}
SENTENCES: dict[str, str] = {
    **timetable.SENTENCES,
    **robots.SENTENCES,
    "message.not_undelivered": mark("这封邮件已经送达或已撤下，不必重发。"),
    "message.being_sent": mark("这封邮件正在发送，请稍后再看。"),
    "message.person_left": mark("%(name)s的账号已停用，不能重发。"),
    "message.domain": mark("%(email)s 不在允许接收正文的范围内，这封邮件写有正文，不能重发到那里。"),
}


def job(word: str) -> str:
    return str(gettext(JOBS[word])) if word in JOBS else str(gettext("其他任务"))


def count(word: str) -> str:
    return str(gettext(COUNTS[word])) if word in COUNTS else str(gettext("其他"))


def advice(state: MessageState, *, moved: bool, left: bool) -> str:
    """What to do about a message that did not arrive."""
    if left:
        return str(gettext("账号已停用，不再发送。"))
    if state == MessageState.HELD:
        return str(gettext("系统恢复前可能已经发出。请问收件人；没有收到的再重发。"))
    if moved:
        return str(gettext("邮箱已经改过，可以重发到新地址。"))
    if state == MessageState.REFUSED:
        return str(gettext("服务器拒收，不再自动重试。核对邮箱地址，请管理员改正后重发。"))
    return str(gettext("会自动重试。屡次失败请检查邮件服务器。"))
