"""The form of a report: a minute to fill, and what was typed is never lost."""

import io
from datetime import date

import pytest
from sqlalchemy import func, select

from tests.evidence.making import pdf
from tests.support import builders
from workflow.deadlines import periods
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.evidence.models import Evidence
from workflow.people.queries import actor
from workflow.reports.models import Report, ReportDraft, ReportRevision, ReportState, ReportValue, Standing
from workflow.reports.rules import Said
from workflow.reports.sharing import share
from workflow.review import service as review
from workflow.review.rules import ReasonKind
from workflow.workdays.queries import calendar
from workflow.workdays.rules import Period

TEXT = "垣曲县 20 万千瓦项目并网"
PDF = pdf()


@pytest.fixture
def city(database):
    with database.writing() as session:
        return builders.a_plan_under_way(session)


@pytest.fixture
def liaison(client, city):
    return client.sign_in(city.accounts["liaison"])


@pytest.fixture
def owed(database, city):
    with database.reading() as session:
        return builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1, occasion="2026Q3").id


def filled(page, action, **changed):
    fields = page.fields(action)
    fields.pop("once")
    return {**fields, "standing": "on_course", "text": TEXT, **changed}


def typed(client, owed, **changed):
    client.get(f"/deadlines/{owed}/report")
    return filled(client.page, f"/deadlines/{owed}/report", **changed)


def count(database, model) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_report_is_filed_and_the_person_is_back_at_the_desk(liaison, owed, database) -> None:
    answer = liaison.post(f"/deadlines/{owed}/report", data=typed(liaison, owed))
    assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/desk")
    liaison.get(answer.location)
    assert "已报送：二（二）推动光伏发电高质量发展 2026年三季度。" in liaison.page.text
    with database.reading() as session:
        assert session.scalar(select(ReportRevision.text)) == TEXT


def test_a_value_is_filed_with_its_own_day(liaison, owed, database) -> None:
    values = {"values-0-value": "４３１．５", "values-0-as_of": "2026-09-30"}
    assert liaison.post(f"/deadlines/{owed}/report", data=typed(liaison, owed, **values)).status_code == 303
    with database.reading() as session:
        value = session.scalars(select(ReportValue)).one()
        assert (float(value.value), value.as_of, value.source) == (431.5, date(2026, 9, 30), "市能源局")


def test_the_same_indicator_is_asked_for_once(liaison, owed) -> None:
    page = liaison.get(f"/deadlines/{owed}/report").get_data(as_text=True)
    assert "主要指标达到51%左右；主要指标达到52%左右" in page
    assert "values-1-value" not in page


WRONG = [
    ({"text": " "}, "请填写本期进展。"),
    ({"standing": ""}, "请选择本期情况。"),
    ({"standing": "splendid"}, None),
    ({"values-0-value": "很多"}, "请填写数字"),
    ({"values-0-value": "431"}, "请填写数据截至哪一天。"),
    ({"values-0-value": "431", "values-0-as_of": "2026-11-17"}, "这一天还没有到，不能填报将来的数据。"),
    ({"values-0-value": "431", "values-0-as_of": "昨天"}, None),
    ({"values-0-awaited": "y"}, "请填写预计发布日期。"),
    ({"blockers-0-text": "缺指标"}, "请选择问题的类型。"),
    ({"blockers-1-kind": "funds"}, "请写明存在的问题及原因。"),
    ({"blockers-0-kind": "funds", "blockers-0-text": "x", "blockers-0-since_on": "2026-11-17"}, "这一天还没有到。"),
    ({"next_step": "下" * 2001}, None),
]


@pytest.mark.parametrize(("changed", "said"), WRONG)
def test_a_mistake_gets_a_sentence_and_every_word_is_still_there(liaison, owed, database, changed, said) -> None:
    kept = {"next_step": "下季度开工", "blockers-2-asked": "请市财政局协调"}
    answer = liaison.post(f"/deadlines/{owed}/report", data=typed(liaison, owed, **{**kept, **changed}))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said is None or said in liaison.page.text
    for words in ({"text": TEXT} | kept | changed).values():
        assert words.strip() in page or words in ("splendid", "y")
    assert count(database, Report) == 0


def test_a_form_without_fields_is_no_report(liaison, owed, database) -> None:
    answer = liaison.post(f"/deadlines/{owed}/report", data={})
    assert answer.status_code == 422
    assert "请选择本期情况。" in liaison.page.text and "请填写本期进展。" in liaison.page.text
    assert count(database, Report) == 0


