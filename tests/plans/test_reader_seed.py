"""What the reader must find in the seed, the carbon peak plan of 运城."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from workflow.plans.reader import Draft, read
from workflow.plans.reader.draft import Item, Kind, Role

SEED = Path(__file__).parents[2] / "seed" / "yuncheng.txt"
PASTED = "365体育投注"


@pytest.fixture(scope="module")
def draft() -> Draft:
    return read(SEED.read_bytes(), SEED.name)


def at(draft: Draft, *path: str) -> Item:
    return next(item for item in draft.items if item.path == path)


def test_the_seed_holds_71_items_65_with_a_clause_4_duties_and_2_general(draft: Draft) -> None:
    assert Counter(item.kind for item in draft.items) == {Kind.MEASURE: 65, Kind.STANDING: 4, Kind.GENERAL: 2}
    assert all((len(item.clauses) == 1) == (item.kind is Kind.MEASURE) for item in draft.items)


def test_the_general_items_are_the_first_two_and_the_duties_stand_in_chapter_fifteen(draft: Draft) -> None:
    assert [item.path for item in draft.items if item.kind is Kind.GENERAL] == [("一", "(一)"), ("一", "(二)")]
    duties = [item for item in draft.items if item.kind is Kind.STANDING]
    assert {item.chapter for item in duties} == {"十五"}
    assert [item.heading for item in duties] == ["加强统筹协调", "落实主体责任", "坚持因地制宜", "加强能力建设"]


def test_the_head_of_the_document_is_known(draft: Draft) -> None:
    assert draft.title == "运城市人民政府印发运城市碳达峰实施方案的通知"
    assert draft.plan_title == "运城市碳达峰实施方案"
    assert draft.doc_number == "运政发〔2024〕12号"
    assert draft.issuer == "运城市人民政府"
    assert str(draft.issued_on) == "2024-06-28"


def test_there_are_fifteen_chapters_with_their_titles(draft: Draft) -> None:
    chapters = [part for part in draft.parts if part.level == 0]
    assert len(chapters) == 15
    assert chapters[1].title == "加快能源结构调整,夯实低碳发展基础"


def test_the_first_named_leads_and_the_others_follow_in_the_order_of_the_paper(draft: Draft) -> None:
    clause = at(draft, "二", "(二)").clauses[0]
    assert [(body.name, body.role) for body in clause.bodies] == [
        ("市能源局", Role.LEAD),
        ("市规划和自然资源局", Role.CO),
        ("市住建局", Role.CO),
        ("市农业农村局", Role.CO),
    ]
    assert clause.text == "(市能源局、市规划和自然资源局、市住建局、市农业农村局等按职责分工负责)"


def test_no_clause_of_the_seed_says_who_leads_so_every_lead_is_a_question(draft: Draft) -> None:
    assert not any(clause.lead_stated for item in draft.items for clause in item.clauses)
    assert sum(doubt.key == "lead_not_stated" for doubt in draft.doubts) == 65


def test_only_one_list_is_closed(draft: Draft) -> None:
    closed = [item.path for item in draft.items for clause in item.clauses if not clause.open_ended]
    assert closed == [("十四", "(一)")]


def test_brackets_inside_a_measure_are_no_clauses(draft: Draft) -> None:
    measure = at(draft, "十一", "(五)")
    assert "(国家核证自愿减排量)" in measure.text
    assert [body.name for body in measure.clauses[0].bodies] == ["市规划和自然资源局", "市生态环境局", "市水务局"]


def test_every_place_points_to_the_words_it_quotes(draft: Draft) -> None:
    for item in draft.items:
        assert draft.text[item.start : item.end] == item.text
        assert draft.text[item.heading_span.start : item.heading_span.end] == item.heading
        for clause in item.clauses:
            assert draft.text[clause.start : clause.end] == clause.text
            assert all(draft.text[body.start : body.end] == body.name for body in clause.bodies)
        assert all(draft.text[due.start : due.end] == due.words for due in item.dues)
    assert all(draft.text[target.start : target.end] == target.wording for target in draft.targets)
    assert all(draft.text[goal.start : goal.end] == goal.words for goal in draft.goals)
    assert all(draft.text[taint.start : taint.end] == taint.quote for taint in draft.taints)


def test_the_words_pasted_over_a_name_are_found_in_the_header_and_in_five_places(draft: Draft) -> None:
    assert {taint.quote for taint in draft.taints} == {PASTED}
    where = Counter(None if taint.item is None else draft.items[taint.item].path for taint in draft.taints)
    assert where == {None: 1, ("一", "(一)"): 3, ("十三", "(五)"): 2}
    assert {taint.start for taint in draft.taints} == {
        place for place in range(len(draft.text)) if draft.text.startswith(PASTED, place)
    }


def test_the_seed_has_44_targets(draft: Draft) -> None:
    assert len(draft.targets) == 44
    assert Counter(target.comparator for target in draft.targets)["decrease_by"] == 6


def test_an_indicator_left_out_is_that_of_the_clause_before(draft: Draft) -> None:
    solar = [target for target in draft.targets if target.path == ("二", "(二)")]
    assert [(one.indicator, one.comparator, one.value, one.unit, one.due_year) for one in solar] == [
        ("光伏发电装机容量", "~", Decimal(470), "万千瓦", 2025),
        ("光伏发电装机容量", "~", Decimal(600), "万千瓦", 2030),
    ]


def test_a_change_keeps_its_baseline_and_its_firmness(draft: Draft) -> None:
    steel = next(target for target in draft.targets if target.path == ("三", "(一)"))
    assert (steel.comparator, steel.value, steel.baseline_year, steel.firmness) == ("decrease_by", 20, 2020, "力争")


def test_negative_growth_without_a_value_is_a_goal_and_no_target(draft: Draft) -> None:
    coal = [goal for goal in draft.goals if goal.path == ("八", "(一)")]
    assert [(goal.words, goal.due_year) for goal in coal] == [("全市煤炭消费量实现负增长", 2025)]
    assert not [target for target in draft.targets if target.path == ("八", "(一)")]


def test_what_the_province_sets_and_a_day_before_a_year_are_questions(draft: Draft) -> None:
    assert [doubt.quote for doubt in draft.doubts if doubt.key == "day_ambiguous"] == ["2030年前", "2025年前"]
    assert sum(doubt.key == "value_set_above" for doubt in draft.doubts) == 2


def test_a_goal_takes_no_day_from_words_before_its_own_part(draft: Draft) -> None:
    """Most of what a plan asks for is not dated: 推动智慧矿山建设 stands behind aims for 2030 and has no day."""
    assert not [goal.words for goal in draft.goals if goal.path[0] == "二"]
    for goal in draft.goals:
        item = draft.items[goal.item] if goal.item is not None else None
        assert item is None or goal.due_on is None or str(goal.due_year) in item.text or "五" in item.text
