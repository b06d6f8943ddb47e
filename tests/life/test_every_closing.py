"""Every state of a request to close, with every act, in every role; and the task that follows it."""

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.life.test_every_move import ROLES, SIGNED
from tests.support.builders import City, a_calendar, a_plan_under_way, at, the_share
from tests.support.client import CarefulClient
from tests.support.databases import contents
from tests.support.web import TODAY
from workflow.audit.service import SYSTEM
from workflow.db import Database
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.review import closing, concluding, targets
from workflow.review.closing import Points
from workflow.review.closing_models import Closing, ClosingState
from workflow.review.models import TargetVerdictWord
from workflow.review.moves import MOVES, ClosingAct
from workflow.review.targets import Found
from workflow.tasks.models import Assignment, Task, TaskState
from workflow.tasks.moves import MOVES as TASK_MOVES
from workflow.tasks.moves import TaskAct
from workflow.workdays.rules import Calendar

AT = at(TODAY)
ALL_POINTS = Points(*[True] * 5)
MAY: dict[ClosingAct, tuple[str, ...]] = {
    ClosingAct.SIGN: ("head",),
    ClosingAct.SEND_BACK: ("head",),
    ClosingAct.WITHDRAW: ("liaison", "head"),
    ClosingAct.GRANT: ("office",),
    ClosingAct.GIVE_BACK: ("office",),
}


@dataclass
class Stage:
    """A task of 市能源局 whose targets are settled, asked to be closed again and again."""

    session: Session
    city: City
    calendar: Calendar

    @property
    def task(self) -> Task:
        return self.city.tasks[0]

    def request(self, state: ClosingState) -> Closing:
        """A request in a state; what an earlier one left behind is cleared away."""
        self._clear()
        body = self.city.departments["energy"]
        body.signs_off = state == ClosingState.TO_SIGN
        share = the_share(self.session, self.city, "energy")
        signature = None if body.signs_off else SIGNED
        asked = closing.ask(self.session, share, words="任务完成。", signature=signature, by=SYSTEM, at=AT)
        if state == ClosingState.GRANTED:
            closing.grant(self.session, asked, points=ALL_POINTS, by=SYSTEM, at=AT)
        elif state == ClosingState.RETURNED:
            closing.give_back(self.session, asked, reason="材料不齐", by=SYSTEM, at=AT)
        elif state == ClosingState.WITHDRAWN:
            closing.withdraw(self.session, asked, by=SYSTEM, at=AT)
        assert asked.state == state
        return asked

    def _clear(self) -> None:
        self.session.expire_all()
        there = closing.open_request(self.session, self.task.id)
        if there is not None:
            closing.withdraw(self.session, there, by=SYSTEM, at=AT)
        if self.task.state == TaskState.CLOSED:
            concluding.reopen(self.session, self.task, reason="重新核实", by=SYSTEM, at=AT, calendar=self.calendar)


@pytest.fixture
def stage(session: Session) -> Stage:
    city = a_plan_under_way(session)
    owed = select(Deadline).join(Assignment).where(Assignment.task_id == city.tasks[0].id)
    found = Found(TargetVerdictWord.PROVINCE_DECIDES, "省考核通报", no_value="以通报为准")
    for deadline in session.scalars(owed.where(Deadline.kind == DeadlineKind.TARGET)).all():
        targets.record(session, deadline, found, by=SYSTEM, at=AT)
    return Stage(session, city, a_calendar(session))


def door(act: ClosingAct, asked: Closing) -> tuple[str, dict[str, Any]]:
    points = dict.fromkeys(("clear", "solved", "carried_out", "lawful", "papers"), "y")
    return {
        ClosingAct.SIGN: ("/signing", {"one": f"closing.{asked.id}.{asked.version}"}),
        ClosingAct.SEND_BACK: (f"/signing/closing/{asked.id}/send-back", {"words": "请补材料"}),
        ClosingAct.WITHDRAW: (f"/closings/{asked.id}/withdraw", {}),
        ClosingAct.GRANT: (f"/review/closings/{asked.id}", points | {"decision": "granted"}),
        ClosingAct.GIVE_BACK: (f"/review/closings/{asked.id}", {"decision": "returned", "answer": "材料不齐"}),
    }[act]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("state", list(ClosingState))
def test_in_each_state_each_act_does_for_each_role_what_the_table_says(
    client: CarefulClient, stage: Stage, database: Database, state: ClosingState
) -> None:
    for act in ClosingAct:
        asked = stage.request(state)
        stage.session.commit()
        before = contents(database)
        for role in ROLES:
            if role not in MAY[act]:
                assert _done(client, stage, (asked, act, role)) == (303 if role == "nobody" else 403), (
                    state,
                    act,
                    role,
                )
        assert contents(database) == before, (state, act)
        for place, role in enumerate(MAY[act]):
            _try(client, stage, database, (stage.request(state) if place else asked, act, role))


def _try(client: CarefulClient, stage: Stage, database: Database, tried: tuple[Closing, ClosingAct, str]) -> None:
    asked, act, role = tried
    state, number, task_id = asked.state, asked.id, asked.task_id
    status = _done(client, stage, tried)
    with database.reading() as looking:
        now, task = looking.get_one(Closing, number).state, looking.get_one(Task, task_id).state
    if MOVES.allows(state, act):
        assert (status, now) == (303, MOVES.after(state, act)), (state, act, role)
        closes = TASK_MOVES.after(TaskState.UNDER_WAY, TaskAct.CLOSE) if act == ClosingAct.GRANT else None
        assert closes in (None, task)
    else:
        assert now == state and status in (303, 404, 409, 422), (state, act, role, status)


def _done(client: CarefulClient, stage: Stage, tried: tuple[Closing, ClosingAct, str]) -> int:
    """What the door answers to a role."""
    asked, act, role = tried
    path, facts = door(act, asked)
    account = stage.city.accounts.get(role)
    client.sign_out()
    if account is not None:
        client.sign_in(account)
    stage.session.commit()
    with client.post(path, data=facts) as answer:
        return answer.status_code
