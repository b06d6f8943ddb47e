"""The questions of honest figures at the foot of the form: asked once, answered or not, never a reason to refuse."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import request
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline
from workflow.errors import Stale
from workflow.reports import answering, service
from workflow.reports.answering import Answered
from workflow.reports.models import Report
from workflow.reports.queries import of_deadline
from workflow.reports.rules import Said
from workflow.review import honest
from workflow.review.rules import Asked, Question, key_of
from workflow.tasks.models import Assignment
from workflow.web.numbers import whole
from workflow.web.reports import keeping
from workflow.web.reports.filling import Words, form_of
from workflow.web.reports.forms import ReportForm
from workflow.web.request import saving, session
from workflow.web.tasks import showing
from workflow.wording.labels import label
from workflow.wording.review import asked as in_words

ASKED = "asked"  # the hidden field that names a question the form has shown


@dataclass(frozen=True)
class Shown:
    """A question as the form shows it, with what was answered so far."""

    key: str
    about: str
    words: str
    answer: str


def said_in(form: ReportForm, kept: Sequence[int]) -> Said:
    return Said(**form.facts(), evidence_ids=kept)


def comes_back(form: ReportForm, asked: Sequence[Asked], share: Assignment, given: Mapping[str, str]) -> bool:
    """Whether the form has to show questions before it is filed: only if there are some and it has not shown any."""
    if not asked or ASKED in request.form:
        return False
    form.questions = _shown(asked, share, {}, given)
    return True


def given(deadline: Deadline) -> dict[str, str]:
    """What was answered when the report was filed the last time."""
    report = of_deadline(session(), deadline)
    revision = service.current_revision(session(), report) if report is not None else None
    if revision is None:
        return {}
    before = answering.answers(session(), [revision.id]).get(revision.id, [])
    return {key_of(one.question, one.target_id): one.answer for one in before}


def restore(
    form: ReportForm, deadline: Deadline | None, share: Assignment, words: Words | None, kept: list[int]
) -> None:
    """Questions that a draft, or a form that comes back for another reason, had shown; with what was answered."""
    if form.questions or not words or ASKED not in words:
        return
    there = form_of(words)
    if deadline is not None and there.validate():
        form.questions = _shown(honest.ask(session(), deadline, said_in(there, kept)), share, words, {})
        return
    about = _about(share)
    for key in words[ASKED]:
        question, _dot, target = key.partition(".")
        if question in set(Question):
            wording = about.get(whole(target) or 0, "")
            form.questions = [*form.questions, Shown(key, wording, label(Question(question)), _typed(words, key))]


def keep_draft(save: Callable[[Session, Words], object], form: ReportForm, kept: Sequence[int]) -> None:
    """What was typed survives a closed browser while the questions are read. A colleague's later draft is left."""
    words = keeping.words(kept) | {ASKED: [one.key for one in form.questions]}
    try:
        with saving() as current:
            save(current, words)
    except Stale:
        return  # filing itself will say so; what was typed stands in the form


def keep(current: Session, report: Report, asked: Sequence[Asked]) -> None:
    """The questions that the form had shown and that still hold, with their answers, beside the revision just filed."""
    shown, revision = set(request.form.getlist(ASKED)), service.current_revision(current, report)
    if revision is None:
        return
    answers = [
        Answered(one.question.value, one.target_id, request.form.get(f"answer-{one.key}", "").replace("\0", ""))
        for one in asked
        if one.key in shown
    ]
    answering.keep(current, revision, answers)


def _shown(asked: Sequence[Asked], share: Assignment, words: Words, given: Mapping[str, str]) -> list[Shown]:
    about = _about(share)
    return [
        Shown(
            one.key,
            about.get(one.target_id or 0, ""),
            in_words(one.question, one.facts, to_office=False),
            _typed(words, one.key) or given.get(one.key, ""),
        )
        for one in asked
    ]


def _about(share: Assignment) -> dict[int, str]:
    return {aim.target.id: aim.wording for aim in showing.targets(session(), share.task_id)}


def _typed(words: Words, key: str) -> str:
    return next(iter(words.get(f"answer-{key}", [])), "")