def test_the_same_form_sent_twice_is_filed_once(liaison, owed, database) -> None:
    data = typed(liaison, owed, files=(io.BytesIO(PDF), "证明.pdf"))
    assert liaison.post(f"/deadlines/{owed}/report", data=data, once="k").status_code == 303
    data["files"] = (io.BytesIO(PDF), "证明.pdf")
    again = liaison.post(f"/deadlines/{owed}/report", data=data, once="k")
    assert again.status_code in (303, 409)
    assert (count(database, Report), count(database, ReportRevision), count(database, Evidence)) == (1, 1, 1)


def test_another_departments_report_is_not_opened(client, city, owed) -> None:
    client.sign_in(city.accounts["other"])
    assert client.get(f"/deadlines/{owed}/report").status_code == 403
    assert client.post(f"/deadlines/{owed}/report", data={"text": "x", "standing": "on_course"}).status_code == 403
    assert client.post(f"/deadlines/{owed}/draft", data={"text": "x"}).status_code == 403
    assert client.post(f"/deadlines/{owed}/unchanged").status_code == 403


def test_the_office_does_not_write_a_departments_report(client, city, owed) -> None:
    assert client.sign_in(city.accounts["office"]).get(f"/deadlines/{owed}/report").status_code == 403


def test_before_the_window_opens_a_report_is_refused_with_the_day_and_a_draft_is_kept(
    liaison, owed, clock, database
) -> None:
    clock.set(date(2026, 9, 14))
    answer = liaison.post(f"/deadlines/{owed}/report", data=typed(liaison, owed))
    assert answer.status_code == 422
    assert "2026-09-30 起可以填报" in liaison.page.text
    assert liaison.post(f"/deadlines/{owed}/draft", data=typed(liaison, owed)).status_code == 303
    assert count(database, ReportDraft) == 1


def test_what_was_typed_is_there_again_after_the_browser_was_closed(liaison, city, owed) -> None:
    data = typed(liaison, owed, **{"values-0-value": "四百", "blockers-0-text": "缺指标"})
    assert liaison.post(f"/deadlines/{owed}/draft", data=data).status_code == 303
    liaison.sign_out()
    page = liaison.sign_in(city.accounts["head"]).get(f"/deadlines/{owed}/report").get_data(as_text=True)
    assert TEXT in page and "四百" in page and "缺指标" in page


def test_a_draft_saves_itself_and_tells_its_version_and_hour(liaison, owed) -> None:
    data = typed(liaison, owed)
    first = liaison.post(f"/deadlines/{owed}/draft", data=data, headers={"Accept": "application/json"}, once=None)
    assert (first.status_code, first.json) == (200, {"version": 1, "saved_at": "10:00"})
    data |= {"version": "1", "text": "改过"}
    again = liaison.post(f"/deadlines/{owed}/draft", data=data, headers={"Accept": "application/json"}, once=None)
    assert again.json == {"version": 2, "saved_at": "10:00"}


def test_of_two_people_who_save_the_second_is_told_and_sees_both_texts(liaison, owed, database) -> None:
    data = typed(liaison, owed)
    liaison.post(f"/deadlines/{owed}/draft", data={**data, "text": "同事先保存的"})
    stale = {**data, "text": "我后写的", "version": "0"}
    silent = liaison.post(f"/deadlines/{owed}/draft", data=stale, headers={"Accept": "application/json"}, once=None)
    assert silent.status_code == 409 and "同事刚刚保存了另一份草稿" in silent.json["message"]
    answer = liaison.post(f"/deadlines/{owed}/report", data=stale)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "同事刚刚保存了另一份草稿" in page and "同事先保存的" in page and "我后写的" in page
    once_more = filled(liaison.page, f"/deadlines/{owed}/report", text="我后写的")
    assert liaison.post(f"/deadlines/{owed}/report", data=once_more).status_code == 303
    with database.reading() as session:
        assert session.scalar(select(ReportRevision.text)) == "我后写的"


def test_whoever_files_second_is_told_and_the_words_are_still_there(liaison, owed) -> None:
    mine = typed(liaison, owed, text="第二个人写的")
    liaison.post(f"/deadlines/{owed}/report", data=typed(liaison, owed))
    answer = liaison.post(f"/deadlines/{owed}/report", data=mine)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "这一期已于 2026-11-16 报送" in page and "第二个人写的" in page


