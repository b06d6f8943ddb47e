"""Every state of a report, with every act, in every role: the table of allowed moves is what the doors do."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.support.builders import City, a_plan_under_way, at, the_share
from tests.support.client import CarefulClient
from tests.support.databases import contents
from tests.support.web import TODAY
from workflow.audit.service import SYSTEM
from workflow.db import Database
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import DeadlineKind
from workflow.reports import queries, service, signing, withdrawing
from workflow.reports.models import Report, ReportState, Standing
from workflow.reports.moves import MOVES, ReportAct
from workflow.reports.rules import Signature
from workflow.review import asking
from workflow.review import service as review
from workflow.review.rules import ReasonKind

ROLES = ("nobody", "liaison", "head", "other", "other_head", "office", "leader", "administrator", "auditor")
DEPARTMENT, HEAD, OFFICE = ("liaison", "head"), ("head",), ("office",)
MAY: dict[ReportAct, tuple[str, ...]] = {
    ReportAct.SUBMIT: ("liaison",),  # a head who files signs with it
    ReportAct.FILE: DEPARTMENT,
    ReportAct.SIGN: HEAD,
    ReportAct.SEND_BACK: HEAD,
    ReportAct.WITHDRAW: DEPARTMENT,
    ReportAct.WITHDRAW_CORRECTION: DEPARTMENT,
    ReportAct.ASK: OFFICE,
    ReportAct.ACCEPT: OFFICE,
    ReportAct.GIVE_BACK: OFFICE,
    ReportAct.CORRECT: DEPARTMENT,
}
SIGNED = Signature("王局长", TODAY)
AT = at(TODAY)
SAID = {"standing": "on_course", "text": "按计划推进。"}


@dataclass
class Stage:
    """A small city in which reports are brought into any state."""

    session: Session
    city: City
    database: Database
    quarters: Iterator[int]

    def report(self, state: ReportState, *, returned: bool) -> Report:
        """A report of 市能源局 in a state; `returned` says that it was returned once before."""
        self.signs_off(state in (ReportState.TO_SIGN, ReportState.SENT_BACK))
        number = next(self.quarters)
        occasion = f"{1990 + number // 4}Q{1 + number % 4}"
        share = the_share(self.session, self.city, "energy")
        deadline = deadlines.owe(
            self.session, share, DeadlineKind.REPORT, occasion=occasion, opens_on=TODAY, due_on=TODAY, due_rule="test"
        )
        said = {"standing": Standing.ON_COURSE, "by": SYSTEM, "at": AT}
        report = service.file(self.session, deadline, text="先前说的。", **said, signature=SIGNED)
        if returned or state == ReportState.RETURNED:
            self.give_back(report)
        if returned and state != ReportState.RETURNED:
            waits = None if self.city.departments["energy"].signs_off else SIGNED
            service.file(self.session, queries.answered(self.session, report), text="改过的。", **said, signature=waits)
        self._bring(report, state)
        assert report.state == state
        return report

    def _bring(self, report: Report, state: ReportState) -> None:
        if report.state == state:
            return
        if state in (ReportState.TO_SIGN, ReportState.SENT_BACK):
            if report.state != ReportState.TO_SIGN:
                withdrawing.withdraw(self.session, report, by=SYSTEM, at=AT)
                said = {"standing": Standing.ON_COURSE, "text": "请签发。", "by": SYSTEM, "at": AT}
                service.file(self.session, queries.answered(self.session, report), **said)
            if state == ReportState.SENT_BACK:
                signing.send_back(self.session, report, words="请补充", by=SYSTEM, at=AT)
        elif state == ReportState.UNDER_REVIEW:
            asking.ask(self.session, report, words="请说明", by=SYSTEM, at=AT)
        elif state == ReportState.ACCEPTED:
            review.accept(self.session, report, by=SYSTEM, at=AT)
        elif state == ReportState.WITHDRAWN:
            withdrawing.withdraw(self.session, report, by=SYSTEM, at=AT)

    def give_back(self, report: Report) -> None:
        words = {"reason_kind": ReasonKind.VAGUE, "reason": "不具体", "correct_by": TODAY}
        review.give_back(self.session, report, **words, by=SYSTEM, at=AT)

    def signs_off(self, does: bool) -> None:
        self.city.departments["energy"].signs_off = does
        self.session.flush()


@pytest.fixture
def stage(session: Session, database: Database) -> Stage:
    return Stage(session, a_plan_under_way(session), database, count())


def door(act: ReportAct, report: Report, answers: int, revision: int) -> tuple[str, dict[str, Any]]:
    """Where an act is done, and what its form sends."""
    number, seen = report.id, {"revision": str(revision)}
    return {
        ReportAct.SUBMIT: (f"/deadlines/{answers}/report", SAID),
        ReportAct.FILE: (f"/deadlines/{answers}/report", SAID),
        ReportAct.SIGN: (f"/signing/reports/{number}/sign", seen),
        ReportAct.SEND_BACK: (f"/signing/reports/{number}/send-back", seen | {"words": "请补充"}),
        ReportAct.WITHDRAW: (f"/reports/{number}/withdraw", {}),
        ReportAct.WITHDRAW_CORRECTION: (f"/reports/{number}/withdraw", {}),
        ReportAct.ASK: (f"/review/{number}/ask", seen | {"words": "数据从哪里来？", "anyway": "1"}),
        ReportAct.ACCEPT: (f"/review/{number}/accept", seen),
        ReportAct.GIVE_BACK: (
            f"/review/{number}/return",
            seen | {"reason_kind": "vague", "reason": "不具体", "correct_by": TODAY.isoformat()},
        ),
        ReportAct.CORRECT: (f"/reports/{number}/correct", SAID | {"reason": "笔误"}),
    }[act]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("state", list(ReportState))
def test_in_each_state_each_act_does_for_each_role_what_the_table_says(
    client: CarefulClient, stage: Stage, database: Database, state: ReportState
) -> None:
    for act in ReportAct:
        if (state, act) == (ReportState.TO_SIGN, ReportAct.WITHDRAW_CORRECTION):
            continue  # what waits for the head was never returned by the office: it is plainly withdrawn
        _try(client, stage, database, state, act)


def _try(client: CarefulClient, stage: Stage, database: Database, state: ReportState, act: ReportAct) -> None:
    returned = act == ReportAct.WITHDRAW_CORRECTION and state != ReportState.WITHDRAWN
    report = stage.report(state, returned=returned)
    stage.signs_off(act == ReportAct.SUBMIT)
    stage.session.commit()
    before = contents(stage.database)
    for role in ROLES:
        if role not in MAY[act] and (act, role) != (ReportAct.SUBMIT, "head"):  # who files signs with it
            assert _done(client, stage, (report, act, role)) == (303 if role == "nobody" else 403), (state, act, role)
    assert contents(stage.database) == before, (state, act)
    for place, role in enumerate(MAY[act]):
        report = stage.report(state, returned=returned) if place else report
        status = _done(client, stage, (report, act, role))
        with database.reading() as looking:
            now = looking.get_one(Report, report.id).state
        if MOVES.allows(state, act):
            assert (status, now) == (303, MOVES.after(state, act)), (state, act, role)
        else:
            assert now == state and status in (303, 404, 409, 422), (state, act, role, status)


def _done(client: CarefulClient, stage: Stage, tried: tuple[Report, ReportAct, str]) -> int:
    """What the door answers to a role."""
    report, act, role = tried
    answers = queries.answered(stage.session, report).id
    revision = service.current_revision(stage.session, report)
    assert revision is not None
    stage.signs_off(act == ReportAct.SUBMIT)
    path, facts = door(act, report, answers, revision.id)
    if "text" in facts:
        facts |= {"text": f"{report.period} 按计划推进，已办 {report.id} 件。"}
    _sign_in(client, stage, role)
    stage.session.commit()
    with client.post(path, data=facts) as answer:
        return answer.status_code


def _sign_in(client: CarefulClient, stage: Stage, role: str) -> None:
    client.sign_out()
    if role != "nobody":
        client.sign_in(stage.city.accounts[role])
