"""Each department's state on a task's page: asked to move, unacknowledged, reported or missing for the last period."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import lazy_gettext as _l

from workflow.deadlines.models import DeadlineKind, Outcome
from workflow.tasks.models import Origin, Task, TaskState
from workflow.web.tasks.period_rows import of_period
from workflow.web.tasks.showing import Owed, Share
from workflow.wording.occasions import period as in_words
from workflow.workdays.rules import is_period


class State(StrEnum):
    ASKED = "asked"
    UNACKNOWLEDGED = "unacknowledged"
    PROPOSED = "proposed"
    REPORTED = "reported"
    UNREPORTED = "unreported"
    MISSING = "missing"
    ACKNOWLEDGED = "acknowledged"


WORDS = {
    State.ASKED: _l("申请调整中"),
    State.UNACKNOWLEDGED: _l("未签收"),
    State.PROPOSED: _l("待确认"),
    State.REPORTED: _l("已报"),
    State.UNREPORTED: _l("未报"),
    State.MISSING: _l("未反馈（%(period)s）"),
    State.ACKNOWLEDGED: _l("已签收"),
}
OF_PERIOD: frozenset[State | None] = frozenset({State.REPORTED, State.UNREPORTED})


@dataclass(frozen=True)
class States:
    """`words` by share. `period`: of which 已报 and 未反馈 speak; empty where nothing says so."""

    period: str
    words: dict[int, str]


def states(task: Task, parts: Sequence[Share], owed: Sequence[Owed]) -> States:
    """Two statements: the shares of the last period whose window has opened."""
    last = _last(owed)
    rows = of_period(task.id, last) if last and len(parts) > 1 else ()
    said = {row.department for row in rows if row.report_id is not None}
    missing = {one.row.assignment_id: one.row.occasion for one in owed if _asked(one)}
    found: dict[int, State | None] = {}
    for one in parts:
        reported = _lead_reported(one, owed, last) if one.leads else one.department in said
        asked = bool(last) if one.leads else one.share.id in missing
        found[one.share.id] = _state(task, one, reported, asked)
    words = {
        number: str(WORDS[state]) % {"period": in_words(missing.get(number, ""))}
        for number, state in found.items()
        if state is not None
    }
    return States(last if OF_PERIOD.intersection(found.values()) else "", words)


def _asked(one: Owed) -> bool:
    """A share that the office asked for and nobody has said."""
    return one.row.kind == DeadlineKind.SHARE and not one.ended


def opened(owed: Sequence[Owed]) -> list[Owed]:
    """The period reports that the lead owes or owed."""
    return [one for one in owed if one.row.kind == DeadlineKind.REPORT and is_period(one.row.occasion)]


def _last(owed: Sequence[Owed]) -> str:
    """The last period whose window has opened: its report can be filed, or was."""
    found = [one for one in opened(owed) if one.is_open or one.row.outcome == Outcome.MET]
    return max(found, key=lambda one: one.row.original_due_on).row.occasion if found else ""


def _lead_reported(one: Share, owed: Sequence[Owed], period: str) -> bool:
    rows = [row.row for row in opened(owed) if row.row.occasion == period and row.row.assignment_id == one.share.id]
    return any(row.outcome == Outcome.MET for row in rows)


def _state(task: Task, one: Share, reported: bool, asked: bool) -> State | None:
    if one.asked is not None:
        return State.ASKED
    if one.share.acknowledged_on is None:
        if task.state == TaskState.UNDER_WAY:
            return State.UNACKNOWLEDGED
        proposed = one.leads and one.share.confirmed_on is None and task.origin != Origin.STANDING
        return State.PROPOSED if proposed else None
    if asked and not one.leads and task.state == TaskState.UNDER_WAY:
        return State.MISSING
    if reported:
        return State.REPORTED
    return State.UNREPORTED if asked and task.state == TaskState.UNDER_WAY else State.ACKNOWLEDGED
