"""A row's answers as cells of the workbook, and cells as the words of a form."""

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping
from datetime import date
from enum import StrEnum

from workflow.adapters.answer_sheets import AnswerColumn
from workflow.reports import typed
from workflow.reports.models import Standing
from workflow.reports.rules import BlockerKind
from workflow.reports.typed import Words
from workflow.web.period.lines import Line
from workflow.web.reports.forms import MOST_BLOCKERS
from workflow.wording.labels import LABELS
from workflow.wording.period import AFTER, AWAITED, AWAITED_SHORT, DAY, HEADS, MONTH, OF_PROBLEM, OF_TARGET, YEAR, YES

MOST_AIMS, MOST_PROBLEMS, LEAST_PROBLEMS = 20, MOST_BLOCKERS, 3
WIDTHS = {"number": 10, "task": 30, "role": 10, "section": 12, "last": 40, "unchanged": 8, "standing": 12, "text": 50}
WIDTHS |= {"aim": 26, "before": 16, "value": 12, "as_of": 13, "source": 16, "definition": 16}
WIDTHS |= {"kind": 14, "blocker": 30, "asked": 24, "since": 13, "next_step": 30, "token": 10}
GIVEN = frozenset({"number", "task", "role", "section", "last", "aim", "before", "token"})
A_DAY = re.compile(rf"(\d{{4}})[-/.{YEAR}](\d{{1,2}})[-/.{MONTH}](\d{{1,2}}){DAY}?")
A_PROBLEM = re.compile(r"blockers-(\d{1,3})-")
PROBLEM = {"kind": "kind", "text": "blocker", "asked": "asked", "since_on": "since"}  # fields of a form, by column
Cells = dict[str, str]


def words_by(kind: type[StrEnum]) -> dict[str, str]:
    """The Chinese word of each member, by value."""
    return {member.value: LABELS[kind, member.value] for member in kind}


STANDINGS, KINDS = words_by(Standing), words_by(BlockerKind)


def heads(aims: int, problems: int = MOST_PROBLEMS) -> dict[str, str]:
    """The columns and their heads, where a row has up to so many indicators (value1, as_of1, …) and room for so many
    problems (kind1, blocker1, …)."""
    of_targets = {f"{key}{n}": f"{head}{n}" for n in range(1, aims + 1) for key, head in OF_TARGET.items()}
    of_problems = {f"{key}{n}": f"{head}{n}" for n in range(1, problems + 1) for key, head in OF_PROBLEM.items()}
    return {**HEADS, **of_targets, **of_problems, **AFTER}


def answers(aims: int) -> list[str]:
    """The columns that are filled in, in their order, with every problem that there may be."""
    return [column for column in heads(aims) if _key(column) not in GIVEN]


def problems_in(line: Line) -> int:
    """How many problems a row has room for: those typed so far and one more, three at least."""
    places = [int(found[1]) + 1 for name in line.words if (found := A_PROBLEM.match(name))]
    return min(MOST_PROBLEMS, max(LEAST_PROBLEMS, max(places, default=0) + 1))


def _key(column: str) -> str:
    return column.rstrip("0123456789")


def columns(aims: int, problems: int) -> list[AnswerColumn]:
    choices = {"unchanged": [YES], "standing": list(STANDINGS.values()), "kind": list(KINDS.values())}
    return [
        AnswerColumn(
            head,
            WIDTHS[_key(column)],
            answer=_key(column) not in GIVEN,
            hidden=column == "token",
            choices=choices.get(_key(column), ()),
            strict=_key(column) in choices,
        )
        for column, head in heads(aims, problems).items()
    ]


def cells_of(line: Line) -> Cells:
    """What is typed in a row so far."""
    said = {name: _one(line, name) for name in ("standing", "text", "next_step")}
    cells = {**said, "standing": STANDINGS.get(said["standing"], ""), "unchanged": YES if line.ticked else ""}
    for n, aim in enumerate(line.aims, start=1):
        cells |= {f"{key}{n}": words for key, words in _value(line, aim.target.id).items()}
    for n in range(1, MOST_PROBLEMS + 1):
        cells |= {f"{column}{n}": _one(line, f"blockers-{n - 1}-{name}") for name, column in PROBLEM.items()}
        cells[f"kind{n}"] = KINDS.get(cells[f"kind{n}"], "")
    return cells


