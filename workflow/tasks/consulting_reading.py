"""From the rows of a table that came back to comments: what is understood, and every cell that is not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from workflow.tasks.consulting import Change, same
from workflow.tasks.consulting_matching import Doubt, Known, task_of
from workflow.tasks.consulting_models import Comment, CommentKind
from workflow.tasks.consulting_rules import NAMING, Said, Standing, fault
from workflow.tasks.consulting_sheet import Line
from workflow.tasks.consulting_tokens import fingerprint, token_of
from workflow.tasks.leads import Shares
from workflow.tasks.responsibility import SECTION

BETWEEN = re.compile(r"[、,，;；/\s]+")
COLUMNS = {"kind": "opinion", "unit": "unit", "words": "reason", "task": "number"}


@dataclass(frozen=True)
class Understood:
    """A comment as read from a row, and what taking it in would do."""

    line: int
    said: Said
    change: Change
    kept: Comment | None = None
    moved_on: bool = False  # the task stands otherwise than when the table was made


@dataclass
class Reading:
    """All that a file says."""

    understood: list[Understood] = field(default_factory=list)
    sections: list[tuple[int, str]] = field(default_factory=list)  # share, the words for its section
    doubts: list[Doubt] = field(default_factory=list)
    agreed: int = 0  # rows that say 无意见

    @property
    def agrees(self) -> bool:
        """无意见 to the whole table: nothing else is said, and nothing is unclear."""
        return self.agreed > 0 and not self.understood and not self.doubts

    @property
    def empty(self) -> bool:
        return not (self.agreed or self.understood or self.doubts or self.sections)


def check(lines: list[Line], known: Known) -> Reading:
    """What each row says. A doubt stops its own row only."""
    found = Reading()
    seen: dict[tuple[int | None, CommentKind], int] = {}
    for line in lines:
        if not (line.answered or line.section):
            continue
        task_id = task_of(line, known)
        if isinstance(task_id, Doubt):
            if line.answered:
                found.doubts.append(task_id)
            continue
        _section(line, task_id, known, found)
        if line.answered:
            _comment(line, task_id, known, found, seen)
    return found


def _section(line: Line, task_id: int | None, known: Known, found: Reading) -> None:
    share = known.tasks[task_id].of(known.department_id) if task_id is not None else None
    if share is None or line.section in ("", share.section) or "section" in line.formulas:
        return
    if len(line.section) > SECTION:
        found.doubts.append(Doubt(line.line, "section", "consult.cell_long", line.section))
    else:
        found.sections.append((share.id, line.section))


def _comment(
    line: Line,
    task_id: int | None,
    known: Known,
    found: Reading,
    seen: dict[tuple[int | None, CommentKind], int],
) -> None:
    doubts = list(_doubts(line, known))
    if doubts:
        found.doubts += doubts
        return
    kind = known.kinds[line.opinion]
    if kind == CommentKind.AGREE:
        found.agreed += 1
        return
    if (task_id, kind) in seen:
        found.doubts.append(Doubt(line.line, "opinion", "consult.cell_twice", str(seen[task_id, kind])))
        return
    seen[task_id, kind] = line.line
    read = _understood(line, _said(line, task_id, kind, known), known)
    if isinstance(read, Doubt):
        found.doubts.append(read)
    else:
        found.understood.append(read)


def _doubts(line: Line, known: Known) -> Iterator[Doubt]:
    for column in line.formulas:
        yield Doubt(line.line, column, "consult.cell_formula", getattr(line, column))
    if line.formulas:
        return
    if not line.opinion:
        yield Doubt(line.line, "opinion", "consult.cell_no_kind")
    elif line.opinion not in known.kinds:
        yield Doubt(line.line, "opinion", "consult.cell_kind", line.opinion)
    elif known.kinds[line.opinion] == CommentKind.AGREE and (line.unit or line.reason):
        yield Doubt(line.line, "opinion", "consult.cell_agrees_but", line.unit or line.reason)
    else:
        yield from _unit_doubts(line, known)


def _unit_doubts(line: Line, known: Known) -> Iterator[Doubt]:
    units = _units(line)
    for unit in units:
        if unit not in known.names:
            yield Doubt(line.line, "unit", "consult.cell_unit", unit)
    if len(units) > 1 and known.kinds[line.opinion] != CommentKind.ADD:
        yield Doubt(line.line, "unit", "consult.one_unit", line.unit)


def _units(line: Line) -> list[str]:
    return [name for name in BETWEEN.split(line.unit) if name]


def _said(line: Line, task_id: int | None, kind: CommentKind, known: Known) -> Said:
    """Several bodies to be added: the first is the one named, the words keep them all."""
    units = _units(line)
    words = f"{'、'.join(units)}。{line.reason}" if len(units) > 1 else line.reason
    if units and kind not in NAMING and kind != CommentKind.DROP:
        words = f"{line.unit}。{line.reason}"
    named = known.names[units[0]] if units and (kind in NAMING or kind == CommentKind.DROP) else None
    return Said(task_id, kind, named, words, line.section)


def _understood(line: Line, said: Said, known: Known) -> Understood | Doubt:
    kept = next((row for row in known.kept if _replaces(row, said)), None)
    token, task = token_of(line.token), known.tasks.get(said.task_id or 0)
    read = Understood(line.line, said, Change.NEW, kept, bool(token and task and token.print_ != fingerprint(task)))
    if kept is not None and same(kept, said):
        return replace(read, change=Change.SAME)
    if wrong := fault(said, _standing(task), department_id=known.department_id):
        return Doubt(line.line, COLUMNS[wrong[0]], wrong[1], line.unit if wrong[0] == "unit" else "")
    if kept is None:
        return read
    if kept.decision is not None:
        return Doubt(line.line, "opinion", "consult.decided_already")
    return replace(read, change=Change.CHANGED)


def _replaces(kept: Comment, said: Said) -> bool:
    if (kept.task_id, kept.kind) != (said.task_id, said.kind):
        return False
    return said.task_id is not None or same(kept, said)


def _standing(task: Shares | None) -> Standing | None:
    if task is None:
        return None
    lead = task.lead.department_id if task.lead else None
    return Standing(lead, frozenset(share.department_id for share in task.all()))
