"""What is settled about targets after the plan: how far 左右 reaches, the province's value, a decided change."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.evidence.making import pdf
from tests.support.builders import START, a_calendar, a_plan_proposed, at, the_deadline
from workflow.audit.service import SYSTEM
from workflow.deadlines import starting, verifying
from workflow.deadlines.models import DeadlineKind, DeadlineMove, MoveKind
from workflow.errors import Refused
from workflow.evidence.models import Blob, BlobState, Evidence
from workflow.insight.rules import Risk, at_risk
from workflow.plans.models import Target, TargetKind
from workflow.review import settling, targets, terms
from workflow.review.models import TargetTerm, TargetVerdictWord, TermKind
from workflow.review.targets import Found
from workflow.tasks import service
from workflow.tasks.models import Assignment, Role
from workflow.web.tasks.showing import targets as aims_of
from workflow.wording.targets import arithmetic, wanted

TODAY = date(2026, 10, 14)
BASIS = "领导小组会议纪要〔2026〕3号"
PDF = pdf()


@pytest.fixture
def owed(session, city):
    return the_deadline(session, city, "energy", DeadlineKind.TARGET)


@pytest.fixture
def target(session, owed):
    return session.get(Target, owed.target_id)


@pytest.fixture
def of_province(session, target):
    """完成省下达目标, beside the first target."""
    place = {"ordinal": 9, "start": target.start, "end": target.end}
    words = "能耗强度下降完成省下达目标"
    handed = Target(item_id=target.item_id, kind=TargetKind.PROVINCE, indicator="能耗强度", wording=words, **place)
    handed.due_on = date(2030, 12, 31)
    session.add(handed)
    session.flush()
    return handed


@pytest.fixture
def paper(session, city):
    body = city.departments["office"].id
    session.add(Blob(sha256="a" * 64, size=10, state=BlobState.STORED, renewed_at=at(TODAY), checked_at=at(TODAY)))
    session.flush()
    kept = Evidence(department_id=body, sha256="a" * 64, name="文件.pdf", media_type="application/pdf", put_by=1)
    kept.put_at = at(TODAY)
    session.add(kept)
    session.flush()
    return kept.id


@pytest.fixture
def office(client, session, city, clock):
    clock.set(TODAY)
    session.commit()
    return client.sign_in(city.accounts["office"])


def refusal(act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.key


def tolerate(session, target, value, basis=BASIS):
    return settling.tolerate(session, target, value=Decimal(value), basis=basis, by=SYSTEM, at=at(TODAY))


def hand_down(session, target, days, *, value=Decimal("14.5"), due_on=None, paper=None, basis=BASIS):
    facts = {"value": value, "due_on": due_on, "basis": basis, "evidence_id": paper, "words": "下降14.5%"}
    return settling.hand_down(session, target, **facts, by=SYSTEM, at=at(TODAY), calendar=days)


def change(session, target, days, *, value=None, due_on=None, paper=None, words="达到45%左右", basis=BASIS):
    facts = {"value": value, "due_on": due_on, "basis": basis, "evidence_id": paper, "words": words}
    return settling.change(session, target, **facts, by=SYSTEM, at=at(TODAY), calendar=days)


def judged(session, owed, word=TargetVerdictWord.ACHIEVED):
    found = Found(word, "统计公报", value=Decimal(49), as_of=date(2025, 12, 31))
    return targets.record(session, owed, found, by=SYSTEM, at=at(TODAY))


@pytest.mark.parametrize("word", [TargetVerdictWord.ACHIEVED, TargetVerdictWord.NOT_ACHIEVED])
def test_about_is_judged_only_once_it_is_settled_how_far_it_reaches(session, owed, target, word) -> None:
    assert refusal(lambda: judged(session, owed, word)) == "target.tolerance_missing"


def test_the_other_verdicts_need_no_tolerance(session, owed) -> None:
    assert judged(session, owed, TargetVerdictWord.PROVINCE_DECIDES).id


def test_with_a_tolerance_arithmetic_helps_and_a_person_judges(session, owed, target) -> None:
    tolerate(session, target, "2.5")
    holds = terms.of(session, target)
    assert (wanted(holds), arithmetic(holds, Decimal(48))) == ("50±2.5%", "48，在 50±2.5% 以内")
    assert judged(session, owed).verdict == TargetVerdictWord.ACHIEVED


def test_a_tolerance_has_a_basis_and_no_sign_and_stands_on_about_alone(session, target) -> None:
    assert refusal(lambda: tolerate(session, target, "-1")) == "term.value_impossible"
    assert refusal(lambda: tolerate(session, target, "1", basis=" ")) == "term.basis_missing"
    target.comparator, target.hedge = ">=", "以上"
    assert refusal(lambda: tolerate(session, target, "1")) == "term.not_about"


def test_the_latest_of_each_kind_holds_and_the_earlier_stay(session, target) -> None:
    tolerate(session, target, "2.5")
    tolerate(session, target, "1")
    assert terms.of(session, target).tolerance == 1
    assert [one.value for one in terms.settled(session, target.id)] == [1, Decimal("2.5")]


def test_what_the_province_sets_waits_and_owes_nothing_before_its_value_was_entered(
    session, city, of_province, days, paper
) -> None:
    assert terms.of(session, of_province).awaits_province
    assert verifying.open_one(session, of_province.id) is None
    aim = next(aim for aim in aims_of(session, city.tasks[0].id) if aim.target.id == of_province.id)
    assert not aim.has_figure
    hand_down(session, of_province, days, paper=paper)
    owed = verifying.open_one(session, of_province.id)
    assert (owed.due_on, owed.opens_on) == (date(2031, 6, 30), date(2030, 12, 31))
    aim = next(aim for aim in aims_of(session, city.tasks[0].id) if aim.target.id == of_province.id)
    assert aim.has_figure and terms.of(session, of_province).value == Decimal("14.5")


def test_the_start_owes_no_verification_of_what_the_province_has_still_to_set(session) -> None:
    days, city = a_calendar(session), a_plan_proposed(session)
    for target in session.scalars(select(Target)).all():
        target.kind, target.value, target.comparator = TargetKind.PROVINCE, None, None
    for lead in session.scalars(select(Assignment).where(Assignment.role == Role.LEAD)).all():
        service.confirm_lead(session, lead, basis="纪要", by=SYSTEM, at=at(START))
    starting.start(session, city.plan, by=SYSTEM, at=at(START), calendar=days)
    assert [verifying.verifications(session, one.id) for one in session.scalars(select(Target)).all()] == [[]] * 6


def test_the_provinces_value_comes_with_its_paper_or_not_at_all(session, target, of_province, days, paper) -> None:
    assert refusal(lambda: hand_down(session, of_province, days)) == "term.paper_missing"
    assert refusal(lambda: hand_down(session, of_province, days, value=None, paper=paper)) == "term.value_missing"
    assert refusal(lambda: hand_down(session, target, days, paper=paper)) == "term.not_of_province"


def test_a_target_is_changed_only_with_the_deciding_paper(session, target, days, paper) -> None:
    assert refusal(lambda: change(session, target, days, value=Decimal(45))) == "term.paper_missing"
    assert refusal(lambda: change(session, target, days, value=Decimal(50), paper=paper)) == "term.nothing_changed"
    assert refusal(lambda: change(session, target, days, value=Decimal(45), paper=paper, words="")) == (
        "term.words_missing"
    )


def test_a_changed_target_stands_beside_the_words_of_the_plan(session, target, days, paper) -> None:
    before = (target.value, target.due_on, target.wording)
    change(session, target, days, value=Decimal(45), paper=paper)
    holds = terms.effective(session, [target.id])[target.id]
    assert (holds.value, holds.due_on, holds.changed.words) == (Decimal(45), date(2025, 12, 31), "达到45%左右")
    assert (target.value, target.due_on, target.wording) == before


def test_the_verification_follows_a_day_that_was_changed_as_a_move_of_the_office(
    session, owed, target, days, paper
) -> None:
    was = owed.due_on
    change(session, target, days, value=Decimal(45), paper=paper)
    assert owed.due_on == was
    change(session, target, days, due_on=date(2027, 12, 31), paper=paper)
    move = session.scalars(select(DeadlineMove)).one()
    assert (move.kind, move.from_on, move.to_on, owed.due_on) == (
        MoveKind.OFFICE,
        was,
        date(2028, 6, 30),
        date(2028, 6, 30),
    )
    assert (owed.original_due_on, owed.opens_on) == (was, date(2027, 12, 31))


def test_the_risk_of_a_target_looks_at_what_holds_now() -> None:
    facts = {"comparator": "~", "value": Decimal(44), "due_on": date(2025, 12, 31), "course": None, "today": TODAY}
    assert at_risk(**facts, goal=Decimal(50)) is None
    assert at_risk(**facts, goal=Decimal(50), tolerance=Decimal(2)) == Risk.PAST
    assert at_risk(**facts, goal=Decimal(45), tolerance=Decimal(2)) is None


def test_many_tolerances_are_set_at_once_as_parts_of_the_value_or_in_its_unit(office, session, city, target) -> None:
    ids = [one.id for one in session.scalars(select(Target).order_by(Target.id)).all()]
    plan_id = city.plan.id
    session.commit()
    rows = {f"rows-{n}-target_id": str(number) for n, number in enumerate(ids)}
    typed = {"rows-0-reach": "5%", "rows-1-reach": "1.5", "basis": BASIS}
    assert office.post(f"/plans/{plan_id}/tolerances", data=rows | typed).status_code == 303
    kept = {one.target_id: one.value for one in session.scalars(select(TargetTerm))}
    assert kept == {ids[0]: Decimal("2.5"), ids[1]: Decimal("1.5")}
    session.rollback()
    assert office.post(f"/plans/{plan_id}/tolerances", data=rows | {"basis": BASIS}).status_code == 422
    assert "至少填写一项" in office.page.text
    assert office.post(f"/plans/{plan_id}/tolerances", data=rows | typed | {"rows-0-reach": "很多"}).status_code == 422


def test_the_form_of_the_province_takes_the_paper_in_and_the_list_says_where_each_stands(
    office, session, city, target, of_province
) -> None:
    handed, plan_id = of_province.id, city.plan.id
    session.commit()
    office.get(f"/plans/{plan_id}/targets")
    assert "待省级明确" in office.page.text and "待定允许偏差" in office.page.text
    said = {"value": "14.5", "words": "下降14.5%", "basis": "晋政办发〔2026〕9号", "due_on": "2030-12-31"}
    assert office.post(f"/targets/{handed}/province", data=dict(said)).status_code == 422
    assert "请附上作出决定的文件" in office.page.text and "晋政办发" in office.page.source
    sent = {**said, "paper": (BytesIO(PDF), "通知.pdf")}
    answer = office.post(f"/targets/{handed}/province", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 303
    term = session.scalars(select(TargetTerm)).one()
    assert (term.kind, term.value) == (TermKind.PROVINCE, Decimal("14.5"))
    assert session.get(Evidence, term.evidence_id).department_id == city.departments["office"].id
    evidence_id = term.evidence_id
    session.rollback()
    office.get(f"/plans/{plan_id}/targets?state=not_due")
    assert "下降完成省下达目标" in office.page.text
    office.sign_in(city.accounts["liaison"])
    with office.get(f"/evidence/{evidence_id}") as taken:
        assert taken.data == PDF  # it concerns their target
    assert office.get(f"/plans/{plan_id}/targets").status_code == 403


def test_the_list_leaves_as_a_workbook(office, session, city, target) -> None:
    session.commit()
    answer = office.get(f"/plans/{city.plan.id}/targets.xlsx")
    sheet = load_workbook(BytesIO(answer.data)).active
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert len(rows) == 6 and rows[0][3] == target.wording
