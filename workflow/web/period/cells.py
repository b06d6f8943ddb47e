"""A row's answers as cells of the workbook, and cells as the words of a form."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from workflow.adapters.answer_sheets import AnswerColumn
from workflow.reports import typed
from workflow.reports.models import Standing
from workflow.reports.rules import BlockerKind
from workflow.reports.typed import Words
from workflow.web.period.lines import Line
from workflow.wording.labels import LABELS
from workflow.wording.period import AFTER, AWAITED, AWAITED_SHORT, DAY, HEADS, MONTH, OF_TARGET, YEAR, YES

MOST_AIMS = 20
WIDTHS = {"number": 10, "task": 30, "role": 10, "section": 12, "last": 40, "unchanged": 8, "standing": 12, "text": 50}
WIDTHS |= {"aim": 26, "before": 16, "value": 12, "as_of": 13, "source": 16, "definition": 16}
WIDTHS |= {"kind": 14, "blocker": 30, "asked": 24, "since": 13, "next_step": 30, "token": 10}
GIVEN = frozenset({"number", "task", "role", "section", "last", "aim", "before", "token"})
A_DAY = re.compile(rf"(\d{{4}})[-/.{YEAR}](\d{{1,2}})[-/.{MONTH}](\d{{1,2}}){DAY}?")
Cells = dict[str, str]


def words_by(kind: type[StrEnum]) -> dict[str, str]:
    """The Chinese word of each member, by value."""
    return {member.value: LABELS[kind, member.value] for member in kind}


STANDINGS, KINDS = words_by(Standing), words_by(BlockerKind)


def heads(aims: int) -> dict[str, str]:
    """The columns and their heads, where a row has up to so many indicators: value1, as_of1, …"""
    of_targets = {f"{key}{n}": f"{head}{n}" for n in range(1, aims + 1) for key, head in OF_TARGET.items()}
    return {**HEADS, **of_targets, **AFTER}


def answers(aims: int) -> list[str]:
    """The columns that are filled in, in their order."""
    return [column for column in heads(aims) if _key(column) not in GIVEN]


def _key(column: str) -> str:
    return column.rstrip("0123456789")


def columns(aims: int) -> list[AnswerColumn]:
    choices = {"unchanged": [YES], "standing": list(STANDINGS.values()), "kind": list(KINDS.values())}
    return [
        AnswerColumn(
            head,
            WIDTHS[_key(column)],
            answer=_key(column) not in GIVEN,
            hidden=column == "token",
            choices=choices.get(column, ()),
            strict=column in choices,
        )
        for column, head in heads(aims).items()
    ]


def cells_of(line: Line) -> Cells:
    """What is typed in a row so far."""
    said = {name: _one(line, name) for name in ("standing", "text", "next_step")}
    cells = {**said, "standing": STANDINGS.get(said["standing"], ""), "unchanged": ""}
    for n, aim in enumerate(line.aims, start=1):
        cells |= {f"{key}{n}": words for key, words in _value(line, aim.target.id).items()}
    first = {name: _one(line, f"blockers-0-{name}") for name in ("kind", "text", "asked", "since_on")}
    cells |= {"kind": KINDS.get(first["kind"], ""), "blocker": first["text"]}
    return cells | {"asked": first["asked"], "since": first["since_on"]}


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


def words_from(line: Line, cells: Cells) -> Words:
    """The words of a row as its cells have them; what has no cell (files, further problems) stays."""
    standings, kinds = ({word: value for value, word in known.items()} for known in (STANDINGS, KINDS))
    words = {name: said for name, said in line.start.items() if not name.startswith("blockers-0-") and name != "from"}
    words["standing"] = [standings.get(cells["standing"], cells["standing"])] if cells["standing"] else []
    words |= {"text": [cells["text"]], "next_step": [cells["next_step"]]}
    for n, aim in enumerate(line.aims, start=1):
        prefix = _prefix(words, aim.target.id)
        words = {name: said for name, said in words.items() if not name.startswith(f"{prefix}-")}
        words |= typed.part(prefix, target_id=aim.target.id, **dict(_typed_value(n, cells)))
    said = {"kind": kinds.get(cells["kind"], cells["kind"]), "text": cells["blocker"], "asked": cells["asked"]}
    return words | typed.part("blockers-0", **said, since_on=day_typed(cells["since"]))


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
    plain = {"kind": "kind", "text": "blocker", "asked": "asked", "since_on": "since"}
    if field.startswith("blockers-"):
        return plain.get(field.rpartition("-")[2], "blocker")
    if field.startswith("values-"):
        prefix, _, name = field.rpartition("-")
        target = (line.words.get(f"{prefix}-target_id") or [""])[0]
        n = next((n for n, aim in enumerate(line.aims, start=1) if str(aim.target.id) == target), 1)
        return {"awaited_on": "as_of", "awaited": "value"}.get(name, name) + str(n)
    return field
