"""The words on the screen for the stored words of score sheets."""

from enum import StrEnum

from workflow.insight.scores.models import ObjectionState, ScoreKind, ScoreState
from workflow.insight.scores.moves import ScoreAct
from workflow.wording.marks import mark

LABELS: tuple[tuple[StrEnum, str], ...] = (
    (ScoreState.DRAFT, mark("起草中")),
    (ScoreState.CIRCULATED, mark("征求意见")),
    (ScoreState.SIGNED, mark("已审定，待印发")),
    (ScoreState.ISSUED, mark("已印发")),
    (ScoreState.WITHDRAWN, mark("已撤回")),
    (ScoreAct.EDIT, mark("修改")),
    (ScoreAct.CIRCULATE, mark("发出征求意见")),
    (ScoreAct.OBJECT, mark("提出异议")),
    (ScoreAct.ANSWER, mark("答复异议")),
    (ScoreAct.SIGN, mark("审定")),
    (ScoreAct.ISSUE, mark("印发")),
    (ScoreAct.WITHDRAW, mark("撤回")),
    (ScoreKind.TARGETS, mark("量化目标的核定结果")),
    (ScoreKind.IN_TIME, mark("节点和时限是否按期办结")),
    (ScoreKind.RED, mark("每季度是否工作逾期")),
    (ScoreKind.NAMED, mark("是否受到通报")),
    (ScoreKind.BY_HAND, mark("办公室加分、减分")),
    (ObjectionState.OPEN, mark("待答复")),
    (ObjectionState.ADOPTED, mark("已采纳")),
    (ObjectionState.KEPT, mark("未采纳")),
)
