"""What was settled about a target after the plan: tolerance, the province's value, a change with its paper. Rows are
added; the latest of each kind holds. The plan's own words stay as they are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.plans.models import Item, Target, TargetKind
from workflow.review import arithmetic
from workflow.review.arithmetic import Sum
from workflow.review.models import TargetTerm, TermKind


@dataclass(frozen=True)
class Holds:
    """What holds of a target now; `terms` are the latest of each kind."""

    target: Target
    terms: Mapping[TermKind, TargetTerm] = field(default_factory=dict)

    @property
    def changed(self) -> TargetTerm | None:
        """What was settled last about value, day or words, if the plan's own no longer hold alone."""
        return self.terms.get(TermKind.CHANGE) or self.terms.get(TermKind.PROVINCE)

    @property
    def value(self) -> Decimal | None:
        for kind in (TermKind.CHANGE, TermKind.PROVINCE):
            if kind in self.terms and self.terms[kind].value is not None:
                return self.terms[kind].value
        return self.target.value

    @property
    def due_on(self) -> date | None:
        for kind in (TermKind.CHANGE, TermKind.PROVINCE):
            if kind in self.terms and self.terms[kind].due_on is not None:
                return self.terms[kind].due_on
        return self.target.due_on

    @property
    def tolerance(self) -> Decimal | None:
        term = self.terms.get(TermKind.TOLERANCE)
        return term.value if term is not None else None

    @property
    def awaits_province(self) -> bool:
        """◇: the province sets the value, and nobody has entered it yet."""
        return self.target.kind == TargetKind.PROVINCE and self.value is None

    @property
    def is_about(self) -> bool:
        return self.target.kind != TargetKind.GOAL and arithmetic.is_about(self.target.comparator, self.target.hedge)

    @property
    def wants_tolerance(self) -> bool:
        """左右 and nobody has said how far that reaches."""
        return self.is_about and self.tolerance is None

    def compare(self, value: Decimal | None) -> Sum | None:
        """What arithmetic says of a value."""
        comparator, hedge = self.target.comparator, self.target.hedge
        return arithmetic.compare(
            comparator=comparator, hedge=hedge, goal=self.value, value=value, tolerance=self.tolerance
        )


def effective(session: Session, target_ids: Collection[int]) -> dict[int, Holds]:
    """What holds now of each target: two statements."""
    targets = session.scalars(select(Target).where(Target.id.in_(target_ids))).all()
    return beside(session, targets)


def beside(session: Session, targets: Sequence[Target]) -> dict[int, Holds]:
    """The same for targets at hand: one statement."""
    ids = [target.id for target in targets]
    kept: dict[int, dict[TermKind, TargetTerm]] = {number: {} for number in ids}
    for term in session.scalars(select(TargetTerm).where(TargetTerm.target_id.in_(ids)).order_by(TargetTerm.id)):
        kept[term.target_id][term.kind] = term
    return {target.id: Holds(target, kept[target.id]) for target in targets}


def of(session: Session, target: Target) -> Holds:
    return beside(session, [target])[target.id]


def settled(session: Session, target_id: int) -> list[TargetTerm]:
    """Everything that was settled about a target, the latest first."""
    rows = select(TargetTerm).where(TargetTerm.target_id == target_id).order_by(TargetTerm.id.desc())
    return list(session.scalars(rows))


def wanting_tolerance(session: Session, edition_id: int) -> list[Holds]:
    """The targets of an edition that say 左右, in the order of the document, settled or not."""
    rows = session.scalars(
        select(Target)
        .join(Item, Item.id == Target.item_id)
        .where(Item.edition_id == edition_id, Target.kind != TargetKind.GOAL)
        .order_by(Target.start, Target.id)
    ).all()
    return [holds for holds in beside(session, rows).values() if holds.is_about]
