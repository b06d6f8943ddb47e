"""Whatever is mended in whatever order, the draft stays whole; and taken back in reverse it is as it was read."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.plans.on_desk import AT, laid
from workflow.audit.service import Operator
from workflow.commands.ground import seed_folder
from workflow.errors import Refused
from workflow.plans.desk import doubts, items, joining, queries, targets, undoing
from workflow.plans.desk.confirming import counts
from workflow.plans.desk.mending import Hand
from workflow.plans.desk.models import Intake
from workflow.plans.desk.sheet import Sheet
from workflow.plans.models import ItemKind, TargetKind

Act = tuple[str, int, int]
WHO = (Hand(Operator(1, "张三"), AT), Hand(Operator(2, "李四"), AT))
NEAR = 6  # acts meet at few items, or they would never touch one another


@pytest.fixture
def intake(session: Session) -> Intake:
    """The published plan, as it was read."""
    intake = laid(session, (seed_folder() / "yuncheng.txt").read_text("utf-8"))
    session.commit()
    return intake


def merge(session: Session, intake: Intake, sheet: Sheet, number: int, hand: Hand) -> None:
    joining.merge(session, intake, list(sheet.items)[number], after=bool(number % 2), hand=hand)


def split(session: Session, intake: Intake, sheet: Sheet, number: int, hand: Hand) -> None:
    key = list(sheet.items)[number]
    places = joining.cuts(sheet, sheet.items[key])
    second = joining.Second(places[number % len(places)] if places else 0, "之二", "", shared=bool(number % 2))
    joining.split(session, intake, key, second, hand=hand)


def swap(session: Session, intake: Intake, sheet: Sheet, number: int, hand: Hand) -> None:
    items.swap_lead(session, intake, list(sheet.items)[number], place=1, hand=hand)


def kind(session: Session, intake: Intake, sheet: Sheet, number: int, hand: Hand) -> None:
    items.set_kind(session, intake, list(sheet.items)[number], kind=list(ItemKind)[1 + number % 3], hand=hand)


def inherit(session: Session, intake: Intake, sheet: Sheet, number: int, hand: Hand) -> None:
    items.inherit(session, intake, list(sheet.items)[number], hand=hand)


def drop(session: Session, intake: Intake, sheet: Sheet, number: int, hand: Hand) -> None:
    targets.drop(session, intake, list(sheet.targets)[number], hand=hand)


def add(session: Session, intake: Intake, sheet: Sheet, number: int, hand: Hand) -> None:
    target = list(sheet.targets.values())[number]
    key = list(sheet.items)[number]
    goal = replace(target, kind=TargetKind.GOAL, start=sheet.items[key].start, end=sheet.items[key].start)
    targets.add(session, intake, key, goal, hand=hand)


def answer(session: Session, intake: Intake, sheet: Sheet, number: int, hand: Hand) -> None:
    key = list(sheet.doubts)[number]
    said = doubts.answers(sheet.doubts[key].question)[0]
    doubts.answer(session, intake, key, said, alike=number == 0, hand=hand)


def undo(session: Session, intake: Intake, sheet: Sheet, number: int, hand: Hand) -> None:
    edits = queries.edits(session, intake)
    if number < len(edits):
        undoing.undo(session, edits[number], hand=hand)


def undo_own(session: Session, intake: Intake, sheet: Sheet, number: int, hand: Hand) -> None:
    undoing.undo_last(session, intake, hand=hand)


ACTS: dict[str, Callable[[Session, Intake, Sheet, int, Hand], None]] = {
    act.__name__: act for act in (merge, split, swap, kind, inherit, drop, add, answer, undo, undo_own)
}
SOME = st.lists(
    st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, NEAR), st.integers(0, 1)), min_size=1, max_size=10
)


@settings(
    max_examples=15,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(SOME)
def test_any_mends_keep_the_draft_whole_and_undone_in_reverse_it_is_as_it_was_read(
    session: Session, intake: Intake, acts: list[Act]
) -> None:
    first = queries.sheet(session, intake)
    try:
        for name, number, who in acts:
            sheet = queries.sheet(session, intake)
            try:
                with session.begin_nested():
                    ACTS[name](session, intake, sheet, number, WHO[who])
            except Refused:
                session.expire_all()
                assert queries.sheet(session, intake) == sheet
            whole(queries.sheet(session, intake))
        for mend in undoing.mends(session, intake):
            if not mend.undone and not mend.taken:
                undoing.undo(session, mend.edit, hand=WHO[0])
        assert replace(queries.sheet(session, intake), versions={}) == replace(first, versions={})
    finally:
        session.rollback()


def whole(sheet: Sheet) -> None:
    """Items do not overlap, what hangs on an item hangs on one that is there, and the counters add up."""
    assert all(one.end <= other.start for one, other in pairwise(sheet.items.values()))
    for row in (*sheet.targets.values(), *sheet.doubts.values(), *sheet.taints.values()):
        assert row.item is None or row.item in sheet.items
    for item in sheet.items.values():
        assert item.start < item.end
        assert all(item.start <= clause.start <= clause.end <= item.end for clause in item.clauses)
    held = counts(sheet)
    assert held.numbered == len(sheet.items) and held.valued + held.goals == len(sheet.targets)
