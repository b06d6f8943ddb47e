"""The form of what no deadline asked for: something new between periods, a correction of a closed one."""

from typing import Any

from flask import render_template, request

from workflow.tasks.models import Assignment
from workflow.web.evidence.receiving import described, take
from workflow.web.reports import filling, signature
from workflow.web.reports.filling import Beside
from workflow.web.reports.forms import ReportForm
from workflow.web.reports.keeping import Draft
from workflow.web.request import settings


def page(
    held: Assignment, form: ReportForm, around: Beside, *, draft: Draft | None, beaten: bool = False, **facts: Any
) -> str:
    """`facts`: what it is called, where it is sent and kept, what it is about. `beaten`: somebody else saved first."""
    form.offer([aim.target.id for aim in around.aims], source=filling.department_name(held), last=around.standing)
    nothing = dict.fromkeys(("deadline", "returned", "sent_back", "report"))
    shown: dict[str, Any] = nothing | {
        "task": held.task,
        "department": held.department,
        "form": form,
        "around": around,
        "version": draft.version if draft else 0,
        "draft": draft,
        "theirs": draft if beaten else None,
        "is_open": True,
        "waits": signature.waits(held.department),
        "paper": signature.blank(),
        "questions": [],
        "limit": settings().upload_limit // 1024 // 1024,
    }
    return render_template("reports/new.html", **(shown | facts))


def files(share: Assignment, period: str = "") -> tuple[list[int], list[str]]:
    """The files ticked and those that came with the form; what was said of them is kept, and what they prove."""
    department_id = share.department_id
    taken, refused = take(request.files.getlist("files"), department_id, task_id=share.task_id, period=period)
    kept = [*filling.chosen(filling.typed()), *taken]
    refused += described(kept, department_id)
    return kept, refused
