"""Two people act on the same thing at the same moment: one wins, the other gets a sentence, nothing is lost."""

from threading import Thread

import pytest
from sqlalchemy import text
from sqlalchemy.orm.exc import StaleDataError

from tests.life import pairs as p
from tests.life.pairs import Act, Ids
from tests.life.whole import nothing_lost, photograph, whole
from tests.support.builders import a_plan_under_way
from workflow.db import Database
from workflow.errors import Refused
from workflow.wording.refusals import SENTENCES

DONE, STALE = "done", "stale"
Pair = tuple[Act, Act, Act]
ONE_WINS: list[Pair] = [
    (p.waits, p.sign, p.file),
    (p.filed, p.accept, p.withdraw),
    (p.filed, p.accept, p.give_back),
    (p.extension_asked, p.grant_extension, p.refuse_extension),
    (p.nothing, p.ask_extension, p.ask_extension),
    (p.closing_asked, p.grant_closing, p.withdraw_closing),
    (p.nothing, p.judge, p.await_figure),
    (p.nothing, p.file_by_page, p.file),
    (p.nothing, p.say_share, p.say_share),
    (p.correction_asked, p.accept_correction, p.correct),
]
IN_TURN: list[Pair] = [  # in one order or in both, one may follow the other
    (p.waits, p.sign, p.withdraw),
    (p.filed, p.ask, p.accept),
    (p.filed, p.withdraw, p.change_lead),
    (p.filed, p.give_back, p.change_lead),
    (p.nothing, p.hold, p.ask_extension),
    (p.nothing, p.change_lead, p.file),
    (p.nothing, p.end_share, p.say_share),
    (p.nothing, p.succeed, p.file),
]


def name(one: object) -> str:
    return getattr(one, "__name__", "")


def both_ways(pairs: list[Pair]) -> list[Pair]:
    turned = {(begin, *order) for begin, one, two in pairs for order in ((one, two), (two, one))}
    return sorted(turned, key=lambda pair: [name(one) for one in pair])


@pytest.mark.parametrize(("begin", "first", "second"), both_ways(ONE_WINS), ids=name)
def test_of_two_at_once_one_wins_and_the_other_gets_a_sentence(
    database: Database, begin: Act, first: Act, second: Act
) -> None:
    told = set(at_once(database, begin, first, second))
    assert DONE in told and len(told) == 2, told
    assert told - {DONE} <= {STALE, *SENTENCES}


@pytest.mark.parametrize(("begin", "first", "second"), both_ways(IN_TURN), ids=name)
def test_of_two_at_once_who_comes_second_finds_what_the_first_did(
    database: Database, begin: Act, first: Act, second: Act
) -> None:
    told = at_once(database, begin, first, second)
    assert told[0] == DONE and told[1] in {DONE, STALE, *SENTENCES}, told


def at_once(database: Database, begin: Act, first: Act, second: Act) -> list[str]:
    """The first has done everything but not committed when the second begins. What became of both; what was there
    before is there still, and the plan is whole."""
    with database.writing() as session:
        ids = p.the_ids(session, a_plan_under_way(session))
        begin(session, ids)
        before = photograph(session)
    told = ["", ""]
    late = Thread(target=lambda: told.__setitem__(1, tried(database, ids, second)))
    told[0] = tried(database, ids, first, meanwhile=late)
    late.join(30)
    with database.reading() as session:
        nothing_lost(before, photograph(session))
        whole(session)
    return told


def tried(database: Database, ids: Ids, act: Act, *, meanwhile: Thread | None = None) -> str:
    """`done`, or the key of the sentence; whatever else is raised is its own name, which no test expects."""
    try:
        with database.writing() as session:
            try:
                act(session, ids)
                session.flush()
            finally:
                if meanwhile is not None:
                    meanwhile.start()
                    wait_until_it_waits(database, meanwhile)
    except StaleDataError:  # the doors say it as any other Stale
        return STALE
    except Refused as refused:
        return refused.key
    except Exception as error:
        return repr(error)
    return DONE


def wait_until_it_waits(database: Database, late: Thread) -> None:
    """On SQLite the first holds the lock for writing already; on PostgreSQL a row that the second comes to wait for."""
    if database.is_sqlite:
        return
    blocked = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    while late.is_alive():
        with database.engine.connect() as looking:
            if looking.scalar(blocked):
                return
        late.join(0.01)
