"""What lies on the import desk: everything that reading found, in rows that a person may mend. A row's key is steady:
i12 an item, t3 a target, d5 a question."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from workflow.plans.desk.matching import Names
from workflow.plans.desk.rows import (
    BodyRow,
    ChangeRow,
    ClauseRow,
    DayRow,
    DoubtRow,
    Front,
    ItemRow,
    PartRow,
    Row,
    TaintRow,
    TargetRow,
)
from workflow.plans.models import BodyRole, ItemKind, TargetKind
from workflow.plans.reader import draft as read

FRONT = "front"


@dataclass(frozen=True)
class Sheet:
    """All rows of a document by their keys, in the order of the paper, and how often each was mended."""

    text: str
    front: Front
    parts: dict[str, PartRow]
    items: dict[str, ItemRow]
    targets: dict[str, TargetRow]
    taints: dict[str, TaintRow]
    doubts: dict[str, DoubtRow]
    changes: dict[str, ChangeRow] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Every row with its key."""
        yield FRONT, self.front
        for kind in (self.parts, self.items, self.targets, self.taints, self.doubts, self.changes):
            yield from kind.items()

    def targets_of(self, item: str) -> dict[str, TargetRow]:
        return {key: target for key, target in self.targets.items() if target.item == item}


def sheet_of(draft: read.Draft, names: Names) -> Sheet:
    """What reading found, with bodies matched to departments."""
    parts = {f"p{n}": PartRow(p.number, p.title, p.start, p.end, p.level) for n, p in enumerate(draft.parts, 1)}
    chapters = {(part.number, part.title): key for key, part in parts.items()}
    keys = [f"i{n}" for n in range(1, len(draft.items) + 1)]
    items = {
        key: _item(item, chapters.get((item.chapter, item.chapter_title)), names)
        for key, item in zip(keys, draft.items, strict=True)
    }
    measured: list[read.Target | read.Goal] = sorted([*draft.targets, *draft.goals], key=lambda one: one.start)

    def at(index: int | None) -> str | None:
        return None if index is None else keys[index]

    return Sheet(
        text=draft.text,
        front=Front(draft.title, draft.plan_title, draft.doc_number, draft.issuer, draft.issued_on),
        parts=parts,
        items=items,
        targets={f"t{n}": _target(one, at(one.item)) for n, one in enumerate(measured, 1)},
        taints={
            f"x{n}": TaintRow(at(t.item), t.quote, t.reason, t.start, t.end) for n, t in enumerate(draft.taints, 1)
        },
        doubts={
            f"d{n}": DoubtRow(d.key, at(d.item), d.quote, d.start, d.end, d.facts)
            for n, d in enumerate(draft.doubts, 1)
        },
    )


def _item(item: read.Item, part: str | None, names: Names) -> ItemRow:
    def body(one: read.Body) -> BodyRow:
        return BodyRow(one.name, BodyRole(one.role.value), one.start, one.end, names.match(one.name))

    return ItemRow(
        kind=ItemKind(item.kind.value),
        part=part,
        path=item.path,
        heading=item.heading,
        heading_start=item.heading_span.start,
        heading_end=item.heading_span.end,
        start=item.start,
        end=item.end,
        clauses=tuple(
            ClauseRow(c.text, c.start, c.end, c.open_ended, c.lead_stated, tuple(map(body, c.bodies)))
            for c in item.clauses
        ),
        inherited=tuple(map(body, item.inherited)),
        days=tuple(DayRow(d.words, d.start, d.end, d.due_on, d.question) for d in item.dues),
    )


def _target(found: read.Target | read.Goal, item: str | None) -> TargetRow:
    if isinstance(found, read.Goal):
        kind = TargetKind.PROVINCE if found.kind == read.Measured.PROVINCE else TargetKind.GOAL
        row = TargetRow(item, kind, found.words, found.words, found.sentence, found.start, found.end)
        return replace(row, due_on=found.due_on, firmness=found.firmness)
    return TargetRow(
        item=item,
        kind=TargetKind(found.kind.value),
        indicator=found.indicator,
        wording=found.wording,
        sentence=found.sentence,
        start=found.start,
        end=found.end,
        comparator=found.comparator,
        value=found.value,
        unit=found.unit,
        due_on=found.due_on,
        baseline_year=found.baseline_year,
        hedge=found.hedge,
        firmness=found.firmness,
    )
