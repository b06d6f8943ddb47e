"""The reader's questions, in words."""

from flask_babel import gettext

from workflow.wording.marks import mark

QUESTIONS: dict[str, str] = {
    "lead_not_stated": mark("文件未写明牵头单位，按排在首位的单位拟定"),
    "open_list": mark("责任单位名单以“等”结尾，是否还有其他单位"),
    "day_ambiguous": mark("日期含义不明确（例如“2025年前”是否含2025年）"),
    "value_set_above": mark("目标值由省下达，待明确"),
    "day_no_year": mark("日期没有写明年份"),
    "day_unclear": mark("完成时限没有写明具体日期"),
    "body_odd": mark("这个名称不像单位名称"),
    "body_none": mark("这一条没有写明责任单位"),
    "body_inherited": mark("这一条没有单独写明责任单位，上一级写明了"),
    "half_sentence": mark("这一条的文字像是不完整"),
    "number_gap": mark("编号不连续，中间可能缺了条目"),
    "control_signs": mark("文中有不可见的控制字符或乱码"),
    "page_number": mark("文中夹有页码，已略去"),
    "name_missing": mark("这句话里应有的姓名缺失"),
}


def question(key: str) -> str:
    """The question in the reader's language."""
    return str(gettext(QUESTIONS.get(key, mark("其他疑问"))))
