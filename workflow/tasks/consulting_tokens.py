"""The mark that a table of responsibilities carries in every row, so that it is read back safely."""

import hashlib
import re
from dataclasses import dataclass

from workflow.tasks.leads import Shares

MARK = re.compile(r"d1-([0-9]{1,10})-([0-9]{1,6})-([0-9]{1,10})(?:-([0-9]{1,10})-([0-9a-f]{8}))?")
WHOLE = 0  # instead of a department: the table of all of them; instead of a task: the whole table


@dataclass(frozen=True)
class Origin:
    """Which table a file is: of a plan, of a round (0: before the first), made for a department (0: for all)."""

    plan_id: int
    ordinal: int
    department_id: int

    @property
    def mark(self) -> str:
        return f"d1-{self.plan_id}-{self.ordinal}-{self.department_id}"


@dataclass(frozen=True)
class Token:
    """A row's mark: its table, its task, and how the task stood when the table was made."""

    origin: Origin
    task_id: int
    print_: str


def token(origin: Origin, task: Shares | None) -> str:
    return f"{origin.mark}-{task.task_id if task else WHOLE}-{fingerprint(task)}"


def fingerprint(task: Shares | None) -> str:
    """Changes when the task's words or its departments change."""
    if task is None:
        return "0" * 8
    lead = task.lead.department_id if task.lead else 0
    said = [task.number, task.heading, str(lead), *sorted(str(share.department_id) for share in task.others)]
    return hashlib.sha256("|".join(said).encode()).hexdigest()[:8]


def origin_of(words: str) -> Origin | None:
    found = MARK.fullmatch(words.strip())
    return Origin(int(found[1]), int(found[2]), int(found[3])) if found else None


def token_of(words: str) -> Token | None:
    found = MARK.fullmatch(words.strip())
    origin = origin_of(words)
    return Token(origin, int(found[4]), found[5]) if found and origin and found[4] else None