def test_a_token_gone_stale_brings_the_form_back_with_its_words(liaison, owed, database) -> None:
    answer = liaison.post(f"/deadlines/{owed}/report", data=typed(liaison, owed, csrf_token="old"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "页面停留过久" in page and TEXT in page
    assert count(database, Report) == 0
    fresh = filled(liaison.page, f"/deadlines/{owed}/report")
    assert liaison.post(f"/deadlines/{owed}/report", data=fresh).status_code == 303


def test_whoever_was_signed_out_meanwhile_gets_the_words_to_copy(liaison, owed) -> None:
    data = typed(liaison, owed)
    liaison.sign_out()
    answer = liaison.post(f"/deadlines/{owed}/report", data={**data, "csrf_token": "old"})
    assert answer.status_code == 400
    assert TEXT in answer.get_data(as_text=True) and "二（二）" not in answer.get_data(as_text=True)


def test_no_change_before_anything_was_said_gets_a_sentence(liaison, owed, database) -> None:
    assert liaison.post(f"/deadlines/{owed}/unchanged").status_code == 422
    assert liaison.page.h1 == "还没有往期填报，第一次请填写进展。"
    assert count(database, Report) == 0


def test_no_change_is_one_click_once_something_was_said(liaison, owed, database, city, clock) -> None:
    liaison.post(f"/deadlines/{owed}/report", data=typed(liaison, owed))
    clock.set(date(2027, 1, 4))
    with database.writing() as session:
        periods.open_reports(session, today=date(2027, 1, 4), calendar=calendar(session, around=date(2027, 1, 4)))
        later = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1, occasion="2026Q4").id
    assert "本季度无变化" in liaison.get("/desk").get_data(as_text=True)
    assert liaison.post(f"/deadlines/{later}/unchanged").status_code == 303
    with database.reading() as session:
        said = session.scalars(select(ReportRevision).order_by(ReportRevision.id.desc())).first()
        assert (said.unchanged, said.text) == (True, TEXT)


def test_shares_stand_in_the_leads_form_and_can_be_quoted(liaison, city, owed, database) -> None:
    with database.writing() as session:
        held = builders.the_share(session, city, "industry", task=1)
        by, at = actor(city.accounts["other"]), builders.at(date(2026, 10, 9))
        said = share(session, held, Period(2026, 3), Said(Standing.ON_COURSE, "核准项目 6 个"), by=by, at=at).id
    liaison.get(f"/deadlines/{owed}/report")
    assert "核准项目 6 个" in liaison.page.text
    assert "有则报、无则免" in liaison.page.text and "未反馈" not in liaison.page.text  # nobody was asked
    data = filled(liaison.page, f"/deadlines/{owed}/report", quote=str(said))
    back = liaison.post(f"/deadlines/{owed}/draft", data=data)
    page = liaison.get(back.location).get_data(as_text=True)
    assert f"{TEXT}\n市工信局：核准项目 6 个" in page.replace("\r\n", "\n")


def test_a_share_is_filed_without_having_been_asked(client, city, database) -> None:
    client.sign_in(city.accounts["other"])
    with database.reading() as session:
        held = builders.the_share(session, city, "industry", task=1).id
    form = f"/assignments/{held}/share"
    client.get(form)
    assert client.post(form, data=filled(client.page, form, text=" ")).status_code == 422
    assert client.post(form, data=filled(client.page, form)).status_code == 303
    with database.reading() as session:
        assert session.scalar(select(Report.period)) == "2026Q3"
    assert client.get(f"/assignments/{held}/share").status_code == 303


def test_a_lead_has_no_share_to_file(liaison, city, database) -> None:
    with database.reading() as session:
        held = builders.the_share(session, city, "energy", task=1).id
    assert liaison.get(f"/assignments/{held}/share").status_code == 404


def test_a_filed_report_is_seen_by_its_department_and_overseers_and_taken_back_by_its_department(
    client, city, owed, database
) -> None:
    client.sign_in(city.accounts["liaison"])
    client.post(f"/deadlines/{owed}/report", data=typed(client, owed))
    with database.reading() as session:
        report = session.scalar(select(Report.id))
    for name, status in (("liaison", 200), ("head", 200), ("auditor", 200), ("other", 403), ("administrator", 403)):
        client.sign_out()
        assert client.sign_in(city.accounts[name]).get(f"/reports/{report}").status_code == status
    assert client.post(f"/reports/{report}/withdraw").status_code == 403
    client.sign_in(city.accounts["liaison"])
    answer = client.post(f"/reports/{report}/withdraw")
    assert (answer.status_code, answer.location) == (303, f"/deadlines/{owed}")
    assert TEXT in client.get(f"/deadlines/{owed}/report").get_data(as_text=True)
    with database.reading() as session:
        assert session.scalar(select(Report.state)) == ReportState.WITHDRAWN


def test_what_was_sent_back_is_mended_in_the_form_beside_the_reason(liaison, city, owed, database) -> None:
    awaited = {"values-0-awaited": "y", "values-0-awaited_on": "2027-03-01"}
    liaison.post(f"/deadlines/{owed}/report", data=typed(liaison, owed, **awaited))
    with database.writing() as session:
        review.give_back(
            session,
            session.scalars(select(Report)).one(),
            reason_kind=next(iter(ReasonKind)),
            reason="与统计局口径不一致",
            correct_by=date(2026, 11, 20),
            by=actor(city.accounts["office"]),
            at=builders.at(date(2026, 11, 16)),
        )
        correction = session.scalar(select(Deadline.id).where(Deadline.kind == DeadlineKind.CORRECTION))
    liaison.get("/desk")
    assert "退回理由：与统计局口径不一致" in liaison.page.text
    page = liaison.get(f"/deadlines/{correction}/report").get_data(as_text=True)
    assert TEXT in page and "2027-03-01" in page and "与统计局口径不一致" in page
    mended = filled(liaison.page, f"/deadlines/{correction}/report", text="已按统计局口径更正")
    assert liaison.post(f"/deadlines/{correction}/report", data=mended).status_code == 303
    with database.reading() as session:
        assert session.scalar(select(Report.state)) == ReportState.FILED


def test_source_and_definition_are_there_from_last_time_but_never_day_or_number(
    liaison, owed, database, city, clock
) -> None:
    values = {"values-0-value": "431", "values-0-as_of": "2026-09-30"}
    more = {"values-0-source": "市统计局", "values-0-definition": "全口径并网容量"}
    assert liaison.post(f"/deadlines/{owed}/report", data=typed(liaison, owed, **values, **more)).status_code == 303
    with database.writing() as session:
        day = date(2027, 1, 4)
        periods.open_reports(session, today=day, calendar=calendar(session, around=day))
        later = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1, occasion="2026Q4").id
    clock.set(date(2027, 1, 4))
    liaison.get(f"/deadlines/{later}/report")
    fields = liaison.page.fields(f"/deadlines/{later}/report")
    assert (fields["values-0-source"], fields["values-0-definition"]) == ("市统计局", "全口径并网容量")
    assert not fields.get("values-0-value") and not fields.get("values-0-as_of")
    assert "（口径：全口径并网容量）" in liaison.page.text


