"""Whether everything is whole: what the nightly check found, when the last backup was, whether mail is held."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from workflow.backup import kept
from workflow.evidence import checking, destructions
from workflow.insight import findings
from workflow.outbox import restored
from workflow.web.escalation import state
from workflow.web.request import now, session, settings
from workflow.wording import backup as words

LATE = timedelta(days=2)  # a nightly backup that did not come about for so long
SHOWN = 50
CHECK, BACKUP = "check", "backup"


def facts() -> dict[str, Any]:
    """What the page shows."""
    broken = checking.broken(session(), most=SHOWN + 1)
    return {
        "check": state.last_run(session(), CHECK),
        "findings": findings.standing(session()),
        "broken": broken[:SHOWN],
        "more_broken": len(broken) > SHOWN,
        "files": checking.count(session()),
        "seen_since": checking.oldest_look(session()),
        "backup_folder": settings().backup,
        "backup": kept.latest(session()),
        "backup_run": state.last_run(session(), BACKUP),
        "backup_late": backup_is_late(),
        "restoration": restored.latest(session()),
        "say": words,
    }


def backup_is_late() -> bool:
    """A backup is set up, and for two days none was made, or none since it was first tried."""
    if settings().backup is None:
        return False
    made = kept.latest(session())
    since: datetime | None = made.at if made else state.first_begun(session(), BACKUP)
    return since is not None and now() - since > LATE


def warnings() -> list[str]:
    """Banners, for those who can do something about it."""
    found = []
    whole = (restored.holds(), checking.are_broken(), findings.are_standing(), destructions.wait())
    beat, held, broken, unfit, to_destroy = session().execute(select(state.LAST_BEAT.scalar_subquery(), *whole)).one()
    if state.is_silent(beat, now=now()):
        found.append(_("后台程序已有一小时没有动静：提醒和邮件可能没有发出。请管理员查看“系统状态”。"))
    if held:
        found.append(_("系统由备份恢复，邮件暂停发出。请在“系统状态”中确认后恢复发送。"))
    if broken or unfit:
        found.append(_("核验发现缺失或被改动的内容，请查看“系统状态”。"))
    if to_destroy:
        found.append(_("有误传清除申请等第二人确认，请在“佐证材料”的“误传清除”中处理。"))
    if backup_is_late():
        found.append(_("已经两天没有备份成功，请查看“系统状态”。"))
    return found
