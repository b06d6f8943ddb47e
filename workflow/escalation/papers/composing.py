"""What a draft says of one matter: as printed, with the rows that each number came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from workflow.adapters.clock import day_of
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.escalation import beside
from workflow.escalation.papers import rules
from workflow.escalation.rows import HEARD
from workflow.plans.models import Target
from workflow.reports.models import Report, ReportRevision
from workflow.reports.queries import latest
from workflow.tasks.models import Milestone
from workflow.workdays.rules import Calendar

QUOTED = 120  # characters of what was said last
WHAT: dict[DeadlineKind, str] = {
    DeadlineKind.TARGET: "目标核定",
    DeadlineKind.MILESTONE: "节点任务",
    DeadlineKind.COMPLETION: "任务办结",
    DeadlineKind.INSTRUCTION: "批示办理",
    DeadlineKind.REPLY: "书面回复",
}


@dataclass(frozen=True)
class Matter:
    """A deadline as a paper speaks of it."""

    deadline: Deadline
    facts: dict[str, Any]

    def places(self, as_of: date) -> dict[str, str]:
        """What stands for the placeholders of a matter."""
        told = self.facts
        moved = told["original_due_on"] != told["due_on"]
        was = f"（原定{_day(told['original_due_on'])}，经批准延期）" if moved else ""
        asked = "；".join(one["asked"] for one in told["blockers"] if one["asked"])
        return {
            "编号": told["number"],
            "条目": told["heading"],
            "应办": told["owed"],
            "应于": _day(told["due_on"]) + was,
            "逾期": f"已逾期{told['days_late']}个工作日" if told["days_late"] else "尚未到期",
            "最近反馈": _heard(told),
            "存在问题": _hindered(told["blockers"]),
            "请求": asked,
            "截止日期": rules.printed_day(as_of),
        }


def _day(iso: str) -> str:
    return rules.printed_day(date.fromisoformat(iso))


def _heard(told: Mapping[str, Any]) -> str:
    if not told["heard_on"]:
        return "至今未收到反馈。"
    words = told["said"].strip().rstrip("。")
    return f"最近一次反馈（{_day(told['heard_on'])}）：{words}。" if words else ""


def _hindered(blockers: Sequence[Mapping[str, Any]]) -> str:
    if not blockers:
        return ""
    said = (_plain(one["text"]) + (f"（{_plain(one['asked'])}）" if one["asked"] else "") for one in blockers)
    return f"反映的问题：{'；'.join(said)}。"


def _plain(words: str) -> str:
    return words.strip().rstrip("。")


def matters(session: Session, deadlines: Sequence[Deadline], *, on: date, calendar: Calendar) -> list[Matter]:
    """What can be said of some deadlines on a day. A fixed number of statements."""
    wordings = _wordings(session, [one.id for one in deadlines])
    heard = _last_heard(session, {one.assignment_id for one in deadlines})
    blockers = beside.blockers(session, {row.id for row in heard.values()})
    found = []
    for one in deadlines:
        said = heard.get(one.assignment_id)
        hindered = blockers.get(said.id, []) if said is not None else []
        days = calendar.late(one.due_on, on)
        found.append(Matter(one, {**_owed(one, wordings.get(one.id), on, days), **_said(said, hindered)}))
    return found


def _owed(deadline: Deadline, wording: str | None, on: date, days: int) -> dict[str, Any]:
    task, what = deadline.assignment.task, WHAT.get(deadline.kind, "应办事项")
    return {
        "task_id": task.id,
        "number": task.number,
        "heading": task.heading,
        "department": deadline.department.label,
        "owed": f"{what}（{wording}）" if wording else what,
        "due_on": deadline.due_on.isoformat(),
        "original_due_on": deadline.original_due_on.isoformat(),
        "days_late": days,
        "as_of": on.isoformat(),
    }


def _said(said: Any, blockers: Sequence[Any]) -> dict[str, Any]:
    """What left the department last, and in which revision; nothing when it never said anything."""
    return {
        "heard_on": day_of(said.filed_at).isoformat() if said is not None else None,
        "report_id": said.report_id if said is not None else None,
        "revision_id": said.id if said is not None else None,
        "said": said.text[:QUOTED] if said is not None else "",
        "blockers": [
            {"text": one.text, "asked": one.asked, "since_on": one.since_on.isoformat() if one.since_on else None}
            for one in blockers
        ],
    }


def _wordings(session: Session, deadline_ids: Sequence[int]) -> dict[int, str]:
    """The words of targets and steps, as they were laid: what is doubtful in them is masked there."""
    rows = session.execute(
        select(Deadline.id, Milestone.words, Target.wording)
        .outerjoin(Milestone, Milestone.id == Deadline.milestone_id)
        .outerjoin(Target, Target.id == Deadline.target_id)
        .where(Deadline.id.in_(deadline_ids))
    )
    return {number: words or wording for number, words, wording in rows if words or wording}


def _last_heard(session: Session, assignment_ids: set[int]) -> dict[int, Any]:
    """The latest thing that left each department about its share."""
    newer, said = aliased(Report), ReportRevision
    later = select(newer.id).where(
        newer.assignment_id == Report.assignment_id,
        newer.state.in_(HEARD),
        (newer.filed_at > Report.filed_at) | ((newer.filed_at == Report.filed_at) & (newer.id > Report.id)),
    )
    rows = session.execute(
        select(Report.assignment_id, said.id, said.report_id, said.text, Report.filed_at)
        .join(said, (said.report_id == Report.id) & latest(said))
        .where(Report.assignment_id.in_(assignment_ids), Report.state.in_(HEARD), ~later.exists())
    )
    return {row.assignment_id: row for row in rows}
