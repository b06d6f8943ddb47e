"""Mending the draft on the import desk: each act, what it settles, and that it can be taken back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from tests.plans.on_desk import AT, laid, names_of
from workflow.audit.service import Operator
from workflow.errors import Refused
from workflow.plans.desk import bodies, doubts, items, joining, queries, shares, taking, targets, undoing
from workflow.plans.desk.items import Wanted, WantedDay
from workflow.plans.desk.mending import Hand
from workflow.plans.desk.models import Intake
from workflow.plans.desk.rows import TargetRow
from workflow.plans.desk.sheet import Sheet
from workflow.plans.models import BodyRole, ItemKind, TargetKind

PAPER = """XX市碳达峰实施方案

一、总体要求
全面贯彻新发展理念。

二、重点任务
（一）推动光伏发电高质量发展。大力发展分布式光伏。到2025年，光伏发电装机容量达到470万千瓦左右。2025年前完成整县推进。（市能源局、市工信局、市住建局等按职责分工负责）
（二）提升风电开发利用水平。有序开发风电。（市工信局、市招商办按职责分工负责）
（三）完善储能设施。建设新型储能项目。（市招商办负责）
（四）加强宣传引导。广泛开展宣传。

三、保障措施
（一）加强统筹协调。各有关部门要加强协调。
"""
ME = Hand(Operator(1, "张三"), AT)
OTHER = Hand(Operator(2, "李四"), AT)


@pytest.fixture
def intake(session: Session) -> Intake:
    return laid(session, PAPER)


def sheet_of(session: Session, intake: Intake) -> Sheet:
    return queries.sheet(session, intake)


def key_of(sheet: Sheet, heading: str) -> str:
    return next(key for key, item in sheet.items.items() if item.heading.startswith(heading))


def names(sheet: Sheet, key: str) -> list[tuple[str, str]]:
    return [(body.name, body.role.value) for body in sheet.items[key].bodies]


def wanted_of(sheet: Sheet, key: str) -> Wanted:
    """An item as it is."""
    item = sheet.items[key]
    return Wanted(
        heading=item.heading,
        kind=item.kind,
        shares=[
            shares.Share(place, body.name, body.role, body.department_id, body.generic)
            for place, clause in enumerate(item.clauses)
            for body in clause.bodies
        ],
        open_ended=[clause.open_ended for clause in item.clauses],
        days=[WantedDay(d.words, d.start, d.due_on, d.owed) for d in item.days],
    )


def test_the_lead_is_swapped_and_nothing_else_and_the_question_is_settled(session: Session, intake: Intake) -> None:
    sheet = sheet_of(session, intake)
    key = key_of(sheet, "推动光伏")
    items.swap_lead(session, intake, key, place=1, hand=ME)
    after = sheet_of(session, intake)
    assert names(after, key) == [("市能源局", "co"), ("市工信局", "lead"), ("市住建局", "co")]
    asked = next(one for one in after.doubts.values() if one.item == key and one.question == "lead_not_stated")
    assert asked.answer == doubts.MENDED
    undoing.undo_last(session, intake, hand=ME)
    back = sheet_of(session, intake)
    assert replace(back, versions={}) == replace(sheet, versions={})


def test_saving_an_item_as_it_is_is_no_mend(session: Session, intake: Intake) -> None:
    sheet = sheet_of(session, intake)
    key = key_of(sheet, "推动光伏")
    assert items.save(session, intake, key, wanted_of(sheet, key), hand=ME) is None
    assert queries.edits(session, intake) == []


def test_heading_kind_and_bodies_are_mended_together_and_a_lead_chosen_is_not_one_that_the_paper_states(
    session: Session, intake: Intake
) -> None:
    sheet = sheet_of(session, intake)
    key, known = key_of(sheet, "完善储能"), names_of(session)
    assert sheet.items[key].clauses[0].lead_stated
    wanted = [
        shares.Share(0, "市能源局", BodyRole.LEAD, known["市能源局"]),
        shares.Share(0, "市招商办", BodyRole.CO, None, generic=True),
    ]
    items.save(
        session,
        intake,
        key,
        replace(wanted_of(sheet, key), heading="发展储能", shares=wanted, open_ended=[True]),
        hand=ME,
    )
    item = sheet_of(session, intake).items[key]
    assert (item.heading, item.clauses[0].open_ended, item.clauses[0].lead_stated) == ("发展储能", True, False)
    assert [(b.name, b.role.value, b.generic) for b in item.bodies] == [
        ("市能源局", "lead", False),
        ("市招商办", "co", True),
    ]
    printed = item.bodies[1]
    assert sheet.text[printed.start : printed.end] == "市招商办"


@pytest.mark.parametrize(
    ("roles", "refusal"),
    [
        ((BodyRole.CO, BodyRole.CO), "intake.nobody_leads"),
        ((BodyRole.LEAD, BodyRole.LEAD), "intake.two_leads"),
    ],
)
def test_a_clause_has_one_lead(session: Session, intake: Intake, roles: tuple[BodyRole, ...], refusal: str) -> None:
    sheet = sheet_of(session, intake)
    key = key_of(sheet, "提升风电")
    wanted = wanted_of(sheet, key)
    wrong = [replace(share, role=role) for share, role in zip(wanted.shares, roles, strict=True)]
    with pytest.raises(Refused, match=refusal):
        items.save(session, intake, key, replace(wanted, shares=wrong), hand=ME)


def test_an_item_without_a_clause_gets_one_that_is_not_printed(session: Session, intake: Intake) -> None:
    sheet = sheet_of(session, intake)
    key, known = key_of(sheet, "加强宣传"), names_of(session)
    wanted = replace(
        wanted_of(sheet, key),
        kind=ItemKind.MEASURE,
        shares=[shares.Share(0, "市能源局", BodyRole.LEAD, known["市能源局"])],
    )
    items.save(session, intake, key, wanted, hand=ME)
    clause = sheet_of(session, intake).items[key].clauses[0]
    assert (clause.text, clause.start, clause.end) == ("", sheet.items[key].end, sheet.items[key].end)
    assert not clause.lead_stated


def test_a_name_matched_once_is_matched_wherever_it_stands_unmatched(session: Session, intake: Intake) -> None:
    sheet, known = sheet_of(session, intake), names_of(session)
    standing = shares.unmatched(sheet, "市招商办")
    assert [sheet.items[key].heading[:4] for key in standing] == ["提升风电", "完善储能"]
    edit = bodies.match(session, intake, "市招商办", bodies.Meaning(known["市工信局"]), hand=ME)
    assert shares.unmatched(sheet_of(session, intake), "市招商办") == []
    assert edit is not None and set(edit.changes) >= set(standing)
    undoing.undo(session, edit, hand=ME)
    assert shares.unmatched(sheet_of(session, intake), "市招商办") == standing


def test_merging_joins_texts_and_clauses_and_what_hung_on_the_second_hangs_on_the_first(
    session: Session, intake: Intake
) -> None:
    sheet = sheet_of(session, intake)
    first, second = key_of(sheet, "推动光伏"), key_of(sheet, "提升风电")
    _edit, key = joining.merge(session, intake, second, after=False, hand=ME)
    after = sheet_of(session, intake)
    assert key == first and second not in after.items
    item = after.items[first]
    assert (item.start, item.end) == (sheet.items[first].start, sheet.items[second].end)
    assert [len(clause.bodies) for clause in item.clauses] == [3, 2]
    assert {doubt.item for doubt in after.doubts.values()} <= {None, *after.items}
    with pytest.raises(Refused, match=r"intake\.gone"):
        items.swap_lead(session, intake, second, place=0, hand=OTHER)


def test_items_of_different_chapters_are_not_merged(session: Session, intake: Intake) -> None:
    sheet = sheet_of(session, intake)
    with pytest.raises(Refused, match=r"intake\.no_neighbour"):
        joining.merge(session, intake, key_of(sheet, "加强统筹"), after=False, hand=ME)


def test_a_split_item_gives_each_part_what_stands_in_it(session: Session, intake: Intake) -> None:
    sheet = sheet_of(session, intake)
    key = key_of(sheet, "推动光伏")
    item = sheet.items[key]
    cut = next(at for at in joining.cuts(sheet, item) if sheet.text.startswith("到2025年", at))
    second = joining.Second(cut, joining.second_number(item.path[-1]), "", shared=True)
    _edit, new = joining.split(session, intake, key, second, hand=ME)
    after = sheet_of(session, intake)
    assert after.items[key].end <= after.items[new].start == cut and after.items[new].end == item.end
    assert after.items[new].heading == "到2025年"
    assert after.items[new].path == (*item.path[:-1], "（一）之二")
    assert [row.item for row in after.targets.values() if "光伏" in row.indicator] == [new]
    assert names(after, new) == names(sheet, key) == names(after, key)
    assert after.items[key].clauses[0].text == "" and after.items[new].clauses == item.clauses
    undoing.undo_last(session, intake, hand=ME)
    assert replace(sheet_of(session, intake), versions={}) == replace(sheet, versions={})


def test_an_item_is_split_only_where_a_sentence_begins(session: Session, intake: Intake) -> None:
    sheet = sheet_of(session, intake)
    key = key_of(sheet, "推动光伏")
    with pytest.raises(Refused, match=r"intake\.no_cut"):
        joining.split(session, intake, key, joining.Second(sheet.items[key].start + 3, "2", "", False), hand=ME)


def test_a_part_of_a_part_is_numbered_on() -> None:
    assert [joining.second_number(n) for n in ("（一）", "（一）之二", "1.", "三、")] == [
        "（一）之二",
        "（一）之三",
        "1之二",
        "三之二",
    ]


def a_target(sheet: Sheet, key: str, words: str) -> TargetRow:
    start = sheet.text.index(words, sheet.items[key].start)
    return TargetRow(key, TargetKind.LEVEL, "项目", "", "", start, start + len(words), ">=", Decimal(3), "个")


def test_a_target_is_added_at_its_sentence_mended_and_dropped(session: Session, intake: Intake) -> None:
    sheet = sheet_of(session, intake)
    key = key_of(sheet, "完善储能")
    _edit, new = targets.add(session, intake, key, a_target(sheet, key, "建设新型储能项目"), hand=ME)
    added = sheet_of(session, intake).targets[new]
    assert (added.sentence, added.wording) == ("建设新型储能项目。（市招商办负责）", "建设新型储能项目")
    targets.save(session, intake, new, replace(added, value=Decimal("4.5"), due_on=date(2027, 6, 30)), hand=ME)
    assert sheet_of(session, intake).targets[new].value == Decimal("4.5")
    targets.save(session, intake, new, replace(added, kind=TargetKind.GOAL), hand=ME)
    assert sheet_of(session, intake).targets[new].value is None
    targets.drop(session, intake, new, hand=ME)
    assert new not in sheet_of(session, intake).targets


def test_an_ambiguous_day_is_answered_and_mended_in_one_and_undone_in_one(session: Session, intake: Intake) -> None:
    sheet = sheet_of(session, intake)
    key = next(key for key, one in sheet.doubts.items() if one.question == "day_ambiguous")
    item = sheet.doubts[key].item or ""
    doubts.answer(session, intake, key, "before_year", alike=False, hand=ME)
    day = next(d for d in sheet_of(session, intake).items[item].days if d.start == sheet.doubts[key].start)
    assert (day.due_on, day.question) == (date(2024, 12, 31), None)
    undoing.undo_last(session, intake, hand=ME)
    assert replace(sheet_of(session, intake), versions={}) == replace(sheet, versions={})


def test_questions_of_one_kind_are_answered_together_and_one_can_be_opened_again(
    session: Session, intake: Intake
) -> None:
    sheet = sheet_of(session, intake)
    asked = [key for key, one in sheet.doubts.items() if one.question == "lead_not_stated"]
    _edit, count = doubts.answer(session, intake, asked[0], "first_leads", alike=True, hand=ME)
    assert count == len(asked) > 1
    doubts.answer(session, intake, asked[1], "", alike=False, hand=ME)
    after = sheet_of(session, intake).doubts
    assert (after[asked[0]].answer, after[asked[1]].answer) == ("first_leads", None)
    with pytest.raises(Refused, match=r"intake\.no_answer"):
        doubts.answer(session, intake, asked[1], "with_year", alike=False, hand=ME)


def test_a_day_set_by_the_office_and_one_of_the_text_that_is_owed(session: Session, intake: Intake) -> None:
    sheet = sheet_of(session, intake)
    key = key_of(sheet, "推动光伏")
    wanted = wanted_of(sheet, key)
    days = [replace(day, owed=True, due_on=date(2024, 12, 31)) for day in wanted.days]
    days.append(WantedDay("年度小结", None, date(2026, 12, 20), owed=True))
    items.save(session, intake, key, replace(wanted, days=days), hand=ME)
    after = sheet_of(session, intake)
    assert [(d.by_office, d.owed) for d in after.items[key].days][-1] == (True, True)
    settled = [one.answer for one in after.doubts.values() if one.item == key and one.question == "day_ambiguous"]
    assert settled == [doubts.MENDED]


def test_who_mends_what_another_mended_since_is_told_by_name(session: Session, intake: Intake) -> None:
    sheet = sheet_of(session, intake)
    key = key_of(sheet, "推动光伏")
    seen = {key: sheet.versions[key]}
    items.set_kind(session, intake, key, kind=ItemKind.STANDING, hand=OTHER)
    with pytest.raises(Refused) as refused:
        items.swap_lead(session, intake, key, place=1, hand=replace(ME, seen=seen))
    assert (refused.value.key, refused.value.facts["name"]) == ("intake.mended_since", "李四")
    again = {key: sheet_of(session, intake).versions[key]}
    items.swap_lead(session, intake, key, place=1, hand=replace(ME, seen=again))
    item = sheet_of(session, intake).items[key]
    assert (item.kind, item.lead and item.lead.name) == (ItemKind.STANDING, "市工信局")


def test_undoing_never_takes_another_persons_work(session: Session, intake: Intake) -> None:
    sheet = sheet_of(session, intake)
    key = key_of(sheet, "推动光伏")
    mine = items.swap_lead(session, intake, key, place=1, hand=ME)
    theirs = items.set_kind(session, intake, key, kind=ItemKind.STANDING, hand=OTHER)
    assert mine is not None and theirs is not None
    with pytest.raises(Refused) as refused:
        undoing.undo_last(session, intake, hand=ME)
    assert (refused.value.key, refused.value.facts["name"]) == ("intake.mended_after", "李四")
    assert [(one.edit.id, one.open) for one in undoing.mends(session, intake)] == [(theirs.id, True), (mine.id, False)]
    undoing.undo(session, theirs, hand=ME)
    undoing.undo_last(session, intake, hand=ME)
    with pytest.raises(Refused, match=r"intake\.nothing_to_undo"):
        undoing.undo_last(session, intake, hand=ME)
    assert replace(sheet_of(session, intake), versions={}) == replace(sheet, versions={})


def test_what_was_undone_can_be_done_again(session: Session, intake: Intake) -> None:
    sheet = sheet_of(session, intake)
    key = key_of(sheet, "推动光伏")
    items.swap_lead(session, intake, key, place=1, hand=ME)
    done = sheet_of(session, intake)
    taken = undoing.undo_last(session, intake, hand=ME)
    undoing.undo(session, taken, hand=ME)
    assert replace(sheet_of(session, intake), versions={}) == replace(done, versions={})
    undoing.undo_last(session, intake, hand=ME)
    assert replace(sheet_of(session, intake), versions={}) == replace(sheet, versions={})


def test_what_was_dropped_does_not_come_back_to_an_item_that_is_gone(session: Session, intake: Intake) -> None:
    sheet = sheet_of(session, intake)
    key, other = key_of(sheet, "推动光伏"), key_of(sheet, "提升风电")
    _edit, new = targets.add(session, intake, other, a_target(sheet, other, "有序开发风电"), hand=ME)
    dropped, _row = targets.drop(session, intake, new, hand=ME)
    joining.merge(session, intake, key, after=True, hand=OTHER)
    assert dropped is not None
    with pytest.raises(Refused, match=r"intake\.mended_after"):
        undoing.undo(session, dropped, hand=ME)


def test_a_document_that_left_the_desk_is_not_mended(session: Session, intake: Intake) -> None:
    key = key_of(sheet_of(session, intake), "推动光伏")
    taking.discard(session, intake, reason="传错了", by=ME.by, at=AT)
    with pytest.raises(Refused, match=r"intake\.closed"):
        items.swap_lead(session, intake, key, place=1, hand=ME)


def test_bodies_told_in_a_sentence_become_those_of_the_item_with_one_answer(session: Session) -> None:
    told = PAPER.replace("广泛开展宣传。", "由市委宣传部牵头，市能源局、市工信局配合广泛宣传。")
    intake = laid(session, told)
    sheet = sheet_of(session, intake)
    asked = next(key for key, one in sheet.doubts.items() if one.question == "body_in_prose")
    doubts.answer(session, intake, asked, "as_told", alike=False, hand=ME)
    after = sheet_of(session, intake)
    assert names(after, key_of(after, "加强宣传")) == [("市委宣传部", "lead"), ("市能源局", "co"), ("市工信局", "co")]
    assert after.doubts[asked].answer == "as_told"
