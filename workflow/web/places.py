"""What every page carries: the places at its side, the day, banners."""

from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for
from flask_babel import gettext as _

from workflow.evidence.permits import may_see_box
from workflow.notices.reading import unread
from workflow.people.rules import Viewer
from workflow.permits import may_see_system, may_set_days, signing_departments
from workflow.reports import waiting
from workflow.web import language
from workflow.web.escalation import whole
from workflow.web.request import once_key, session, settings, today
from workflow.workdays import offering

PART_OF = {  # families without a place of their own
    "imports": "plans",
    "consulting": "plans",
    "period": "desk",
    "subtasks": "desk",
    "calendar": "escalation",
    "looks": "escalation",
    "burden": "escalation",
    "channels": "escalation",
    "papers": "escalation",
    "storage": "escalation",
    "instructions": "leader",
    "circulars": "leader",
    "scores": "plans",
    "uploads": "box",
}


@dataclass(frozen=True)
class Place:
    url: str
    label: str
    current: bool


def places(viewer: Viewer) -> list[Place]:
    """At most six places, by role, in the order in which they are needed."""
    wanted: list[tuple[str, str]] = []
    if viewer.departments or viewer.sections:
        wanted.append(("desk.show", _("我的待办")))
    if may_sign_something(viewer):
        wanted.append(("signing.index", _("待签发")))
    if viewer.is_office:
        wanted += [("escalation.show", _("督办台")), ("review.queue", _("审核"))]
    if viewer.is_leader or viewer.is_office:
        wanted.append(("leader.show", _("领导一页")))
    if viewer.is_leader:
        wanted.append(("papers.index", _("文书")))
    if viewer.posts:
        wanted.append(("tasks.index", _("任务")))
    if viewer.departments:
        wanted.append(("department.mine", _("本单位")))
    if viewer.posts:
        wanted.append(("plans.index", _("方案")))
    if may_see_box(viewer):
        wanted.append(("box.index", _("佐证材料")))
    if viewer.is_administrator:
        wanted += [("people.accounts", _("人员")), ("people.departments", _("单位"))]
        wanted += [] if viewer.is_office else [("escalation.system", _("系统状态"))]
    if viewer.is_auditor or viewer.is_administrator:
        wanted.append(("history.index", _("历史")))
    return [Place(url_for(name), words, _is_here(name)) for name, words in wanted[:6]]


def may_sign_something(viewer: Viewer) -> bool:
    """She heads a department that signs off, or one in which something waits still."""
    return waiting.signs_off(session(), signing_departments(viewer))


def _is_here(name: str) -> bool:
    """Whether this page belongs to a place; people and bodies are two places of one family."""
    family, _dot, _view = (request.endpoint or "").partition(".")
    if name.partition(".")[0] not in (family, PART_OF.get(family, family)):
        return False
    return family != "people" or request.path.startswith(url_for(name))


def for_every_page() -> dict[str, Any]:
    viewer: Viewer | None = g.get("viewer")
    locale = language.current()
    return {
        "viewer": viewer,
        "places": places(viewer) if viewer else [],
        "today": today(),
        "locale": locale,
        "other_locale_url": url_for("auth.language", locale="en" if locale == "zh" else "zh"),
        "sign_in_url": url_for("auth.sign_in"),
        "sign_out_url": url_for("auth.sign_out"),
        "account_url": url_for("auth.account"),
        "unread": unread(session(), viewer.account_id) if viewer else 0,
        "help_url": url_for("auth.help_page"),
        "search_url": url_for("tasks.index") if viewer and viewer.posts else None,
        "banners": banners(viewer) if viewer else [],
        "demo": settings().demo,
        "once_key": once_key,
    }


def banners(viewer: Viewer) -> list[str]:
    """Sentences that concern the whole installation; for those who can do something about them."""
    found: list[str] = []
    if viewer.is_administrator and settings().plain_http and not settings().behind_tls:
        found.append(_("本系统正以不加密的 HTTP 方式运行，口令可能被截获。请尽快启用 HTTPS。"))
    if may_see_system(viewer):
        found += whole.warnings()
    if may_set_days(viewer):
        found += unpublished()
    return found


OCTOBER = 10  # the calendar of the next year is published from this month on


def unpublished() -> list[str]:
    """This year's calendar, and from October on the next year's, while it is missing."""
    missing = offering.missing(session(), today=today())
    missing = [year for year in missing if year == today().year or today().month >= OCTOBER]
    words = _("%(year)s 年的工作日历尚未录入，暂按周一至周五计算。国务院办公厅公布后，请在“工作日历”中录入。")
    return [words % {"year": year} for year in missing]
