"""Lines, tables and numbers as files really bring them."""

from tests.plans.readings import named, plan, rows

SHORT = (
    "某市关于加强知识产权保护的实施方案 为贯彻落实上级部署，制定本方案。 一、总体要求 坚持严格保护。 二、重点任务 "
    "（一）强化制度约束 1.完善法规。修订条例。（市司法局、市市场监管局负责） "
    "2.加大处罚力度。依法从重。（市公安局负责） （二）优化协作机制 3.推进跨区域协作。签订协议。（市法院负责） "
    "三、组织实施 （一）加强领导。各地要重视。"
)


def test_a_short_plan_on_one_line_reads_like_a_long_one() -> None:
    wanted = [
        ("1.", "完善法规", ["市司法局", "市市场监管局"]),
        ("2.", "加大处罚力度", ["市公安局"]),
        ("3.", "推进跨区域协作", ["市法院"]),
        ("（一）", "加强领导", []),
    ]
    assert rows(plan(SHORT)) == wanted
    assert rows(plan(SHORT.replace(" ", ""))) == wanted


def test_a_plan_that_begins_in_its_middle_is_read_from_there() -> None:
    draft = plan(
        "某市方案\n二、实施设备更新行动\n（三）推进改造\n推进更新。（市工信局牵头）\n智能改造。（市大数据局负责）\n"
    )
    assert rows(draft) == [("（三）", "推进改造", ["市工信局", "市大数据局"])]


def test_a_bracket_cut_in_two_by_the_printed_line_is_one() -> None:
    line = "持续推进城市综合体和大型商场以及院校医院的设施改造引导居民使用高效节能电器并且"
    text = (
        "某市方案\n一、任务\n（一）推进改造。\n"
        + "\n".join([line] * 9)
        + "\n减少散烧用煤。\n（牵\n头单位：市商务局；责任单位：市教育局）\n"
    )
    assert named(plan(text)) == [["市商务局", "市教育局"]]


def test_decimal_numbers_go_three_deep_and_need_no_sign_after_them() -> None:
    draft = plan(
        "某集团节能行动方案\n1 总体目标\n能耗下降。\n2 重点任务\n2.1 能源结构\n2.1.1 发展光伏\n"
        "建设光伏。（责任部门：能源部）\n"
        "2.1.2 采购绿电\n扩大采购。（责任部门：采购部、能源部）\n2.2 工艺改造\n2.2.1 余热回收\n"
        "建设装置。（责任部门：设备部）\n"
        "3 保障措施\n3.1 组织保障\n加强领导。\n"
    )
    assert rows(draft) == [
        ("2.1.1", "发展光伏", ["能源部"]),
        ("2.1.2", "采购绿电", ["采购部", "能源部"]),
        ("2.2.1", "余热回收", ["设备部"]),
        ("3.1", "组织保障", []),
    ]


def test_a_table_of_contents_is_no_second_plan() -> None:
    body = (
        "一、总体要求\n坚持发展。\n二、主要任务\n（一）发展风电\n建设风电。（市发展改革委负责）\n"
        "三、保障措施\n加强领导。\n"
    )
    dotted = "目 录\n一、总体要求 ........ 1\n二、主要任务 ……………… 3\n（一）发展风电 ...... 3\n三、保障措施 ........ 5\n"
    plain = "目录\n一、总体要求\n二、主要任务\n（一）发展风电\n三、保障措施\n"
    for contents in ("", dotted, plain):
        assert rows(plan("某市规划\n" + contents + body)) == [
            ("（一）", "发展风电", ["市发展改革委"]),
        ]


def test_a_heading_may_begin_with_a_number_of_its_own() -> None:
    draft = plan("某市方案\n一、项目\n1.留学项目。选派。（市教育局负责）\n2.121人才项目。培养。（市人社局负责）\n")
    assert rows(draft) == [("1.", "留学项目", ["市教育局"]), ("2.", "121人才项目", ["市人社局"])]


def test_a_plan_of_chapters_alone_that_names_nobody_has_them_as_measures() -> None:
    chapters = (
        "一、总体要求\n坚持发展。\n二、科学绿化\n推进造林。\n三、管护森林\n严格管护。\n四、保障措施\n加强领导。\n"
    )
    assert [heading for _, heading, _ in rows(plan("某省工作要点\n" + chapters))] == [
        "科学绿化",
        "管护森林",
        "保障措施",
    ]


