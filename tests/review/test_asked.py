"""What departments ask for: another day, another body; and how targets came out."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.support.builders import at, the_deadline, the_share
from workflow.audit.service import SYSTEM
from workflow.deadlines import acknowledging
from workflow.deadlines.models import Deadline, DeadlineKind, DeadlineMove, MoveKind, Outcome
from workflow.errors import Refused, Stale
from workflow.review import extensions, moving
from workflow.review.models import Extension
from workflow.tasks.models import Assignment, Decision, Role

TODAY = date(2026, 10, 14)
DUE = date(2026, 10, 15)
LATER = date(2026, 10, 30)


@pytest.fixture
def owed(session, city):
    found = the_deadline(session, city, "energy", DeadlineKind.TARGET)
    found.due_on = found.original_due_on = DUE
    session.flush()
    return found


@pytest.fixture
def office(client, session, city, clock):
    clock.set(TODAY)
    session.commit()
    return client.sign_in(city.accounts["office"])


def ask(session, owed, *, wanted_on=LATER, today=TODAY, reason="数据晚报"):
    return extensions.ask(session, owed, wanted_on=wanted_on, reason=reason, by=SYSTEM, at=at(today), today=today)


def refusal(act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.key


@pytest.mark.parametrize(("today", "late"), [(TODAY, False), (DUE, False), (date(2026, 10, 16), True)])
def test_asking_after_the_day_is_marked(session, owed, today, late) -> None:
    assert ask(session, owed, today=today).asked_late is late


def test_one_request_at_a_time(session, owed) -> None:
    ask(session, owed)
    assert refusal(lambda: ask(session, owed)) == "extension.asked_already"


@pytest.mark.parametrize(
    ("wanted_on", "key"),
    [(DUE, "extension.not_later"), (TODAY, "extension.not_later"), (date(2026, 10, 13), "extension.day_past")],
)
def test_the_day_asked_for_is_later_than_the_day_due_and_not_past(session, owed, wanted_on, key) -> None:
    assert refusal(lambda: ask(session, owed, wanted_on=wanted_on)) == key


def test_what_has_ended_is_not_extended(session, owed) -> None:
    asked = ask(session, owed)
    owed.ended_on, owed.outcome = TODAY, Outcome.MET
    session.flush()
    assert refusal(lambda: ask(session, owed)) == "deadline.ended"
    assert refusal(lambda: extensions.grant(session, asked, by=SYSTEM, at=at(TODAY))) == "deadline.ended"


def test_granting_moves_the_day_perhaps_to_another_than_was_asked(session, owed) -> None:
    asked = ask(session, owed)
    extensions.grant(session, asked, granted_on=date(2026, 10, 22), answer="先给一周", by=SYSTEM, at=at(TODAY))
    move = session.scalars(select(DeadlineMove)).one()
    assert (owed.due_on, owed.original_due_on) == (date(2026, 10, 22), DUE)
    assert (move.kind, move.from_on, move.to_on) == (MoveKind.EXTENSION, DUE, date(2026, 10, 22))
    assert (asked.decision, asked.granted_on) == (Decision.GRANTED, date(2026, 10, 22))


def test_a_request_is_answered_once_and_can_be_made_anew_after_a_refusal(session, owed) -> None:
    asked = ask(session, owed)
    assert refusal(lambda: extensions.refuse(session, asked, reason=" ", by=SYSTEM, at=at(TODAY))) == (
        "extension.answer_missing"
    )
    extensions.refuse(session, asked, reason="理由不充分", by=SYSTEM, at=at(TODAY))
    with pytest.raises(Stale):
        extensions.grant(session, asked, by=SYSTEM, at=at(TODAY))
    assert owed.due_on == DUE and ask(session, owed).id != asked.id


def asked_to_move(session, city, who, *, task=0, to=None):
    share = the_share(session, city, who, task=task)
    to_id = city.departments[to].id if to else None
    return acknowledging.ask_to_move(
        session, share, to_department_id=to_id, reason="职责已划转", by=SYSTEM, at=at(date(2026, 9, 2))
    )


def granted(session, asked, days, *, to=None, on=TODAY):
    return moving.grant(session, asked, to_department_id=to, basis="三定规定", by=SYSTEM, at=at(on), calendar=days)


def test_a_moved_share_leaves_its_words_behind_and_takes_what_is_owed_along(session, city, days) -> None:
    asked = asked_to_move(session, city, "energy", to="housing")
    old = asked.assignment
    new = granted(session, asked, days)
    assert (old.to_on, new.predecessor_id, new.role, new.confirmed_on) == (TODAY, old.id, Role.LEAD, TODAY)
    theirs = {d.kind: d for d in session.scalars(select(Deadline).where(Deadline.assignment_id == new.id))}
    left = session.scalars(select(Deadline).where(Deadline.assignment_id == old.id, Deadline.ended_on.is_(None))).all()
    assert not left
    assert theirs[DeadlineKind.ACKNOWLEDGE].due_on == date(2026, 10, 19)
    assert theirs[DeadlineKind.REPORT].due_on == date(2026, 10, 19)  # never before it can be acknowledged
    assert theirs[DeadlineKind.TARGET].department_id == city.departments["housing"].id


def test_a_share_moved_to_a_department_that_shares_already_makes_it_lead(session, city, days) -> None:
    shared = the_share(session, city, "industry")
    new = granted(session, asked_to_move(session, city, "energy", to="industry"), days)
    assert (new.role, new.department_id) == (Role.LEAD, city.departments["industry"].id)
    assert shared.to_on == TODAY
    open_shares = session.scalars(
        select(Assignment).where(Assignment.task_id == new.task_id, Assignment.to_on.is_(None))
    ).all()
    assert open_shares == [new]


def test_a_co_responsible_share_moved_to_the_lead_only_ends(session, city, days) -> None:
    asked = asked_to_move(session, city, "industry", to="energy")
    assert granted(session, asked, days) is None
    assert asked.assignment.to_on == TODAY and asked.decision == Decision.GRANTED


def test_a_refused_move_is_to_be_acknowledged_anew(session, city, days) -> None:
    asked = asked_to_move(session, city, "energy")
    moving.refuse(session, asked, basis="三定规定", by=SYSTEM, at=at(TODAY), calendar=days)
    owed = acknowledging.open_one(session, asked.assignment)
    assert owed is not None and owed.due_on == date(2026, 10, 19)
    with pytest.raises(Stale):
        granted(session, asked, days, to=city.departments["housing"].id)


def test_a_move_names_another_department_and_a_basis(session, city, days) -> None:
    asked = asked_to_move(session, city, "energy")
    assert refusal(lambda: granted(session, asked, days)) == "move.department_missing"
    own = city.departments["energy"].id
    assert refusal(lambda: granted(session, asked, days, to=own)) == "move.same_department"


def test_the_pages_decide_and_go_back_to_the_queue(office, session, city, owed) -> None:
    asked, wanted = ask(session, owed), asked_to_move(session, city, "industry", task=2, to="housing")
    target = the_deadline(session, city, "energy", DeadlineKind.TARGET, task=1)
    session.commit()
    office.get("/review")
    assert "数据晚报" in office.page.text and "职责已划转" in office.page.text
    said = {"decision": "granted", "granted_on": "2026-10-22", "answer": ""}
    assert office.post(f"/review/extensions/{asked.id}", data=said).status_code == 303
    said = {"decision": "granted", "to_department": str(city.departments["housing"].id), "basis": "三定规定"}
    assert office.post(f"/review/moves/{wanted.id}", data=said).status_code == 303
    said = {"verdict": "province_decides", "basis": "统计公报"}
    assert office.post(f"/review/targets/{target.id}", data=said).status_code == 303
    session.expire_all()
    assert session.get(Extension, asked.id).decision == Decision.GRANTED
    assert session.get(Deadline, target.id).outcome == Outcome.MET
    office.get("/review")
    assert "没有待答复的延期申请" in office.page.text and "没有待答复的调整申请" in office.page.text


def test_a_bad_decision_gets_a_sentence_and_keeps_the_words(office, session, city, owed) -> None:
    asked, wanted = ask(session, owed), asked_to_move(session, city, "industry", task=2)
    target = the_deadline(session, city, "energy", DeadlineKind.TARGET, task=1)
    session.commit()
    for address, data, words in (
        (f"/review/extensions/{asked.id}", {"answer": "再议"}, "请选择一项"),
        (f"/review/extensions/{asked.id}", {"decision": "refused", "answer": ""}, "请写明不同意的理由"),
        (f"/review/extensions/{asked.id}", {"decision": "granted", "granted_on": "2026-10-01"}, "已经过去"),
        (f"/review/moves/{wanted.id}", {"decision": "granted", "basis": "纪要"}, "请选择由哪个单位负责"),
        (f"/review/moves/{wanted.id}", {"decision": "refused", "basis": ""}, "请写明依据"),
        (f"/review/targets/{target.id}", {"basis": "公报"}, "请选择一项"),
    ):
        assert office.post(address, data=data).status_code == 422, address
        assert words in office.page.text
        assert data.get("basis", data.get("answer", "")) in office.page.source


def test_a_request_answered_meanwhile_is_a_conflict(office, session, city, owed) -> None:
    asked = ask(session, owed)
    extensions.refuse(session, asked, reason="不同意", by=SYSTEM, at=at(TODAY))
    session.commit()
    data = {"decision": "granted", "granted_on": "2026-10-22"}
    assert office.post(f"/review/extensions/{asked.id}", data=data).status_code == 409
    assert "已经答复过了" in office.page.text


def test_the_tasks_page_leads_the_office_to_the_verdict_and_nobody_else(office, session, city) -> None:
    target = the_deadline(session, city, "energy", DeadlineKind.TARGET)
    for who, led in (("office", True), ("liaison", False), ("leader", False)):
        office.sign_in(city.accounts[who])
        office.get(f"/tasks/{city.tasks[0].id}")
        assert (f"/review/targets/{target.id}" in office.page.source) is led, who
