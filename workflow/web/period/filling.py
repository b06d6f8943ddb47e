"""What was sent for the rows of a period: read, judged, filed row by row, kept where it could not be filed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flask import request
from flask_babel import gettext as _

from workflow.deadlines.models import Deadline
from workflow.people.models import Department
from workflow.reports import period_rows, taking
from workflow.reports.models import Report, ReportState
from workflow.reports.rules import Said
from workflow.tasks.models import Assignment
from workflow.web.numbers import whole
from workflow.web.period.blueprint import own_rows
from workflow.web.period.forms import typed_in
from workflow.web.period.lines import Line, Sheet
from workflow.web.period.rows import load
from workflow.web.reports import signature
from workflow.web.request import me, now, saving, session, today
from workflow.wording.refusals import sentence
from workflow.workdays.queries import calendar
from workflow.workdays.rules import period_named


@dataclass
class Done:
    """What became of a submission. `gone`: rows that a colleague answered meanwhile, with what was typed for them."""

    filed: dict[str, Report] = field(default_factory=dict)
    unchanged: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    gone: list[tuple[str, list[str]]] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    judged: bool = True  # filing was tried, so that every mistake is told

    @property
    def to_sign(self) -> int:
        return sum(report.state == ReportState.TO_SIGN for report in self.filed.values())


def open_sheet(department_id: int, occasion: str) -> Sheet:
    department = session().get_one(Department, department_id)
    days = calendar(session(), around=today())
    return load(session(), own_rows(department_id), department, occasion, today=today(), calendar=days)


def read(sheet: Sheet) -> None:
    """Put what was sent into the rows."""
    sent = request.form.to_dict(flat=False)
    ticked = set(sent.get("unchanged", []))
    for key in sent.get("row", []):
        line = sheet.of(key)
        if line is not None:
            line.words = typed_in(sent, key)
            line.ticked = key in ticked
            line.seen = request.form.get(f"{key}-version", 0, type=int)


def tick_unchanged(sheet: Sheet) -> None:
    """无变化 for every row that can say it and in which nothing is typed."""
    for line in sheet.owed:
        line.ticked = line.ticked or (line.repeatable and line.is_open and not line.says)


def judge(lines: Iterable[Line]) -> list[Line]:
    """Those that can be filed as they stand; the others get their messages."""
    sound = []
    for line in lines:
        if line.ticked and line.says:
            line.refusals.append(_("这一行勾选了“无变化”，又填了内容。请取消勾选，或者清空所填内容。"))
        elif line.ticked or (line.says and line.form.validate()):
            sound.append(line)
    return sound


def file(sheet: Sheet, lines: Iterable[Line], *, drafted: Sequence[Line] = ()) -> Done:
    """File the rows that can be; keep what was typed in the others, and in `drafted`, as their drafts. One
    transaction."""
    chosen = [line for line in lines if line.ticked or (line.says and not line.untouched_return)]
    sound = judge(chosen)
    done = Done(refused={line.key: "" for line in chosen if line not in sound})
    if not (chosen or drafted):
        return done
    period, own = period_named(sheet.occasion), signature.own(sheet.department.id)
    with saving() as current:
        entries = [_entry(line) for line in sound]
        taken = taking.take(current, entries, period=period, signature=own, by=me(), at=now())
        done.refused |= {key: sentence(why) for key, why in taken.refused.items()}
        left = [line for line in chosen if line.key in done.refused]
        kept = taking.keep(current, _typed(sheet, (*left, *drafted)), by=me(), at=now())
    done.filed, done.kept = taken.filed, set(kept.versions)
    done.unchanged = sum(line.ticked and line.key in taken.filed for line in sound)
    return done


def _entry(line: Line) -> taking.Entry:
    said = None if line.ticked else Said(**line.form.facts(), evidence_ids=_files(line))
    return taking.Entry(line.key, *_of(line), said=said, seen=line.seen)


def _files(line: Line) -> list[int]:
    return [number for word in line.words.get("evidence", []) if (number := whole(word)) is not None]


def keep(sheet: Sheet, lines: Iterable[Line]) -> taking.Kept:
    """Keep what was typed and ticked in each row that was touched."""
    with saving() as current:
        return taking.keep(current, _typed(sheet, lines), by=me(), at=now())


def _typed(sheet: Sheet, lines: Iterable[Line]) -> list[taking.Typed]:
    period = period_named(sheet.occasion)
    return [
        taking.Typed(line.key, *_of(line), words=line.draft, seen=line.seen, period=period)
        for line in lines
        if line.touched
    ]


def _of(line: Line) -> tuple[Assignment, Deadline | None]:
    deadline = session().get_one(Deadline, line.deadline_id) if line.deadline_id else None
    return session().get_one(Assignment, line.assignment_id), deadline


def show_again(sheet: Sheet, done: Done) -> Sheet:
    """The page as it is now, with what was typed and every message; rows that a colleague answered are named."""
    after = open_sheet(sheet.department.id, sheet.occasion)
    read(after)
    for line in after.lines:
        if line.key in done.refused:
            judge([line] if done.judged else [])
            line.refusals += [done.refused[line.key]] if done.refused[line.key] else []
            line.theirs = line.start if line.version > line.seen and line.touched else None
        line.seen = line.version
    done.gone = _gone(after, done)
    return after


def _gone(after: Sheet, done: Done) -> list[tuple[str, list[str]]]:
    """Rows for which something was sent and that are owed no more, with the words that were typed."""
    sent = request.form.to_dict(flat=False)
    ticked = set(sent.get("unchanged", []))
    said = {
        key: [word for word in sent.get(f"{key}-text", []) if word.strip()]
        for key in sent.get("row", [])
        if after.of(key) is None and key not in done.filed
    }
    titles = period_rows.titles(session(), own_rows(after.department.id), said)
    return [(titles[key], words) for key, words in said.items() if key in titles and (words or key in ticked)]
