"""Words for the calendar of working days."""

from workflow.wording.marks import mark

SENTENCES: dict[str, str] = {
    "calendar.changed": mark("%(year)s 年的工作日历刚刚被别人改过，请看过现在的内容后再保存。"),
    "calendar.source_missing": mark("请写明依据。"),
    "calendar.reason_missing": mark("请写明依据。"),
    "calendar.nothing_changed": mark("这一天已经是这样，没有改动。"),
    "calendar.file_empty": mark("请选择文件；所选的文件是空的或没有选。"),
    "calendar.file_large": mark("文件超过 1 MB，不像是一年的工作日历。"),
    "calendar.file_unreadable": mark("读不出这个文件。请用 .csv、.xlsx 或 .txt，每行一天：日期、放假或上班、名称。"),
    "calendar.file_no_rows": mark("文件里没有一天。每行一天：日期、放假或上班、名称。"),
    "calendar.file_rows": mark("文件超过 %(most)s 行，不像是一年的工作日历。"),
    "calendar.cell_empty": mark("没有填写。"),
    "calendar.cell_day": mark("不是日期，例如 2027-05-01，或 2027-05-01至2027-05-05。"),
    "calendar.cell_year": mark("不在所填的年份里。"),
    "calendar.cell_run": mark("起止日期颠倒，或超过一个月。"),
    "calendar.cell_twice": mark("这一天前面已经有了。"),
    "calendar.cell_kind": mark("请写“放假”或“上班”。"),
    "calendar.cell_long": mark("名称请控制在 60 字以内。"),
}
ACTS: dict[str, str] = {
    "calendar.year_entered": mark("录入一年的工作日历"),
    "calendar.day_off": mark("设为放假"),
    "calendar.day_worked": mark("设为上班"),
    "calendar.day_plain": mark("恢复按周一至周五"),
}
THINGS: dict[str, str] = {"calendar": mark("工作日历")}
FACTS: dict[str, str] = {"year": mark("年份"), "moved": mark("随之变动的期限（项）")}
