"""Targets in the many shapes that plans give them: lists, several years, changes, counts, shares, and what is none."""

import pytest

from workflow.plans.reader import Draft, read
from workflow.plans.reader.draft import Measured

Expected = list[tuple[str, float, str, int | None]]


def plan(sentence: str, title: str = "某市实施方案", head: str = "一、重点任务") -> Draft:
    return read(f"{title}\n{head}\n（一）推进工作。{sentence}（市发展改革委负责）\n".encode(), "plan.txt")


def targets(draft: Draft) -> Expected:
    return [(one.comparator, float(one.value), one.unit, one.due_year) for one in draft.targets]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("到2025年，甲量、乙量、丙量分别达到1.2万吨、0.6万吨和2万吨。", [1.2, 0.6, 2]),
        ("到2025年，甲覆盖率和乙覆盖率分别达到60%、50%以上。", [60, 50]),
        ("到2025年，甲和乙排放量比2020年分别下降10%。", [10, 10]),
        ("到2025年，甲使用率和乙使用率力争达到100%。", [100, 100]),
        ("到2025年，甲、乙使用比例分别降低20个、10个百分点。", [20, 10]),
        ("到2025年，建成绿色工厂20家、绿色园区3个，绿色供应链企业5家。", [20, 3, 5]),
        ("到2025年，新建6个500千伏、25个220千伏输变电项目。", [6, 25]),
        ("实现甲率、乙率、丙率100%。", [100, 100, 100]),
    ],
)
def test_lists_are_one_target_each(sentence: str, expected: list[float]) -> None:
    assert [value for _, value, _, _ in targets(plan(sentence))] == expected


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("到2022年、2025年，处置率分别达到85%、90%以上。", [2022, 2025]),
        ("2022至2025年占比分别达到80%、90%、95%、100%。", [2022, 2023, 2024, 2025]),
        ("“十四五”、“十五五”期间分别新增装机4000万千瓦左右。", [2025, 2030]),
        ("“十四五”和“十五五”期间累计完成改造8000万平方米。", [2030]),
        ("森林覆盖率2025年达到20%，2030年达到22%。", [2025, 2030]),
        ("全市塑料袋使用量每年下降20%。", [None]),
        ("经过三年努力，综合利用率达98%以上。", [None]),
        ("到2025年，占比由2020年的10%提高到15%。", [2025]),
    ],
)
def test_every_value_has_its_own_year(sentence: str, years: list[int | None]) -> None:
    assert [year for _, _, _, year in targets(plan(sentence))] == years


def test_the_years_of_a_plan_for_several_are_those_of_its_title() -> None:
    draft = plan("经过三年努力，综合利用率达98%以上。", title="某省工业节能行动计划（2022—2024年）")
    assert targets(draft) == [(">=", 98, "%", 2024)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("到2025年，新车销售量达到销售总量的20%左右。", ("~", 20, "%", 2025)),
        ("到2025年，进出口总额达到2020年的1.5倍。", (">=", 1.5, "倍", 2025)),
        ("到2025年，平均受教育年限达到11.3年。", (">=", 11.3, "年", 2025)),
        ("到2025年，粮食产量保持在80亿斤以上。", (">=", 80, "亿斤", 2025)),
        ("到2025年，森林蓄积量达到1.5亿m3。", (">=", 1.5, "亿m3", 2025)),
        ("到2025年，转化率达到80%—85%。", (">=", 80, "%", 2025)),
        ("到2025年，新建大型数据中心电能利用效率降到1.3以下。", ("<=", 1.3, "", 2025)),
        ("到2025年，实施超过150个合同能源管理项目。", (">", 150, "个", 2025)),
        ("到2025年，公路总里程2万公里。", (">=", 2, "万公里", 2025)),
        ("到2025年，形成全市392吨/日的处置能力。", (">=", 392, "吨/日", 2025)),
        ("到2025年，主要港口75%以上泊位具备供应岸电的能力。", (">=", 75, "%", 2025)),
        ("到2025年，推动60家公共机构安装智慧路灯。", (">=", 60, "家", 2025)),
        ("到2025年，完成市级公共机构60万平方米建筑改造。", (">=", 60, "万平方米", 2025)),
        ("到2025年，完成松林改造提升120万亩。", (">=", 120, "万亩", 2025)),
        ("力争2023年底前，开办时间压缩至0.5个工作日。", ("<=", 0.5, "个工作日", 2023)),
        ("开展30个乡村电气化试点。", (">=", 30, "个", None)),
        ("建设约160万千瓦燃机。", ("~", 160, "万千瓦", None)),
        ("既有单位按不低于20%配建充电桩。", (">=", 20, "%", None)),
        ("优先配套不低于10%的储能设施。", (">=", 10, "%", None)),
        ("扩建外送通道（可再生能源电量比例不低于50%）。", (">=", 50, "%", None)),
        ("为2025年底标杆产能比例达到50%打下坚实基础。", (">=", 50, "%", 2025)),
    ],
)
def test_shapes_of_a_single_target(sentence: str, expected: tuple[str, float, str, int | None]) -> None:
    assert targets(plan(sentence)) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "截至2021年底，全市累计建成充电桩1万个。",
        "目前，全市森林覆盖率达到20%。",
        "对新认定的企业给予一次性100万元奖励。",
        "每年安排资金1000万元。",
        "自受理之日起3个工作日内办结。",
        "引进35岁以下青年人才。",
        "加快淘汰20蒸吨/小时以下燃煤锅炉。",
        "推进总投资100亿元的产业园项目建设。",
        "打造覆盖2000万人口的交通圈。",
        "对第3批试点的5条意见作出答复。",
    ],
)
def test_the_present_rules_rewards_and_thresholds_are_no_targets(sentence: str) -> None:
    assert plan(sentence).targets == ()


