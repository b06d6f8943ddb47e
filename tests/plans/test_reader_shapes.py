"""Shapes of plans: encodings, line breaks, numberings, tables, and the many ways to say who answers."""

from pathlib import Path

import pytest

from workflow.plans.reader import Draft, Unreadable, read
from workflow.plans.reader.draft import Kind, Role

SEED = Path(__file__).parents[2] / "seed" / "yuncheng.txt"
HEAD = "某市关于加快发展的实施方案\n一、重点任务\n"


def plan(text: str) -> Draft:
    return read(text.encode(), "plan.txt")


def found(draft: Draft) -> list[tuple[tuple[str, ...], str, str | None, list[str]]]:
    """Path, heading, lead and the others of every item that is not general."""
    rows = []
    for item in draft.items:
        bodies = [body for clause in item.clauses for body in clause.bodies]
        lead = next((body.name for body in bodies if body.role is Role.LEAD), None)
        others = list(dict.fromkeys(body.name for body in bodies if body.name != lead))
        if item.kind is not Kind.GENERAL:
            rows.append((item.path, item.heading, lead, others))
    return rows


def wrapped(text: str, width: int) -> str:
    """The text as a printed page gives it back: hard lines, page numbers between."""
    lines = [line.strip()[place : place + width] for line in text.split("\n") for place in range(0, len(line), width)]
    pages = [lines[place : place + 24] for place in range(0, len(lines), 24)]
    return "\n".join("\n".join([*page, "", f"- {number} -", ""]) for number, page in enumerate(pages, 1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_makes_no_difference(encoding: str) -> None:
    text = SEED.read_text("utf-8")
    assert read(text.encode(encoding), "plan.txt").items == read(text.encode(), "plan.txt").items


@pytest.mark.parametrize("between", ["", " "])
def test_a_text_without_line_breaks_reads_the_same(between: str) -> None:
    text = SEED.read_text("utf-8")
    line = between.join(part.strip() for part in text.split("\n") if part.strip())
    assert found(plan(line)) == found(plan(text))


def test_hard_wrapped_lines_and_page_numbers_read_the_same() -> None:
    text = SEED.read_text("utf-8")
    draft = plan(wrapped(text, 36))
    assert found(draft) == found(plan(text))
    assert len(draft.targets) == 44
    assert any(doubt.key == "page_number" for doubt in draft.doubts)


@pytest.mark.parametrize(
    ("clause", "names"),
    [
        ("（市发展改革委牵头，市工信局、市财政局配合）", ["市发展改革委", "市工信局", "市财政局"]),
        ("（市发展改革委、市工信局分别牵头）", ["市发展改革委", "市工信局"]),
        ("（市发展改革委会同有关部门负责）", ["市发展改革委", "有关部门"]),
        ("（牵头单位：市科技局；配合单位：市财政局、市教育局）", ["市科技局", "市财政局", "市教育局"]),
        ("【牵头单位：市科技局 配合单位：市财政局 市教育局】", ["市科技局", "市财政局", "市教育局"]),
        ("〔责任单位：市卫健委和市医保局、市文化和旅游局〕", ["市卫健委", "市医保局", "市文化和旅游局"]),
        (
            "（责任单位：市发改委、自然资源局，各县（市、区）人民政府）",
            ["市发改委", "自然资源局", "各县（市、区）人民政府"],
        ),
        ("（由市教育局牵头，市人力资源和社会保障局等部门参与）", ["市教育局", "市人力资源和社会保障局"]),
        ("（省科技厅、省工业和信息化厅等省有关部门、单位负责）", ["省科技厅", "省工业和信息化厅"]),
        ("（省发展改革委，有关市、县〔区〕人民政府等按职责分工负责）", ["省发展改革委", "有关市、县〔区〕人民政府"]),
        ("（责任单位：市工信局（牵头）、市科技局）", ["市工信局", "市科技局"]),
        ("（牵头领导：张三；责任单位：市住建局；完成时限：2025年12月底）", ["市住建局"]),
        ("（市国资委牵头，市科学技术局等单位配合，长期坚持）", ["市国资委", "市科学技术局"]),
        ("（市财政局、市税务局负责。列第一位者为牵头单位，下同）", ["市财政局", "市税务局"]),
        ("（區發展改革局牽頭，區財政局配合）", ["區發展改革局", "區財政局"]),
        ("（市生态环境局、市发展改革委）", ["市生态环境局", "市发展改革委"]),
        ("\n责任单位：市商务局、市市场监管局\n完成时限：2025年6月底前", ["市商务局", "市市场监管局"]),
        ("\n牵头单位：市教育局\n责任单位：市财政局", ["市教育局", "市财政局"]),
    ],
)
def test_responsibility_is_read_in_its_many_shapes(clause: str, names: list[str]) -> None:
    draft = plan(HEAD + f"（一）推进某项工作。做好有关工作。{clause}\n（二）推进另一项。继续做好。（市统计局负责）\n")
    bodies = [body for one in draft.items[0].clauses for body in one.bodies]
    assert [body.name for body in bodies] == names
    assert [body.role for body in bodies] == [Role.LEAD] + [Role.CO] * (len(names) - 1)
    assert len(draft.items) == 2


def test_a_lead_is_stated_by_the_word_or_by_a_note_for_the_whole_paper() -> None:
    first = plan(HEAD + "（一）甲。做好。（市财政局、市税务局负责）\n")
    noted = plan(
        HEAD
        + (
            "（一）甲。做好。（市财政局、市税务局负责。列第一位者为牵头单位，下同）\n（二）乙。做好。（"
            "市税务局、市审计局负责）\n"
        )
    )
    assert [clause.lead_stated for item in first.items for clause in item.clauses] == [False]
    assert [clause.lead_stated for item in noted.items for clause in item.clauses] == [True, True]


def test_several_clauses_in_one_measure_are_shares_of_their_own() -> None:
    draft = plan(
        HEAD + "（一）促进消费。扩大销售。（省商务厅牵头负责）建设网点。（省住建厅、省交通厅按职责分工负责）\n"
    )
    assert [[body.name for body in clause.bodies] for clause in draft.items[0].clauses] == [
        ["省商务厅"],
        ["省住建厅", "省交通厅"],
    ]


def test_the_measure_is_the_lowest_item_with_its_own_clause_over_four_levels() -> None:
    draft = plan(
        "某省方案\n第一部分 总体要求\n一、主要目标\n到2025年，森林覆盖率达到30%。\n第二部分 重点任"
        "务\n一、优化环境\n（一）深化改革\n"
        "1.推进许可改革。\n（1）压减事项。压减一批。（省政务局牵头）\n（2）告知承诺。推行一批。（省司法厅牵头）\n"
        "第三部分 保障措施\n一、加强领导\n各地要加强领导。\n"
    )
    assert found(draft) == [
        (("第二部分", "一", "（一）", "1.", "（1）"), "压减事项", "省政务局", []),
        (("第二部分", "一", "（一）", "1.", "（2）"), "告知承诺", "省司法厅", []),
        (("第三部分", "一"), "加强领导", None, []),
    ]


def test_a_clause_on_parent_and_child_counts_at_the_child_and_is_inherited_where_the_child_has_none() -> None:
    draft = plan(
        HEAD + "（一）产业升级（市工信局牵头）\n1.钢铁升级。做好。（市发展改革委负责）\n"
        "2.化工升级。做好。（市应急局负责）\n3.其他。做好。\n"
        "（二）城市更新（市住建局牵头）\n1.改造小区。做好。\n2.改造管网。做好。\n"
    )
    assert [(item.path[-1], item.heading) for item in draft.items] == [
        ("1.", "钢铁升级"),
        ("2.", "化工升级"),
        ("3.", "其他"),
        ("（二）", "城市更新"),
    ]
    assert [body.name for body in draft.items[2].inherited] == ["市工信局"]


def test_a_clause_after_the_last_sub_item_is_the_whole_item_s_where_others_have_theirs_there() -> None:
    draft = plan(
        "某区办法\n第一条 【扶持】对项目给予扶持：\n（一）支持循环经济。\n1.对项目给予支持。\n2.项"
        "目由本区发展改革部门评审。（责任单位：区发展改革局）\n"
        "（二）支持节能。给予支持。（责任单位：区工信局）\n（三）支持环保。给予支持。（责任单位：区"
        "环保局）\n第二条 本办法自印发之日起施行。\n"
    )
    assert [(path[-1], lead) for path, _, lead, _ in found(draft)] == [
        ("（一）", "区发展改革局"),
        ("（二）", "区工信局"),
        ("（三）", "区环保局"),
    ]


def test_rows_of_a_table_are_measures_and_their_columns_say_who_answers() -> None:
    draft = plan(
        "某市重点任务分工表\n序号\t重点任务\t牵头单位\t配合单位\t完成时限\n1\t建设平台\t市发展改革"
        "委\t市财政局、市工信局\t2023年6月底前\n"
        "2\t完善制度\t市政务局\t\t2023年底前\n"
    )
    assert found(draft) == [
        (("1",), "建设平台", "市发展改革委", ["市财政局", "市工信局"]),
        (("2",), "完善制度", "市政务局", []),
    ]
    assert [str(due.due_on) for item in draft.items for due in item.dues] == ["2023-06-30", "2023-12-31"]


def test_two_plans_in_one_file_each_count_from_one() -> None:
    one = (
        "甲市实施方案\n一、任务\n（一）做甲。做好。（市甲局负责）\n二、保障\n（一）加强领导。做好。"
        "\n甲市人民政府\n2024年1月2日\n"
    )
    two = "乙市行动计划\n一、做乙。做好。（市乙局负责）\n二、做丙。做好。（市丙局负责）\n"
    assert [(path, lead) for path, _, lead, _ in found(plan(one + "\n" + two))] == [
        (("一", "（一）"), "市甲局"),
        (("二", "（一）"), None),
        (("一",), "市乙局"),
        (("二",), "市丙局"),
    ]


def test_a_plan_without_any_clause_has_its_lowest_items_as_measures_without_lead() -> None:
    draft = plan(
        "行动方案\n一、总体要求\n做好工作。\n二、重点任务\n（一）能源行动。\n1．推进替代。做好。\n"
        "2．发展新能源。做好。\n三、组织实施\n（一）加强协调。做好。\n"
    )
    kinds = [(item.path, item.kind) for item in draft.items]
    assert kinds == [
        (("一",), Kind.GENERAL),
        (("二", "（一）", "1．"), Kind.MEASURE),
        (("二", "（一）", "2．"), Kind.MEASURE),
        (("三", "（一）"), Kind.STANDING),
    ]


def test_another_string_over_a_name_is_found_wherever_it_recurs_and_a_legal_word_is_not() -> None:
    draft = plan(
        "ab88娱乐\n" + HEAD + "（一）学习。以ab88娱乐新时代中国特色社会主义思想为指导，打击网络赌博。（市公安局负责）\n"
    )
    assert [taint.quote for taint in draft.taints] == ["ab88娱乐", "ab88娱乐"]
    assert [taint.item for taint in draft.taints] == [None, 0]


def test_a_name_taken_out_and_numbers_that_jump_are_doubts() -> None:
    draft = plan(
        HEAD
        + "（一）学习。以新时代中国特色社会主义思想为指导。（市委宣传部负责）\n（四）落实。做好。（市财政局负责）\n"
    )
    assert {"name_missing", "number_gap"} <= {doubt.key for doubt in draft.doubts}


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "reader.empty"),
        (b" \r\n\t\x00", "reader.blank"),
        (b"%PDF-1.7 ...", "reader.broken_pdf"),
        (b"PK\x03\x04....", "reader.broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "reader.old_office"),
        (b"<!DOCTYPE html><html></html>", "reader.blank"),
        (bytes(range(256)) * 40, "reader.not_text"),
        ("今天天气很好，没有什么计划。".encode(), "reader.not_a_plan"),
        (b"a" * (20 * 1024 * 1024 + 1), "reader.too_large"),
    ],
)
def test_what_is_no_plan_is_refused_with_its_own_reason(content: bytes, key: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(content, "file")
    assert refused.value.key == key
    assert refused.value.facts["name"] == "file"
