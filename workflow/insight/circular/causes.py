"""What is late, by cause: the same words said by several are one cause, named with those who said them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from workflow.insight.circular.models import Section
from workflow.insight.circular.rules import Fact, Quoted, names_superior, same
from workflow.insight.ledger import LedgerRow
from workflow.insight.queries import Lit
from workflow.lights.rules import AWAITS_PROVINCE, Light
from workflow.reports.rules import BlockerKind

LATE = (Light.BEHIND, Light.WORK_OVERDUE)
ORDER = {kind.value: place for place, kind in enumerate(BlockerKind)}


@dataclass
class Cause:
    """One cause with everybody who named it, in the order of the document."""

    kind: str
    words: str
    bodies: list[str] = field(default_factory=list)
    tasks: list[int] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)

    def add(self, task: Lit, lead: str) -> None:
        for known, one in ((self.bodies, lead), (self.numbers, task.number)):
            if one not in known:
                known.append(one)
        if task.id not in self.tasks:
            self.tasks.append(task.id)

    def facts(self) -> dict[str, Any]:
        return {"bodies": self.bodies, "tasks": self.tasks, "numbers": self.numbers}


def late(tasks: Sequence[Lit], rows: dict[int, LedgerRow], period: str, quoted: Quoted) -> Iterator[Fact]:
    """Causes by kind, then those late without a stated cause, then those of whom nothing was reviewed."""
    causes: dict[tuple[str, str], Cause] = {}
    silent, unsaid = Cause("", ""), Cause("", "")
    for task in tasks:
        row = rows[task.id]
        if task.shown.light not in LATE:
            continue
        if row.said is None or row.said.period != period:
            unsaid.add(task, row.lead)
            continue
        said = [one for one in row.blockers if not quoted.inside(one.text)]
        if not said:
            silent.add(task, row.lead)
        for one in said:
            if one.kind != AWAITS_PROVINCE:
                words = one.text.strip().rstrip("。；")
                causes.setdefault((one.kind, same(words)), Cause(one.kind, words)).add(task, row.lead)
    for (kind, key), cause in sorted(causes.items(), key=lambda pair: ORDER.get(pair[0][0], len(ORDER))):
        superior = names_superior(cause.words)
        facts = cause.facts() | {"cause": kind, "words": cause.words, "key": f"{kind}:{key}", "superior": superior}
        yield Fact(Section.LATE, "cause", facts, chosen=not superior)
    for name, left in (("silent", silent), ("unsaid", unsaid)):
        if left.tasks:
            yield Fact(Section.LATE, name, left.facts())
