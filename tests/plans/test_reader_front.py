"""The head of a document: titles over several lines, numbers, bodies that sign, days."""

from datetime import date

from tests.plans.readings import plan

BODY = "各区人民政府：\n现印发给你们，请认真贯彻执行。\n"
END = "一、总体要求\n坚持发展。\n二、重点任务\n（一）推进改造。提升能效。（市工信局负责）\n"
END += "（二）推进转型。（市商务局负责）\n"


def test_a_title_broken_over_three_lines_is_one_and_its_number_is_read() -> None:
    draft = plan(
        "- 1 -\n\n某政发〔2022〕16 号\n\n"
        + "某市人民政府印发\n某市关于加快建立健全绿色低碳\n循环发展经济体系实施方案的通知\n\n"
        + BODY
        + "\n某市人民政府\n2022 年3 月1 日\n（此件公开发布）\n"
        + "某市关于加快建立健全绿色低碳\n循环发展经济体系实施方案\n\n"
        + END
    )
    assert draft.title == "某市人民政府印发某市关于加快建立健全绿色低碳循环发展经济体系实施方案的通知"
    assert draft.plan_title == "某市关于加快建立健全绿色低碳循环发展经济体系实施方案"
    assert draft.doc_number == "某政发〔2022〕16号"
    assert (draft.issuer, draft.issued_on) == ("某市人民政府", date(2022, 3, 1))


def test_a_number_in_brackets_after_the_title_is_no_part_of_it() -> None:
    title = "某部等九部门关于印发《科技支撑实施方案（2022—2030年）》的通知"
    draft = plan(f"{title}（国科发社〔2022〕157号）\n\n" + BODY + END)
    assert (draft.title, draft.plan_title) == (title, "科技支撑实施方案（2022—2030年）")
    assert draft.doc_number == "国科发社〔2022〕157号"


def test_a_title_within_open_marks_goes_on_and_an_edition_belongs_to_it() -> None:
    draft = plan("关于印发《某市推进绿色建筑创建行动\n实施方案》的通知\n\n" + BODY + END)
    assert draft.title == "关于印发《某市推进绿色建筑创建行动实施方案》的通知"
    assert plan("某市专项资金管理办法\n（试行）\n\n" + END).title == "某市专项资金管理办法（试行）"


def test_all_bodies_that_sign_are_named_and_one_that_only_seals_is_not() -> None:
    draft = plan(
        "关于印发某市行动方案的通知\n"
        + BODY
        + "某市公安局    某市财政局\n某市商务局\n（某市商务局代章）\n2022年3月14日\n"
        + END
    )
    assert (draft.issuer, draft.issued_on) == ("某市公安局、某市财政局、某市商务局", date(2022, 3, 14))


def test_the_first_sentence_of_a_plan_is_not_its_title() -> None:
    draft = plan("某省关于加强草原保护修复的\n若干意见\n\n为贯彻《某方案》，提出如下意见。\n" + END)
    assert draft.title == "某省关于加强草原保护修复的若干意见"
