"""What may become of a paper, and of an answer to it, and by which act."""

from enum import StrEnum

from workflow.escalation.papers.models import AnswerState, PaperState
from workflow.states import Moves


class PaperAct(StrEnum):
    """The office drafts, sends and issues; a leader signs and sends back."""

    EDIT = "edit"
    SEND = "send"  # 送签
    TAKE_BACK = "take_back"  # to be edited again: a signature falls with it
    SIGN = "sign"
    SEND_BACK = "send_back"
    ISSUE = "issue"
    VOID = "void"
    WITHDRAW = "withdraw"


class AnswerAct(StrEnum):
    """The department's head signs and sends back, the office decides."""

    SIGN = "sign"
    SEND_BACK = "send_back"
    MEND = "mend"  # said again, for the head to sign
    GIVE = "give"  # said again by the head herself, or where she no longer signs
    SETTLE = "settle"
    ASK_AGAIN = "ask_again"
    UPHOLD = "uphold"
    CORRECT = "correct"


S, A = PaperState, PaperAct
SIGNED, GONE = "paper.signed_already", "paper.ended_already"
MOVES: Moves[PaperState, PaperAct] = Moves(
    "paper",
    begins=frozenset({S.DRAFT}),
    table={
        (S.DRAFT, A.EDIT): S.DRAFT,
        (S.DRAFT, A.SEND): S.TO_SIGN,
        (S.DRAFT, A.VOID): S.VOID,
        (S.TO_SIGN, A.TAKE_BACK): S.DRAFT,
        (S.TO_SIGN, A.SIGN): S.SIGNED,
        (S.TO_SIGN, A.SEND_BACK): S.DRAFT,
        (S.SIGNED, A.TAKE_BACK): S.DRAFT,
        (S.SIGNED, A.ISSUE): S.ISSUED,
        (S.SIGNED, A.VOID): S.VOID,
        (S.ISSUED, A.WITHDRAW): S.WITHDRAWN,
    },
    said={
        (S.SIGNED, A.SIGN): SIGNED,
        (S.SIGNED, A.SEND_BACK): SIGNED,
        (S.ISSUED, A.ISSUE): "paper.issued_already",
        (S.ISSUED, A.EDIT): "paper.issued_already",
        (S.ISSUED, A.TAKE_BACK): "paper.issued_already",
        (S.DRAFT, A.ISSUE): "paper.unsigned",
        (S.TO_SIGN, A.ISSUE): "paper.unsigned",
        (S.TO_SIGN, A.EDIT): "paper.with_leader",
        **{(state, act): GONE for state in (S.VOID, S.WITHDRAWN) for act in PaperAct},
    },
)

B, C = AnswerState, AnswerAct
DECIDED = "paper.answer_decided_already"
DONE = (B.SETTLED, B.ASKED_AGAIN, B.UPHELD, B.CORRECTED)
ANSWER_MOVES: Moves[AnswerState, AnswerAct] = Moves(
    "paper_answer",
    begins=frozenset({B.TO_SIGN, B.GIVEN}),
    table={
        (B.TO_SIGN, C.SIGN): B.GIVEN,
        (B.TO_SIGN, C.SEND_BACK): B.SENT_BACK,
        (B.SENT_BACK, C.MEND): B.TO_SIGN,
        (B.SENT_BACK, C.GIVE): B.GIVEN,
        (B.GIVEN, C.SETTLE): B.SETTLED,
        (B.GIVEN, C.ASK_AGAIN): B.ASKED_AGAIN,
        (B.GIVEN, C.UPHOLD): B.UPHELD,
        (B.GIVEN, C.CORRECT): B.CORRECTED,
    },
    said={(state, act): DECIDED for state in DONE for act in AnswerAct},
)
