"""Reading plans, their editions and their counts."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.plans.doubtful_models import Doubt, Taint
from workflow.plans.models import Clause, Edition, Item, ItemDay, ItemKind, Plan, Target, TargetKind


def plans(session: Session) -> list[Plan]:
    """All plans, newest first."""
    return list(session.scalars(select(Plan).order_by(Plan.id.desc())))


def first_start(session: Session) -> date | None:
    """The day on which the first plan was started."""
    return session.scalar(select(func.min(Plan.started_on)))


def edition_in_force(session: Session, plan_id: int) -> Edition | None:
    return session.scalar(select(Edition).where(Edition.plan_id == plan_id).order_by(Edition.ordinal.desc()).limit(1))


def editions(session: Session, plan_id: int) -> list[Edition]:
    """All editions of a plan, the one in force first."""
    return list(session.scalars(select(Edition).where(Edition.plan_id == plan_id).order_by(Edition.ordinal.desc())))


def items(session: Session, edition_id: int) -> list[Item]:
    """Chapters and numbered items, in the order of the paper."""
    return list(session.scalars(select(Item).where(Item.edition_id == edition_id).order_by(Item.ordinal)))


def counts(session: Session, edition_id: int) -> Counter[ItemKind]:
    """How many items of each kind an edition holds."""
    rows = session.execute(select(Item.kind, func.count()).where(Item.edition_id == edition_id).group_by(Item.kind))
    return Counter(dict(rows.all()))


def target_counts(session: Session, edition_id: int) -> tuple[int, int]:
    """How many targets with a value or a value to be set, and how many goals without."""
    rows = session.execute(
        select(Target.kind, func.count())
        .join(Item, Item.id == Target.item_id)
        .where(Item.edition_id == edition_id)
        .group_by(Target.kind)
    )
    by_kind = dict(rows.all())
    without = by_kind.get(TargetKind.GOAL, 0) + by_kind.get(TargetKind.PROVINCE, 0)
    return sum(by_kind.values()) - without, without


def days(session: Session, item_ids: Collection[int]) -> dict[int, list[ItemDay]]:
    """The days of some items: those that the text names, and those that the office set."""
    found: dict[int, list[ItemDay]] = defaultdict(list)
    for day in session.scalars(select(ItemDay).where(ItemDay.item_id.in_(item_ids)).order_by(ItemDay.ordinal)):
        found[day.item_id].append(day)
    return found


def clauses(session: Session, item_ids: Collection[int]) -> dict[int, list[Clause]]:
    found: dict[int, list[Clause]] = defaultdict(list)
    for clause in session.scalars(select(Clause).where(Clause.item_id.in_(item_ids)).order_by(Clause.ordinal)):
        found[clause.item_id].append(clause)
    return found


def taints(session: Session, edition_id: int) -> list[Taint]:
    """Words that look tampered with, cleared or not, in the order of the text."""
    return list(session.scalars(select(Taint).where(Taint.edition_id == edition_id).order_by(Taint.start)))


def is_masked(session: Session, edition_id: int) -> bool:
    """Whether an edition holds words that look tampered with and nobody has cleared."""
    left = select(Taint.id).where(Taint.edition_id == edition_id, Taint.confirmed_at.is_(None)).limit(1)
    return session.scalar(left) is not None


def masks(session: Session, item_ids: Collection[int]) -> dict[int, list[Taint]]:
    """The doubtful words of some items; pass each item's to `rules.mask`."""
    found: dict[int, list[Taint]] = defaultdict(list)
    for taint in session.scalars(select(Taint).where(Taint.item_id.in_(item_ids))):
        if taint.item_id is not None:
            found[taint.item_id].append(taint)
    return found


def doubt_counts(session: Session, edition_id: int) -> list[tuple[str, int]]:
    """How many questions of each kind were left without an answer."""
    rows = session.execute(
        select(Doubt.key, func.count())
        .where(Doubt.edition_id == edition_id, Doubt.answer.is_(None))
        .group_by(Doubt.key)
        .order_by(Doubt.key)
    )
    return list(rows.all())