def _one(line: Line, name: str) -> str:
    return (line.words.get(name) or [""])[0].replace("\r\n", "\n").strip()


def _value(line: Line, target_id: int) -> Cells:
    prefix = _prefix(line.words, target_id)
    said = {
        name: (line.words.get(f"{prefix}-{name}") or [""])[0] for name in ("value", "as_of", "source", "definition")
    }
    if line.words.get(f"{prefix}-awaited"):
        said |= {"value": AWAITED, "as_of": (line.words.get(f"{prefix}-awaited_on") or [""])[0]}
    before = line.before.get(target_id)
    said["source"] = said["source"] or (before.source if before else "") or line.department
    said["definition"] = said["definition"] or (before.definition if before else "")
    return said


def _prefix(words: Mapping[str, list[str]], target_id: int) -> str:
    """Where the value of a target stands in the words, or the next free place."""
    taken = {}
    for name, said in words.items():
        found = re.fullmatch(r"(values-[0-9]{1,9})-target_id", name)
        if found:
            taken[said[0] if said else ""] = found[1]
    places = [int(prefix.rpartition("-")[2]) for prefix in taken.values()]
    return taken.get(str(target_id)) or f"values-{max(places, default=-1) + 1}"


def words_from(line: Line, cells: Cells, columns: Container[str]) -> Words:
    """The words of a row as its cells have them; what has no cell (files, problems without a column) stays."""
    standings = {word: value for value, word in STANDINGS.items()}
    words = {name: said for name, said in line.start.items() if name not in ("from", typed.TICKED)}
    words["standing"] = [standings.get(cells["standing"], cells["standing"])] if cells["standing"] else []
    words |= {"text": [cells["text"]], "next_step": [cells["next_step"]]}
    for n, aim in enumerate(line.aims, start=1):
        prefix = _prefix(words, aim.target.id)
        words = {name: said for name, said in words.items() if not name.startswith(f"{prefix}-")}
        words |= typed.part(prefix, target_id=aim.target.id, **dict(_typed_value(n, cells)))
    for n in range(1, MOST_PROBLEMS + 1):
        if f"blocker{n}" in columns:
            prefix = f"blockers-{n - 1}"
            words = {name: said for name, said in words.items() if not name.startswith(f"{prefix}-")}
            words |= typed.part(prefix, **_typed_problem(n, cells))
    return words | _gaps(words)


def _gaps(words: Words) -> Words:
    """Empty words for a problem left out before another: a form moves its fields up, and cells would not be found."""
    places = {int(found[1]) for name in words if (found := A_PROBLEM.match(name))}
    return {f"blockers-{place}-text": [""] for place in range(max(places, default=0)) if place not in places}


def _typed_problem(n: int, cells: Cells) -> dict[str, str]:
    kinds = {word: value for value, word in KINDS.items()}
    said = {name: cells[f"{column}{n}"] for name, column in PROBLEM.items()}
    return said | {"kind": kinds.get(said["kind"], said["kind"]), "since_on": day_typed(said["since_on"])}


def _typed_value(n: int, cells: Cells) -> Iterator[tuple[str, str]]:
    value, day = cells.get(f"value{n}", ""), day_typed(cells.get(f"as_of{n}", ""))
    if value in (AWAITED, AWAITED_SHORT):
        yield from (("awaited", "y"), ("awaited_on", day))
    else:
        yield from (("value", value), ("as_of", day))
    yield from ((name, cells.get(f"{name}{n}", "")) for name in ("source", "definition"))


def day_typed(words: str) -> str:
    """A day as people write it, as 2026-09-30; what is no day stays as it was written."""
    found = A_DAY.fullmatch(unicodedata.normalize("NFKC", words).replace(" ", ""))
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat() if found else words
    except ValueError:
        return words


def column_of(line: Line, field: str) -> str:
    """In which column the words of a form's field stand."""
    if found := A_PROBLEM.match(field):
        return PROBLEM.get(field.rpartition("-")[2], "blocker") + str(int(found[1]) + 1)
    if field.startswith("values-"):
        prefix, _, name = field.rpartition("-")
        target = (line.words.get(f"{prefix}-target_id") or [""])[0]
        n = next((n for n, aim in enumerate(line.aims, start=1) if str(aim.target.id) == target), 1)
        return {"awaited_on": "as_of", "awaited": "value"}.get(name, name) + str(n)
    return field
