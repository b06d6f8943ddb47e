"""What is scored: reviewed facts about the work, as they stood on the last day of the period, and nothing else."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event

from tests.scores.stage import DRAWN, LATE, NOVEMBER, Stage, a_stage, everything_of
from tests.support.builders import at, the_deadline, the_share
from workflow.audit.service import SYSTEM
from workflow.deadlines import acknowledging, holding, service
from workflow.deadlines.models import DeadlineKind, MoveKind, Outcome
from workflow.insight.scores import service as scores
from workflow.insight.scores.models import ScoreSheet
from workflow.lights.models import Course
from workflow.people.models import Succession
from workflow.reports import service as reports
from workflow.reports.models import Standing
from workflow.review import service as review
from workflow.review.models import TargetVerdictWord
from workflow.review.rules import ReasonKind

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WORD = TargetVerdictWord
DUE = date(2026, 11, 20)  # a Friday


@pytest.fixture
def stage(session) -> Stage:
    return a_stage(session)


def test_targets_met_count_fully_for_the_lead_and_by_the_share_of_the_sheet_for_the_others(stage) -> None:
    stage.judged(WORD.ACHIEVED)
    sheet = stage.sheet()
    assert stage.rows(sheet, "targets")[0] == ("achieved", "1", "1")
    assert stage.rows(sheet, "targets", "industry")[0] == ("achieved", "0.3", "1")
    assert stage.marks(sheet, "targets") == stage.marks(sheet, "targets", "industry") == 40
    assert stage.line(sheet, "targets").facts["rows"][0]["task_id"] == stage.city.tasks[0].id


def test_a_missed_target_counts_half_while_its_mending_goes_to_plan_and_nothing_when_it_is_late(stage) -> None:
    stage.judged(WORD.NOT_ACHIEVED, mended=LATE)
    stage.judged(WORD.NOT_ACHIEVED, task=1, mended=date(2026, 12, 10))
    sheet = stage.sheet()
    assert stage.rows(sheet, "targets")[:2] == [("mended", "1", "0.5"), ("missed", "1", "0")]
    assert stage.marks(sheet, "targets") == 10


@pytest.mark.parametrize("word", [WORD.PROVINCE_DECIDES, WORD.AWAITS_DATA])
def test_what_the_province_decides_or_no_figure_shows_yet_is_not_counted(stage, word) -> None:
    stage.judged(WORD.ACHIEVED, task=1)
    stage.judged(word)
    sheet = stage.sheet()
    assert (word.value, "1", None) in stage.rows(sheet, "targets")
    assert stage.marks(sheet, "targets") == 40


def test_a_verdict_of_another_year_and_one_recorded_after_the_last_day_do_not_enter(stage) -> None:
    stage.judged(WORD.NOT_ACHIEVED, on=date(2027, 1, 4))
    assert stage.rows(stage.sheet(), "targets")[0] == ("not_verified", "1", None)
    assert ("mended", "1", "0.5") not in stage.rows(stage.sheet("2026Q4"), "targets")
    assert stage.rows(stage.sheet("2027"), "targets")[0] == ("mended", "1", "0.5")


def test_steps_done_by_their_day_count_and_late_ones_do_not(stage) -> None:
    stage.step(DUE, ended_on=DUE)
    stage.step(DUE, ended_on=DUE + timedelta(3), words="并网")  # a Monday
    stage.step(date(2026, 12, 30), words="验收")
    sheet = stage.sheet()
    assert [why for why, *_ in stage.rows(sheet, "in_time")] == ["in_time", "ended_late", "late"]
    assert stage.marks(sheet, "in_time") == 10
    assert [row["days"] for row in stage.line(sheet, "in_time").facts["rows"]] == [0, 1, 1]


def test_a_step_of_a_co_responsible_body_is_its_own_and_counts_fully_for_it_alone(stage) -> None:
    stage.step(DUE, who="industry")
    sheet = stage.sheet()
    assert stage.rows(sheet, "in_time", "industry") == [("late", "1", "0")]
    assert stage.rows(sheet, "in_time") == []


def test_what_ended_after_the_last_day_was_open_on_it(stage) -> None:
    stage.step(DUE, ended_on=date(2027, 1, 4))
    assert stage.rows(stage.sheet(), "in_time") == [("late", "1", "0")]


def test_an_approved_extension_is_not_late_by_the_day_that_holds_now(stage) -> None:
    step = stage.step(DUE)
    moved = {"kind": MoveKind.EXTENSION, "reason": "经批准", "by": SYSTEM, "at": at(NOVEMBER)}
    service.move(stage.session, step, to_on=date(2026, 12, 18), **moved)
    service.end(stage.session, step, Outcome.MET, on=date(2026, 12, 15))
    sheet = stage.sheet()
    assert stage.rows(sheet, "in_time") == [("in_time", "1", "1")]
    assert stage.line(sheet, "in_time").facts["rows"][0]["was_due_on"] == DUE.isoformat()


def test_what_is_held_or_waits_for_the_province_changes_no_marks(stage) -> None:
    stage.step(DUE, ended_on=DUE)
    before = stage.marks(stage.sheet(), "in_time")
    held = stage.step(DUE, words="征地")
    holding.hold(stage.session, held, reason="等批复。", expected_on=LATE, by=SYSTEM, at=at(NOVEMBER))
    stage.step(DUE, task=1, words="落实指标")
    stage.quarter(Course.PROVINCE, task=1)
    sheet = stage.sheet("2026Q4")
    assert [row[0] for row in stage.rows(sheet, "in_time")] == ["in_time", "held", "awaits_province"]
    assert stage.marks(sheet, "in_time") == before == 30
    assert stage.rows(sheet, "red") == [("awaits_province", "1", None)]


def test_only_late_work_makes_a_quarter_red_not_what_was_said_or_not_said(stage) -> None:
    stage.quarter(Course.RED)
    stage.quarter(Course.BEHIND, task=1)
    stage.quarter(Course.UNKNOWN, who="industry", task=2)
    sheet = stage.sheet()
    assert stage.rows(sheet, "red") == [("red", "1", "0"), ("not_red", "1", "1")]
    assert stage.marks(sheet, "red") == 10
    # of its own task 1, of the other two 0.3 each, one of them red
    assert stage.marks(sheet, "red", "industry") == Decimal("16.25")


def test_a_circular_that_was_issued_takes_marks_by_the_share_of_the_tasks_that_it_names(stage) -> None:
    stage.circular()
    sheet = stage.sheet()
    assert stage.rows(sheet, "named") == [("named", "1", "0"), ("not_named", "1", "1")]
    assert stage.marks(sheet, "named") == 0  # half of the tasks, three times over
    assert stage.line(sheet, "named").facts["rows"][0]["paper_id"]
    assert stage.marks(sheet, "named", "industry") == 10


def test_a_department_of_which_nothing_was_proven_has_no_score(stage) -> None:
    stage.judged(WORD.ACHIEVED)
    assert stage.scores(stage.sheet()) == {"市能源局": "100.00", "市工信局": "100.00", "市住建局": ""}


def test_points_by_hand_carry_reason_and_basis_and_come_on_top(stage) -> None:
    stage.judged(WORD.NOT_ACHIEVED)
    sheet = stage.sheet()
    said = {"points": Decimal("2.5"), "reason": "获省级通报表扬", "basis": "省政府通报", "by": SYSTEM, "at": at(DRAWN)}
    given = scores.give(stage.session, sheet, stage.city.departments["energy"], **said, calendar=stage.calendar)
    # 20 of 40 and 10 of 10 are 60 of 100
    assert stage.scores(sheet)["市能源局"] == "62.50"
    scores.take_back(stage.session, given, by=SYSTEM, at=at(DRAWN), calendar=stage.calendar)
    assert stage.scores(sheet)["市能源局"] == "60.00"


def test_a_body_that_took_the_place_of_another_answers_for_what_that_one_did(stage) -> None:
    stage.step(DUE, who="housing", task=1)
    city = stage.city.departments
    followed = {"department_id": city["housing"].id, "successor_id": city["industry"].id}
    stage.session.add(Succession(**followed, on=date(2026, 12, 1), basis="机构改革"))
    sheet = stage.sheet()
    assert "市住建局" not in stage.scores(sheet)
    assert stage.rows(sheet, "in_time", "industry") == [("late", "1", "0")]


def test_how_the_software_is_used_changes_no_score(stage: Stage, client, database) -> None:
    """The same work, and then late forms, missing forms, one that was returned, many sign-ins."""
    stage.judged(WORD.ACHIEVED)
    stage.step(DUE, ended_on=DUE)
    stage.quarter(Course.ON_COURSE)
    before = _computed(stage)
    _used_badly(stage)
    stage.session.commit()
    for _ in range(20):
        client.sign_in(stage.city.accounts["liaison"]).get("/desk")
    sheet = stage.session.get_one(ScoreSheet, before[0])
    scores.recompute(stage.session, sheet, by=SYSTEM, at=at(DRAWN), calendar=stage.calendar)
    assert everything_of(stage.session, sheet) == before[1]


def _computed(stage: Stage):
    sheet = stage.sheet()
    return sheet.id, everything_of(stage.session, sheet)


def _used_badly(stage: Stage) -> None:
    """Forms of 2026: one filed two months late and returned, the others never; shares taken on very late."""
    session, city = stage.session, stage.city
    late = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    then = at(date(2026, 12, 20))
    filed = reports.file(session, late, standing=Standing.BEHIND, text="滞后。", by=SYSTEM, at=then)
    back = {"reason_kind": next(iter(ReasonKind)), "reason": "口径不一致", "correct_by": date(2026, 12, 25)}
    review.give_back(session, filed, **back, by=SYSTEM, at=then)
    acknowledging.acknowledge(session, the_share(session, city, "industry"), by=SYSTEM, at=then)


def test_the_number_of_statements_does_not_grow_with_what_is_scored(stage: Stage) -> None:
    stage.step(DUE)
    sheet = stage.sheet()
    few = _statements(stage, sheet)
    for place, day in enumerate(range(1, 28)):
        stage.step(date(2026, 11, day), task=place % 2, words=f"第 {place} 步")
    assert _statements(stage, sheet) == few


def _statements(stage: Stage, sheet: ScoreSheet) -> int:
    counted: list[str] = []
    bind = stage.session.get_bind()

    def count(_connection, _cursor, words, *_rest) -> None:
        if words.startswith("SELECT"):
            counted.append(words)

    event.listen(bind, "before_cursor_execute", count)
    scores.recompute(stage.session, sheet, by=SYSTEM, at=at(DRAWN), calendar=stage.calendar)
    event.remove(bind, "before_cursor_execute", count)
    return len(counted)
