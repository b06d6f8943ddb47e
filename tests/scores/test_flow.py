"""The life of a score sheet: drawn up, circulated and kept, objected to line by line, signed, issued for ever."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.scores.stage import BY, DRAWN, LAST_DAY, SIGNING, Stage, a_stage, everything_of
from tests.support.builders import at
from workflow.adapters.files import FolderStore
from workflow.audit.models import Event
from workflow.errors import Refused
from workflow.insight import vouching
from workflow.insight.scores import circulating, ending, queries, rules, service
from workflow.insight.scores.built_in import BUILT_IN
from workflow.insight.scores.circulating import Answer
from workflow.insight.scores.models import ObjectionState, ScoreKind, ScoreSheet, ScoreState
from workflow.insight.scores.rules import Criterion
from workflow.insight.vouching import Fault
from workflow.reports.models import Manner
from workflow.reports.rules import Signature
from workflow.review.models import TargetVerdictWord

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
DUE = date(2026, 11, 20)
ONE_RULE = [Criterion("只看按期", ScoreKind.IN_TIME, Decimal(100), basis="纪要")]
PLAIN = service.Setting()
KEPT = Answer(False, "验收单日期晚于期限。")


@pytest.fixture
def stage(session) -> Stage:
    stage = a_stage(session)
    stage.judged(TargetVerdictWord.ACHIEVED)
    stage.step(DUE, ended_on=DUE)
    stage.step(DUE, words="并网")
    return stage


def refusal(act, *args, **facts) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **facts)
    return caught.value.key


def edited(stage, sheet, criteria, *, version=None, setting=PLAIN):
    facts = {"version": sheet.version if version is None else version, "by": BY, "at": at(DRAWN)}
    service.edit(stage.session, sheet, setting, criteria, **facts, calendar=stage.calendar)


def answered(stage, said, given=KEPT):
    circulating.answer(stage.session, said, given, by=BY, at=at(DRAWN))


def sign(stage, sheet, *, on=SIGNING, signature=None):
    ending.sign(stage.session, sheet, signature or Signature("李市长", on), by=BY, at=at(on))


def test_the_first_sheet_has_the_built_in_rules_and_the_next_those_of_the_last(stage) -> None:
    first = stage.sheet()
    assert [queries.as_typed(one) for one in first.rules] == list(BUILT_IN)
    edited(stage, first, ONE_RULE, setting=service.Setting(Decimal("0.5"), 8, True))
    assert stage.marks(first, "in_time") == 50
    again = stage.sheet("2026Q4")
    assert [queries.as_typed(one) for one in again.rules] == ONE_RULE
    assert (again.co_weight, again.objection_days, again.ranked) == (Decimal("0.5"), 8, True)


def test_only_one_sheet_stands_for_a_period_until_it_is_withdrawn_with_a_reason(stage) -> None:
    sheet = stage.sheet()
    assert refusal(stage.sheet) == "score.begun_already"
    act = {"by": BY, "at": at(DRAWN)}
    assert refusal(ending.withdraw, stage.session, sheet, reason=" ", **act) == "score.reason_missing"
    ending.withdraw(stage.session, sheet, reason="规则要改", **act)
    assert stage.sheet().id != sheet.id


@pytest.mark.parametrize("period", ["2025", "2027Q2"])
def test_no_sheet_is_drawn_up_for_a_time_before_the_start_or_to_come(stage, period) -> None:
    assert refusal(stage.sheet, period) == "score.period_outside"


def test_a_draft_that_somebody_changed_a_moment_before_is_not_overwritten(stage) -> None:
    sheet = stage.sheet()
    edited(stage, sheet, ONE_RULE)
    assert refusal(edited, stage, sheet, list(BUILT_IN), version=1) == "score.changed"


def test_a_period_that_is_not_over_stays_a_draft(stage) -> None:
    sheet = stage.sheet("2027")
    assert sheet.as_of == DRAWN
    assert refusal(stage.circulated, sheet) == "score.period_not_over"


def test_once_circulated_neither_rules_nor_facts_change_it(stage) -> None:
    sheet = stage.circulated()
    assert sheet.object_by == LAST_DAY == stage.calendar.add(DRAWN, 5)
    before = everything_of(stage.session, sheet)
    assert refusal(edited, stage, sheet, ONE_RULE) == "score.circulated_already"
    facts = {"by": BY, "at": at(DRAWN), "calendar": stage.calendar}
    assert refusal(service.recompute, stage.session, sheet, **facts) == "score.circulated_already"
    body = stage.city.departments["energy"]
    given = {"points": Decimal(1), "reason": "a", "basis": "b"}
    assert refusal(service.give, stage.session, sheet, body, **given, **facts) == "score.circulated_already"
    stage.step(DUE, words="后来补登的节点")
    assert everything_of(stage.session, sheet) == before


def test_an_objection_is_made_once_for_a_line_by_the_last_day_with_a_reason(stage) -> None:
    sheet = stage.circulated()
    assert refusal(stage.objected, sheet, on=LAST_DAY + timedelta(1)) == "score.objections_closed"
    stage.objected(sheet, on=LAST_DAY)
    stage.session.commit()
    assert refusal(stage.objected, sheet, on=LAST_DAY) == "score.objected_already"
    stage.session.rollback()


def test_an_objection_that_is_adopted_corrects_the_line_and_both_words_are_kept(stage) -> None:
    sheet = stage.circulated()
    said = stage.objected(sheet)
    assert stage.scores(sheet)["市能源局"] == "81.25"  # 40 of 40, 15 of 30 and 10 of 10
    answered(stage, said, Answer(True, "验收单证明 11 月 19 日并网。", Decimal(30)))
    assert (stage.line(sheet, "in_time").marks, stage.line(sheet, "in_time").stands) == (15, 30)
    assert stage.scores(sheet)["市能源局"] == "100.00"
    assert (said.state, said.answer, said.answered_by) == (
        ObjectionState.ADOPTED,
        "验收单证明 11 月 19 日并网。",
        "陈办",
    )
    assert refusal(answered, stage, said) == "score.answered_already"


@pytest.mark.parametrize(
    ("given", "key"),
    [
        (Answer(True, "更正", None), "score.marks_impossible"),
        (Answer(True, "更正", Decimal(31)), "score.marks_impossible"),
        (Answer(True, "更正", Decimal("1.234")), "score.marks_impossible"),
        (Answer(True, "更正", Decimal(15)), "score.marks_unchanged"),
        (Answer(False, " "), "score.answer_missing"),
    ],
)
def test_an_answer_needs_its_words_and_a_correction_that_corrects(stage, given, key) -> None:
    said = stage.objected(stage.circulated())
    assert refusal(answered, stage, said, given) == key


def test_nothing_is_signed_while_objections_run_or_wait(stage) -> None:
    sheet = stage.circulated()
    said = stage.objected(sheet)
    assert refusal(sign, stage, sheet, on=LAST_DAY) == "score.objections_run"
    assert refusal(sign, stage, sheet) == "score.objections_open"
    answered(stage, said)
    early = Signature("李市长", LAST_DAY, Manner.PAPER, 1)
    assert refusal(sign, stage, sheet, signature=early) == "score.signed_too_early"
    unproved = Signature("李市长", SIGNING, Manner.PAPER)
    assert refusal(sign, stage, sheet, signature=unproved) == "signing.scan_missing"
    sign(stage, sheet)
    assert (sheet.state, sheet.signer, sheet.signed_on) == (ScoreState.SIGNED, "李市长", SIGNING)


def test_what_was_not_read_is_not_signed(stage) -> None:
    sheet = stage.circulated()
    seen = sheet.version
    answered(stage, stage.objected(sheet))
    act = {"by": BY, "at": at(SIGNING), "seen": seen}
    assert refusal(ending.sign, stage.session, sheet, Signature("李市长", SIGNING), **act) == "score.changed"


def test_an_issued_sheet_keeps_everything_under_its_digest_and_a_touched_row_is_noticed(stage) -> None:
    sheet = stage.circulated()
    answered(stage, stage.objected(sheet))
    issued = stage.issued(stage.signed(sheet))
    energy = next(one for one in issued.content["bodies"] if one["score"] == "81.25")
    assert [line["marks"] for line in energy["lines"]] == ["40.00", "15.00", None, "10.00", None]
    assert energy["lines"][1]["objection"]["answer"] == KEPT.words
    assert len(issued.sha256) == 64
    assert ending.matches(stage.session, issued)
    stage.step(DUE, words="后来补登的节点")
    assert ending.matches(stage.session, issued)
    stage.line(issued, "in_time").marks = Decimal(16)
    stage.session.flush()
    assert not ending.matches(stage.session, issued)


def test_an_issued_sheet_is_among_what_is_verified_and_named_when_a_row_was_touched(stage, tmp_path) -> None:
    stage.issued()
    store = FolderStore(tmp_path)
    assert [(one.number, one.faults) for one in vouching.score_sheets(stage.session, store)] == [("2026", ())]
    sheet = stage.session.scalars(select(ScoreSheet)).one()
    stage.line(sheet, "in_time").marks = Decimal(16)
    sheet.sha256 = "0" * 64
    stage.session.flush()
    (found,) = vouching.score_sheets(stage.session, store)
    assert found.faults == (Fault.CONTENT, Fault.HISTORY)


def test_every_act_stands_in_the_history(stage) -> None:
    sheet = stage.circulated()
    answered(stage, stage.objected(sheet))
    stage.issued(stage.signed(sheet))
    acts = stage.session.scalars(select(Event.act).where(Event.thing == "score_sheet").order_by(Event.id)).all()
    steps = ("drawn_up", "circulated", "objected", "objection_kept", "signed", "issued")
    assert acts == [f"score.{step}" for step in steps]


def test_places_are_only_given_where_the_sheet_says_so(stage) -> None:
    stage.step(DUE, who="industry")
    sheet = stage.sheet()
    lines = queries.lines(stage.session, sheet)
    assert [row.rank for row in queries.table(lines, ranked=sheet.ranked)] == [None, None, None]
    assert [row.rank for row in queries.table(lines, ranked=True)] == [1, 2, None]
    assert rules.ranks([]) == []
