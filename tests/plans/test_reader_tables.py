"""Tables as they come: tabs, wide gaps, cells broken over lines, merged cells, one cell a line."""

import pytest

from tests.plans.readings import named, plan, rows

HEADER = "序号\t工作任务\t牵头单位\t配合单位\t完成时限\n"
ROWS = "1\t压减审批时间\t市政务服务局\t市发改委、市住建局\t2023年6月\n2\t优化纳税服务\t市税务局\t市财政局\t2023年9月\n"
WANTED = [
    ("1", "压减审批时间", ["市政务服务局", "市发改委", "市住建局"]),
    ("2", "优化纳税服务", ["市税务局", "市财政局"]),
]


@pytest.mark.parametrize("gap", ["\t", "    ", "　　"])
def test_cells_stand_apart_by_tabs_or_wide_gaps(gap: str) -> None:
    assert rows(plan("某区任务分工表\n" + (HEADER + ROWS).replace("\t", gap))) == WANTED


def test_a_row_broken_within_a_cell_is_one_row() -> None:
    assert rows(plan("某区任务分工表\n" + HEADER + ROWS.replace("市发改委、市住建局", "市发改委\n市住建局"))) == WANTED


def test_under_a_merged_cell_every_row_is_read_with_the_number_above() -> None:
    draft = plan(
        "某市任务清单\n序号\t工作任务\t具体措施\t责任单位\n1\t推进公共服务\t扩大学位\t市教育局\n"
        "\t\t增加托位\t市卫生健康委、市教育局\n2\t完善交通\t新建站点\t市交通运输局\n"
    )
    assert rows(draft) == [
        ("1", "扩大学位", ["市教育局"]),
        ("1", "增加托位", ["市卫生健康委", "市教育局"]),
        ("2", "新建站点", ["市交通运输局"]),
    ]


def test_a_number_may_stand_in_the_second_column() -> None:
    draft = plan(
        "某市任务清单\n类别\t编号\t措施\t牵头部门\t配合部门\n能源\t1\t建设风电\t市能源局\t市自然资源局\n"
        "\t2\t建设光伏\t市能源局\t市住建局\n"
    )
    assert rows(draft) == [
        ("1", "建设风电", ["市能源局", "市自然资源局"]),
        ("2", "建设光伏", ["市能源局", "市住建局"]),
    ]


def test_a_last_sentence_of_names_and_a_duty_is_a_clause_without_brackets() -> None:
    draft = plan(
        "某县措施\n一、支持创业。给予补贴。县人社局负责。\n二、支持就业。提供岗位。县民政局牵头，县财政局配合。\n"
    )
    assert named(draft) == [["县人社局"], ["县民政局", "县财政局"]]


def test_a_clause_before_the_words_is_not_their_heading() -> None:
    draft = plan("某市方案\n一、任务\n（一）（市甲局牵头）加强某工作。做好。\n（二）（市乙局牵头）加强另一项。做好。\n")
    assert rows(draft) == [("（一）", "加强某工作", ["市甲局"]), ("（二）", "加强另一项", ["市乙局"])]


def test_cells_wrapped_over_lines_and_heads_on_every_page_make_one_table() -> None:
    draft = plan(
        "某市任务分解表\n序号\n任务名称\n任务内容\n责任单位\n时间节点\n1\n算力建设\n科学统筹算力中心建设，鼓励部署边缘算力\n"
        "市发改委，各区县政府\n持续推进\n2\n数据采集训\n练场建设\n加快建设4个数据采集训练场，引育优\n质数据标注企业\n"
        "市数据局、市经信局、市产业集团，各\n区县政府\n2027年底\n\n—\n12\n—\n序号\n任务名称\n任务内容\n责任单位\n"
        "时间节点\n3\n工作机制建立\n成立推进专班，建立例会制度\n市经信局牵头，相关部门参与\n2026年底\n"
    )
    assert rows(draft) == [
        ("1", "算力建设", ["市发改委", "各区县政府"]),
        ("2", "数据采集训练场建设", ["市数据局", "市经信局", "市产业集团", "各区县政府"]),
        ("3", "工作机制建立", ["市经信局", "相关部门"]),
    ]


def test_a_task_printed_once_for_several_cells_is_the_name_of_their_group() -> None:
    draft = plan(
        "某市工作任务清单\n序号\n重点举措\n实施路径\n完成时限\n责任单位\n配合单位\n1\n扩容算力（2项）\n推动中心通过评估论证。\n"
        "12月\n市发改委、市数据局（市智能局）\n相关县（市、区）政府\n2\n启动机房建设。\n9月\n乙县政府\n/\n"
    )
    assert rows(draft) == [
        ("1", "推动中心通过评估论证。", ["市发改委", "市数据局（市智能局）", "相关县（市、区）政府"]),
        ("2", "启动机房建设。", ["乙县政府"]),
    ]


def test_an_empty_cell_of_bodies_takes_them_from_the_row_above() -> None:
    draft = plan(
        "某省任务分工表\n序号\t领域\t具体任务\t责任单位\n一、科技\n1\t智能\t攻关技术\t省科技厅、省经信厅\n2\t\t开放平台\t\n"
        "3\t\t建设场景\t省数据局\n"
    )
    assert rows(draft) == [
        ("1", "攻关技术", ["省科技厅", "省经信厅"]),
        ("2", "开放平台", ["省科技厅", "省经信厅"]),
        ("3", "建设场景", ["省数据局"]),
    ]
