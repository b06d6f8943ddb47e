"""Targets, goals and days in the words of plans."""

import pytest

from workflow.plans.reader import Draft, read
from workflow.plans.reader.draft import Measured


def plan(sentence: str, title: str = "某市实施方案") -> Draft:
    return read(f"{title}\n一、重点任务\n（一）推进工作。{sentence}（市发展改革委负责）\n".encode(), "plan.txt")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("到2025年，绿化率达到30%以上。", [(">=", 30, "%", 2025)]),
        ("到2025年，绿化率达到30%左右。", [("~", 30, "%", 2025)]),
        ("到2025年，煤耗力争降至300克标准煤/千瓦时以下。", [("<=", 300, "克标准煤/千瓦时", 2025)]),
        ("到2025年，能耗控制在0.1亿吨以内。", [("<=", 0.1, "亿吨", 2025)]),
        ("到2030年，能耗比2020年下降10%。", [("decrease_by", 10, "%", 2030)]),
        ("“十四五”期间，运量年均增长15%。", [("increase_by", 15, "%", 2025)]),
        ("到2025年，投资突破5000亿元。", [(">", 5000, "亿元", 2025)]),
        ("新增车辆中新能源汽车比例原则上不低于35%。", [(">=", 35, "%", None)]),
        ("到2025年，利用率达到60%，到2030年提升至70%。", [(">=", 60, "%", 2025), (">=", 70, "%", 2030)]),
        ("到2025年，甲、乙分别达到72%、35%。", [(">=", 72, "%", 2025), (">=", 35, "%", 2025)]),
        ("到2025年，甲覆盖率、乙覆盖率均达到90%。", [(">=", 90, "%", 2025), (">=", 90, "%", 2025)]),
        ("到2025年，力争新建农田120万亩，改造提升40万亩。", [(">=", 120, "万亩", 2025), (">=", 40, "万亩", 2025)]),
        ("到2030年，创建30个左右示范县城。", [("~", 30, "个", 2030)]),
        ("到2022年底，力争70％的党政机关建成节约型机关。", [(">=", 70, "%", 2022)]),
        ("推进10个开发区开展循环化改造。", [("=", 10, "个", None)]),
        ("全省电网到2030年具备5%左右的尖峰负荷响应能力。", [("~", 5, "%", 2030)]),
    ],
)
def test_targets_are_read_with_comparator_value_unit_and_year(
    sentence: str, expected: list[tuple[str, float, str, int | None]]
) -> None:
    read_ones = [(one.comparator, float(one.value), one.unit, one.due_year) for one in plan(sentence).targets]
    assert read_ones == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "加快日产4400吨熟料生产线项目建设。",
        "对综合能耗高于520千克标准煤/吨的企业开展改造。",
        "不得新建250米以上超高层建筑。",
        "到2025年，推进50兆瓦风电项目建设。",
        "对获评企业给予补贴，最高不超过100万元。",
        "完善（运距500公里以上）运输格局。",
        "认真落实《某省2030年降低10%行动方案》。",
    ],
)
def test_project_facts_thresholds_and_grants_are_no_targets(sentence: str) -> None:
    assert plan(sentence).targets == ()


def test_targets_keep_apart_levels_to_hold_sums_and_changes() -> None:
    draft = plan("到2025年，利用率稳定在90%以上，累计建成农田100万亩，能耗较2020年下降18%。")
    assert [one.kind for one in draft.targets] == [Measured.KEEP, Measured.CUMULATIVE, Measured.CHANGE]
    assert [one.baseline_year for one in draft.targets] == [None, None, 2020]


def test_in_an_annual_plan_what_bears_no_day_is_due_within_the_year() -> None:
    draft = plan("利用率达到90%。4月底前出台方案。", title="某省绿色转型2022年行动计划")
    assert [one.due_year for one in draft.targets] == [2022]
    assert [str(due.due_on) for due in draft.items[0].dues] == ["2022-04-30"]


@pytest.mark.parametrize(
    ("words", "day", "question"),
    [
        ("2022年2月底前", "2022-02-28", None),
        ("2024年2月底前", "2024-02-29", None),
        ("2025年底前", "2025-12-31", None),
        ("2023年6月15日前", "2023-06-15", None),
        ("2025年上半年", "2025-06-30", None),
        ("“十四五”末", "2025-12-31", None),
        ("2025年前", "2025-12-31", "before_year"),
    ],
)
def test_days_in_words_become_days_and_ambiguous_ones_a_question(words: str, day: str, question: str | None) -> None:
    dues = plan(f"{words}完成改造。").items[0].dues
    assert [(due.words, str(due.due_on), due.question) for due in dues] == [(words, day, question)]


def test_a_labelled_day_that_is_none_is_asked() -> None:
    draft = read("方案\n1．制定甲方案。\n责任单位：市统计局\n完成时限：按照国家安排部署\n".encode(), "plan.txt")
    assert [(due.words, due.due_on, due.question) for due in draft.items[0].dues] == [
        ("按照国家安排部署", None, "unclear")
    ]


def test_aims_without_a_value_are_goals_and_one_set_above_is_marked() -> None:
    draft = plan("到2025年，煤炭消费量实现负增长，单位能耗下降完成省下达目标。")
    assert [(goal.words, goal.kind) for goal in draft.goals] == [
        ("煤炭消费量实现负增长", Measured.LEVEL),
        ("单位能耗下降完成省下达目标", Measured.PROVINCE),
    ]