TABLE = """某市优化营商环境任务分工表
序号
工作任务
牵头单位
配合单位
完成时限
一、审批
1
压减审批时间
市政务服务局
市发改委、市住建局
2023年6月
2
优化纳税服务，推行
非接触式办税
市税务局
市财政局、
市大数据局
2023年9月
- 2 -
二、物流
3
降低物流成本
市交通局
市发改委、市商务局
2023年12月
某市人民政府办公室
2023年3月1日
"""


def test_a_table_printed_one_cell_a_line_is_a_table() -> None:
    draft = plan(TABLE)
    assert rows(draft) == [
        ("1", "压减审批时间", ["市政务服务局", "市发改委", "市住建局"]),
        ("2", "优化纳税服务，推行非接触式办税", ["市税务局", "市财政局", "市大数据局"]),
        ("3", "降低物流成本", ["市交通局", "市发改委", "市商务局"]),
    ]
    assert [str(due.due_on) for item in draft.items for due in item.dues] == ["2023-06-30", "2023-09-30", "2023-12-31"]
    assert all(draft.text[item.start : item.end] == item.text for item in draft.items)


def test_a_label_may_stand_on_the_line_above_its_value() -> None:
    draft = plan(
        "某市方案\n一、任务\n1.发展风电。建设。\n责任单位：\n市发改委、市能源局\n完成时限：\n2025年底\n2.改造。做好。\n"
    )
    assert named(draft) == [["市发改委", "市能源局"], []]


def test_articles_and_page_numbers_are_found_in_a_text_without_lines() -> None:
    articles = (
        "某区办法 第一条 【目的】为促进发展，制定本办法。第二条 【范围】适用于本区。"
        "第三条 【扶持】给予扶持：（一）支持循环经济。给予补贴。（责任单位：区发改局）— 6 —（二）支持节能降碳。给予补"
        "贴，标准为3.5万元至4.5万元。（责任单位：区 — 7 — 工信局）第四条 【施行】自印发之日起施行。"
    )
    filling = "企业应当依法经营并按照规定报送数据。" * 20
    draft = plan(articles.replace("适用于本区。", "适用于本区。" + filling) + "本办法由区发改局解释。" * 90)
    assert rows(draft) == [("（一）", "支持循环经济", ["区发改局"]), ("（二）", "支持节能降碳", ["区工信局"])]
    assert [draft.text[one.start : one.end] for one in draft.doubts if one.key == "page_number"] == ["— 6 —", "— 7 —"]


def test_a_space_left_by_a_broken_line_does_not_cut_a_name() -> None:
    first = "1.融资。做好。（省金融局、人民银行 广州分行、省发展改 革委）\n"
    draft = plan("某省方案\n一、任务\n" + first + "2.其他。做好。（省财政厅 省税务局）\n")
    assert named(draft) == [["省金融局", "人民银行广州分行", "省发展改革委"], ["省财政厅", "省税务局"]]


def test_signs_of_markdown_before_and_around_numbers_say_nothing() -> None:
    text = (
        "# 某市关于推进工业的实施方案\n\n## 一、总体要求\n坚持发展。\n\n## **二、重点任务**\n\n"
        "### （一）推进改造。\n推进**更新**改造，*力争*领先。（**责任单位**：市工信局）\n\n"
        "**（二）推进转型。** 做好转型。（市商务局负责）\n\n"
        "- **（三）推进融合。** 做好融合。\n  **责任单位：** 市财政局\n\n***\n\n## 三、保障措施\n\n"
        "1\\. 加强领导。\n2\\. 加强宣传。\n"
    )
    draft = plan(text)
    assert draft.title == "某市关于推进工业的实施方案"
    assert rows(draft) == [
        ("（一）", "推进改造", ["市工信局"]),
        ("（二）", "推进转型", ["市商务局"]),
        ("（三）", "推进融合", ["市财政局"]),
        ("1.", "加强领导", []),
        ("2.", "加强宣传", []),
    ]
    assert all(text[item.start : item.end] == item.text for item in draft.items)


def test_a_number_sign_of_a_machine_is_no_sign_of_markdown() -> None:
    draft = plan("某市方案\n一、任务\n（一）推进改造。\n#1机组和2#机组改造。（市工信局牵头）\n")
    assert "#1机组" in draft.items[0].text
