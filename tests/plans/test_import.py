"""From the published document to proposed tasks."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.support import builders
from workflow.audit.service import SYSTEM, Operator
from workflow.commands.ground import seed_folder
from workflow.commands.import_plan import import_bytes, summary
from workflow.errors import Refused
from workflow.people.seeding import load_departments, rows_of
from workflow.plans import clearing, queries, rules
from workflow.plans.doubtful_models import Taint
from workflow.plans.models import Clause, ClauseBody, Edition, Item, ItemKind
from workflow.plans.service import Source
from workflow.tasks import leads
from workflow.tasks.models import Assignment, Origin, Role, Task

AT = builders.at(date(2026, 8, 31))


@pytest.fixture
def edition(session):
    with (seed_folder() / "departments.csv").open(encoding="utf-8", newline="") as file:
        load_departments(session, rows_of(file), at=AT)
    source = Source((seed_folder() / "yuncheng.txt").read_bytes(), "yuncheng.txt")
    return import_bytes(session, source, demo=False, by=SYSTEM, at=AT)[0]


def test_the_published_plan_has_71_numbered_items_and_the_counts_add_up(session, edition: Edition) -> None:
    kinds = queries.counts(session, edition.id)
    assert kinds == {ItemKind.CHAPTER: 15, ItemKind.MEASURE: 65, ItemKind.STANDING: 4, ItemKind.GENERAL: 2}
    assert summary(session, edition).startswith("71 个编号条目 = 65 有责任分工 + 4 保障措施 + 2 总体要求")


def test_each_measure_is_a_task_of_the_first_body_named_with_the_others_in_the_order_of_the_paper(
    session, edition: Edition
) -> None:
    photovoltaic = next(row for row in leads.shares_of_plan(session, edition.plan_id) if row.number == "二（二）")
    assert photovoltaic.heading == "推动光伏发电高质量发展"
    assert photovoltaic.lead is not None and photovoltaic.lead.department == "市能源局"
    assert [share.department for share in photovoltaic.others] == ["市规划和自然资源局", "市住建局", "市农业农村局"]
    assert photovoltaic.open_ended and not photovoltaic.lead_stated


def test_65_tasks_have_a_proposed_lead_and_152_further_shares_of_28_bodies(session, edition: Edition) -> None:
    roles = dict(session.execute(select(Assignment.role, func.count()).group_by(Assignment.role)).all())
    assert roles == {Role.LEAD: 65, Role.CO: 152}
    assert session.scalar(select(func.count(Assignment.department_id.distinct()))) == 28
    assert leads.leads_to_confirm(session, edition.plan_id) == 65
    standing = session.scalars(select(Task).where(Task.origin == Origin.STANDING)).all()
    assert [task.number for task in standing] == ["十五（一）", "十五（二）", "十五（三）", "十五（四）"]


def test_every_printed_name_is_a_known_department(session, edition: Edition) -> None:
    assert session.scalars(select(ClauseBody.printed).where(ClauseBody.department_id.is_(None))).all() == []


def test_only_one_clause_of_the_plan_is_a_closed_list(session, edition: Edition) -> None:
    closed = session.scalars(select(Item.number).join(Clause).where(~Clause.open_ended)).all()
    assert closed == ["十四（一）"]


def test_every_item_and_clause_keeps_its_place_in_the_text(session, edition: Edition) -> None:
    for item in session.scalars(select(Item).where(Item.kind != ItemKind.CHAPTER)):
        assert edition.text[item.heading_start : item.heading_end].startswith(item.heading[:4])
    for clause in session.scalars(select(Clause)):
        assert edition.text[clause.start : clause.end] == clause.text


def test_the_original_is_kept_byte_for_byte(session, edition: Edition) -> None:
    assert edition.original == (seed_folder() / "yuncheng.txt").read_bytes()


def test_importing_the_same_bytes_again_changes_nothing(session, edition: Edition) -> None:
    source = Source((seed_folder() / "yuncheng.txt").read_bytes(), "a copy.txt")
    again, new = import_bytes(session, source, demo=False, by=SYSTEM, at=AT)
    assert (again.id, new) == (edition.id, False)
    assert session.scalar(select(func.count()).select_from(Task)) == 69


def test_the_pasted_over_words_are_found_in_the_header_and_five_times_in_the_text(session, edition: Edition) -> None:
    taints = queries.taints(session, edition.id)
    numbers = [session.get(Item, t.item_id).number if t.item_id else None for t in taints]
    assert numbers == [None, "一（一）", "一（一）", "一（一）", "十三（五）", "十三（五）"]
    assert len({t.quote for t in taints}) == 1


def test_doubtful_words_are_masked_wherever_they_stand(session, edition: Edition) -> None:
    taints = queries.taints(session, edition.id)
    shown = rules.mask(edition.text, 0, taints)
    assert taints[0].quote not in shown
    assert shown.count(rules.MASK) == 6


def test_words_show_again_only_when_two_persons_typed_the_same(session, edition: Edition) -> None:
    taint = queries.taints(session, edition.id)[4]
    first, second = Operator(1, "甲"), Operator(2, "乙")
    clearing.settle(session, taint, typed="原有文字", by=first, at=AT)
    assert rules.MASK in rules.mask(edition.text, 0, [taint])
    clearing.settle(session, taint, typed="原有文字", by=first, at=AT)
    assert not taint.confirmed
    with pytest.raises(Refused, match=r"taint\.words_differ"):
        clearing.settle(session, taint, typed="另外的文字", by=second, at=AT)
    clearing.settle(session, taint, typed="原有文字", by=second, at=AT)
    shown = rules.mask(edition.text, 0, [taint])
    assert taint.confirmed and rules.MASK not in shown and "原有文字" in shown


def test_a_number_is_said_as_people_say_it() -> None:
    assert rules.spoken_number(["二", "(一)"]) == "二（一）"
    assert rules.spoken_number(["三", "1."]) == "三·1."
    assert rules.spoken_number(["第三条", "（一）"]) == "第三条（一）"


def test_masking_reaches_words_that_begin_or_end_outside(session) -> None:
    taint = Taint(start=2, end=6, quote="", reason="")
    assert rules.mask("abcd", 0, [taint]) == "ab" + rules.MASK
    assert rules.mask("efgh", 4, [taint]) == rules.MASK + "gh"
    assert rules.mask("xy", 10, [taint]) == "xy"


def test_the_seed_is_the_published_document_and_names_its_source() -> None:
    text = Path(seed_folder() / "yuncheng.txt").read_text("utf-8")
    assert "运政发〔2024〕12号" in text and len(text) == 24799
