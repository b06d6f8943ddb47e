"""季度通报: exact sums, every number from the ledger of its day, edited by people, frozen for ever."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import select

from tests.insight.test_leader import ASKED, FILED, said
from tests.support.builders import a_plan_under_way, at
from workflow.audit.service import SYSTEM
from workflow.deadlines.models import Deadline, LadderKind
from workflow.errors import Refused
from workflow.insight import queries
from workflow.insight.circular import service
from workflow.insight.circular.facts import About, gather
from workflow.insight.circular.models import Circular, CircularState, Section
from workflow.insight.circular.paper import parts_of, title_of
from workflow.insight.circular.rules import Quoted, names_superior, repeated
from workflow.insight.circular.sentences import sentence
from workflow.insight.circular.service import Drafted, Wanted
from workflow.insight.then import laid_out
from workflow.lights.rules import Light
from workflow.plans.doubtful_models import Taint
from workflow.reports import correcting
from workflow.reports.models import ReportRevision, Standing
from workflow.reports.rules import Said
from workflow.review import corrections
from workflow.workdays.queries import calendar
from workflow.workdays.rules import period_named

DAY = date(2026, 10, 26)
TODAY = DAY + timedelta(days=1)
QUARTER = period_named("2026Q3")


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


def gathered(session, city, day=DAY, *, quoted=frozenset()):
    days = calendar(session, around=day)
    with laid_out(session, day, plan_id=city.plan.id) as then:
        found = gather(then, About(city.plan, QUARTER, day, days, Quoted(frozenset(quoted))))
        counts = queries.by_light(queries.lit_tasks(then, city.plan.id, today=day, calendar=days))
    return found, counts


def drafted(session, city, day=DAY, *, today=TODAY, period=QUARTER) -> Circular:
    found, _ = gathered(session, city, day)
    made = [Drafted(sentence(fact), fact) for fact in found.facts]
    facts = {"as_of": day, "base": found.base, "notes": found.notes, "sentences": made}
    return service.draft(session, city.plan, period, **facts, by=SYSTEM, at=at(today))


def words_of(found, kind: str) -> list[str]:
    return [sentence(fact) for fact in found.facts if fact.kind == kind]


def frozen(session, circular, *, today=TODAY) -> Circular:
    title = title_of(circular.plan.title, circular.period)
    return service.freeze(session, circular, title=title, version=circular.version, by=SYSTEM, at=at(today))


def test_the_counts_are_those_of_the_ledger_on_the_day_and_sum_to_the_base(session, city) -> None:
    said(session, city)
    found, counts = gathered(session, city)
    lights = next(fact.data for fact in found.facts if fact.kind == "lights")
    assert sum(lights["counts"].values()) == found.base == lights["base"] == 3
    assert {name: n for name, n in lights["counts"].items() if name != "standing"} == {
        light.value: n for light, n in counts.items() if light.value in lights["counts"]
    }
    assert words_of(found, "lights") == [
        "截至2026年10月26日，方案3项任务中，正常推进2项、滞后1项、工作逾期0项、待省级明确0项、已办结0项。"
    ]


def test_late_forms_are_said_apart_and_never_as_late_work(session, city) -> None:
    said(session, city)
    found, _ = gathered(session, city)
    work, forms = (next(fact.data for fact in found.facts if fact.kind == kind) for kind in ("work", "forms"))
    late = select(Deadline).where(Deadline.due_on < DAY, Deadline.ended_on.is_(None))
    by_ladder = {ladder: len(session.scalars(late.where(Deadline.ladder == ladder)).all()) for ladder in LadderKind}
    assert (work["late"], forms["late"]) == (by_ladder[LadderKind.WORK], by_ladder[LadderKind.REPORTING])
    assert forms["late"] and "不计入工作逾期" in words_of(found, "forms")[0]


def test_the_same_words_of_several_are_one_cause_with_their_names(session, city) -> None:
    said(session, city)
    said(session, city, task=1, text="备案中")
    found, _ = gathered(session, city)
    assert words_of(found, "cause") == ["用地方面：用地未批（市能源局，二（一）、二（二）共2项任务）。"]
    assert words_of(found, "asked") == [
        f"需协调：{ASKED}（市能源局提出，自2026年8月12日，涉及二（一）、二（二）共2项任务）。"
    ]


def test_what_goes_well_is_offered_with_the_sentence_of_the_report_and_not_chosen(session, city) -> None:
    said(session, city, standing=Standing.ON_COURSE, text="并网 20 万千瓦。其余按计划推进。")
    found, _ = gathered(session, city)
    well = [fact for fact in found.facts if fact.section == Section.WELL]
    assert [fact.chosen for fact in well] == [False]
    assert sentence(well[0]) == "市能源局牵头的二（一）抓好煤炭保供和煤电清洁低碳发展：并网 20 万千瓦。"


def test_what_was_not_reviewed_is_not_said(session, city) -> None:
    said(session, city, standing=Standing.ON_COURSE, accepted=False, text="并网 20 万千瓦")
    found, _ = gathered(session, city)
    assert not [fact for fact in found.facts if fact.section == Section.WELL]
    assert "已审核通过0项" in words_of(found, "reviewed")[0]


def test_doubtful_words_do_not_leave(session, city) -> None:
    said(session, city, standing=Standing.ON_COURSE, text="某网站并网")
    assert not [fact for fact in gathered(session, city, quoted={"某网站"})[0].facts if fact.kind == "well"]
    circular = drafted(session, city)
    edition_id = session.scalars(select(Taint.edition_id)).first() or 1
    session.add(Taint(edition_id=edition_id, start=3, end=6, quote="某网站", reason="疑似篡改"))
    session.flush()
    chosen = next(one for one in circular.sentences if one.facts["kind"] == "well")
    edit = {chosen.id: Wanted(chosen.generated, True)}
    service.edit(session, circular, edit, version=circular.version, by=SYSTEM, at=at(TODAY))
    with pytest.raises(Refused, match=r"circular\.masked_words"):
        frozen(session, circular)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("省自然资源厅尚未批复", True),
        ("等待省级方案", True),
        ("国家发改委未下达指标", True),
        ("节省投资不足", False),
        ("省道改造未完成", False),
        ("市自然资源局尚未批复", False),
    ],
)
def test_no_body_above_the_city_is_blamed(words, named) -> None:
    assert names_superior(words) is named


def test_a_paper_that_blames_a_superior_is_not_frozen(session, city) -> None:
    said(session, city)
    circular = drafted(session, city)
    cause = next(one for one in circular.sentences if one.facts["kind"] == "cause")
    blaming = {cause.id: Wanted("省自然资源厅未批用地", True)}
    service.edit(session, circular, blaming, version=1, by=SYSTEM, at=at(TODAY))
    with pytest.raises(Refused, match=r"circular\.superior_blamed"):
        frozen(session, circular)


def test_the_same_cause_is_not_printed_three_quarters_running(session, city) -> None:
    assert [repeated("k", printed) for printed in ([], [{"k"}, set()], [{"k"}, {"k"}], [set(), {"k"}])] == [0, 1, 2, 0]
    said(session, city)
    for period in ("2026Q1", "2026Q2"):
        early = drafted(session, city, period=period_named("2026Q3"))
        early.period = period
        session.flush()
        frozen(session, early)
    third = drafted(session, city)
    cause = next(one for one in third.sentences if one.facts["kind"] == "cause")
    assert (cause.facts["printed"], cause.chosen) == (2, False)
    edit = {cause.id: Wanted(cause.generated, True)}
    service.edit(session, third, edit, version=1, by=SYSTEM, at=at(TODAY))
    with pytest.raises(Refused, match=r"circular\.printed_twice"):
        frozen(session, third)
    anew = {cause.id: Wanted("用地预审已过，组卷报批中", True)}
    service.edit(session, third, anew, version=third.version, by=SYSTEM, at=at(TODAY))
    assert frozen(session, third).state == CircularState.FROZEN


def test_a_sentence_keeps_its_generated_words_beside_the_edited(session, city) -> None:
    circular = drafted(session, city)
    first = circular.sentences[0]
    edit = {first.id: Wanted("办公室的话。", True)}
    assert service.edit(session, circular, edit, version=1, by=SYSTEM, at=at(TODAY)) == 1
    assert (first.words, first.generated.startswith("截至")) == ("办公室的话。", True)
    with pytest.raises(Refused, match=r"circular\.changed"):
        service.edit(session, circular, edit, version=1, by=SYSTEM, at=at(TODAY))
    back = {first.id: Wanted(first.generated, True)}
    assert service.edit(session, circular, back, version=2, by=SYSTEM, at=at(TODAY)) == 1
    assert first.edited is None


def test_a_correction_afterwards_changes_neither_the_paper_nor_its_day(session, city) -> None:
    report = said(session, city)
    circular = frozen(session, drafted(session, city))
    before, digest, day = parts_of(circular), circular.sha256, gathered(session, city)
    signed = {"by": SYSTEM, "at": at(TODAY)}
    asked = correcting.ask(
        session, report, Said(Standing.ON_COURSE, "更正后的话", blockers=()), reason="笔误", **signed
    )
    corrections.accept(session, asked, **signed)
    session.expire_all()
    circular = session.get_one(Circular, circular.id)
    assert parts_of(circular) == before and circular.sha256 == digest == service.digest(circular.said)
    assert gathered(session, city)[0].facts == day[0].facts
    assert session.scalars(select(ReportRevision.text).order_by(ReportRevision.id.desc())).first() == "更正后的话"
    for act in (frozen, lambda s, c: service.drop(s, c, by=SYSTEM, at=at(TODAY))):
        with pytest.raises(Refused, match=r"circular\.frozen"):
            act(session, circular)


@pytest.mark.parametrize(
    ("day", "key"),
    [(date(2026, 8, 31), "circular.day_before"), (TODAY, "circular.day_not_over"), (date(2026, 9, 1), None)],
)
def test_only_a_day_that_is_over_and_of_the_plan_is_spoken_of(city, day, key) -> None:
    if key is None:
        service.check_day(city.plan, QUARTER, day, today=TODAY)
        return
    with pytest.raises(Refused, match=key):
        service.check_day(city.plan, QUARTER, day, today=TODAY)


def test_everything_on_course_is_said_to_the_office_and_not_printed(session, city) -> None:
    for who, task in (("energy", 0), ("energy", 1), ("industry", 2)):
        said(session, city, who=who, task=task, standing=Standing.ON_COURSE, text="按计划推进")
    found, counts = gathered(session, city, FILED)
    assert counts[Light.ON_COURSE] == 3
    assert "all_on_course" in found.notes
    circular = drafted(session, city, FILED)
    assert not any("核实" in words for _, words in parts_of(frozen(session, circular)))


def test_a_frozen_circular_goes_over_to_the_papers_word_for_word_and_once(session, city, client, clock) -> None:
    said(session, city)
    circular = frozen(session, drafted(session, city))
    session.commit()
    clock.set(TODAY)
    client.sign_in(city.accounts["office"])
    answer = client.post(f"/circulars/{circular.id}/paper")
    assert answer.status_code == 303
    session.refresh(circular)
    paper, parts = circular.paper, parts_of(circular)
    assert paper is not None and paper.title == parts[0][1]
    assert [part["text"] for part in paper.body] == [words for _, words in parts[1:]]
    assert {one.department.label for one in paper.addresses} == {"市能源局", "市工信局", "市住建局"}
    session.commit()
    assert client.post(f"/circulars/{circular.id}/paper").status_code == 422
    document = Document(BytesIO(client.get(f"/papers/{paper.id}/paper.docx").data))
    written = "".join(one.text for one in document.paragraphs)
    assert all(words in written for _, words in parts[1:])


def test_every_number_opens_as_many_rows_of_the_ledger_of_its_day(session, city, client, clock) -> None:
    said(session, city)
    circular = drafted(session, city)
    session.commit()
    clock.set(TODAY + timedelta(days=60))
    client.sign_in(city.accounts["office"])
    counts = next(one.facts for one in circular.sentences if one.facts["kind"] == "lights")["counts"]
    for light in Light:
        if light.value in counts:
            client.get(f"/plans/{city.plan.id}/ledger?day={DAY.isoformat()}&light={light.value}")
            rows = client.page.source.count('<tr id="task-')
            assert rows == counts[light.value], light
    assert "截至 2026-10-26 的情况" in client.page.text
