"""Words of leaders' instructions: states, acts, refusals."""

from enum import StrEnum

from workflow.instructions.models import InstructionKind, InstructionState, StepKind, Unit
from workflow.instructions.moves import InstructionAct
from workflow.instructions.rhythms import Rhythm
from workflow.tasks.models import MilestoneSource
from workflow.wording.marks import mark

LABELS: tuple[tuple[StrEnum, str], ...] = (
    (InstructionKind.WRITTEN, mark("批示")),
    (InstructionKind.HANDED_OVER, mark("交办")),
    (InstructionState.RECEIVED, mark("待拟办")),
    (InstructionState.DRAFTED, mark("已拟办，待转办")),
    (InstructionState.PASSED_ON, mark("办理中")),
    (InstructionState.ANSWERED, mark("已报告结果")),
    (InstructionState.DONE, mark("已销号")),
    (InstructionState.WITHDRAWN, mark("已撤销")),
    (InstructionAct.DRAFT, mark("拟办")),
    (InstructionAct.AGREE, mark("同意拟办意见")),
    (InstructionAct.OBJECT, mark("退回重拟")),
    (InstructionAct.PASS_ON, mark("转办")),
    (InstructionAct.ANSWER, mark("报告办理结果")),
    (InstructionAct.CLEAR, mark("销号")),
    (InstructionAct.WITHDRAW, mark("撤销")),
    (StepKind.RECEIPT, mark("签收")),
    (StepKind.PROGRESS, mark("反馈进展")),
    (StepKind.RESULT, mark("办结")),
    (Unit.WORKING_DAYS, mark("个工作日")),
    (Unit.DAYS, mark("日（自然日）")),
    (Unit.MONTHS, mark("个月")),
    (Rhythm.ONE_DAY, mark("一个期限：3 个工作日内签收，到期报告结果")),
    (Rhythm.SHANXI_13710, mark("“13710”：当日签收部署，3 日反馈，7 日办结一般问题，1 个月办结，最后销号")),
    (MilestoneSource.LEADER, mark("市领导批示交办")),
)

SENTENCES: dict[str, str] = {
    "instruction.words_missing": mark("请写明批示人和批示原文。"),
    "instruction.words_too_long": mark("不能超过 %(limit)s 字。"),
    "instruction.day_to_come": mark("%(on)s 还没有到，请核对批示日期。"),
    "instruction.scan_missing": mark("登记书面批示须上传批示件的扫描件。"),
    "instruction.handling_missing": mark("请写明拟办意见：由谁办、办什么、办到什么程度。"),
    "instruction.heading_missing": mark("请选择方案中的任务，或填写交办事项的名称。"),
    "instruction.other_plan": mark("这项任务不在同一个方案里。"),
    "instruction.day_missing": mark("请选择办理期限。"),
    "instruction.no_post": mark("%(name)s 在系统里没有岗位，不能在线审定拟办意见。请线下送审，再转办。"),
    "instruction.nothing_to_agree": mark("没有待审定的拟办意见，可能已经审定过。"),
    "instruction.objection_missing": mark("请写明希望怎样办理。"),
    "instruction.not_drafted": mark("还没有拟办意见，请先拟办。"),
    "instruction.not_agreed": mark("拟办意见还没有经 %(name)s 审定，不能转办。"),
    "instruction.passed_on_already": mark("已经转办，拟办意见不能再改。"),
    "instruction.body_gone": mark("%(names)s 已经撤销，请重新拟办。"),
    "instruction.task_closed": mark("这项任务没有在推进，请重新拟办，作为单独的交办事项。"),
    "instruction.no_share": mark("%(names)s 不是这项任务的牵头或责任单位。请先调整责任分工，或作为单独的交办事项。"),
    "instruction.one_result": mark("须有一个、也只能有一个“办结”步骤。"),
    "instruction.too_many_steps": mark("最多 %(limit)s 个步骤，其中只能有一个“签收”。"),
    "instruction.step_words": mark("请写明每个步骤要做什么，不超过 %(limit)s 字。"),
    "instruction.step_day": mark("步骤“%(words)s”请填写转办后多久，或者一个日期，只填一样。"),
    "instruction.step_count": mark("步骤“%(words)s”的时间不合理，请核对。"),
    "instruction.day_past": mark("步骤“%(words)s”的日期 %(on)s 已经过去，请调整后再转办。"),
    "instruction.after_result": mark("步骤“%(words)s”的日期 %(on)s 在办结之后，请调整。"),
    "instruction.result_missing": mark("请写明办理结果。"),
    "instruction.results_open": mark("%(names)s 的办理结果还没有审核通过，不能报告办理结果。"),
    "instruction.reason_missing": mark("请写明撤销的理由。"),
    "closing.of_instruction": mark("这是批示交办的事项，随批示一起销号，不另行申请办结。"),
}

ACTS: dict[str, str] = {
    "instruction.received": mark("收到批示交办"),
    "instruction.drafted": mark("拟办"),
    "instruction.steps_set": mark("调整办理步骤"),
    "instruction.agreed": mark("同意拟办意见"),
    "instruction.objected": mark("退回重拟"),
    "instruction.passed_on": mark("转办"),
    "instruction.answered": mark("报告办理结果"),
    "instruction.cleared": mark("批示销号"),
    "instruction.withdrawn": mark("撤销批示"),
    "task.handed_over": mark("设立交办事项"),
}

THINGS: dict[str, str] = {"instruction": mark("批示")}
