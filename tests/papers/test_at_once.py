"""Two people act on papers at the same moment: one wins, the other gets a sentence, no number is lost or doubled."""

from threading import Thread

import pytest
from sqlalchemy import select

from tests.life.test_two_at_once import DONE, STALE, tried
from tests.papers.stage import AT, BY, SIGNED, Stage, a_stage
from workflow.db import Database
from workflow.deadlines.models import Deadline
from workflow.escalation.papers import answering, editing, issuing, signing
from workflow.escalation.papers.kept_models import PaperNumber
from workflow.escalation.papers.models import AnswerKind, Paper, PaperAddress, PaperState
from workflow.wording.refusals import SENTENCES
from workflow.workdays.queries import calendar

WHO = {"by": BY, "at": AT}


def issue(session, ids) -> None:
    days = calendar(session, around=AT.date())
    issuing.issue(session, session.get_one(Paper, ids["paper"]), told=(), calendar=days, **WHO)


def issue_other(session, ids) -> None:
    issue(session, {"paper": ids["other"]})


def take_back(session, ids) -> None:
    signing.take_back(session, session.get_one(Paper, ids["paper"]), **WHO)


def sign(session, ids) -> None:
    signing.sign(session, session.get_one(Paper, ids["paper"]), SIGNED, **WHO)


def void(session, ids) -> None:
    editing.make_void(session, session.get_one(Paper, ids["paper"]), reason="不需要", **WHO)


def receive(session, ids) -> None:
    answering.receive(session, session.get_one(PaperAddress, ids["address"]), **WHO)


def reply(session, ids) -> None:
    address = session.get_one(PaperAddress, ids["address"])
    answering.answer(session, address, AnswerKind.REPLY, words="已办结。", **WHO)


def withdraw(session, ids) -> None:
    issuing.withdraw(session, session.get_one(Paper, ids["paper"]), reason="有误", **WHO)


def at_once(database: Database, state: PaperState, first, second) -> list[str]:
    """The first has done everything but not committed when the second begins."""
    with database.writing() as session:
        stage: Stage = a_stage(session)
        papers = [stage.paper(state) for _ in range(2)]
        ids = {"paper": papers[0].id, "other": papers[1].id, "address": papers[0].addresses[0].id}
    told = ["", ""]
    late = Thread(target=lambda: told.__setitem__(1, tried(database, ids, second)))
    told[0] = tried(database, ids, first, meanwhile=late)
    late.join(30)
    return told


@pytest.mark.parametrize(
    ("state", "first", "second"),
    [
        (PaperState.TO_SIGN, sign, take_back),
        (PaperState.SIGNED, issue, issue),
        (PaperState.SIGNED, take_back, issue),
        (PaperState.SIGNED, issue, void),
        (PaperState.ISSUED, receive, receive),
        (PaperState.ISSUED, reply, reply),
        (PaperState.ISSUED, withdraw, reply),
    ],
)
def test_of_two_at_once_one_wins_and_the_other_gets_a_sentence(database: Database, state, first, second) -> None:
    told = at_once(database, state, first, second)
    if (first, second) == (sign, take_back):  # what was signed a moment before is taken back with its signature
        assert told == [DONE, DONE]
        return
    assert told[0] == DONE and told[1] in {STALE, *SENTENCES}, told
    with database.reading() as session:
        owed = session.scalars(select(Deadline.kind).where(Deadline.occasion.like("paper:%"))).all()
        assert len(owed) == len(set(owed)) * (2 if state == PaperState.ISSUED else 1)


def test_two_papers_issued_at_once_take_two_numbers_without_a_gap(database: Database) -> None:
    assert at_once(database, PaperState.SIGNED, issue, issue_other) == [DONE, DONE]
    with database.reading() as session:
        assert sorted(session.scalars(select(Paper.own_number)).all()) == [1, 2]
        assert session.scalars(select(PaperNumber.next)).one() == 3
