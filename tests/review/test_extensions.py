"""申请延期: what can be extended, who signs and approves, and that everything moves with the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.support.builders import HOLIDAYS, a_plan_under_way, at, the_deadline
from workflow.audit.service import SYSTEM
from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind
from workflow.deadlines.rules import WORK
from workflow.errors import Refused, Stale
from workflow.escalation.rules import cutoffs, reached
from workflow.lights.rules import Light, Owed, light
from workflow.people.models import Post, PostKind
from workflow.reports.rules import Signature
from workflow.review import extensions, requests
from workflow.review.approving import Approval
from workflow.review.models import Extension
from workflow.tasks.models import Decision
from workflow.workdays.rules import Calendar

TODAY = date(2026, 10, 14)
DAYS = Calendar(dict(HOLIDAYS), frozenset({2026}), middle=TODAY)
START, SPAN = date(2026, 8, 1), 200


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


@pytest.fixture
def target(session, city):
    return the_deadline(session, city, "energy", DeadlineKind.TARGET)


def ask(session, owed, *, on=TODAY, later=10, **facts):
    wanted = owed.due_on + timedelta(days=later)
    given_facts = {"wanted_on": wanted, "reason": "数据未公布", "progress": "已完成八成", **facts}
    return extensions.ask(session, owed, by=SYSTEM, at=at(on), today=on, **given_facts)


def refusal(act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.key


def by_leader(session) -> Approval:
    return Approval(post_id=session.scalar(select(Post.id).where(Post.kind == PostKind.LEADER)))


def directly(session, owed, *, later=10, approval=None):
    to_on = owed.due_on + timedelta(days=later)
    return extensions.grant_directly(
        session, owed, to_on=to_on, reason="统计口径调整", approval=approval, by=SYSTEM, at=at(TODAY)
    )


def test_a_form_is_extended_by_the_office_only(session, city) -> None:
    report = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    assert refusal(lambda: ask(session, report)) == "extension.form"
    was = report.due_on
    directly(session, report)
    assert (report.original_due_on, report.due_on) == (was, was + timedelta(days=10))


def test_where_the_head_signs_the_office_sees_only_signed_requests(session, target) -> None:
    target.department.signs_off = True
    asked = ask(session, target)
    assert asked.signed_at is None and not requests.open_extensions(session)
    assert refusal(lambda: extensions.grant(session, asked, by=SYSTEM, at=at(TODAY))) == "extension.unsigned"
    extensions.sign(session, asked, signature=Signature("head", TODAY), by=SYSTEM, at=at(TODAY))
    assert [row.id for row in requests.open_extensions(session)] == [asked.id]
    with pytest.raises(Stale):
        extensions.send_back(session, asked, words="再看", by=SYSTEM, at=at(TODAY))


def test_signed_after_the_day_a_request_is_late_although_it_was_written_before(session, target) -> None:
    target.department.signs_off = True
    asked = ask(session, target)
    assert not asked.asked_late
    late = target.due_on + timedelta(days=1)
    extensions.sign(session, asked, signature=Signature("head", late), by=SYSTEM, at=at(late))
    assert asked.asked_late


def test_what_the_head_sends_back_never_reaches_the_office_and_can_be_asked_anew(session, target) -> None:
    target.department.signs_off = True
    asked = ask(session, target)
    extensions.send_back(session, asked, words="不必延期", by=SYSTEM, at=at(TODAY))
    assert (asked.decision, asked.signed_at) == (Decision.REFUSED, None)
    again = ask(session, target, signature=Signature("head", TODAY))
    assert again.signed_at is not None and again.signer == "head"


def test_a_second_extension_wants_a_leader_named_with_the_paper_or_the_post(session, target) -> None:
    extensions.grant(session, ask(session, target), by=SYSTEM, at=at(TODAY))
    asked = ask(session, target)
    assert asked.ordinal == 2

    def grant(approval):
        return extensions.grant(session, asked, approval=approval, by=SYSTEM, at=at(TODAY))

    assert refusal(lambda: grant(None)) == "extension.approver_missing"
    assert refusal(lambda: grant(Approval("王副市长"))) == "extension.approval_unproved"
    grant(by_leader(session))
    assert asked.approver and target.due_on == asked.wanted_on


def test_the_office_itself_needs_the_approval_for_a_second_extension_too(session, target) -> None:
    was = target.original_due_on
    directly(session, target)
    assert refusal(lambda: directly(session, target)) == "extension.approver_missing"
    directly(session, target, approval=by_leader(session))
    kept = session.scalars(select(Extension).order_by(Extension.id)).all()
    assert [one.ordinal for one in kept] == [1, 2] and kept[1].approver
    assert target.original_due_on == was


def test_a_request_that_waits_is_answered_and_not_passed_over(session, target) -> None:
    ask(session, target)
    with pytest.raises(Stale):
        directly(session, target)


def test_only_work_can_be_asked_for(session, city) -> None:
    for owed in session.scalars(select(Deadline).where(Deadline.department_id == city.departments["energy"].id)):
        if owed.kind in WORK:
            assert ask(session, owed).ordinal == 1
        else:
            assert refusal(lambda owed=owed: ask(session, owed)) == "extension.form"


@given(st.integers(0, SPAN), st.integers(1, 60), st.integers(0, SPAN), st.sampled_from(LadderKind))
def test_on_any_day_an_extended_deadline_is_like_one_born_with_that_day(was, by, today, ladder) -> None:
    was_on, on = START + timedelta(days=was), START + timedelta(days=today)
    to_on = was_on + timedelta(days=by)
    if ladder in (LadderKind.WORK, LadderKind.REPORTING):
        steps = cutoffs(ladder, today=on, calendar=DAYS)
        moved, born = Deadline(due_on=was_on, original_due_on=was_on), Deadline(due_on=to_on, original_due_on=to_on)
        moved.due_on = to_on
        assert reached(due_on=moved.due_on, cutoffs=steps) == reached(due_on=born.due_on, cutoffs=steps)
    shown = [
        light(
            closed_on=None,
            owed=[Owed(ladder, DeadlineKind.TARGET, "target:1", to_on, original, extended=original != to_on)],
            kept=None,
            today=on,
            calendar=DAYS,
        ).light
        for original in (was_on, to_on)
    ]
    if shown[1] in (Light.WORK_OVERDUE, Light.FORM_OVERDUE):
        assert shown[0] == shown[1]
    else:
        assert shown[0] in (shown[1], Light.EXTENDED)  # ➜ says that the day was moved, and accuses nobody
