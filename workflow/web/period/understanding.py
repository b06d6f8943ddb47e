"""Rows of a workbook understood: what would be filed or kept, what is newer here, every cell that cannot be taken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from xlsxwriter.utility import xl_col_to_name

from workflow.errors import Refused
from workflow.reports import period_marks, typed
from workflow.reports.period_marks import Mark, print_of
from workflow.web.period import cells
from workflow.web.period.lines import Line, Sheet
from workflow.web.period.reading import Back, File
from workflow.wording.period import YES
from workflow.wording.refusals import sentence


class Fate(StrEnum):
    """What becomes of a row."""

    UNCHANGED = "unchanged"
    SAID = "said"
    SAME = "same"  # as the draft that is here
    WRONG = "wrong"
    MOVED = "moved"  # something newer is here
    GONE = "gone"  # answered already


@dataclass
class Seen:
    """A row that was understood. `doubts`: the cell, its head and what is wrong with it."""

    back: Back
    fate: Fate
    line: Line | None = None
    doubts: list[tuple[str, str, str]] = field(default_factory=list)
    mark: Mark | None = None

    @property
    def keepable(self) -> bool:
        """It says something that its draft does not say yet."""
        if self.line is None or self.fate not in (Fate.SAID, Fate.WRONG, Fate.UNCHANGED):
            return False
        return self.line.touched and (self.line.says or self.fate == Fate.UNCHANGED)

    @property
    def title(self) -> str:
        return self.line.title if self.line else self.back.cells.get("number", "") + self.back.cells.get("task", "")


def understand(sheet: Sheet, file: File, secret: str) -> list[Seen]:
    """What every row says; rows that say nothing are left out. The rows of `sheet` get the words of theirs."""
    found: list[Seen] = []
    taken: set[str] = set()
    for row in file.rows:
        seen = _understand(sheet, file, row, secret)
        if seen is not None and seen.mark and seen.mark.key in taken:
            seen = Seen(row, Fate.WRONG, None, _doubts(file, row, ["number"], "period.cell_twice"))
        if seen is not None:
            taken |= {seen.mark.key} if seen.mark else set()
            if seen.fate in (Fate.SAID, Fate.SAME, Fate.UNCHANGED):
                _judge(file, seen)
            found.append(seen)
    return found


def _understand(sheet: Sheet, file: File, row: Back, secret: str) -> Seen | None:
    said = {column: row.cells.get(column, "") for column in cells.answers(cells.MOST_AIMS)}
    ticked = said["unchanged"] != ""
    mark = period_marks.mark_of(row.cells.get("token", ""), secret)
    if mark is None or (mark.department_id, mark.occasion) != (sheet.department.id, sheet.occasion):
        key = "period.cell_other" if mark else "period.cell_mark"
        return Seen(row, Fate.WRONG, doubts=[("", "", sentence(Refused(key)))]) if any(said.values()) else None
    line = sheet.of(mark.key)
    if line is None:
        return _not_here(sheet, file, row, mark) if ticked or said["text"] or said["standing"] else None
    own = [said[column] for column in cells.answers(len(line.aims))]
    untouched, newer = print_of(own) == mark.print_, _newer(line, mark, ticked)
    words = cells.words_from(line, said, file.where)
    if (untouched and newer) or not (ticked or typed.meaning({**words, "evidence": []})):
        return None
    same = ticked == line.was_ticked and typed.says_the_same(words, line.start)
    line.words, line.ticked, line.seen = words, ticked, line.version
    if newer and not same:
        return Seen(row, Fate.MOVED, line, mark=mark)
    return Seen(row, Fate.UNCHANGED if ticked else Fate.SAME if same else Fate.SAID, line, mark=mark)


def _not_here(sheet: Sheet, file: File, row: Back, mark: Mark) -> Seen:
    """Answered already, or, for a section, perhaps another's."""
    if sheet.of_sections:
        return Seen(row, Fate.WRONG, doubts=_doubts(file, row, ["number"], "period.cell_not_given"))
    return Seen(row, Fate.GONE, mark=mark)


def _newer(line: Line, mark: Mark, ticked: bool) -> bool:
    """Whether something was written here since the workbook was made, other than from this very row."""
    own, last = line.own.id if line.own else 0, line.last.id if line.last else 0
    drafted = mark.draft != line.version and line.start.get("from") != [_from(mark)]
    return drafted or mark.own != own or (ticked and mark.last != last)


def _from(mark: Mark) -> str:
    return f"{mark.key}.{mark.draft}.{mark.own}.{mark.last}.{mark.print_}"


def remember(seen: Sequence[Seen]) -> None:
    """A draft that comes from a row says from which, so that the same workbook may change it again."""
    for one in seen:
        if one.line and one.mark:
            one.line.words = {**one.line.words, "from": [_from(one.mark)]}


def _judge(file: File, seen: Seen) -> None:
    """Every cell that cannot be taken, with its name as the spreadsheet shows it."""
    line, row = seen.line, seen.back
    assert line is not None, "a row that was understood stands on the page"
    if row.cells.get("number", "") != line.number:  # whose words these are is not known
        seen.doubts, seen.fate, seen.line = _doubts(file, row, ["number"], "period.cell_shifted"), Fate.WRONG, None
        return
    seen.doubts += _wrong_cells(file, line, row)
    if not seen.doubts and not line.ticked and not line.form.validate():
        for name, words in _errors(line):
            seen.doubts += _said(file, row, cells.column_of(line, name), words)
    if seen.doubts:
        seen.fate = Fate.WRONG


def _wrong_cells(file: File, line: Line, row: Back) -> Iterator[tuple[str, str, str]]:
    said = row.cells
    yield from _doubts(file, row, row.formulas, "period.cell_formula")
    offered = {"unchanged": {YES}, "standing": set(cells.STANDINGS.values())}
    offered |= {f"kind{n}": set(cells.KINDS.values()) for n in range(1, cells.MOST_PROBLEMS + 1)}
    unknown = [column for column, words in offered.items() if said.get(column) and said[column] not in words]
    yield from _doubts(file, row, unknown, "period.cell_choice")
    beyond = cells.answers(cells.MOST_AIMS)
    mine = set(cells.answers(len(line.aims)))
    yield from _doubts(file, row, [c for c in beyond if c not in mine and said.get(c)], "period.cell_no_target")
    if line.ticked and not line.repeatable:
        yield from _doubts(file, row, ["unchanged"], "period.cell_no_earlier")
    elif line.ticked and line.says:
        yield from _doubts(file, row, ["unchanged"], "period.cell_unchanged_but")


def _errors(line: Line) -> Iterator[tuple[str, str]]:
    """Field by field, the name without the row's key."""
    form, start = line.form, f"{line.key}-"
    for one in (form.standing, form.text, form.next_step):
        yield from ((one.name.removeprefix(start), str(words)) for words in one.errors)
    for parts in (form.values, form.blockers):
        for part in parts:
            for one in part.form:
                yield from ((one.name.removeprefix(start), str(words)) for words in one.errors)


def _doubts(file: File, row: Back, columns: Sequence[str], key: str) -> list[tuple[str, str, str]]:
    return [doubt for column in columns for doubt in _said(file, row, column, sentence(Refused(key)))]


def _said(file: File, row: Back, column: str, words: str) -> list[tuple[str, str, str]]:
    where = file.where.get(column)
    name = f"{xl_col_to_name(where)}{row.line}" if where is not None else ""
    return [(name, cells.heads(cells.MOST_AIMS).get(column, ""), words)]
