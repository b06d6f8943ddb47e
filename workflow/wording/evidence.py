"""The words on the screen for the stored words of the evidence box."""

from enum import StrEnum

from workflow.evidence.arriving_models import DestructionState
from workflow.evidence.destroying import Why
from workflow.evidence.destruction_moves import DestructionAct
from workflow.evidence.models import Verdict
from workflow.evidence.rules import EvidenceKind
from workflow.insight.box import Way
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
    (Way.REPORT, mark("填报")),
    (Way.SIGNATURE, mark("线下签批扫描件")),
    (Way.CLOSING, mark("申请办结")),
    (Way.EXTENSION, mark("申请延期")),
    (Way.ANSWER, mark("文书的回复")),
    (Why.SECRET, mark("涉及国家秘密或工作秘密")),
    (Why.IDENTITY, mark("涉及他人身份信息或隐私")),
    (Why.OTHER, mark("其他不应上传的内容")),
    (DestructionState.ASKED, mark("待第二人确认")),
    (DestructionState.DESTROYED, mark("已清除")),
    (DestructionState.REFUSED, mark("不予清除")),
    (DestructionState.TAKEN_BACK, mark("申请已撤回")),
    (DestructionAct.DESTROY, mark("确认清除")),
    (DestructionAct.REFUSE, mark("不予清除")),
    (DestructionAct.TAKE_BACK, mark("撤回申请")),
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
    "destruction.asked_already": mark("这份材料已经有人申请清除，正等第二人确认。"),
    "destruction.not_yours": mark("只有申请人本人可以撤回。"),
    "destruction.another_person": mark("误传清除须由两人共同完成，申请人不能自己确认。"),
    "destruction.answered_already": mark("这份清除申请已经处理。"),
}
ACTS: dict[str, str] = {
    "evidence.put": mark("上传佐证材料"),
    "evidence.described": mark("标注佐证材料类别和日期"),
    "evidence.proves": mark("标注佐证材料证明事项"),
    "evidence.proves_no_more": mark("取消佐证材料证明事项"),
    "evidence.replaced": mark("上传佐证材料新版本"),
    "evidence.withdrawn": mark("撤下佐证材料"),
    "evidence.accepted": mark("采信佐证材料"),
    "evidence.rejected": mark("不采信佐证材料"),
    "evidence.required": mark("设定必附的佐证类别"),
    "destruction.asked": mark("申请误传清除"),
    "destruction.destroyed": mark("确认误传清除"),
    "destruction.refused": mark("不予误传清除"),
    "destruction.taken_back": mark("撤回误传清除申请"),
    "destruction.kept_gone": mark("恢复后保持清除"),
}
THINGS: dict[str, str] = {"evidence": mark("佐证材料"), "destruction": mark("误传清除")}
FACTS: dict[str, str] = {"sha256": mark("SHA-256")}
