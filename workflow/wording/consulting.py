"""Words of the table of responsibilities: its heads and what may be written in it, and sentences for what may not.

Heads and answers are in Chinese in every language: they stand on an official paper and are read back from it."""

from workflow.tasks.consulting_models import CommentKind
from workflow.wording.marks import mark

TABLE = mark("任务分工表")
KIND_WORDS = {
    mark("无意见"): CommentKind.AGREE,
    mark("调整牵头单位"): CommentKind.LEAD,
    mark("增加责任单位"): CommentKind.ADD,
    mark("退出责任单位"): CommentKind.DROP,
    mark("其他意见"): CommentKind.OTHER,
}
HEADS = {
    "number": mark("编号"),
    "task": mark("任务"),
    "lead": mark("牵头单位"),
    "others": mark("责任单位"),
    "leader": mark("分管市领导"),
    "section": mark("责任科室"),
    "opinion": mark("意见"),
    "unit": mark("建议单位"),
    "reason": mark("理由"),
    "token": mark("行标记"),
}
WHOLE_NUMBER, WHOLE_TASK = mark("总体"), mark("对整张表的其他意见（选“其他意见”，写在“理由”里）")
HOW_IN_WORKBOOK = mark(
    "填写说明：只填黄色格。“意见”从下拉表中选；“建议单位”写建议牵头或增加的单位；“理由”写明依据。"
    "没有意见的，选一行“无意见”即可，不必逐行填写。请不要增删行列。"
)
HOW_IN_DOCUMENT = mark(
    "填写说明：“意见”栏请写“无意见”，或以“调整牵头单位：单位名称，理由”“增加责任单位：单位名称，理由”"
    "“退出责任单位：理由”开头；其他意见直接写明。没有意见的，写一行“无意见”即可。"
)
FOR_BODY, BY_WHEN = mark("反馈单位：%(name)s。"), mark("反馈截止：%(day)s。")
AND_OTHERS = mark("等")
PAPER_NUMBER = mark("序号")

SENTENCES: dict[str, str] = {
    "lead.leads_already": mark("所选单位已经是牵头单位。"),
    "lead.shares_already": mark("%(name)s已经在这项任务的牵头或责任单位中。"),
    "lead.shares_not": mark("%(name)s不是这项任务的责任单位。"),
    "lead.stays": mark("%(name)s是牵头单位，不能直接退出。请先调整牵头单位。"),
    "lead.section_long": mark("科室名称不能超过 %(limit)s 字。"),
    "lead.no_leader": mark("所选岗位不是在任的市领导岗位，请重新选择。"),
    "plan.consultation_open": mark("任务分工表还在征求意见，请先结束征求意见，再启动。"),
    "consult.open_already": mark("已经在征求意见，请先结束这一轮。"),
    "consult.day_past": mark("反馈截止日 %(on)s 已经过去，请选今天或以后的日期。"),
    "consult.closed": mark("这一轮征求意见已经结束。需要补充意见的，请与领导小组办公室联系。"),
    "consult.not_open": mark("还没有开始征求意见。"),
    "consult.started": mark("方案已经启动，征求意见不再办理；需要调整的，请走“申请调整责任单位”。"),
    "consult.words_long": mark("理由不能超过 2000 字，请精简。"),
    "consult.task_missing": mark("这类意见要写明是哪一项任务；对整张表只能提其他意见。"),
    "consult.other_plan": mark("所选任务不属于这个方案，请刷新后再试。"),
    "consult.unit_missing": mark("请写明建议的单位。"),
    "consult.unit_unknown": mark("不认识的单位名称：%(name)s。请写单位的全称或简称；新单位请先由管理员添加。"),
    "consult.one_unit": mark("这里只能写一个单位。"),
    "consult.leads_already": mark("所写单位已经是这项任务的牵头单位。"),
    "consult.shares_already": mark("所写单位已经在这项任务的牵头或责任单位中。"),
    "consult.shares_not": mark("要退出的单位不是这项任务的责任单位。"),
    "consult.lead_stays": mark("牵头单位不能直接退出，请选“调整牵头单位”并写明建议单位。"),
    "consult.words_missing": mark("请写明意见内容。"),
    "consult.has_comments": mark("本单位已经提了意见，不能再反馈“无意见”。"),
    "consult.said_already": mark("本单位对这项任务已有同类意见，请在原意见上修改，以免覆盖。"),
    "consult.decided_already": mark("这条意见办公室已经处理，不能再改。"),
    "consult.basis_missing": mark("请写明采纳的依据或不采纳的理由。"),
    "consult.department_missing": mark("看不出是哪个单位反馈的，请选择单位。"),
    "consult.other_department": mark("这份表是发给其他单位的，请核对后再上传。"),
    "consult.file_missing": mark("请选择填好的任务分工表。"),
    "consult.file_empty": mark("文件是空的，请换一份文件。"),
    "consult.file_large": mark("文件超过 %(megabytes)s MB，请检查是否选错了文件。"),
    "consult.file_unreadable": mark("打不开这份文件。请上传由本系统导出、填好后另存的 .xlsx 或 .docx。"),
    "consult.file_macros": mark("这份文件带有宏，不能读取。请另存为不带宏的 .xlsx 或 .docx 再上传。"),
    "consult.file_columns": mark("不是任务分工表：缺少“%(columns)s”这几列。请用本系统导出的表填写。"),
    "consult.file_rows": mark("表格超过 %(most)s 行，请检查是否选错了文件。"),
    "consult.file_other_plan": mark("这份表不是这个方案的，请核对后再上传。"),
    "consult.file_old_round": mark("这份表是第 %(was)s 轮征求意见的旧表，请用第 %(now)s 轮的新表。"),
    "consult.file_nothing": mark("表里没有填写任何意见。没有意见的，请选一行“无意见”。"),
    "consult.cell_formula": mark("这一格是公式，请改为文字。"),
    "consult.cell_long": mark("内容过长，请精简。"),
    "consult.cell_mark": mark("行标记被改动，认不出是哪项任务。请重新下载表格填写。"),
    "consult.cell_other": mark("这一行是从发给其他单位的表里复制来的。"),
    "consult.cell_task": mark("认不出这一行是哪项任务，请不要增加行。"),
    "consult.cell_shifted": mark("编号与这一行原来的任务不符，可能排过序或移动过单元格。"),
    "consult.cell_not_yours": mark("本单位不在这项任务的牵头和责任单位中。"),
    "consult.cell_twice": mark("与前面的行重复，同一任务的同类意见只写一行。"),
    "consult.cell_no_kind": mark("填了建议单位或理由，请在“意见”中选择类别。"),
    "consult.cell_kind": mark("请从下拉表中选择，不要自己写。"),
    "consult.cell_agrees_but": mark("选了“无意见”，却又写了建议单位或理由，请核对。"),
    "consult.cell_unit": mark("不认识这个单位名称，请写全称或简称。"),
}
