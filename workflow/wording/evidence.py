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

SENTENCES: dict[str, str] = {
    "evidence.kind_unknown": mark("没有这种材料类别，请重新选择。"),
    "evidence.dated_ahead": mark("材料日期 %(on)s 还没有到，请核对。"),
    "evidence.claim_too_long": mark("证明事项不超过 %(limit)s 个字。"),
    "evidence.period_unknown": mark("没有这个填报周期，请重新选择。"),
    "evidence.task_of_others": mark("本单位不承担这项任务，请选择本单位牵头或配合的任务。"),
    "evidence.not_yours": mark("只能用本单位的材料。"),
    "evidence.destroyed": mark("“%(name)s”已按误传清除，不能再操作。"),
    "evidence.withdrawn_already": mark("“%(name)s”已经撤下，不能再修改。"),
    "evidence.replaced_already": mark("“%(name)s”已经有了新版本，请在新版本上操作。"),
    "evidence.reason_missing": mark("请写明理由。"),
    "evidence.reason_too_long": mark("理由不超过 %(limit)s 个字。"),
}
ACTS: dict[str, str] = {
    "evidence.described": mark("标注佐证材料类别和日期"),
    "evidence.proves": mark("标注佐证材料证明事项"),
    "evidence.proves_no_more": mark("取消佐证材料证明事项"),
    "evidence.replaced": mark("上传佐证材料新版本"),
    "evidence.withdrawn": mark("撤下佐证材料"),
    "evidence.accepted": mark("采信佐证材料"),
    "evidence.rejected": mark("不采信佐证材料"),
    "evidence.required": mark("设定必附的佐证类别"),
}
FACTS: dict[str, str] = {"sha256": mark("SHA-256")}
