"""The criteria that the first sheet of a plan begins with; the office changes them before it circulates the sheet."""

from decimal import Decimal

from workflow.insight.scores.models import ScoreKind
from workflow.insight.scores.rules import Criterion

BUILT_IN: tuple[Criterion, ...] = (
    Criterion(
        "量化目标完成",
        ScoreKind.TARGETS,
        Decimal(40),
        partial=Decimal("0.5"),
        basis="方案确定的量化目标；以办公室目标核定的结果为准。",
    ),
    Criterion(
        "按期办结",
        ScoreKind.IN_TIME,
        Decimal(30),
        basis="方案写明的、办公室设定的节点和完成时限，领导批示的办理时限；经批准延期的按新的日期。",
    ),
    Criterion(
        "工作不拖期",
        ScoreKind.RED,
        Decimal(20),
        basis="每季度审核时保存的评定：该季有工作逾期的记为“工作逾期”。如实填报滞后、受阻不扣分。",
    ),
    Criterion(
        "未受通报",
        ScoreKind.NAMED,
        Decimal(10),
        times=Decimal(3),
        basis="经市领导签发并发出的通报；撤回的不算。",
    ),
    Criterion(
        "加分和减分",
        ScoreKind.BY_HAND,
        Decimal(5),
        basis="受到省级以上表彰或通报批评等，由办公室逐项写明理由和依据。",
    ),
)
