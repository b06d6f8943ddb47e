"""The other side: receipt, reply, objection; and the office's word, kept beside the paper."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.papers.stage import AT, BY, TODAY, Stage
from workflow.audit.service import Operator
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.errors import Refused
from workflow.escalation.papers import answering, deciding, issuing, queries
from workflow.escalation.papers.models import AnswerKind, AnswerState, PaperState
from workflow.escalation.papers.moves import AnswerAct
from workflow.people.models import Succession
from workflow.reports.rules import Signature

THEM = Operator(None, "张能")
HEAD = Signature("王局", TODAY)


def open_kinds(stage: Stage, paper) -> set[DeadlineKind]:
    return {one.kind for one in issuing.open_ones(stage.session, paper)}


def reply(stage: Stage, paper, words: str = "已完成核定。", **facts):
    return answering.answer(stage.session, paper.addresses[0], AnswerKind.REPLY, words=words, by=THEM, at=AT, **facts)


def test_who_confirms_ends_the_receipt_and_once_only(stage: Stage) -> None:
    paper = stage.paper(PaperState.ISSUED)
    address = paper.addresses[0]
    answering.receive(stage.session, address, by=THEM, at=AT)
    assert (address.received_by, address.received_at) == ("张能", AT) and open_kinds(stage, paper) == {
        DeadlineKind.REPLY
    }
    with pytest.raises(Refused, match="received_already"):
        answering.receive(stage.session, address, by=THEM, at=AT)


def test_a_reply_ends_its_deadline_and_may_be_asked_for_again(stage: Stage) -> None:
    paper = stage.paper(PaperState.ISSUED)
    first = reply(stage, paper, "正在办理。")
    assert open_kinds(stage, paper) == set() and first.state == AnswerState.GIVEN
    with pytest.raises(Refused, match="answer_waits_already"):
        reply(stage, paper)
    with pytest.raises(Refused, match="reply_day_past"):
        deciding.ask_again(stage.session, first, words="何时完成？", reply_by=TODAY, by=BY, at=AT)
    by_then = date(2026, 11, 19)
    again = deciding.ask_again(stage.session, first, words="何时完成？", reply_by=by_then, by=BY, at=AT)
    assert again is not None and again.due_on == by_then and issuing.paper_of(again) == paper.id
    second = reply(stage, paper, "12月底完成。")
    assert stage.session.get_one(Deadline, again.id).outcome == Outcome.MET
    deciding.decide(stage.session, second, AnswerAct.SETTLE, words="", by=BY, at=AT)
    assert [first.state, second.state] == [AnswerState.ASKED_AGAIN, AnswerState.SETTLED]


def test_where_the_head_signs_nothing_has_left_before_she_does(stage: Stage) -> None:
    stage.city.departments["energy"].signs_off = True
    paper = stage.paper(PaperState.ISSUED)
    waits = reply(stage, paper)
    assert waits.state == AnswerState.TO_SIGN and open_kinds(stage, paper) == {DeadlineKind.RECEIPT, DeadlineKind.REPLY}
    answering.send_back(stage.session, waits, words="写明时间", by=THEM, at=AT)
    mended = reply(stage, paper, "11月底完成。")
    assert mended is waits and waits.state == AnswerState.TO_SIGN
    answering.sign(stage.session, waits, HEAD, by=THEM, at=AT)
    assert (waits.state, waits.signer) == (AnswerState.GIVEN, "王局") and open_kinds(stage, paper) == set()


def test_an_objection_that_is_right_withdraws_the_paper_and_begins_another_in_its_place(stage: Stage) -> None:
    paper = stage.paper(PaperState.ISSUED)
    address = paper.addresses[0]
    facts = {"by": THEM, "at": AT}
    first = answering.answer(stage.session, address, AnswerKind.OBJECTION, words="数据口径不同", **facts)
    assert open_kinds(stage, paper) == {DeadlineKind.REPLY}  # an objection is no reply
    with pytest.raises(Refused, match="other_answer"):
        deciding.decide(stage.session, first, AnswerAct.SETTLE, words="", by=BY, at=AT)
    with pytest.raises(Refused, match="verdict_missing"):
        deciding.decide(stage.session, first, AnswerAct.UPHOLD, words="", by=BY, at=AT)
    deciding.decide(stage.session, first, AnswerAct.UPHOLD, words="口径以统计局为准", by=BY, at=AT)
    second = answering.answer(stage.session, address, AnswerKind.OBJECTION, words="附统计局函", **facts)
    draft = deciding.correct(stage.session, second, words="经核实更正", amend=True, by=BY, at=AT)
    assert draft is not None and draft.replaces_id == paper.id and draft.state == PaperState.DRAFT
    assert (paper.state, paper.ended_for) == (PaperState.WITHDRAWN, "经核实更正") and open_kinds(stage, paper) == set()
    assert [first.state, second.state] == [AnswerState.UPHELD, AnswerState.CORRECTED]
    assert draft.lines[0].facts == paper.lines[0].facts and queries.in_place_of(stage.session, paper.id) is None
    with pytest.raises(Refused, match="not_in_force"):
        reply(stage, paper)


def test_a_body_that_took_anothers_place_answers_for_it(stage: Stage) -> None:
    paper = stage.paper(PaperState.ISSUED)
    energy, housing = stage.city.departments["energy"], stage.city.departments["housing"]
    stage.session.add(Succession(department_id=energy.id, successor_id=housing.id, on=TODAY, basis="三定"))
    stage.session.flush()
    own = queries.followed(stage.session, {housing.id})
    assert own == {energy.id, housing.id} and answering.address_of(paper, own) is paper.addresses[0]
    assert queries.listed(stage.session, queries.Sought(outside=own)) == [paper]
    for one in stage.session.scalars(select(Deadline).where(Deadline.occasion == f"paper:{paper.id}")):
        one.department_id = housing.id
    stage.session.flush()
    reply(stage, paper)
    assert open_kinds(stage, paper) == set()
