"""The checklist of a request to close a task, made from the task itself; and what stands in the way."""

from dataclasses import asdict, dataclass, field, fields
from datetime import date
from enum import StrEnum
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

from workflow.deadlines.models import DeadlineKind, Outcome
from workflow.errors import Refused
from workflow.evidence.rules import EvidenceKind
from workflow.plans.models import TargetKind
from workflow.reports.models import Standing
from workflow.review.models import TargetVerdictWord
from workflow.tasks.models import Role

T = TypeVar("T")
ENDING = frozenset({TargetVerdictWord.ACHIEVED, TargetVerdictWord.NOT_ACHIEVED, TargetVerdictWord.PROVINCE_DECIDES})


@dataclass(frozen=True)
class TargetLine:
    """A target or goal with its last verdict; `deadline_id` asks for one still."""

    target_id: int
    kind: TargetKind
    wording: str
    due_on: date | None
    verdict: TargetVerdictWord | None
    basis: str
    awaits_province: bool
    deadline_id: int | None

    @property
    def wants_verdict(self) -> bool:
        """A goal has no value to judge. A target for which neither the paper nor the office names a day cannot be
        verified on any: it is listed, and stands in nobody's way."""
        if self.kind == TargetKind.GOAL:
            return False
        return self.due_on is not None or self.deadline_id is not None or self.awaits_province

    @property
    def missing(self) -> bool:
        return self.wants_verdict and self.verdict not in ENDING


@dataclass(frozen=True)
class ShareLine:
    department: str
    role: Role
    acknowledged_on: date | None
    said_on: date | None
    standing: Standing | None


@dataclass(frozen=True)
class MilestoneLine:
    words: str
    department: str
    due_on: date
    ended_on: date | None
    outcome: Outcome | None


@dataclass(frozen=True)
class OwedLine:
    """An open deadline."""

    deadline_id: int
    department: str
    kind: DeadlineKind
    occasion: str
    wording: str
    due_on: date
    held_since: date | None


@dataclass(frozen=True)
class Counts:
    reviewed: int
    waiting: int
    evidence: int


@dataclass(frozen=True)
class KindLine:
    """A kind of evidence that the office wants, and how many files of it stand behind the task."""

    kind: EvidenceKind
    files: int


@dataclass(frozen=True)
class Checklist:
    targets: list[TargetLine]
    shares: list[ShareLine]
    milestones: list[MilestoneLine]
    owed: list[OwedLine]
    counts: Counts
    kinds: list[KindLine] = field(default_factory=list)

    def kept(self) -> list[Any]:
        """As it is stored with the decision."""
        parts: list[Any] = []
        for one in fields(self):
            lines = getattr(self, one.name)
            for line in lines if isinstance(lines, list) else [lines]:
                parts.append({"part": one.name, **{name: _stored(word) for name, word in asdict(line).items()}})
        return parts

    @classmethod
    def read(cls, kept: list[Any]) -> "Checklist":
        """As it stood when it was stored."""

        def part(name: str, kind: type[T]) -> list[T]:
            return [_line(kind, one) for one in kept if one["part"] == name]

        return cls(
            part("targets", TargetLine),
            part("shares", ShareLine),
            part("milestones", MilestoneLine),
            part("owed", OwedLine),
            next(iter(part("counts", Counts)), Counts(0, 0, 0)),
            part("kinds", KindLine),
        )


def _stored(word: Any) -> Any:
    if isinstance(word, StrEnum):
        return word.value
    return word.isoformat() if isinstance(word, date) else word


def _line(kind: type[T], kept: dict[str, Any]) -> T:
    return kind(**{name: _meant(hint, kept[name]) for name, hint in get_type_hints(kind).items()})


def _meant(hint: Any, word: Any) -> Any:
    if word is None:
        return None
    kind = next((one for one in get_args(hint) if one is not NoneType), hint)
    return date.fromisoformat(word) if kind is date else kind(word)


def obstacles(found: Checklist, *, as_standing: bool) -> list[Refused]:
    """What stands in the way of granting, each as the refusal it would be. A missing share never does; a standing
    matter's targets need not be over."""
    targets = [] if as_standing else [_unjudged(line) for line in found.targets if line.missing]
    kinds = [Refused("closing.kind_missing", kind=line.kind) for line in found.kinds if not line.files]
    return targets + kinds + corrections(found)


def corrections(found: Checklist) -> list[Refused]:
    """What stands in the way of asking already: a report that was sent back and not mended."""
    return [
        Refused("closing.correction_open", department=line.department, due_on=line.due_on)
        for line in found.owed
        if line.kind == DeadlineKind.CORRECTION
    ]


def _unjudged(line: TargetLine) -> Refused:
    if line.verdict == TargetVerdictWord.AWAITS_DATA:
        return Refused("closing.target_awaits_data", wording=line.wording)
    if line.awaits_province:
        return Refused("closing.target_awaits_province", wording=line.wording)
    return Refused("closing.target_unjudged", wording=line.wording)
