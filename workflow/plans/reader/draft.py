"""What the reader found in a document: a draft for a person to confirm. Offsets count characters of `Draft.text`."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a numbered item is: a measure to carry out, a standing duty without a clause, or general words."""

    MEASURE = "measure"
    STANDING = "standing"
    GENERAL = "general"


class Role(StrEnum):
    LEAD = "lead"
    CO = "co"


class Measured(StrEnum):
    """How a target is measured: a level, a change against a baseline, a sum over years, a level to hold."""

    LEVEL = "level"
    CHANGE = "change"
    CUMULATIVE = "cumulative"
    KEEP = "keep"
    PROVINCE = "province"


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Body:
    """A responsible body, its name as printed (line breaks inside a name left out)."""

    name: str
    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """The words that name the responsible bodies. `open_ended` is its 等; `lead_stated` is false where the lead is
    only the first of the list."""

    text: str
    start: int
    end: int
    open_ended: bool
    bodies: tuple[Body, ...]
    lead_stated: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A day in words. `due_on` is its last day; `question` says why it is not certain."""

    words: str
    start: int
    end: int
    due_on: date | None
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter, section or annex. `level` is 0 for the outermost."""

    number: str
    title: str
    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item. `path` is its number as printed below those of its parents, `place` its number as a number;
    `inherited` are the bodies of the part around it when it names none itself."""

    kind: Kind
    chapter: str
    chapter_title: str
    number: str
    path: tuple[str, ...]
    heading: str
    heading_span: Span
    text: str
    start: int
    end: int
    clauses: tuple[Clause, ...] = ()
    place: int = 0
    inherited: tuple[Body, ...] = ()
    dues: tuple[Due, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A quantified target. `item` is the index of its item, None in words between items; `wording` is its phrase."""

    item: int | None
    path: tuple[str, ...]
    indicator: str
    comparator: str
    value: Decimal
    unit: str
    due_year: int | None
    due_on: date | None
    baseline_year: int | None
    hedge: str
    firmness: str
    kind: Measured
    wording: str
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Goal:
    """A dated or general aim without a value; `kind` is PROVINCE where a higher level sets the value."""

    item: int | None
    path: tuple[str, ...]
    words: str
    due_year: int | None
    due_on: date | None
    firmness: str
    kind: Measured
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Taint:
    """Words that look pasted over others."""

    start: int
    end: int
    quote: str
    reason: str
    item: int | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question to a person; `key` names it, `facts` fill its sentence."""

    key: str
    start: int
    end: int
    quote: str
    item: int | None = None
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    title: str
    plan_title: str
    doc_number: str | None
    issuer: str | None
    issued_on: date | None
    text: str
    parts: tuple[Part, ...]
    items: tuple[Item, ...]
    targets: tuple[Target, ...]
    goals: tuple[Goal, ...]
    taints: tuple[Taint, ...]
    doubts: tuple[Doubt, ...]
