"""The words on the screen for what stands in the way."""

from enum import StrEnum

from workflow.reports.rules import BlockerKind
from workflow.wording.marks import mark

LABELS: tuple[tuple[StrEnum, str], ...] = (
    (BlockerKind.PROVINCE, mark("待省级明确")),
    (BlockerKind.SUPPORT, mark("需向上争取支持")),
    (BlockerKind.POLICY, mark("政策未明确")),
    (BlockerKind.FUNDS, mark("资金")),
    (BlockerKind.LAND, mark("用地、用能等要素")),
    (BlockerKind.COORDINATION, mark("需部门间协调")),
    (BlockerKind.FIGURES, mark("数据口径")),
    (BlockerKind.OTHER, mark("其他")),
)
