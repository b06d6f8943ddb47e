"""Words of closing, holding and extending."""

from workflow.wording.marks import mark

SENTENCES: dict[str, str] = {
    "closing.words_missing": mark("请写明完成情况：做了什么，问题怎样解决。"),
    "closing.words_too_long": mark("完成情况不能超过 %(limit)s 字，详细情况可作为佐证材料上传。"),
    "closing.asked_already": mark("这项任务的办结申请还在办理，不能再提一份。"),
    "closing.correction_open": mark("%(department)s还有一份退回的填报没有改好（应于 %(due_on)s），改好后再申请办结。"),
    "closing.kind_missing": mark("办公室要求本任务附有“%(kind)s”类材料，现在还没有。"),
    "closing.target_unjudged": mark("目标“%(wording)s”还没有核定，先记录核定结果，再办结。"),
    "closing.target_awaits_data": mark("目标“%(wording)s”还在等数据发布，核定后才能办结。"),
    "closing.target_awaits_province": mark("目标“%(wording)s”的数值还在等省里下达，录入并核定后才能办结。"),
    "closing.points_missing": mark("事实清楚、问题解决、措施落实、程序合规、手续齐全五项都勾选后，才能办结。"),
    "closing.answer_missing": mark("请写明退回的理由，对方要照着补办。"),
    "closing.share_moved": mark("提出申请的单位已经不是牵头单位，请退回，由现在的牵头单位重新申请。"),
    "closing.signed_already": mark("这份办结申请已经签发，交给办公室了。"),
    "closing.withdrawn_already": mark("这份办结申请已经撤回。"),
    "closing.decided_already": mark("这份办结申请刚刚已由办公室答复，请看答复结果。"),
    "closing.unsigned": mark("这份办结申请还没有经部门负责人签发，办公室不能答复。"),
    "closing.reopening_reason_missing": mark("请写明重新打开的理由。"),
    "closing.not_by_request": mark("这项任务不是经申请办结的，不能在这里重新打开。"),
    "hold.reason_missing": mark("请写明在等什么，为什么暂缓。"),
    "hold.day_past": mark("预计日期 %(on)s 已经过去，请选今天或以后的日期。"),
    "hold.held_already": mark("这件事项自 %(since)s 起已经暂缓。"),
    "hold.released_already": mark("这件事项没有在暂缓，可能刚刚由别人解除或已经办完。"),
    "hold.none_held": mark("这项任务没有暂缓的事项，可能刚刚由别人解除或已经办完。"),
    "hold.nothing": mark("这项任务没有可以暂缓的工作事项：没有未办的，或都已暂缓。"),
    "extension.form": mark("“%(what)s”是报送事项，不能申请延期；确有困难的，请与领导小组办公室联系。"),
    "extension.held": mark("这件事项自 %(since)s 起暂缓，不能延期；请先解除暂缓。"),
    "extension.to_answer": mark("单位已经提出延期申请，请在申请上答复，不要另行延期。"),
    "extension.approver_missing": mark("这是第 %(n)s 次延期，须经市领导批准：请写明批准的领导。"),
    "extension.approval_unproved": mark("请上传领导批准的文件，或选择批准领导的岗位。"),
    "extension.signed_already": mark("这份延期申请已经签发或退回。"),
    "extension.unsigned": mark("这份延期申请还没有经部门负责人签发，办公室不能答复。"),
}

ACTS: dict[str, str] = {
    "closing.asked": mark("申请办结"),
    "closing.signed": mark("负责人签发办结申请"),
    "closing.sent_back": mark("负责人退回办结申请"),
    "closing.withdrawn": mark("撤回办结申请"),
    "closing.granted": mark("同意办结"),
    "closing.returned": mark("退回办结申请"),
    "task.reopened": mark("重新打开任务"),
    "deadline.held": mark("暂缓应办事项"),
    "deadline.released": mark("解除暂缓"),
    "extension.signed": mark("负责人签发延期申请"),
    "extension.sent_back": mark("负责人退回延期申请"),
}

THINGS: dict[str, str] = {"closing": mark("办结申请")}
