"""更正: an accepted report of a closed period is corrected in sight of all; until then the accepted words stand."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.support import builders
from workflow.deadlines.models import DeadlineKind
from workflow.errors import Refused, Stale
from workflow.lights import service as lights
from workflow.lights.models import Course, PeriodVerdict
from workflow.people.queries import actor
from workflow.plans.models import Target, TargetKind
from workflow.reports import corrected, correcting, details, queries, service
from workflow.reports.beside_models import ReportCorrection
from workflow.reports.kept import as_kept, said_in, stands
from workflow.reports.models import ReportState, SignOff, Standing
from workflow.reports.rules import BlockerSaid, Said, Signature, ValueSaid
from workflow.review import corrections
from workflow.review import service as review
from workflow.review.models import Review
from workflow.tasks.models import Decision
from workflow.tasks.queries import targets

FILED, ASKED = date(2026, 10, 12), date(2026, 11, 16)
AT, LATER = builders.at(ASKED), builders.at(date(2026, 11, 17))
REASON = "统计部门修订了数据"


@pytest.fixture
def city(session):
    return builders.a_plan_under_way(session)


def a_target(session, city) -> Target:
    return next(one for one in targets(session, city.tasks[0].id) if one.kind != TargetKind.GOAL)


def accepted(session, city, *, standing=Standing.ON_COURSE, text="装机 431 万千瓦"):
    owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, occasion="2026Q3")
    value = ValueSaid(a_target(session, city).id, Decimal("431"), date(2026, 9, 30), "市能源局", None, "并网容量")
    facts = {"standing": standing, "text": text, "values": [value]}
    report = service.file(session, owed, **facts, by=actor(city.accounts["liaison"]), at=builders.at(FILED))
    review.accept(session, report, by=actor(city.accounts["office"]), at=builders.at(FILED))
    lights.keep(session, report, at=builders.at(FILED), today=FILED, calendar=builders.a_calendar(session))
    return report


def mended(session, city, number: str = "413", standing=Standing.BEHIND) -> Said:
    value = ValueSaid(a_target(session, city).id, Decimal(number), date(2026, 9, 30), "市统计局", None, "全口径")
    blocker = BlockerSaid("figures", "口径不一致", "请市统计局明确", date(2026, 9, 1))
    return Said(standing, f"装机 {number} 万千瓦", "按新口径填报", [value], [blocker])


def ask(session, city, report, *, said: Said | None = None, reason: str = REASON, **facts):
    said, by = said or mended(session, city), actor(city.accounts["liaison"])
    return correcting.ask(session, report, said, reason=reason, by=by, at=AT, **facts)


def office(city):
    return {"by": actor(city.accounts["office"]), "at": LATER}


def test_until_the_office_agrees_the_accepted_words_and_values_stand(session, city) -> None:
    report = accepted(session, city)
    ask(session, city, report)
    target = a_target(session, city)
    assert report.state == ReportState.ACCEPTED and len(queries.revisions(session, report.id)) == 1
    assert details.reviewed_values(session, [target.id])[target.id].value == 431


def test_granted_it_is_the_next_revision_with_reason_signer_and_the_offices_word(session, city) -> None:
    report = accepted(session, city)
    asked = ask(session, city, report, signature=Signature("李局长", ASKED))
    said = corrections.accept(session, asked, answer="已核实", **office(city))
    new, old = queries.revisions(session, report.id)
    assert (new.text, new.corrects, new.author, old.text) == ("装机 413 万千瓦", REASON, "liaison", "装机 431 万千瓦")
    assert (report.state, said.revision_id, said.by) == (ReportState.ACCEPTED, new.id, "office")
    assert (asked.decision, asked.revision_id, asked.decider) == (Decision.GRANTED, new.id, "office")
    assert session.scalar(select(SignOff.signer).where(SignOff.revision_id == new.id)) == "李局长"
    target = a_target(session, city)
    value = details.reviewed_values(session, [target.id])[target.id]
    assert (value.value, value.source, value.definition) == (413, "市统计局", "全口径")


def test_the_verdict_of_the_period_is_appended_and_the_first_one_stays(session, city) -> None:
    report = accepted(session, city)
    corrections.accept(session, ask(session, city, report), **office(city))
    days = builders.a_calendar(session)
    kept = lights.keep(session, report, at=LATER, today=LATER.date(), calendar=days, corrected=True)
    assert kept is not None and (kept.ordinal, kept.course) == (2, Course.BEHIND)
    rows = session.scalars(select(PeriodVerdict).order_by(PeriodVerdict.ordinal))
    assert [row.course for row in rows] == [Course.ON_COURSE, Course.BEHIND]


def test_work_that_is_late_today_does_not_redden_a_period_long_closed(session, city) -> None:
    report = accepted(session, city)
    late = builders.the_deadline(session, city, "energy", DeadlineKind.TARGET)
    late.due_on = date(2026, 11, 2)
    corrections.accept(session, ask(session, city, report), **office(city))
    days = builders.a_calendar(session)
    kept = lights.keep(session, report, at=LATER, today=LATER.date(), calendar=days, corrected=True)
    assert kept is not None and kept.course == Course.BEHIND


def test_declined_the_request_stays_in_sight_with_the_answer(session, city) -> None:
    report = accepted(session, city)
    asked = ask(session, city, report)
    with pytest.raises(Refused, match=r"correction\.answer_missing"):
        corrections.decline(session, asked, answer=" ", **office(city))
    corrections.decline(session, asked, answer="以统计公报为准", **office(city))
    assert [(one.decision, one.answer) for one in corrected.of_report(session, report.id)] == [
        (Decision.REFUSED, "以统计公报为准")
    ]
    assert len(queries.revisions(session, report.id)) == 1
    assert ask(session, city, report).decision is None  # another one may be asked for


def test_where_the_head_signs_the_office_sees_it_only_signed(session, city) -> None:
    report = accepted(session, city)
    city.departments["energy"].signs_off = True
    asked = ask(session, city, report)
    assert corrected.to_decide(session) == []
    assert [row.id for row in corrected.to_sign(session, [city.departments["energy"].id])] == [asked.id]
    with pytest.raises(Refused, match=r"correction\.not_signed"):
        corrections.accept(session, asked, **office(city))
    correcting.sign(session, asked, signature=Signature("head", ASKED), by=actor(city.accounts["head"]), at=AT)
    assert [row.id for row in corrected.to_decide(session)] == [asked.id]
    with pytest.raises(Stale):
        correcting.send_back(session, asked, words="再核", by=actor(city.accounts["head"]), at=AT)


def test_the_head_sends_it_back_with_a_word_and_it_is_over(session, city) -> None:
    report = accepted(session, city)
    city.departments["energy"].signs_off = True
    asked = ask(session, city, report)
    correcting.send_back(session, asked, words="再核数据", by=actor(city.accounts["head"]), at=AT)
    assert (asked.decision, asked.decider, asked.answer) == (Decision.REFUSED, "head", "再核数据")
    assert corrected.open_one(session, report) is None


WRONG = [
    ({"reason": " "}, "correction.reason_missing"),
    ({"said": Said(Standing.ON_COURSE, " ")}, "report.text_missing"),
]


@pytest.mark.parametrize(("changed", "key"), WRONG)
def test_a_correction_needs_its_reason_and_its_words(session, city, changed, key) -> None:
    report = accepted(session, city)
    with pytest.raises(Refused) as refused:
        ask(session, city, report, **changed)
    assert refused.value.key == key


def test_the_same_words_are_no_correction_and_one_waits_at_a_time(session, city) -> None:
    report = accepted(session, city)
    with pytest.raises(Refused, match=r"correction\.nothing_changed"):
        ask(session, city, report, said=stands(session, report))
    ask(session, city, report)
    with pytest.raises(Stale, match=r"correction\.asked_already"):
        ask(session, city, report)


def test_what_is_not_accepted_is_not_corrected(session, city) -> None:
    owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, occasion="2026Q3")
    by = actor(city.accounts["liaison"])
    report = service.file(session, owed, standing=Standing.ON_COURSE, text="推进", by=by, at=builders.at(FILED))
    with pytest.raises(Refused):
        ask(session, city, report)


def test_what_is_kept_with_a_request_comes_back_the_same(session, city) -> None:
    said = mended(session, city, "18.74")
    assert as_kept(said_in(as_kept(said))) == as_kept(said)
    assert said_in(as_kept(said)).values == said.values


@pytest.fixture
def small(database):
    with database.writing() as session:
        city = builders.a_plan_under_way(session)
        accepted(session, city)
        return city


def report_of(database) -> int:
    with database.reading() as session:
        return session.scalars(select(Review.report_id)).first() or 0


def test_from_the_form_to_the_offices_word(client, small, database) -> None:
    number = report_of(database)
    liaison = client.sign_in(small.accounts["liaison"])
    liaison.get(f"/reports/{number}")
    assert "申请更正" in liaison.page.text
    page = liaison.get(f"/reports/{number}/correct").get_data(as_text=True)
    assert "装机 431 万千瓦" in page and "并网容量" in page
    data = liaison.page.fields(f"/reports/{number}/correct")
    data.pop("once")
    data |= {"standing": "on_course", "text": "装机 413 万千瓦", "values-0-value": "413"}
    assert liaison.post(f"/reports/{number}/correct", data=data).status_code == 422
    assert "请写明为什么更正。" in liaison.page.text
    assert liaison.post(f"/reports/{number}/correct", data=data | {"reason": REASON}).status_code == 303
    liaison.get(f"/reports/{number}")
    assert REASON in liaison.page.text and "待办公室答复" in liaison.page.text and "申请更正" not in liaison.page.text
    clerk = client.sign_in(small.accounts["office"])
    clerk.get("/review")
    assert REASON in clerk.page.text
    with database.reading() as session:
        asked = session.scalars(select(ReportCorrection.id)).one()
    page = clerk.get(f"/review/corrections/{asked}").get_data(as_text=True)
    assert "<del>431</del>" in page and "<ins>413</ins>" in page
    assert clerk.post(f"/review/corrections/{asked}", data={"decision": "refused"}).status_code == 422
    assert clerk.post(f"/review/corrections/{asked}", data={"decision": "granted"}).status_code == 303
    clerk.get(f"/reports/{number}")
    assert f"更正：{REASON}" in clerk.page.text and "装机 431 万千瓦" in clerk.page.text
    clerk.get(f"/tasks/{small.tasks[0].id}")
    assert REASON in clerk.page.text and "装机 413 万千瓦" in clerk.page.text


def test_another_department_corrects_nothing(client, small, database) -> None:
    number = report_of(database)
    assert client.sign_in(small.accounts["other"]).get(f"/reports/{number}/correct").status_code == 403
    assert client.sign_in(small.accounts["office"]).get(f"/reports/{number}/correct").status_code == 403
