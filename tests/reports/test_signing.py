"""签发: a department's head signs what leaves it; until then it is inside, and its deadline stays open."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.support import builders
from workflow.audit.models import Event
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import DeadlineKind, Outcome
from workflow.errors import Refused, Stale
from workflow.people import bodies
from workflow.people.models import Department, Holding
from workflow.people.queries import actor
from workflow.reports import details, drafts, queries, repeating, service, shares, signing, waiting, withdrawing
from workflow.reports.models import Manner, ReportState, SignOff, SignOffWord, Standing
from workflow.reports.rules import Said, Signature
from workflow.reports.sharing import share
from workflow.review import queue
from workflow.review import service as reviewing
from workflow.review.rules import ReasonKind
from workflow.workdays.rules import Period

DAY, NEXT = date(2026, 10, 12), date(2026, 10, 14)
AT, LATER = builders.at(DAY), builders.at(NEXT, 14, 3)
HEAD = Signature("head", NEXT)


@pytest.fixture
def city(session):
    city = builders.a_plan_under_way(session)
    city.departments["energy"].signs_off = True
    session.flush()
    return city


@pytest.fixture
def owed(session, city):
    return builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, occasion="2026Q3")


def submit(session, deadline, city, **facts):
    said = {"standing": Standing.ON_COURSE, "text": "项目按计划推进", "by": actor(city.accounts["liaison"]), "at": AT}
    return service.file(session, deadline, **{**said, **facts})


def sign(session, report, city, signature=HEAD, **facts):
    return signing.sign(session, report, signature, **{"by": actor(city.accounts["head"]), "at": LATER, **facts})


def send_back(session, report, city, words="请写明并网容量"):
    return signing.send_back(session, report, words=words, by=actor(city.accounts["head"]), at=LATER)


def test_what_a_liaison_files_waits_and_its_deadline_stays_open(session, city, owed) -> None:
    report = submit(session, owed, city)
    assert (report.state, owed.ended_on) == (ReportState.TO_SIGN, None)


def test_signed_it_leaves_on_the_day_of_the_signature(session, city, owed) -> None:
    report = submit(session, owed, city)
    signed = sign(session, report, city)
    assert (report.state, report.filed_at, owed.ended_on, owed.outcome) == (
        ReportState.FILED,
        LATER,
        NEXT,
        Outcome.MET,
    )
    assert (signed.word, signed.manner, signed.signer, signed.signed_on) == (
        SignOffWord.SIGNED,
        Manner.SCREEN,
        "head",
        NEXT,
    )


def test_a_head_who_files_herself_signs_with_it(session, city, owed) -> None:
    report = submit(session, owed, city, signature=Signature("head", DAY))
    assert (report.state, owed.ended_on) == (ReportState.FILED, DAY)
    assert session.scalars(select(SignOff)).one().signer == "head"


def test_where_nobody_signs_nothing_is_kept_of_a_signature(session, city, owed) -> None:
    city.departments["energy"].signs_off = False
    assert submit(session, owed, city, signature=Signature("head", DAY)).state == ReportState.FILED
    assert session.scalars(select(SignOff)).all() == []


def test_no_change_never_skips_the_signature(session, city, owed) -> None:
    city.departments["energy"].signs_off = False
    submit(session, owed, city)
    city.departments["energy"].signs_off = True
    later = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, occasion="2026Q3")
    following = deadlines.owe(
        session,
        later.assignment,
        DeadlineKind.REPORT,
        occasion="2026Q4",
        opens_on=DAY,
        due_on=date(2027, 1, 15),
        due_rule="period",
    )
    report = repeating.unchanged(session, following, by=actor(city.accounts["liaison"]), at=AT)
    assert (report.state, following.ended_on) == (ReportState.TO_SIGN, None)


def test_sent_back_it_is_mended_and_submitted_again(session, city, owed) -> None:
    report = submit(session, owed, city)
    told = send_back(session, report, city)
    assert (report.state, told.words, owed.ended_on) == (ReportState.SENT_BACK, "请写明并网容量", None)
    assert [row.words for row in waiting.sent_back(session, owed.department_id)] == ["请写明并网容量"]
    assert submit(session, owed, city, text="并网 20 万千瓦").state == ReportState.TO_SIGN
    assert waiting.sent_back(session, owed.department_id) == []
    assert sign(session, report, city).revision.ordinal == 2


def test_sending_back_without_a_word_is_refused(session, city, owed) -> None:
    report = submit(session, owed, city)
    with pytest.raises(Refused, match=r"signing\.words_missing"):
        send_back(session, report, city, words=" ")
    assert report.state == ReportState.TO_SIGN


def test_what_is_signed_is_what_was_read(session, city, owed) -> None:
    report = submit(session, owed, city)
    read = service.current_revision(session, report)
    withdrawing.withdraw(session, report, by=actor(city.accounts["liaison"]), at=AT)
    submit(session, owed, city, text="另一说法")
    with pytest.raises(Stale, match=r"signing\.newer_revision"):
        sign(session, report, city, revision_id=read.id)
    assert (report.state, owed.ended_on) == (ReportState.TO_SIGN, None)


@pytest.mark.parametrize(
    ("act", "key"),
    [
        (sign, "signing.signed_already"),
        (send_back, "signing.sent_back_already"),
        (lambda s, r, c: withdrawing.withdraw(s, r, by=actor(c.accounts["liaison"]), at=AT), "signing.withdrawn"),
    ],
)
def test_who_comes_second_is_told_what_happened(session, city, owed, act, key) -> None:
    report = submit(session, owed, city)
    act(session, report, city)
    with pytest.raises(Stale, match=key):
        sign(session, report, city)


def test_taken_back_before_the_signature_it_is_owed_as_before(session, city, owed) -> None:
    report = submit(session, owed, city)
    withdrawing.withdraw(session, report, by=actor(city.accounts["liaison"]), at=AT)
    assert (report.state, owed.ended_on) == (ReportState.WITHDRAWN, None)
    assert submit(session, owed, city).state == ReportState.TO_SIGN


def test_a_matter_that_was_superseded_meanwhile_is_not_signed_and_stays_ended(session, city, owed) -> None:
    report = submit(session, owed, city)
    deadlines.end(session, owed, Outcome.SUPERSEDED, on=DAY)
    with pytest.raises(Refused, match=r"signing\.superseded"):
        sign(session, report, city)
    assert waiting.of_departments(session, [owed.department_id])[0].superseded
    withdrawing.withdraw(session, report, by=actor(city.accounts["liaison"]), at=AT)
    assert (owed.ended_on, owed.outcome) == (DAY, Outcome.SUPERSEDED)
    assert waiting.count(session, [owed.department_id]) == 0


def test_a_correction_waits_like_any_other_and_ends_when_signed(session, city, owed) -> None:
    report = submit(session, owed, city)
    sign(session, report, city)
    review = reviewing.give_back(
        session,
        report,
        reason_kind=next(iter(ReasonKind)),
        reason="口径不一致",
        correct_by=date(2026, 10, 20),
        by=actor(city.accounts["office"]),
        at=LATER,
    )
    correction = session.get_one(type(owed), review.correction_id)
    submit(session, correction, city, text="已改口径", at=LATER)
    row = waiting.of_departments(session, [owed.department_id])[0]
    assert (row.deadline_id, row.due_on, row.again, row.superseded) == (correction.id, date(2026, 10, 20), True, False)
    assert (correction.ended_on, owed.ended_on) == (None, NEXT)
    withdrawing.withdraw(session, report, by=actor(city.accounts["liaison"]), at=LATER)
    submit(session, correction, city, text="已改口径和数值", at=LATER)
    sign(session, report, city)
    assert (report.state, correction.ended_on) == (ReportState.FILED, NEXT)


def test_a_share_waits_too(session, city) -> None:
    city.departments["industry"].signs_off = True
    held = builders.the_share(session, city, "industry")
    said = Said(Standing.ON_COURSE, "已完成诊断")
    report = share(session, held, Period(2026, 3), said, by=actor(city.accounts["other"]), at=AT)
    assert (report.state, report.deadline.ended_on) == (ReportState.TO_SIGN, DAY), "nobody asked: it is never late"
    told = shares.of_period(session, city.tasks[0].id, "2026Q3")
    assert [row.report_id for row in told if row.department == "市工信局"] == [None]
    sign(session, report, city)
    assert (report.state, report.deadline.ended_on) == (ReportState.FILED, DAY)


def test_the_office_sees_nothing_of_what_waits(session, city, owed) -> None:
    report = submit(session, owed, city)
    task, own = city.tasks[0].id, owed.department_id
    for state in (ReportState.TO_SIGN, ReportState.SENT_BACK):
        report.state = state
        session.flush()
        assert queries.of_task(session, task, None) == []
        assert [row.id for row in queries.of_task(session, task, {own}, own={own})] == [report.id]
        assert queue.count_waiting(session) == 0
        assert queries.last_said(session, owed.assignment_id, before=0) is None


def test_a_draft_is_not_kept_beside_what_waits(session, city, owed) -> None:
    submit(session, owed, city)
    with pytest.raises(Stale, match=r"report\.waits_already"):
        drafts.save(session, owed, words={"text": ["x"]}, by=actor(city.accounts["liaison"]), at=AT)
    with pytest.raises(Stale, match=r"report\.waits_already"):
        submit(session, owed, city)


def test_the_day_of_a_signature_on_paper_may_not_be_to_come(session, city, owed) -> None:
    report = submit(session, owed, city)
    for signature, key in (
        (Signature("王局长", date(2026, 12, 1), Manner.PAPER, 1), "signing.day_to_come"),
        (Signature("王局长", DAY, Manner.PAPER), "signing.scan_missing"),
        (Signature(" ", DAY, Manner.PAPER, 1), "signing.signer_missing"),
    ):
        with pytest.raises(Refused, match=key):
            sign(session, report, city, signature)
    assert (report.state, owed.ended_on) == (ReportState.TO_SIGN, None)


def test_signing_and_sending_back_are_written_into_the_history(session, city, owed) -> None:
    report = submit(session, owed, city)
    send_back(session, report, city)
    submit(session, owed, city)
    sign(session, report, city)
    acts = session.scalars(select(Event.act).where(Event.thing == "report").order_by(Event.id)).all()
    assert acts == ["report.submitted", "report.sent_back", "report.submitted", "report.signed"]


def test_values_stand_beside_those_said_last(session, city, owed) -> None:
    assert waiting.values_before(session, [owed.assignment_id]) == {}
    assert details.signatures(session, []) == {}


def switch(session, city, on, **facts):
    body = city.departments["housing" if facts.get("housing") else "energy"]
    administrator = actor(city.accounts["administrator"])
    bodies.set_sign_off(session, body, signs_off=on, version=body.version, by=administrator, at=AT)
    return body


def test_switched_off_what_waits_stays_and_what_is_new_leaves_at_once(session, city, owed) -> None:
    waits = submit(session, owed, city)
    switch(session, city, False)
    other = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1, occasion="2026Q3")
    assert submit(session, other, city).state == ReportState.FILED
    assert waits.state == ReportState.TO_SIGN
    sign(session, waits, city)
    assert waits.state == ReportState.FILED


def test_the_switch_is_written_into_the_history_once(session, city) -> None:
    for on in (False, False, True):
        switch(session, city, on)
    acts = session.scalars(select(Event.act).where(Event.thing == "department").order_by(Event.id)).all()
    assert acts == ["department.sign_off_ended", "department.sign_off_begun"]


def test_nobody_waits_for_a_head_that_there_is_not(session, city) -> None:
    with pytest.raises(Refused, match=r"signing\.no_head"):
        switch(session, city, True, housing=True)
    held = session.scalar(select(Holding).where(Holding.account_id == city.accounts["head"].id))
    held.to_on = date(2026, 10, 1)
    session.flush()
    switch(session, city, False)
    with pytest.raises(Refused, match=r"signing\.no_head"):
        switch(session, city, True)


def test_two_who_switch_at_once_are_told(session, city) -> None:
    body = session.get_one(Department, city.departments["energy"].id)
    with pytest.raises(Stale):
        bodies.set_sign_off(
            session, body, signs_off=False, version=body.version + 1, by=actor(city.accounts["head"]), at=AT
        )
