"""The tables of allowed moves hold together, and docs/states.md shows them as they are."""

from enum import StrEnum

import pytest

from tests.support import drawing
from workflow.errors import Refused
from workflow.states import Moves
from workflow.wording.refusals import SENTENCES

EACH = pytest.mark.parametrize("moves", [moves for _, moves in drawing.TABLES], ids=lambda moves: moves.thing)


def states(moves: Moves) -> list[StrEnum]:
    return list(type(next(iter(moves.begins))))


def acts(moves: Moves) -> list[StrEnum]:
    return list(type(next(iter(moves.table))[1]))


def test_the_page_of_states_is_drawn_from_the_code() -> None:
    assert drawing.PAGE.read_text("utf-8") == drawing.page(), "run: python -m tests.support.drawing"


@EACH
def test_every_state_can_be_come_to_and_every_act_does_something(moves: Moves) -> None:
    assert set(states(moves)) == moves.begins | set(moves.table.values())
    assert {act for _, act in moves.table} == set(acts(moves))


@EACH
def test_what_the_table_does_not_hold_is_refused_with_a_sentence(moves: Moves) -> None:
    for state in states(moves):
        for act in acts(moves):
            if moves.allows(state, act):
                assert moves.after(state, act) == moves.table[state, act]
                continue
            with pytest.raises(Refused) as refused:
                moves.after(state, act)
            assert refused.value.key in SENTENCES


@EACH
def test_a_sentence_of_its_own_is_kept_only_for_moves_that_are_refused(moves: Moves) -> None:
    assert not set(moves.said) & set(moves.table)
