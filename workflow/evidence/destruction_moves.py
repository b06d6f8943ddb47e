"""What may become of a request to destroy a file."""

from enum import StrEnum

from workflow.evidence.arriving_models import DestructionState
from workflow.states import Moves


class DestructionAct(StrEnum):
    DESTROY = "destroy"
    REFUSE = "refuse"
    TAKE_BACK = "take_back"


S, A = DestructionState, DestructionAct
OVER = "destruction.answered_already"
MOVES: Moves[DestructionState, DestructionAct] = Moves(
    "destruction",
    begins=frozenset({S.ASKED}),
    table={
        (S.ASKED, A.DESTROY): S.DESTROYED,
        (S.ASKED, A.REFUSE): S.REFUSED,
        (S.ASKED, A.TAKE_BACK): S.TAKEN_BACK,
    },
    said={(state, act): OVER for state in (S.DESTROYED, S.REFUSED, S.TAKEN_BACK) for act in DestructionAct},
)
