"""The words on the screen for the stored words of the evidence box."""

from enum import StrEnum

from workflow.evidence.models import Verdict
from workflow.evidence.rules import EvidenceKind
from workflow.wording.marks import mark

LABELS: tuple[tuple[StrEnum, str], ...] = (
    (EvidenceKind.DOCUMENT, mark("正式文件")),
    (EvidenceKind.APPROVAL, mark("批复、许可、证照")),
    (EvidenceKind.STATISTICS, mark("统计数据、台账")),
    (EvidenceKind.INSPECTION, mark("检测、核查、验收报告")),
    (EvidenceKind.CONTRACT, mark("合同、协议")),
    (EvidenceKind.MINUTES, mark("会议纪要、简报")),
    (EvidenceKind.PHOTO, mark("现场照片")),
    (EvidenceKind.OTHER, mark("其他")),
    (Verdict.ACCEPTED, mark("已采信")),
    (Verdict.REJECTED, mark("不采信")),
)
