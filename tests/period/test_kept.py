"""What the page of a period and its workbook keep and say: ticks, shares nobody asked for, several problems, days."""

import re

from sqlalchemy import select

from tests.period.conftest import DAY, Q4
from tests.period.test_page import TEXT, reports_of, said, sent, with_draft
from tests.period.test_workbook import FIRST, SAID, SECOND, confirmed, edited, exported, handed_in
from tests.support import builders
from workflow.deadlines.models import Deadline
from workflow.people.queries import actor
from workflow.reports import details
from workflow.reports.models import ReportDraft, ReportRevision, UnaskedDraft
from workflow.review import closing, concluding
from workflow.review.closing_models import ClosingState
from workflow.web.period.cells import KINDS

SCRIPT = {"Accept": "application/json"}


def ticked(client, page) -> set[str]:
    shown = client.get(page).get_data(as_text=True)
    boxes = re.findall(r'<input type="checkbox" name="unchanged" value="(\w+)"[^>]*>', shown)
    tags = re.findall(r'<input type="checkbox" name="unchanged" [^>]*>', shown)
    return {key for key, tag in zip(boxes, tags, strict=True) if "checked" in tag}


def test_a_tick_is_kept_in_the_draft_shown_again_taken_off_again_and_filed(liaison, page, owed, database) -> None:
    draft = page.replace("/period", "/period/draft")
    told = liaison.post(draft, data=sent(liaison, page, unchanged=[owed[0]]), headers=SCRIPT).get_json()
    assert told["versions"] == {owed[0]: 1}
    assert ticked(liaison, page) == {owed[0]}
    assert liaison.post(draft, data=sent(liaison, page)).status_code == 303
    assert ticked(liaison, page) == set()
    liaison.post(draft, data=sent(liaison, page, unchanged=[owed[0]]))
    assert liaison.post(page, data=sent(liaison, page, unchanged=[owed[0]])).status_code == 303
    assert reports_of(database)[owed[0]][2] is True
    with database.reading() as session:
        assert session.scalars(select(ReportDraft)).all() == []


def test_a_tick_that_is_kept_goes_out_with_the_workbook_and_one_in_it_is_kept(liaison, page, owed) -> None:
    handed_in(liaison, page, edited(exported(liaison, page), {(FIRST, "无变化"): "是"}))
    assert confirmed(liaison, page, "draft").status_code == 303
    assert ticked(liaison, page) == {owed[0]}
    again = exported(liaison, page)
    handed_in(liaison, page, again)
    assert "存为草稿" not in liaison.page.text, "it is kept already"


def test_a_tick_does_not_overwrite_what_a_colleague_typed(liaison, page, owed, database, city) -> None:
    fields = sent(liaison, page, unchanged=[owed[0]])
    with_draft(database, city, owed[0], "同事写的")
    told = liaison.post(page.replace("/period", "/period/draft"), data=fields, headers=SCRIPT)
    assert told.status_code == 409 and "同事刚刚保存了另一份草稿" in told.get_json()["message"]


def test_a_share_that_nobody_asked_for_is_kept_and_shown_in_page_and_form(client, city, clock, database) -> None:
    clock.set(DAY)
    other = client.sign_in(city.accounts["other"])
    page = f"/departments/{city.departments['industry'].id}/period?period={Q4}"
    with database.reading() as session:
        share = builders.the_share(session, city, "industry", task=1).id
    answer = other.post(page.replace("/period", "/period/draft"), data=sent(other, page, said(f"s{share}")))
    assert answer.status_code == 303
    other.get(page)
    assert other.page.fields_with("row")[f"s{share}-text"].strip() == TEXT
    other.get(f"/assignments/{share}/share")
    assert other.page.fields(f"/assignments/{share}/share")["text"] == TEXT
    assert other.post(page, data=sent(other, page)).status_code == 303
    with database.reading() as session:
        assert session.scalars(select(UnaskedDraft)).all() == []


