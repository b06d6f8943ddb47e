"""What may become of an instruction, and by which act."""

from enum import StrEnum

from workflow.instructions.models import InstructionState
from workflow.states import Moves


class InstructionAct(StrEnum):
    """The office does all but agreeing and objecting, which are the leader's own; either may withdraw and clear."""

    DRAFT = "draft"  # 拟办
    AGREE = "agree"  # 同意, where the draft is shown to the leader
    OBJECT = "object"
    PASS_ON = "pass_on"  # 转办
    ANSWER = "answer"  # 报告办理结果
    CLEAR = "clear"  # 销号
    WITHDRAW = "withdraw"


S, A = InstructionState, InstructionAct
MOVES: Moves[InstructionState, InstructionAct] = Moves(
    "instruction",
    begins=frozenset({S.RECEIVED}),
    table={
        (S.RECEIVED, A.DRAFT): S.DRAFTED,
        (S.DRAFTED, A.DRAFT): S.DRAFTED,
        (S.DRAFTED, A.AGREE): S.DRAFTED,
        (S.DRAFTED, A.OBJECT): S.RECEIVED,
        (S.DRAFTED, A.PASS_ON): S.PASSED_ON,
        (S.PASSED_ON, A.ANSWER): S.ANSWERED,
        (S.ANSWERED, A.CLEAR): S.DONE,
        (S.RECEIVED, A.WITHDRAW): S.WITHDRAWN,
        (S.DRAFTED, A.WITHDRAW): S.WITHDRAWN,
        (S.PASSED_ON, A.WITHDRAW): S.WITHDRAWN,
    },
    said={
        (S.PASSED_ON, A.PASS_ON): "instruction.passed_on_already",
        (S.PASSED_ON, A.DRAFT): "instruction.passed_on_already",
    },
)
