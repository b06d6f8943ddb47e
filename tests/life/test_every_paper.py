"""Every state of a paper, and of an answer to it, with every act, in every role."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.life.test_every_move import ROLES
from tests.papers.stage import AT, BY, Stage, a_stage
from tests.support.client import CarefulClient
from tests.support.web import TODAY
from workflow.db import Database
from workflow.escalation.papers import answering, deciding
from workflow.escalation.papers.models import AnswerKind, AnswerState, Paper, PaperAnswer, PaperState
from workflow.escalation.papers.moves import ANSWER_MOVES, MOVES, AnswerAct, PaperAct

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OFFICE, LEADER, HEAD, DEPARTMENT = ("office",), ("leader",), ("head",), ("liaison", "head")
MAY: dict[PaperAct, tuple[str, ...]] = dict.fromkeys(PaperAct, OFFICE) | {
    PaperAct.SIGN: LEADER,
    PaperAct.SEND_BACK: LEADER,
}
MAY_ANSWER: dict[AnswerAct, tuple[str, ...]] = dict.fromkeys(AnswerAct, OFFICE) | {
    AnswerAct.SIGN: HEAD,
    AnswerAct.SEND_BACK: HEAD,
    AnswerAct.MEND: ("liaison",),
    AnswerAct.GIVE: HEAD,
}
WORDS = {"words": "请核实"}
TEXT = {"title": "催办单", "text": "请于2026年11月23日前回复。", "basis": "方案"}
EDITED = TEXT | {"organ": "办公室", "reply_by": "2026-11-23"}


@pytest.fixture
def stage(session: Session) -> Stage:
    return a_stage(session)


def door(act: PaperAct, paper: Paper) -> tuple[str, dict[str, Any]]:
    seen = {"seen": str(paper.version)}
    path, facts = {
        PaperAct.EDIT: ("edit", EDITED),
        PaperAct.SEND: ("send", {}),
        PaperAct.TAKE_BACK: ("take-back", {}),
        PaperAct.SIGN: ("sign", {}),
        PaperAct.SEND_BACK: ("send-back", WORDS),
        PaperAct.ISSUE: ("issue", {"numbering": "own"}),
        PaperAct.VOID: ("void", WORDS),
        PaperAct.WITHDRAW: ("withdraw", WORDS),
    }[act]
    return f"/papers/{paper.id}/{path}", seen | facts


@pytest.mark.parametrize("state", list(PaperState))
def test_a_paper_moves_as_the_table_says_and_only_for_whom_it_may(
    client: CarefulClient, stage: Stage, database: Database, state: PaperState
) -> None:
    for act in PaperAct:
        paper = stage.paper(state)
        stage.session.commit()
        path, facts = door(act, paper)
        for role in ROLES:
            if role not in MAY[act]:
                expected = 303 if role == "nobody" else 403
                assert posted(client, stage, role, (path, facts)) == expected, (state, act, role)
        status = posted(client, stage, MAY[act][0], (path, facts))
        with database.reading() as looking:
            now = looking.get_one(Paper, paper.id).state
        if MOVES.allows(state, act):
            assert (status, now) == (303, MOVES.after(state, act)), (state, act)
        else:
            assert now == state and status in (403, 404, 409, 422), (state, act, status)


def posted(client: CarefulClient, stage: Stage, role: str, sent: tuple[str, dict[str, Any]]) -> int:
    client.sign_out()
    if role != "nobody":
        client.sign_in(stage.city.accounts[role])
    with client.post(sent[0], data=sent[1]) as answer:
        return answer.status_code


def an_answer(stage: Stage, state: AnswerState, kind: AnswerKind) -> PaperAnswer:
    energy = stage.city.departments["energy"]
    address = stage.paper(PaperState.ISSUED).addresses[0]
    energy.signs_off = state in (AnswerState.TO_SIGN, AnswerState.SENT_BACK)
    stage.session.flush()
    found = answering.answer(stage.session, address, kind, words="已办结。", by=BY, at=AT)
    facts = {"words": "经核实", "by": BY, "at": AT}
    if state == AnswerState.SENT_BACK:
        answering.send_back(stage.session, found, **facts)
    elif state == AnswerState.ASKED_AGAIN:
        deciding.ask_again(stage.session, found, reply_by=stage.calendar.add(TODAY, 3), **facts)
    elif state == AnswerState.CORRECTED:
        deciding.correct(stage.session, found, amend=False, **facts)
    elif state in (AnswerState.SETTLED, AnswerState.UPHELD):
        act = AnswerAct.SETTLE if state == AnswerState.SETTLED else AnswerAct.UPHOLD
        deciding.decide(stage.session, found, act, **facts)
    assert found.state == state
    return found


def answer_door(act: AnswerAct, found: PaperAnswer) -> tuple[str, dict[str, Any]]:
    if act in (AnswerAct.SIGN, AnswerAct.SEND_BACK):
        return f"/papers/answers/{found.id}/{act.value.replace('_', '-')}", WORDS
    if act in (AnswerAct.MEND, AnswerAct.GIVE):
        return f"/papers/{found.address.paper_id}/{found.kind.value}", WORDS
    return f"/papers/answers/{found.id}", WORDS | {"act": act.value, "reply_by": "2026-11-20"}


@pytest.mark.parametrize("state", list(AnswerState))
def test_an_answer_moves_as_the_table_says_and_only_for_whom_it_may(
    client: CarefulClient, stage: Stage, database: Database, state: AnswerState
) -> None:
    of_objection, decided = (AnswerAct.UPHOLD, AnswerAct.CORRECT), (AnswerState.UPHELD, AnswerState.CORRECTED)
    of_reply = (AnswerState.SETTLED, AnswerState.ASKED_AGAIN)
    for act in AnswerAct:
        objects = (state not in of_reply and act in of_objection) or state in decided
        kind = AnswerKind.OBJECTION if objects else AnswerKind.REPLY
        found = an_answer(stage, state, kind)
        sent = answer_door(act, found)
        stage.session.commit()
        for role in ROLES:
            if role not in MAY_ANSWER[act] and not (act in (AnswerAct.MEND, AnswerAct.GIVE) and role in DEPARTMENT):
                expected = (303,) if role == "nobody" else (403,)
                assert posted(client, stage, role, sent) in expected, (state, act, role)
        status = posted(client, stage, MAY_ANSWER[act][0], sent)
        with database.reading() as looking:
            now = looking.get_one(PaperAnswer, found.id).state
        if ANSWER_MOVES.allows(state, act):
            assert (status, now) == (303, ANSWER_MOVES.after(state, act)), (state, act)
        else:
            assert now == state and status in (303, 403, 404, 409, 422), (state, act, status)


def test_the_head_who_answers_herself_signs_with_it(client: CarefulClient, stage: Stage) -> None:
    stage.city.departments["energy"].signs_off = True
    paper = stage.paper(PaperState.ISSUED)
    stage.session.commit()
    assert posted(client, stage, "head", (f"/papers/{paper.id}/reply", WORDS)) == 303
    found = stage.session.query(PaperAnswer).one()
    assert (found.state, found.signer) == (AnswerState.GIVEN, "head")
