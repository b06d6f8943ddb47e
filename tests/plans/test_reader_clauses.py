"""Clauses of responsibility: notes for the whole paper, words after 等, names run together, lines cut in two."""

import pytest

from tests.plans.readings import named, plan

HEAD = "某市关于加快发展的实施方案\n一、重点任务\n"


@pytest.mark.parametrize(
    ("clause", "names"),
    [
        (
            "（省工信厅、省能源局负责，各市、县〔市、区〕人民政府落实；以下均需各市、县〔市、区〕政府落实，不再列出，下同）",
            ["省工信厅", "省能源局", "各市、县〔市、区〕人民政府"],
        ),
        ("（省工信厅、财政厅按职责分工负责。以下均需各设区市政府落实，不再列出）", ["省工信厅", "财政厅"]),
        ("（市工信局、市能源局。各市〔州〕人民政府，以下各条均涉及）", ["市工信局", "市能源局", "各市〔州〕人民政府"]),
        ("（市、区机管局，市、区财政局负责）", ["市、区机管局", "市、区财政局"]),
        ("（市人社局牵头，各区、县级市配合）", ["市人社局", "各区", "县级市"]),
        ("（省金融局，甲州、乙山市政府等按职责分工负责）", ["省金融局", "甲州、乙山市政府"]),
        (
            "（各区人民政府〈含开发区、风景区管委会〉，市统计局）",
            ["各区人民政府〈含开发区、风景区管委会〉", "市统计局"],
        ),
        ("（商务部、全国总工会等和各有关省级人民政府负责）", ["商务部", "全国总工会", "各有关省级人民政府"]),
    ],
)
def test_a_list_ends_where_notes_begin_and_goes_on_after_the_open_end(clause: str, names: list[str]) -> None:
    assert named(plan(HEAD + f"（一）推进某项工作。做好有关工作。{clause}\n")) == [names]


@pytest.mark.parametrize(
    "clause",
    [
        "（责任单位：市教育局、市财政局",
        "（市教育局、市财政局负责",
        "责任单位：市教育局、市财政局）",
        "支持学校（含幼儿园。（责任单位：市教育局、市财政局）",
    ],
)
def test_a_bracket_that_lost_its_other_half_spoils_no_other_item(clause: str) -> None:
    draft = plan(HEAD + f"（一）甲。做好。{clause}\n（二）乙。做好。（市民政局）\n（三）丙。做好。（市水利局负责）\n")
    assert named(draft) == [["市教育局", "市财政局"], ["市民政局"], ["市水利局"]]
