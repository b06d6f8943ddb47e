"""Allowed moves: for each kind of thing one plain table, state × act → state. What it does not hold is refused.

A library of state machines would want to own the objects; here the table is all that is needed, it is drawn in
docs/states.md from the code, and every state × act × role is tried against it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from workflow.errors import Refused, Stale

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)


@dataclass(frozen=True)
class Moves(Generic[S, A]):
    """The moves of one kind of thing. `said` names the sentence where a plainer one than "not while" fits; a thing
    that was moved by somebody else a moment before is Stale."""

    thing: str
    begins: frozenset[S]
    table: Mapping[tuple[S, A], S]
    said: Mapping[tuple[S, A], str] = field(default_factory=dict)

    def allows(self, state: S, act: A) -> bool:
        return (state, act) in self.table

    def after(self, state: S, act: A) -> S:
        """The state after an act. Raises Stale where it does not belong to the state."""
        if self.allows(state, act):
            return self.table[state, act]
        key = self.said.get((state, act))
        if key is not None:
            raise Stale(key)
        raise Refused("state.not_while", state=state, act=act)