def test_several_problems_of_a_task_come_back_from_the_workbook_each_in_its_columns(
    liaison, page, owed, database
) -> None:
    cells = {**SAID, (SECOND, "问题类型1"): KINDS["funds"], (SECOND, "存在问题及原因1"): "缺口 300 万"}
    cells |= {(SECOND, "问题类型3"): KINDS["land"], (SECOND, "存在问题及原因3"): "用地手续未办结"}
    cells |= {(SECOND, "请求谁解决什么3"): "请市自然资源局办理", (SECOND, "问题自何时起3"): "2026-12-01"}
    handed_in(liaison, page, edited(exported(liaison, page), cells))
    confirmed(liaison, page, "draft")
    handed_in(liaison, page, exported(liaison, page))
    confirmed(liaison, page, "submit")
    with database.reading() as session:
        revision = session.scalars(select(ReportRevision).where(ReportRevision.text == TEXT)).one()
        found = details.blockers(session, [revision.id])[revision.id]
        assert [(one.kind, one.text) for one in found] == [("funds", "缺口 300 万"), ("land", "用地手续未办结")]
        assert found[1].asked == "请市自然资源局办理"


def test_the_workbook_has_room_for_one_problem_more_than_were_typed(liaison, page, owed, database, city) -> None:
    with_draft(database, city, owed[1], "旧")
    with database.writing() as session:
        draft = session.get_one(ReportDraft, int(owed[1][1:]))
        draft.words = {**draft.words, "blockers-3-kind": ["funds"], "blockers-3-text": ["第四个问题"]}
    fifth = {(SECOND, "存在问题及原因5"): "第五个", (SECOND, "问题类型5"): KINDS["land"]}
    handed_in(liaison, page, edited(exported(liaison, page), fifth))
    confirmed(liaison, page, "draft")
    with database.reading() as session:
        words = session.get_one(ReportDraft, int(owed[1][1:])).words
        assert (words["blockers-3-text"], words["blockers-4-text"]) == (["第四个问题"], ["第五个"])


def test_a_day_without_a_value_is_told_at_its_field_and_not_dropped(liaison, page, owed, database) -> None:
    answer = liaison.post(page, data=sent(liaison, page, said(owed[1], **{"values-0-as_of": "2026-12-31"})))
    assert answer.status_code == 422 and "填了日期，没有填数值。" in liaison.page.text
    form = f"/deadlines/{owed[1][1:]}/report"
    liaison.get(form)
    fields = {**liaison.page.fields(form), "values-0-as_of": "", "values-0-awaited_on": "2027-03-01"}
    fields.pop("once")
    assert liaison.post(form, data=fields).status_code == 422
    assert "填了预计发布日期，请勾选“待数据发布”。" in liaison.page.text
    both = {**fields, "values-0-awaited": "y", "values-0-value": "431", "values-0-as_of": "2026-12-31"}
    assert liaison.post(form, data=both).status_code == 422
    assert "请留一样" in liaison.page.text
    assert not reports_of(database)


def test_what_was_closed_with_its_task_is_not_said_to_have_been_reported(liaison, page, owed, database, city) -> None:
    form = f"/deadlines/{owed[0][1:]}/report"
    liaison.get(form)
    fields = {**liaison.page.fields(form), "standing": "on_course", "text": TEXT}
    fields.pop("once")
    row = sent(liaison, page, said(owed[0]))
    close(database, city, int(owed[0][1:]))
    assert liaison.post(form, data=fields).status_code == 409
    assert "这项任务已于 2027-01-05 办结，这一期不用再报" in liaison.page.text
    assert "这一期已于" not in liaison.page.text and liaison.page.fields(form)["text"] == TEXT
    told = liaison.post(form.replace("report", "draft"), data=fields, headers=SCRIPT)
    assert "已于 2027-01-05 办结" in told.get_json()["message"]
    liaison.post(page, data=row)
    assert "已由同事报送或已经结束" in liaison.page.text


def close(database, city, deadline_id: int) -> None:
    """办结: asked by the lead and granted."""
    with database.writing() as session:
        lead = session.get_one(Deadline, deadline_id).assignment
        by = {"by": actor(city.accounts["liaison"]), "at": builders.at(DAY)}
        asked = closing.ask(session, lead, words="已办结", **by)
        asked.state = ClosingState.GRANTED
        concluding.conclude(session, asked, on=DAY)