def test_years_before_the_day_of_issue_are_past() -> None:
    text = "某市实施方案\n2022年3月1日\n一、重点任务\n（一）推进工作。{}（市发展改革委负责）\n"
    assert targets(read(text.format("2021年，绿化率达到20%，2025年，达到30%。").encode(), "plan.txt")) == [
        (">=", 30, "%", 2025)
    ]


def test_a_day_named_among_aims_holds_in_the_paragraphs_and_parts_below() -> None:
    aims = "一、主要目标\n到2025年，实现以下目标：\n1．能耗下降18%。\n2．绿化率达到30%。\n"
    text = f"某市实施方案\n{aims}二、任务\n（一）推进工作。（市局负责）\n"
    assert [year for _, _, _, year in targets(read(text.encode(), "plan.txt"))] == [2025, 2025]


def test_an_amount_of_something_changed_is_a_sum() -> None:
    assert [one.kind for one in plan("到2025年，森林质量精准提升45万亩，完成松林改造提升120万亩。").targets][-1] is (
        Measured.CUMULATIVE
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("5年内重点引进30名高级管理人才和50名专业人才，跟踪培养300名骨干人才。", [30, 50, 300]),
        ("选拔100名正职后备人才、200名副职后备人才。", [100, 200]),
        ("培养不少于10名领军人才，不少于20名后备人才。", [10, 20]),
        ("5年内筹集公寓1,000套。", [1000]),
        ("每年资助培养督导员50名、从业人员3000名。", [50, 3000]),
        ("面向全市高校择优设立50个特聘岗位。", [50]),
        ("生活垃圾收运体系覆盖90%以上的行政村。", [90]),
        ("推动不低于85%的党政机关建成节约型机关。", [85]),
        ("孕产妇死亡率控制在14.5/10万以内。", [14.5]),
        ("某钢铁淘汰2座450立方米高炉减量置换1座1300立方米高炉。", []),
        ("对年减少能源消费200吨标准煤以上的企业开展宣传。", []),
    ],
)
def test_things_and_people_to_be_won_need_no_year(sentence: str, expected: list[float]) -> None:
    found = targets(plan(sentence))
    assert [value for _, value, _, _ in found] == expected
    assert {year for _, _, _, year in found} <= {None}


def test_the_next_part_of_a_sentence_may_give_the_day() -> None:
    assert targets(plan("改造管网100公里，力争2024年6月底前完成。")) == [(">=", 100, "公里", 2024)]


def test_a_span_of_years_is_a_day_to_ask_about() -> None:
    assert [(due.words, due.due_on, due.question) for due in plan("5年内引进30名人才。").items[0].dues] == [
        ("5年内", None, "unclear")
    ]


def test_traditional_script_is_read_as_well() -> None:
    assert targets(plan("到2025年，新能源車輛佔比達到30%以上，培訓農民1萬人次。")) == [
        (">=", 30, "%", 2025),
        (">=", 1, "萬人次", 2025),
    ]


def test_what_is_told_up_to_a_day_is_neither_a_goal_nor_a_day_due() -> None:
    draft = plan("截至2021年底，全市建成一批充电站。")
    assert (draft.goals, draft.items[0].dues) == ((), ())


def test_after_how_things_stand_a_sentence_may_come_to_its_aim() -> None:
    assert targets(plan("目前，绿化率达到20%，到2025年达到30%。")) == [(">=", 30, "%", 2025)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("到2027年，总量在2022年基础上翻一番，达到2000亿元。", [("总量", 2000)]),
        ("到2025年，绿化率稳步提高，达到25%。", [("绿化率", 25)]),
        ("组建100支志愿服务队、招募1万名志愿者。", [("志愿服务队", 100), ("志愿者", 1)]),
        ("到2025年，塑料袋使用量每年下降20%。", [("塑料袋使用量", 20)]),
        ("到2025年，占比由2020年的10%提高到15%。", [("占比", 15)]),
    ],
)
def test_the_indicator_is_what_the_sentence_names(sentence: str, expected: list[tuple[str, float]]) -> None:
    assert [(one.indicator, float(one.value)) for one in plan(sentence).targets] == expected


def test_a_part_on_how_things_stand_holds_targets_only_for_days_to_come() -> None:
    text = (
        "某市实施方案\n一、工作基础\n绿化率超过25%。到2025年，绿化率达到30%。\n二、任务\n（一）推进工作。（市局负责）\n"
    )
    assert targets(read(text.encode(), "plan.txt")) == [(">=", 30, "%", 2025)]


def test_full_width_points_end_sentences_and_signs_compare() -> None:
    assert targets(plan("到２０２５年，处理率达到９８％．捕集率≥９０％，煤耗≤３００克．")) == [
        (">=", 98, "%", 2025),
        (">=", 90, "%", None),
        ("<=", 300, "克", None),
    ]
