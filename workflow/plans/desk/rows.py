"""The rows that lie on the import desk. Offsets count characters of the document's text."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from workflow.plans.desk.models import EntryKind
from workflow.plans.models import BodyRole, ItemKind, TargetKind


@dataclass(frozen=True)
class Front:
    """The head of the document."""

    title: str
    plan_title: str
    doc_number: str | None = None
    issuer: str | None = None
    issued_on: date | None = None


@dataclass(frozen=True)
class PartRow:
    number: str
    title: str
    start: int
    end: int
    level: int


@dataclass(frozen=True)
class BodyRow:
    """A body as printed. `department_id` is the department it was matched to; a `generic` one (各有关部门) is none."""

    name: str
    role: BodyRole
    start: int
    end: int
    department_id: int | None = None
    generic: bool = False


@dataclass(frozen=True)
class ClauseRow:
    text: str
    start: int
    end: int
    open_ended: bool
    lead_stated: bool
    bodies: tuple[BodyRow, ...]


@dataclass(frozen=True)
class DayRow:
    """A day of an item. `owed` ones are the task's own days; `by_office` ones do not stand in the text."""

    words: str
    start: int
    end: int
    due_on: date | None
    question: str | None = None
    by_office: bool = False
    owed: bool = False


@dataclass(frozen=True)
class ItemRow:
    """A numbered item. `part` is the key of its chapter; `inherited` are the bodies of the part around it."""

    kind: ItemKind
    part: str | None
    path: tuple[str, ...]
    heading: str
    heading_start: int
    heading_end: int
    start: int
    end: int
    clauses: tuple[ClauseRow, ...] = ()
    inherited: tuple[BodyRow, ...] = ()
    days: tuple[DayRow, ...] = ()

    @property
    def bodies(self) -> tuple[BodyRow, ...]:
        return tuple(body for clause in self.clauses for body in clause.bodies)

    @property
    def lead(self) -> BodyRow | None:
        """The first body that leads."""
        return next((body for body in self.bodies if body.role == BodyRole.LEAD), None)


@dataclass(frozen=True)
class TargetRow:
    """A target, or a goal without a value. `item` is the key of its item."""

    item: str | None
    kind: TargetKind
    indicator: str
    wording: str
    sentence: str
    start: int
    end: int
    comparator: str | None = None
    value: Decimal | None = None
    unit: str = ""
    due_on: date | None = None
    baseline_year: int | None = None
    hedge: str = ""
    firmness: str = ""


@dataclass(frozen=True)
class TaintRow:
    item: str | None
    quote: str
    reason: str
    start: int
    end: int
    typed: str | None = None
    confirmed: bool = False


@dataclass(frozen=True)
class DoubtRow:
    """A question; `question` names it. `answer` is what a person said: kept, mended, or a choice's own word."""

    question: str
    item: str | None
    quote: str
    start: int
    end: int
    facts: dict[str, str] = field(default_factory=dict)
    answer: str | None = None


@dataclass(frozen=True)
class ChangeRow:
    """What the office decided beside the edition in force: `new` (the key of an item, None: gone) continues `old` (the
    id of an item in force, None: it is new); `carry` says whether the task goes on."""

    old: int | None
    new: str | None
    carry: bool


Row = Front | PartRow | ItemRow | TargetRow | TaintRow | DoubtRow | ChangeRow
SHAPES: dict[EntryKind, type] = {
    EntryKind.FRONT: Front,
    EntryKind.PART: PartRow,
    EntryKind.ITEM: ItemRow,
    EntryKind.TARGET: TargetRow,
    EntryKind.TAINT: TaintRow,
    EntryKind.DOUBT: DoubtRow,
    EntryKind.CHANGE: ChangeRow,
}


def kind_of(one: Row) -> EntryKind:
    return next(kind for kind, shape in SHAPES.items() if isinstance(one, shape))
