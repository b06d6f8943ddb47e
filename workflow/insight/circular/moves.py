"""What may become of a quarterly circular, and by which act."""

from enum import StrEnum

from workflow.insight.circular.models import CircularState
from workflow.states import Moves


class CircularAct(StrEnum):
    EDIT = "edit"
    FREEZE = "freeze"  # 定稿
    DROP = "drop"


S, A = CircularState, CircularAct
MOVES: Moves[CircularState, CircularAct] = Moves(
    "circular",
    begins=frozenset({S.DRAFT}),
    table={
        (S.DRAFT, A.EDIT): S.DRAFT,
        (S.DRAFT, A.FREEZE): S.FROZEN,
        (S.DRAFT, A.DROP): S.DROPPED,
    },
    said={
        **{(S.FROZEN, act): "circular.frozen" for act in A},
        **{(S.DROPPED, act): "circular.dropped" for act in A},
    },
)
