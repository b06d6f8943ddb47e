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
    "body_in_prose": mark("责任单位写在句子里，没有单独列出，请核对"),
    "half_sentence": mark("这一条的文字像是不完整"),
    "number_gap": mark("编号不连续，中间可能缺了条目"),
    "control_signs": mark("文中有不可见的控制字符或乱码"),
    "page_number": mark("文中夹有页码，已略去"),
    "page_furniture": mark("文中夹有网页栏目、按钮一类的文字"),
    "bracket_half": mark("括号只有一半，里面像是责任单位"),
    "name_missing": mark("这句话里应有的姓名缺失"),
}

ANSWER_WORDS: dict[str, str] = {
    "first_leads": mark("由排在首位的单位牵头"),
    "ask_later": mark("征求意见时再定"),
    "nobody_else": mark("没有其他单位"),
    "with_year": mark("含当年，到年底为止"),
    "before_year": mark("不含当年，到上一年年底为止"),
    "year_of_issue": mark("按成文当年"),
    "no_deadline": mark("不作为办理期限"),
    "wait": mark("等上级下达后再定"),
    "is_body": mark("是单位名称"),
    "generic": mark("泛指，不对应具体单位"),
    "no_body": mark("不是单位，去掉"),
    "standing": mark("改为保障措施"),
    "general": mark("改为总体要求"),
    "inherit": mark("沿用上一级的责任单位"),
    "complete": mark("没有缺漏"),
    "check_paper": mark("有缺漏，待核对纸质原件"),
    "left_out": mark("确是页码"),
    "as_told": mark("按句中写明的单位"),
    "web_words": mark("确是网页文字，不属于文件"),
    "kept": mark("保持原样"),
    "mended": mark("已经修改"),
}


OTHER_QUESTION, OTHER_ANSWER = mark("其他疑问"), mark("其他答复")


def question(key: str) -> str:
    """The question in the reader's language."""
    return str(gettext(QUESTIONS.get(key, OTHER_QUESTION)))


def answer(said: str) -> str:
    """An answer in the reader's language: on its button, and on the row once given."""
    return str(gettext(ANSWER_WORDS.get(said, OTHER_ANSWER)))
