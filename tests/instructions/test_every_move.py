"""Every state of an instruction, with every act, in every role: the table of allowed moves is what the doors do."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.instructions import given
from tests.support.builders import City, a_plan_under_way, an_account
from tests.support.client import CarefulClient
from tests.support.databases import contents
from tests.support.web import TODAY
from workflow.db import Database
from workflow.instructions.models import Instruction, InstructionState
from workflow.instructions.moves import MOVES, InstructionAct
from workflow.people.models import Holding, Post, PostKind

ROLES = ("nobody", "liaison", "head", "other", "office", "leader", "other_leader", "administrator", "auditor")
MAY: dict[InstructionAct, tuple[str, ...]] = {
    InstructionAct.DRAFT: ("office",),
    InstructionAct.AGREE: ("leader",),
    InstructionAct.OBJECT: ("leader",),
    InstructionAct.PASS_ON: ("office",),
    InstructionAct.ANSWER: ("office",),
    InstructionAct.CLEAR: ("office", "leader"),
    InstructionAct.WITHDRAW: ("office", "leader"),
}
DOORS = {act: act.value.replace("_", "-") for act in InstructionAct}
ONCE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # the moves know nothing of the database


@pytest.fixture
def city(session: Session) -> City:
    """With a second leader, who wrote none of them."""
    city = a_plan_under_way(session)
    second = an_account(session, "other_leader", city.departments["government"], PostKind.AUDITOR)
    post = Post(department=city.departments["government"], kind=PostKind.LEADER, title="副市长")
    session.add(post)
    session.flush()
    held = session.query(Holding).where(Holding.account_id == second.id).one()
    held.post = post
    city.accounts["other_leader"] = second
    session.flush()
    return city


def may(act: InstructionAct, state: InstructionState) -> tuple[str, ...]:
    """A leader withdraws only what does not bind."""
    if act == InstructionAct.WITHDRAW and state not in (InstructionState.RECEIVED, InstructionState.DRAFTED):
        return ("office",)
    return MAY[act]


def brought_to(session: Session, city: City, state: InstructionState, act: InstructionAct) -> Instruction:
    """In a state; where the leader has to say a word, the draft waits for it."""
    if state == InstructionState.DRAFTED:
        waits = act in (InstructionAct.AGREE, InstructionAct.OBJECT)
        return given.drafted(session, city, on=TODAY, due_on=date(2026, 12, 1), to_approve=waits)
    if state == InstructionState.PASSED_ON and act == InstructionAct.ANSWER:
        one = given.passed_on(session, city, on=TODAY, due_on=date(2026, 12, 1))
        given.accepted(session, one, on=TODAY)
        return one
    return given.brought_to(session, city, state, on=TODAY)


def facts(city: City) -> dict[str, Any]:
    """What the forms of all acts send; each reads its own."""
    draft = {"handling": "请办理", "lead": str(city.departments["energy"].id), "heading": "调研", "task": ""}
    return draft | {"rhythm": "one_day", "due_on": "2026-12-01", "words": "已看。"}


@ONCE
@pytest.mark.parametrize("state", list(InstructionState))
def test_in_each_state_each_act_does_for_each_role_what_the_table_says(
    client: CarefulClient, session: Session, city: City, database: Database, state: InstructionState
) -> None:
    for act in InstructionAct:
        one = brought_to(session, city, state, act)
        session.commit()
        before = contents(database)
        for role in ROLES:
            if role not in may(act, state):
                assert done(client, city, one, act, role) == (303 if role == "nobody" else 403), (act, role)
        assert contents(database) == before, act
        for place, role in enumerate(may(act, state)):
            if place:
                one = brought_to(session, city, state, act)
                session.commit()
            status = done(client, city, one, act, role)
            with database.reading() as looking:
                now = looking.get_one(Instruction, one.id).state
            if MOVES.allows(state, act):
                assert (status, now) == (303, MOVES.after(state, act)), (act, role)
            else:
                assert now == state and status in (409, 422), (act, role, status)


def done(client: CarefulClient, city: City, one: Instruction, act: InstructionAct, role: str) -> int:
    client.sign_out()
    if role != "nobody":
        client.sign_in(city.accounts[role])
    with client.post(f"/instructions/{one.id}/{DOORS[act]}", data=facts(city)) as answer:
        return answer.status_code
