"""What may become of a request to close a task, and by which act."""

from enum import StrEnum

from workflow.review.closing_models import ClosingState
from workflow.states import Moves


class ClosingAct(StrEnum):
    """The department up to `withdraw`, its head signs and sends back, the office grants and gives back."""

    SIGN = "sign"
    SEND_BACK = "send_back"
    WITHDRAW = "withdraw"
    GRANT = "grant"
    GIVE_BACK = "give_back"


S, A = ClosingState, ClosingAct
SIGNED, DECIDED = "closing.signed_already", "closing.decided_already"
WITHDRAWN, UNSIGNED = "closing.withdrawn_already", "closing.unsigned"
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
    said={
        (S.TO_SIGN, A.GRANT): UNSIGNED,
        (S.TO_SIGN, A.GIVE_BACK): UNSIGNED,
        **{(state, act): SIGNED for state in (S.ASKED, S.GRANTED, S.RETURNED) for act in (A.SIGN, A.SEND_BACK)},
        **{(S.WITHDRAWN, act): WITHDRAWN for act in ClosingAct},
        **{(state, act): DECIDED for state in (S.GRANTED, S.RETURNED) for act in (A.WITHDRAW, A.GRANT, A.GIVE_BACK)},
    },
)
