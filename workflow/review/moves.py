"""What may become of a request to close a task, and by which act."""

from enum import StrEnum

from workflow.review.closing_models import ClosingState
from workflow.states import Moves


class ClosingAct(StrEnum):
    SIGN = "sign"
    SEND_BACK = "send_back"
    WITHDRAW = "withdraw"
    GRANT = "grant"
    GIVE_BACK = "give_back"


S, A = ClosingState, ClosingAct
MOVES: Moves[ClosingState, ClosingAct] = Moves(
    "closing",
    begins=frozenset({S.TO_SIGN, S.ASKED}),
    table={
        (S.TO_SIGN, A.SIGN): S.ASKED,
        (S.TO_SIGN, A.SEND_BACK): S.WITHDRAWN,
        (S.TO_SIGN, A.WITHDRAW): S.WITHDRAWN,
        (S.ASKED, A.WITHDRAW): S.WITHDRAWN,
        (S.ASKED, A.GRANT): S.GRANTED,
        (S.ASKED, A.GIVE_BACK): S.RETURNED,
    },
)
