"""What the office sees in the morning: every late thing once, on the rung that the rule names, work and forms apart."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import event, select

from tests.support.builders import the_deadline, the_share
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind
from workflow.escalation import counts, queries
from workflow.escalation.queries import By, Sought
from workflow.escalation.rules import LATE, LATE_DOWNWARD, LATE_FORMS, LATE_WORK, Rung, cutoffs, late_spans, reached
from workflow.lights.rules import Light, first_unlate
from workflow.people.models import Holding, Post, PostKind
from workflow.workdays.queries import calendar

TODAY = date(2026, 11, 16)
WORK = 3  # the small plan's targets of 2025, to be verified by 2 November


@pytest.fixture
def grid(session, city):
    """A piece of work and a form due on each of many days around today."""
    share = the_share(session, city, "energy")
    for ahead in range(-40, 20):
        for kind in (DeadlineKind.INSTRUCTION, DeadlineKind.SHARE):
            day = TODAY + timedelta(days=ahead)
            deadlines.owe(
                session, share, kind, occasion=f"grid:{ahead}", opens_on=date(2026, 9, 1), due_on=day, due_rule="test"
            )


def by_rung(session, days, sought=None, **more):
    spans = late_spans(today=TODAY, calendar=days)
    return queries.by_rung(session, spans, sought or Sought(), on=TODAY, **more)


def morning(session, days, sought=None):
    spans = late_spans(today=TODAY, calendar=days)
    unlate = first_unlate(TODAY, days)
    return counts.morning(session, spans, sought or Sought(), unlate=unlate, today=TODAY)


def test_lists_name_the_rung_and_the_light_that_the_rules_name(session, city, days, grid) -> None:
    steps = {ladder: cutoffs(ladder, today=TODAY, calendar=days) for ladder in LadderKind}
    expected: dict[Rung, set[int]] = {rung: set() for rung in LATE_DOWNWARD}
    for row in session.scalars(select(Deadline).where(Deadline.ended_on.is_(None))):
        rung = reached(due_on=row.due_on, cutoffs=steps[row.ladder])
        if rung in LATE:
            expected[rung].add(row.id)
    for rung, ids in expected.items():
        found = by_rung(session, days, Sought(rung=rung))
        assert {row.id for row in found} == ids
        assert all((days.late(row.due_on, TODAY) > 0) for row in found)
    seen = morning(session, days)
    assert seen.rungs == {rung: len(ids) for rung, ids in expected.items()}
    assert seen.work == sum(len(expected[r]) for r in LATE_WORK)
    assert seen.forms == sum(len(expected[r]) for r in LATE_FORMS)
    assert Light.WORK_OVERDUE != Light.FORM_OVERDUE and seen.tasks == 3


def test_a_page_ends_after_fifty_rows_and_the_next_continues(session, city, days) -> None:
    share = the_share(session, city, "energy")
    for number in range(120):
        day = TODAY - timedelta(days=20 + number % 7)
        deadlines.owe(
            session, share, DeadlineKind.INSTRUCTION, occasion=f"n:{number}", opens_on=day, due_on=day, due_rule="test"
        )
    seen: list[int] = []
    after = None
    wanted = Sought(rung=Rung.CIRCULAR_CONDITIONS, kind=DeadlineKind.INSTRUCTION)
    while True:
        rows = by_rung(session, days, wanted, after=after)
        seen += [row.id for row in rows[: queries.PAGE]]
        if len(rows) <= queries.PAGE:
            break
        after = (rows[queries.PAGE - 1].due_on, rows[queries.PAGE - 1].id)
    assert len(seen) == len(set(seen)) == 120


@pytest.mark.parametrize("by", [By.DEPARTMENT, By.CHAPTER])
def test_the_same_rows_stand_together_by_department_and_by_chapter(session, city, days, by) -> None:
    spans = late_spans(today=TODAY, calendar=days)
    found = queries.together(session, spans, Sought(), by=by, on=TODAY)
    assert {row.id for row in found} == {row.id for row in by_rung(session, days)}
    assert [row.first for row in found] == sorted(row.first for row in found)


def test_what_is_held_or_ended_is_not_late(session, city, days) -> None:
    before = len(by_rung(session, days))
    report = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    report.held_since = TODAY
    session.flush()
    assert len(by_rung(session, days)) == before - 1
    assert morning(session, days).forms == before - 1 - WORK


def test_filters_narrow_by_words_taken_literally(session, city, days) -> None:
    assert {row.number for row in by_rung(session, days, Sought(q="光伏"))} == {"二（二）"}
    assert {row.department for row in by_rung(session, days, Sought(q="市工信"))} == {"市工信局"}
    assert by_rung(session, days, Sought(q="%")) == []
    assert {row.kind for row in by_rung(session, days, Sought(kind=DeadlineKind.REPORT))} == {DeadlineKind.REPORT}
    assert {row.kind for row in by_rung(session, days, Sought(ladder=LadderKind.WORK))} == {DeadlineKind.TARGET}


def test_a_department_without_an_active_liaison_is_counted(session, city, days) -> None:
    assert morning(session, days).without_liaison == 0
    held = session.scalars(
        select(Holding)
        .join(Post)
        .where(Post.kind == PostKind.LIAISON, Post.department_id == city.departments["housing"].id)
    ).one()
    held.to_on = TODAY - timedelta(days=1)
    session.flush()
    assert morning(session, days).without_liaison == 1
    assert [row.label for row in counts.bodies_without_liaison(session, on=TODAY)] == ["市住建局"]


def test_counts_stop_at_a_thousand_and_one(session, city, days) -> None:
    share = the_share(session, city, "energy")
    day = TODAY - timedelta(days=3)
    session.add_all(
        Deadline(
            assignment_id=share.id,
            department_id=share.department_id,
            plan_id=city.plan.id,
            ladder=LadderKind.WORK,
            kind=DeadlineKind.INSTRUCTION,
            occasion=f"m:{number}",
            opens_on=day,
            due_on=day,
            original_due_on=day,
            due_rule="test",
        )
        for number in range(1100)
    )
    session.flush()
    assert morning(session, days).work == counts.CAP


def test_the_page_asks_the_same_few_questions_however_much_is_late(session, city, client, grid) -> None:
    session.commit()
    client.sign_in(city.accounts["office"])
    asked: list[str] = []
    engine = client.application.extensions["duban.database"].engine
    event.listen(engine, "before_cursor_execute", lambda c, cur, words, *rest: asked.append(words))
    assert client.get("/escalation").status_code == 200
    assert len(asked) <= 20, "\n".join(asked)  # one of them counts her unread notices


def test_the_page_says_how_late_who_was_heard_and_whom_to_call(session, city, client) -> None:
    session.commit()
    client.sign_in(city.accounts["office"])
    client.get("/escalation")
    words = client.page.text
    assert "报送逾期" in words and "逾期 22 个工作日" in words and "共 3 项任务" in words
    assert "最近反馈 从未" in words and "liaison 0359-2660000" in words


def test_a_page_turned_with_nonsense_is_the_first_page(session, city, client) -> None:
    session.commit()
    client.sign_in(city.accounts["office"])
    for address in (
        "?after=x",
        "?rung=press_form_again&after=2026-99-01,3",
        "?by=chapter&after=1,2026-10-01,9e9",
        "?rung=none&kind=what&department=x&by=y&endpoint=a&_external=1",
    ):
        assert client.get(f"/escalation{address}").status_code == 200, address


def test_the_workbook_holds_the_same_rows(session, city, client) -> None:
    session.commit()
    client.sign_in(city.accounts["office"])
    answer = client.get("/escalation.xlsx")
    sheet = load_workbook(BytesIO(answer.data), read_only=True).active
    rows = [row for row in sheet.iter_rows(min_row=2, values_only=True) if row[0] == "报送逾期"]
    assert len(rows) == len(by_rung(session, calendar(session, around=TODAY))) - WORK
