"""Words of a period's page and of its workbook. Heads and answers of the workbook are in Chinese in every language:
they are read back from it."""

from workflow.wording.marks import mark

TABLE = mark("填报表")
YES = mark("是")
AWAITED, AWAITED_SHORT = mark("待数据发布"), mark("待发布")
YEAR, MONTH, DAY = mark("年"), mark("月"), mark("日")
LEADS, ASKED, MAY_ADD = mark("牵头"), mark("责任（办公室已请）"), mark("责任（有则报）")
NO_SECTION = mark("未分科室")
HEADS = {
    "number": mark("编号"),
    "task": mark("任务"),
    "role": mark("角色"),
    "section": mark("责任科室"),
    "last": mark("上期内容"),
    "unchanged": mark("无变化"),
    "standing": mark("本期情况"),
    "text": mark("本期进展"),
}
OF_PROBLEM = {
    "kind": mark("问题类型"),
    "blocker": mark("存在问题及原因"),
    "asked": mark("请求谁解决什么"),
    "since": mark("问题自何时起"),
}
AFTER = {
    "next_step": mark("下步打算"),
    "token": mark("行标记"),
}
OF_TARGET = {
    "aim": mark("指标"),
    "before": mark("上次数值"),
    "value": mark("本期数值"),
    "as_of": mark("数据截至"),
    "source": mark("来源"),
    "definition": mark("口径"),
}
HOW = mark(
    "填写说明：只填黄色格。没有变动的在“无变化”选“是”，其余不填；有变动的填“本期情况”“本期进展”等。"
    "日期写成 2026-09-30。还没有数据的，“本期数值”写“待数据发布”，“数据截至”写预计发布日期。"
    "一项任务有几个问题的，一个问题填一组：“存在问题及原因1”“存在问题及原因2”……没有的不填。"
    "佐证材料在系统里附。请不要增删行列。填好后在系统里“导入”，先预览再决定存草稿还是报送。"
)
BLOCKED, NEXT_STEP = mark("存在问题：%(words)s"), mark("下步打算：%(words)s")
FOR_BODY = mark("填报单位：%(name)s。填报周期：%(period)s。")

SENTENCES: dict[str, str] = {
    "period.nothing": mark("没有勾选“无变化”，也没有填写内容，没有报送。"),
    "period.file_missing": mark("请选择填好的填报表。"),
    "period.file_empty": mark("文件是空的，请换一份文件。"),
    "period.file_large": mark("文件超过 %(megabytes)s MB，请检查是否选错了文件。"),
    "period.file_unreadable": mark("打不开这份文件。请上传由本系统导出、填好后另存的 .xlsx。"),
    "period.file_macros": mark("这份文件带有宏，不能读取。请另存为不带宏的 .xlsx 再上传。"),
    "period.file_columns": mark("不是填报表：缺少“%(columns)s”这几列。请用本系统导出的表填写。"),
    "period.file_rows": mark("表格超过 %(most)s 行，请检查是否选错了文件。"),
    "period.file_other_department": mark("这份填报表是其他单位的，请核对后再上传。"),
    "period.file_other_period": mark("这份填报表是%(was)s的，现在填报的是%(now)s。请换一份，或到相应周期的页面导入。"),
    "period.file_unmarked": mark("这份填报表的行标记都认不出来，可能不是由本系统导出的。请重新导出再填。"),
    "period.file_nothing": mark("表里没有填写内容，也没有选“无变化”。"),
    "period.cell_mark": mark("行标记缺失或被改动，认不出是哪项任务。请重新导出表格填写。"),
    "period.cell_other": mark("这一行是从其他单位或其他周期的表里复制来的。"),
    "period.cell_not_given": mark("这一行的任务没有分给您的科室，或者已经报送、已经结束。"),
    "period.cell_shifted": mark("编号与这一行原来的任务不符，可能排过序或移动过单元格。"),
    "period.cell_twice": mark("与前面的行重复，同一任务只填一行。"),
    "period.cell_formula": mark("这一格是公式，请改为文字。"),
    "period.cell_choice": mark("请从下拉表中选择，不要自己写。"),
    "period.cell_no_target": mark("这项任务没有这个指标，请不要填写。"),
    "period.cell_no_earlier": mark("这项任务没有可重复的往期填报，不能选“无变化”。"),
    "period.cell_unchanged_but": mark("选了“无变化”，却又填了内容，请留一样。"),
}
