"""What stands against issuing a paper: some of it forbids, the rest wants a person's word."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from workflow.errors import Refused
from workflow.escalation.papers import letters, rules
from workflow.escalation.papers.looking import NOTHING, Looked, look
from workflow.escalation.papers.models import Paper, PaperKind, PaperLine
from workflow.plans.rules import MASK

FORBIDS = frozenset({"masked", "basis", "ended", "answered", "held", "moved", "not_late", "share_ended", "reply_past"})
"""Findings that no word clears: the draft is mended, or not issued."""


@dataclass(frozen=True)
class Finding:
    """`about` says what of (a task's number, a sentence); `key` is the same as long as it is about the same."""

    check: str
    about: str = ""
    confirmed: dict[str, str] | None = None

    @property
    def forbids(self) -> bool:
        return self.check in FORBIDS

    @property
    def open(self) -> bool:
        return self.forbids or self.confirmed is None

    @property
    def key(self) -> str:
        return f"{self.check}:{hashlib.sha256(self.about.encode()).hexdigest()[:12]}"


def check(session: Session, paper: Paper, *, told: Collection[int], today: date) -> list[Finding]:
    """Everything found, what forbids first. `told`: the deadlines that anybody was told of (notices stand above)."""
    lines = paper.lines
    looked = look(session, paper, told) if lines else NOTHING
    found = [*_of_words(paper, today), *(one for line in lines for one in _of_line(paper, line, looked, today))]
    kept = [Finding(one.check, one.about, paper.confirmed.get(one.key)) for one in dict.fromkeys(found)]
    return sorted(kept, key=lambda one: (not one.forbids, one.confirmed is not None))


def require_clear(findings: Sequence[Finding]) -> None:
    """Refuse while anything forbids, or a question waits for a word."""
    left = [one for one in findings if one.open]
    if any(one.forbids for one in left):
        raise Refused("paper.check_forbids", count=sum(one.forbids for one in left))
    if left:
        raise Refused("paper.check_unconfirmed", count=len(left))


def _of_words(paper: Paper, today: date) -> Iterator[Finding]:
    text = "\n".join((paper.title, rules.as_text(paper.body)))
    if MASK in text or MASK in paper.basis:
        yield Finding("masked")
    if not paper.basis.strip():
        yield Finding("basis")
    if rules.PLACE.search(text):
        yield Finding("place", "、".join(sorted({one[0] for one in rules.PLACE.finditer(text)})))
    for sentence in rules.superiors_blamed(text):
        yield Finding("superior", sentence)
    if paper.kind in rules.ONE_SHEET:
        yield from _of_length(paper, today)
    if paper.reply_by is not None and paper.reply_by <= today:
        yield Finding("reply_past")
    elif paper.reply_by is not None and rules.printed_day(paper.reply_by) not in text:
        yield Finding("reply_unsaid", rules.printed_day(paper.reply_by))


def _of_length(paper: Paper, today: date) -> Iterator[Finding]:
    """Its pages, counted as it would be printed; where nothing here can set it, estimated. The words say which."""
    pages = letters.pages(paper, today=today)
    if pages is None and rules.lines_needed(paper.title, paper.body) > rules.ROWS * rules.PAGES:
        yield Finding("length")
    if pages is not None and pages > rules.PAGES:
        yield Finding("pages", str(pages))


def _of_line(paper: Paper, line: PaperLine, looked: Looked, today: date) -> Iterator[Finding]:
    """A paper of closing says that a matter is ended; every other one that it is not."""
    deadline, about = line.deadline, _about(line)
    if line.assignment.to_on is not None and line.assignment.to_on <= today:
        yield Finding("share_ended", about)
    if deadline.id not in looked.named:
        yield Finding("not_named", about)
    if paper.kind == PaperKind.CLOSING_SLIP:
        return
    if deadline.ended_on is not None:
        yield Finding("ended", about)
        return
    if deadline.id in looked.answered:
        yield Finding("answered", about)
    if deadline.held_since is not None:
        yield Finding("held", about)
    yield from _of_day(paper, line, today)
    if deadline.id in looked.extending:
        yield Finding("extending", about)
    if paper.kind in rules.BLAMES or paper.kind == PaperKind.INTERVIEW_LETTER:
        yield from _of_rungs(paper.kind, deadline.id, about, looked)


def _of_day(paper: Paper, line: PaperLine, today: date) -> Iterator[Finding]:
    deadline = line.deadline
    if line.facts and line.facts.get("due_on") != deadline.due_on.isoformat():
        yield Finding("moved", _about(line))
    elif paper.kind in rules.BLAMES and deadline.due_on >= today:
        yield Finding("not_late", _about(line))


def _of_rungs(kind: PaperKind, deadline_id: int, about: str, looked: Looked) -> Iterator[Finding]:
    if deadline_id not in looked.told:
        yield Finding("not_told", about)
    elif kind in (PaperKind.CIRCULAR_NOTICE, PaperKind.INTERVIEW_LETTER) and deadline_id not in looked.noticed:
        yield Finding("not_noticed", about)
    if deadline_id not in looked.asked:
        yield Finding("not_asked", about)


def _about(line: PaperLine) -> str:
    task = line.assignment.task
    return f"{task.number} {task.heading}（{line.assignment.department.label}）"
