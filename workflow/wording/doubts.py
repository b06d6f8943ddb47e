"""The reader's questions, in words."""

from flask_babel import gettext

from workflow.wording.marks import mark

QUESTIONS: dict[str, str] = {
    "lead_not_stated": mark("文件未写明牵头单位，按排在首位的单位拟定"),
    "open_list": mark("责任单位名单以“等”结尾，是否还有其他单位"),
    "day_ambiguous": mark("日期含义不明确（例如“2025年前”是否含2025年）"),
    "value_set_above": mark("目标值由省下达，待明确"),
}


def question(key: str) -> str:
    """The question in the reader's language."""
    return str(gettext(QUESTIONS.get(key, mark("其他疑问"))))
