"""Every state of a score sheet with every act, in every role."""

from datetime import date
from typing import Any

import pytest

from tests.life.test_every_move import ROLES
from tests.scores.stage import DRAWN, SIGNING, Stage, a_stage
from tests.support.client import CarefulClient
from workflow.db import Database
from workflow.insight.scores.models import ScoreSheet, ScoreState
from workflow.insight.scores.moves import MOVES, ScoreAct

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
MAY: dict[ScoreAct, tuple[str, ...]] = dict.fromkeys(ScoreAct, ("office",)) | {
    ScoreAct.SIGN: ("leader",),
    ScoreAct.OBJECT: ("liaison", "head"),
}
ONE = {"rules-0-name": "按期", "rules-0-kind": "in_time", "rules-0-full": "100", "rules-0-times": "1"}
EDITED = ONE | {"rules-0-partial": "0", "rules-0-basis": "纪要", "co_weight": "0.3", "objection_days": "5"}


@pytest.fixture
def stage(session) -> Stage:
    stage = a_stage(session)
    stage.step(date(2026, 11, 20))
    return stage


def door(stage: Stage, act: ScoreAct, sheet: ScoreSheet) -> tuple[str, dict[str, Any]]:
    seen = {"seen": str(sheet.version), "version": str(sheet.version)}
    at = f"/scores/{sheet.id}"
    path, facts = {
        ScoreAct.EDIT: (f"{at}/edit", EDITED),
        ScoreAct.CIRCULATE: (f"{at}/circulate", {}),
        ScoreAct.OBJECT: (f"/scores/lines/{stage.line(sheet, 'in_time').id}/object", {"reason": "有误"}),
        ScoreAct.ANSWER: ("", {"act": "keep", "words": "无误"}),
        ScoreAct.SIGN: (f"{at}/sign", {}),
        ScoreAct.ISSUE: (f"{at}/issue", {}),
        ScoreAct.WITHDRAW: (f"{at}/withdraw", {"words": "有误"}),
    }[act]
    if act == ScoreAct.ANSWER:
        path = f"/scores/objections/{stage.objected(sheet, 'in_time').id}"
    return path, seen | facts


def sheet_in(stage: Stage, state: ScoreState, act: ScoreAct) -> ScoreSheet:
    """An objection is only there to be answered where one could be made."""
    sheet = stage.in_state(ScoreState.CIRCULATED if act == ScoreAct.ANSWER else state)
    assert sheet.state == (ScoreState.CIRCULATED if act == ScoreAct.ANSWER else state)
    return sheet


@pytest.mark.parametrize("state", list(ScoreState))
def test_a_sheet_moves_as_the_table_says_and_only_for_whom_it_may(
    client: CarefulClient, stage: Stage, database: Database, clock, state: ScoreState
) -> None:
    for act in ScoreAct:
        sheet = sheet_in(stage, state, act)
        sent = door(stage, act, sheet)
        sheet.state = state
        stage.session.commit()
        clock.set(SIGNING if act in (ScoreAct.SIGN, ScoreAct.ISSUE) else DRAWN)
        for role in ROLES if MOVES.allows(state, act) else ():
            if role not in MAY[act]:
                expected = 303 if role == "nobody" else 403
                assert posted(client, stage, role, sent) == expected, (state, act, role)
        status = posted(client, stage, MAY[act][0], sent)
        with database.reading() as session:
            now = session.get_one(ScoreSheet, sheet.id).state
        if MOVES.allows(state, act):
            assert (status, now) == (303, MOVES.after(state, act)), (state, act)
        else:
            assert now == state and status in (403, 404, 409, 422), (state, act, status)
        stage.session.refresh(sheet)
        sheet.state = ScoreState.WITHDRAWN  # room for the next
        stage.session.commit()


def posted(client: CarefulClient, stage: Stage, role: str, sent: tuple[str, dict[str, Any]]) -> int:
    client.sign_out()
    if role != "nobody":
        client.sign_in(stage.city.accounts[role])
    with client.post(sent[0], data=sent[1]) as answer:
        return answer.status_code