def test_no_change_leaves_each_value_standing_with_its_own_day(liaison, owed, database, city, clock) -> None:
    values = {"values-0-value": "431", "values-0-as_of": "2026-09-30"}
    liaison.post(f"/deadlines/{owed}/report", data=typed(liaison, owed, **values))
    with database.writing() as session:
        day = date(2027, 1, 4)
        periods.open_reports(session, today=day, calendar=calendar(session, around=day))
        later = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1, occasion="2026Q4").id
    clock.set(date(2027, 1, 4))
    assert liaison.post(f"/deadlines/{later}/unchanged").status_code == 303
    assert count(database, ReportValue) == 1
    with database.reading() as session:
        said = session.scalar(select(Report.id).where(Report.deadline_id == later))
    liaison.get(f"/reports/{said}")
    assert "仍以往期数值为准" in liaison.page.text and "数据截至 2026-09-30" in liaison.page.text


def test_there_is_always_one_blocker_more_to_fill_in(liaison, owed) -> None:
    filled_in = {f"blockers-{place}-text": f"问题{place}" for place in range(3)}
    liaison.post(f"/deadlines/{owed}/draft", data=typed(liaison, owed, **filled_in))
    page = liaison.get(f"/deadlines/{owed}/report").get_data(as_text=True)
    assert "blockers-3-text" in page and "blockers-4-text" not in page
    fourth = typed(liaison, owed, **{"blockers-3-text": "问题3", "version": "1"})
    assert liaison.post(f"/deadlines/{owed}/draft", data=fourth).status_code == 303
    assert "问题3" in liaison.get(f"/deadlines/{owed}/report").get_data(as_text=True)
