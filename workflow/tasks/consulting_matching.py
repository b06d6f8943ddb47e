"""Which task a row of a table that came back is about, and what rows are compared with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from workflow.tasks.consulting_models import Comment, CommentKind
from workflow.tasks.consulting_sheet import Line
from workflow.tasks.consulting_tokens import WHOLE, token_of
from workflow.tasks.leads import Shares

WIDE = str.maketrans("()", "（）")


@dataclass(frozen=True)
class Doubt:
    """A cell that cannot be taken; `key` names the sentence (consult.…), `seen` what stands in it."""

    line: int
    column: str
    key: str
    seen: str = ""


@dataclass(frozen=True)
class Known:
    """What rows are compared with. `own`: the tasks the department may speak of (None: of all)."""

    department_id: int
    tasks: Mapping[int, Shares]
    names: Mapping[str, int]
    kinds: Mapping[str, CommentKind]
    kept: list[Comment]
    own: frozenset[int] | None = None


def task_of(line: Line, known: Known) -> int | Doubt | None:
    """Which task a row is about: by its mark, else by its number. None: the whole table."""
    token = token_of(line.token)
    if token is None and line.token:
        return Doubt(line.line, "number", "consult.cell_mark", line.number)
    if token is not None and token.origin.department_id not in (WHOLE, known.department_id):
        return Doubt(line.line, "number", "consult.cell_other", line.number)
    if token is not None and token.task_id == WHOLE:
        return None
    numbered = _by_number(line, known)
    task_id = token.task_id if token else numbered
    if task_id is None or task_id not in known.tasks:
        return Doubt(line.line, "number", "consult.cell_task", line.number or line.task)
    if token is not None and line.number and _plain(line.number) != _plain(known.tasks[task_id].number):
        return Doubt(line.line, "number", "consult.cell_shifted", line.number)
    said = any(row.task_id == task_id for row in known.kept)
    if known.own is not None and task_id not in known.own and not said:
        return Doubt(line.line, "number", "consult.cell_not_yours", line.number or line.task)
    return task_id


def _by_number(line: Line, known: Known) -> int | None:
    wanted = _plain(line.number)
    named = _plain(line.task)
    for task_id, task in known.tasks.items():
        if wanted == _plain(task.number) if line.number else named == _plain(task.number + task.heading):
            return task_id
    return None


def _plain(words: str) -> str:
    return re.sub(r"\s", "", words).translate(WIDE)
