"""The family's blueprint, and what its pages share."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, url_for
from flask_babel import gettext as _

from workflow.deadlines import following
from workflow.web.request import session, today
from workflow.wording import occasions
from workflow.workdays import keeping
from workflow.workdays.queries import calendar
from workflow.workdays.rules import Calendar
from workflow.workdays.service import Special

pages = Blueprint("calendar", __name__)
Answer = tuple[str, int]


@dataclass(frozen=True)
class Moving:
    """A deadline that would follow, as a preview lists it."""

    number: str
    heading: str
    url: str
    department: str
    owed: str
    following: following.Followed


def stands() -> Calendar:
    return calendar(session(), around=today())


def moving(then: Calendar) -> tuple[int, Sequence[Moving]]:
    """How many deadlines would follow this calendar, and the first of them."""
    ahead = following.ahead(session(), then)
    return ahead.count, [_worded(one) for one in ahead.first]


def _worded(one: following.Followed) -> Moving:
    row = one.row
    url = url_for("tasks.show", task_id=row.task_id)
    return Moving(row.number, row.heading, url, row.department, occasions.owed(row.kind, row.occasion), one)


def mark_of(year: int) -> str:
    """A mark of the year as the form shows it."""
    return keeping.seen(keeping.days_of(session(), year), keeping.source_of(session(), year))


def said(special: Special) -> str:
    """放假（元旦）, 上班（调休上班）."""
    kind = _("上班") if special.working else _("放假")
    return str(_("%(kind)s（%(name)s）", kind=kind, name=special.name) if special.name else kind)


def followed(moved: int) -> str:
    """What is said after a change."""
    return str(_("%(n)s 项应办事项的期限已随之变动。", n=moved) if moved else _("没有应办事项的期限因此变动。"))
