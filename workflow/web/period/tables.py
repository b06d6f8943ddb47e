"""The workbook of a period, made."""

from collections.abc import Iterable, Iterator, Sequence

from workflow.adapters.answer_sheets import answer_sheet
from workflow.reports.models import Blocker, ReportRevision
from workflow.reports.period_marks import Mark, print_of
from workflow.tasks.models import Role
from workflow.web.filters import plain
from workflow.web.period import cells
from workflow.web.period.lines import Line, Sheet
from workflow.wording.labels import LABELS
from workflow.wording.occasions import period
from workflow.wording.period import ASKED, BLOCKED, FOR_BODY, HOW, LEADS, MAY_ADD, NEXT_STEP, TABLE


def workbook(sheet: Sheet, lines: Sequence[Line], *, secret: str, section: str = "") -> bytes:
    """One sheet of some of the rows, those that are open now."""
    aims = max((len(line.aims) for line in lines), default=0)
    title = f"{sheet.department.label}{section} {period(sheet.occasion)}{TABLE}"
    told = FOR_BODY % {"name": sheet.department.label + section, "period": period(sheet.occasion)}
    problems = max((cells.problems_in(line) for line in lines), default=cells.LEAST_PROBLEMS)
    asked = cells.columns(aims, problems)
    return answer_sheet(TABLE, title, f"{told}\n{HOW}", asked, _rows(sheet, lines, cells.heads(aims, problems), secret))


def mark_of(sheet: Sheet, line: Line, filled: cells.Cells) -> Mark:
    """What a row's mark says of it as it stands now."""
    own, last = line.own.id if line.own else 0, line.last.id if line.last else 0
    print_ = print_of([filled.get(column, "") for column in cells.answers(len(line.aims))])
    return Mark(sheet.department.id, sheet.occasion, line.key, line.version, own, last, print_)


def _rows(sheet: Sheet, lines: Iterable[Line], columns: Iterable[str], secret: str) -> Iterator[list[str | None]]:
    for line in lines:
        filled: dict[str, str | None] = {**cells.cells_of(line), **_given(line)}
        mark = mark_of(sheet, line, cells.cells_of(line))
        filled |= {"token": mark.signed(secret)} | ({} if line.repeatable else {"unchanged": None})
        yield [filled.get(column) for column in columns]


def _given(line: Line) -> dict[str, str]:
    """What is told and not to be filled in."""
    role = LEADS if line.role == Role.LEAD else ASKED if line.asked else MAY_ADD
    told = {"number": line.number, "task": line.heading, "role": role, "section": line.section}
    told["last"] = _last(line.last, line.last_blockers) if line.last else ""
    for n, aim in enumerate(line.aims, start=1):
        before = line.before.get(aim.target.id)
        said = f"{plain(before.value)}（{before.as_of}）" if before else ""
        unit = f"（{aim.target.unit}）" if aim.target.unit else ""
        told |= {f"aim{n}": "；".join((aim.wording, *aim.same)) + unit, f"before{n}": said}
    return told


def _last(said: ReportRevision, blockers: Iterable[Blocker]) -> str:
    words = [f"{LABELS[type(said.standing), said.standing.value]}：{said.text}"]
    words += [BLOCKED % {"words": blocker.text} for blocker in blockers]
    return "\n".join([*words, NEXT_STEP % {"words": said.next_step}] if said.next_step else words)
