"""What may become of a score sheet, and by which act."""

from enum import StrEnum

from workflow.insight.scores.models import ScoreState
from workflow.states import Moves


class ScoreAct(StrEnum):
    """The office draws up, circulates, answers and issues; departments object; a leader signs."""

    EDIT = "edit"
    CIRCULATE = "circulate"  # 征求意见
    OBJECT = "object"
    ANSWER = "answer"
    SIGN = "sign"  # 审定
    ISSUE = "issue"  # 印发
    WITHDRAW = "withdraw"


S, A = ScoreState, ScoreAct
OUT, GONE = "score.circulated_already", "score.withdrawn_already"
MOVES: Moves[ScoreState, ScoreAct] = Moves(
    "score_sheet",
    begins=frozenset({S.DRAFT}),
    table={
        (S.DRAFT, A.EDIT): S.DRAFT,
        (S.DRAFT, A.CIRCULATE): S.CIRCULATED,
        (S.DRAFT, A.WITHDRAW): S.WITHDRAWN,
        (S.CIRCULATED, A.OBJECT): S.CIRCULATED,
        (S.CIRCULATED, A.ANSWER): S.CIRCULATED,
        (S.CIRCULATED, A.SIGN): S.SIGNED,
        (S.CIRCULATED, A.WITHDRAW): S.WITHDRAWN,
        (S.SIGNED, A.ISSUE): S.ISSUED,
        (S.SIGNED, A.WITHDRAW): S.WITHDRAWN,
        (S.ISSUED, A.WITHDRAW): S.WITHDRAWN,
    },
    said={
        (S.CIRCULATED, A.EDIT): OUT,
        (S.CIRCULATED, A.CIRCULATE): OUT,
        (S.SIGNED, A.EDIT): OUT,
        (S.SIGNED, A.SIGN): "score.signed_already",
        (S.SIGNED, A.OBJECT): "score.objections_closed",
        (S.ISSUED, A.OBJECT): "score.objections_closed",
        (S.ISSUED, A.EDIT): "score.issued_already",
        (S.ISSUED, A.ISSUE): "score.issued_already",
        (S.CIRCULATED, A.ISSUE): "score.unsigned",
        **{(S.WITHDRAWN, act): GONE for act in ScoreAct},
    },
)
