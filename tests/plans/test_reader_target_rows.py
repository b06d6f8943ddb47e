"""Targets of tables and labels, and things to be made without a day."""

import pytest

from workflow.plans.reader import read
from workflow.plans.reader.values import values

HEADER = "序号\t任务名称\t工作目标\t简要描述\t责任单位\t完成时限\n"


def table(row: str) -> list[tuple[str, float, str, int | None]]:
    text = f"某市实施方案\n一、重点任务\n{HEADER}{row}\n2\t推进二\t按期完成\t略\t市乙局\t长期坚持\n"
    found = read(text.encode(), "plan.txt").targets
    return [(one.comparator, float(one.value), one.unit, one.due_year) for one in found]


def test_a_row_is_due_when_its_own_cell_says_and_what_it_describes_is_no_target() -> None:
    row = "1\t推进一\t建成中心3个\t该系统已汇集数据，在全国建立15个实验室\t市甲局\t2026年底"
    assert table(row) == [(">=", 3, "个", 2026)]


def test_a_day_in_the_row_itself_goes_before_that_of_its_cell() -> None:
    assert table("1\t推进一\t2025年建成中心3个\t略\t市甲局\t2026年底") == [(">=", 3, "个", 2025)]


def test_a_labelled_day_holds_for_what_names_none() -> None:
    text = "方案\n1．推进甲。建成中心3个。\n责任单位：市统计局\n完成时限：2025年6月底前\n"
    assert [(one.due_year, str(one.due_on)) for one in read(text.encode(), "plan.txt").targets] == [
        (2025, "2025-06-30")
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("采用专家审核模式完成10万份文档标注。", [10]),
        ("分类规划建设一流课程50门、核心课程50门、融合课程100门左右。", [50, 50, 100]),
        ("开展中心认定，力争获批省级中心1家以上。", [1]),
        ("支持企业围绕规范研制国家标准2项以上。", [2]),
        ("到2027年，覆盖不低于97%的市县。", [97]),
        ("到2027年，在30个以上工程项目试点应用算法。", [30]),
        ("建成10个人形机器人训练场。", [10]),
        ("择优评选不超过10个标杆项目。", []),
        ("课题经费超过300万元且通过验收的，可直接认定。", []),
    ],
)
def test_things_to_be_made_without_a_day(sentence: str, expected: list[float]) -> None:
    text = f"某市实施方案\n一、重点任务\n（一）推进工作。{sentence}（市发展改革委负责）\n"
    assert [float(one.value) for one in read(text.encode(), "plan.txt").targets] == expected


def test_a_point_that_a_font_draws_by_a_sign_of_its_own_is_a_point() -> None:
    words = "营业收入超1\ue0102万亿元"
    assert [str(one.number) for one in values(words, 0, len(words))] == ["1.2"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("到2030年，灯具使用占比超过80%，30%以上城市建成照明系统。", [(">", 80), (">=", 30)]),
        ("到2030年，新建居住建筑本体达到83%节能要求。", [(">=", 83)]),
        ("到2025年，可渗透地面面积比例不宜小于40%。", [(">=", 40)]),
        ("人工林主伐年龄下调为16年。", [("<=", 16)]),
        ("60%的城市社区先行达到创建要求。", [(">=", 60)]),
        ("“十四五”新增绿色工厂500家以上。", [(">=", 500)]),
        ("道路红线宽度不超过40米，广场面积不大于2公顷。", []),
    ],
)
def test_values_of_building_and_land(sentence: str, expected: list[tuple[str, float]]) -> None:
    text = f"某市实施方案\n一、重点任务\n（一）推进工作。{sentence}（市发展改革委负责）\n"
    assert [(one.comparator, float(one.value)) for one in read(text.encode(), "plan.txt").targets] == expected


def test_guidance_for_one_year_is_an_annual_plan() -> None:
    text = "2022年能源工作指导意见\n一、重点任务\n（一）推进工作。电力装机达到26亿千瓦左右。（市局负责）\n"
    assert [one.due_year for one in read(text.encode(), "plan.txt").targets] == [2022]
