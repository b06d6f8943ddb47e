"""One page for a period: one submission, and nothing half done, overwritten or lost."""

import re
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import event, func, select

from tests.period.conftest import DAY, Q4
from tests.support import builders
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.people.models import Department
from workflow.people.queries import actor
from workflow.reports import drafts, period_said, queries, repeating, service, withdrawing
from workflow.reports.models import Blocker, Report, ReportDraft, ReportRevision, ReportState, ReportValue, Standing

TEXT = "垣曲县 20 万千瓦项目并网"


def said(key: str, **changed) -> dict[str, str]:
    words = {"standing": "on_course", "text": TEXT, **changed}
    return {f"{key}-{name}": word for name, word in words.items()}


def sent(liaison, page, *parts: dict, **more):
    """What the page's form would send, with changes."""
    liaison.get(page)
    fields = dict(liaison.page.fields_with("row"))
    for part in parts:
        fields |= part
    keys = re.findall(r'name="row" value="(\w+)"', liaison.get(page).get_data(as_text=True))
    fields |= {"row": keys, **more}
    for name in ("once", "csrf_token", "unchanged"):
        if name not in more:
            fields.pop(name, None)
    return fields


def reports_of(database, occasion: str = Q4):
    with database.reading() as session:
        rows = session.execute(
            select(Report.deadline_id, Report.state, ReportRevision.text, ReportRevision.unchanged)
            .join(ReportRevision, ReportRevision.report_id == Report.id)
            .where(Report.period == occasion)
        )
        return {f"d{row.deadline_id}": (row.state, row.text, row.unchanged) for row in rows}


def drafts_of(database):
    with database.reading() as session:
        return {f"d{one.deadline_id}": one.words for one in session.scalars(select(ReportDraft))}


def with_draft(database, city, key: str, text: str, *, expected: int | None = None) -> None:
    with database.writing() as session:
        words = {"standing": ["behind"], "text": [text]}
        by = actor(city.accounts["head"])
        deadline = session.get_one(Deadline, int(key[1:]))
        drafts.save(session, deadline, words=words, by=by, at=builders.at(DAY), expected_version=expected)


def test_every_open_row_stands_on_the_page_in_the_order_of_the_document(liaison, page, owed) -> None:
    shown = liaison.get(page).get_data(as_text=True)
    assert re.findall(r'data-row="(\w+)"', shown) == owed
    assert shown.index("抓好煤炭保供") < shown.index("推动光伏发电")
    assert "三季度第 1 项。" in shown
    assert "上期：滞后" in shown


def test_the_unchanged_and_the_changed_are_filed_with_one_submission(liaison, page, owed, database) -> None:
    answer = liaison.post(page, data=sent(liaison, page, said(owed[1]), unchanged=[owed[0]]))
    assert answer.status_code == 303
    liaison.get(answer.location)
    assert "已报送 2 项：无变化 1 项，填写 1 项。" in liaison.page.text
    filed = reports_of(database)
    assert filed[owed[0]] == (ReportState.FILED, "三季度第 1 项。", True)
    assert filed[owed[1]] == (ReportState.FILED, TEXT, False)


def test_unchanged_says_the_problems_again_and_dates_no_value_anew(liaison, page, owed, database) -> None:
    liaison.post(page, data=sent(liaison, page, unchanged=owed))
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Blocker)) == 4
        assert session.scalar(select(func.count()).select_from(ReportValue)) == 0


def test_all_rows_that_can_be_unchanged_are_ticked_together_without_script(liaison, page, owed) -> None:
    shown = liaison.post(page, data=sent(liaison, page, said(owed[1]), act="tick")).get_data(as_text=True)
    boxes = {
        key: tag for tag, key in re.findall(r'(<input type="checkbox" name="unchanged" value="(\w+)"[^>]*>)', shown)
    }
    assert "checked" in boxes[owed[0]]
    assert "checked" not in boxes[owed[1]]
    assert TEXT in shown


def test_a_value_is_filed_with_its_day_source_and_definition(liaison, page, owed, database) -> None:
    day = {"values-0-value": "431.5", "values-0-as_of": "2026-12-31", "values-0-definition": "全口径"}
    assert liaison.post(page, data=sent(liaison, page, said(owed[1], **day))).status_code == 303
    with database.reading() as session:
        value = session.scalars(select(ReportValue)).one()
        assert (value.value, value.as_of) == (Decimal("431.5"), date(2026, 12, 31))
        assert (value.source, value.definition) == ("市能源局", "全口径")


def test_a_wrong_row_stays_with_its_message_and_its_words_and_stops_no_other(liaison, page, owed, database) -> None:
    answer = liaison.post(page, data=sent(liaison, page, said(owed[1], standing=""), unchanged=[owed[0]]))
    assert answer.status_code == 422
    assert "已报送 1 项：无变化 1 项，填写 0 项。" in liaison.page.text
    assert "有 1 项没有报送" in liaison.page.text
    assert "请选择本期情况。" in liaison.page.text
    assert liaison.page.fields_with("row")[f"{owed[1]}-text"] == TEXT
    assert set(reports_of(database)) == {owed[0]}
    assert drafts_of(database)[owed[1]]["text"] == [TEXT]


def test_a_row_mended_after_its_mistake_is_filed(liaison, page, owed, database) -> None:
    liaison.post(page, data=sent(liaison, page, said(owed[1], standing="")))
    fields = {**liaison.page.fields_with("row"), **said(owed[1]), "row": owed}
    fields.pop("unchanged", None)
    assert liaison.post(page, data=fields).status_code == 303
    assert set(reports_of(database)) == {owed[1]}


def test_ticked_and_typed_at_once_is_asked_about(liaison, page, owed, database) -> None:
    answer = liaison.post(page, data=sent(liaison, page, said(owed[0]), unchanged=[owed[0]]))
    assert answer.status_code == 422
    assert "又填了内容" in liaison.page.text
    assert not reports_of(database)


def test_nothing_ticked_and_nothing_said_files_nothing(liaison, page, database) -> None:
    assert liaison.post(page, data=sent(liaison, page)).status_code == 422
    assert "没有勾选“无变化”，也没有填写内容" in liaison.page.text
    assert not reports_of(database)


def test_a_row_answered_meanwhile_by_a_colleague_is_named_and_left_out(liaison, page, owed, database, city) -> None:
    fields = sent(liaison, page, said(owed[0]), unchanged=[owed[1]])
    with database.writing() as session:
        for key in owed:
            deadline = session.get_one(Deadline, int(key[1:]))
            repeating.unchanged(session, deadline, by=actor(city.accounts["head"]), at=builders.at(DAY))
    assert liaison.post(page, data=fields).status_code == 422
    assert "以下 2 项已由同事报送或已经结束" in liaison.page.text
    assert TEXT in liaison.page.text
    assert {text for _, text, _ in reports_of(database).values()} == {"三季度第 1 项。", "三季度第 2 项。"}


def test_what_a_colleague_typed_meanwhile_is_shown_beside_and_not_overwritten(
    liaison, page, owed, database, city
) -> None:
    fields = sent(liaison, page, said(owed[0]))
    with_draft(database, city, owed[0], "同事写的")
    assert liaison.post(page, data=fields).status_code == 422
    assert "同事写的" in liaison.page.text
    assert liaison.page.fields_with("row")[f"{owed[0]}-text"] == TEXT
    assert drafts_of(database)[owed[0]]["text"] == ["同事写的"]
    again = {**liaison.page.fields_with("row"), "row": owed}
    again.pop("unchanged", None)
    assert liaison.post(page, data=again).status_code == 303
    assert reports_of(database)[owed[0]][1] == TEXT


def test_unchanged_does_not_throw_away_what_a_colleague_is_typing(liaison, page, owed, database, city) -> None:
    fields = sent(liaison, page, unchanged=[owed[0]])
    with_draft(database, city, owed[0], "同事写的")
    assert liaison.post(page, data=fields).status_code == 422
    assert drafts_of(database)[owed[0]]["text"] == ["同事写的"]
    assert not reports_of(database)


def test_drafts_are_kept_row_by_row_and_open_in_the_single_form(liaison, page, owed, database) -> None:
    draft = page.replace("/period", "/period/draft")
    answer = liaison.post(draft, data=sent(liaison, page, said(owed[0])))
    assert answer.status_code == 303
    assert set(drafts_of(database)) == {owed[0]}
    liaison.get(f"/deadlines/{owed[0][1:]}/report")
    assert liaison.page.fields(f"/deadlines/{owed[0][1:]}/report")["text"] == TEXT
    liaison.get(page)
    assert liaison.page.fields_with("row")[f"{owed[0]}-text"].strip() == TEXT


def test_the_script_is_told_each_rows_version_and_which_row_was_not_kept(liaison, page, owed, database, city) -> None:
    draft = page.replace("/period", "/period/draft")
    asking = {"Accept": "application/json"}
    fields = sent(liaison, page, said(owed[0]), said(owed[1]))
    first = liaison.post(draft, data=fields, headers=asking)
    assert first.get_json()["versions"] == {owed[0]: 1, owed[1]: 1}
    with_draft(database, city, owed[1], "同事写的", expected=1)
    later = {
        **fields,
        **said(owed[0], text="改"),
        **said(owed[1], text="改"),
        f"{owed[0]}-version": 1,
        f"{owed[1]}-version": 1,
    }
    second = liaison.post(draft, data=later, headers=asking)
    assert (second.status_code, second.get_json()["versions"]) == (409, {owed[0]: 2})
    assert "推动光伏发电" in second.get_json()["message"]
    assert drafts_of(database)[owed[1]]["text"] == ["同事写的"]


def test_the_draft_that_is_there_is_filed_with_its_files(liaison, page, owed, database, city) -> None:
    with_draft(database, city, owed[0], TEXT)
    assert liaison.post(page, data=sent(liaison, page)).status_code == 303
    assert reports_of(database)[owed[0]][1] == TEXT
    assert not drafts_of(database)


def test_a_share_that_nobody_asked_for_can_be_said_on_the_page(client, city, clock, database) -> None:
    clock.set(DAY)
    other = client.sign_in(city.accounts["other"])
    page = f"/departments/{city.departments['industry'].id}/period?period={Q4}"
    with database.reading() as session:
        share = f"s{builders.the_share(session, city, 'industry', task=1).id}"
    assert other.post(page, data=sent(other, page, said(share))).status_code == 303
    with database.reading() as session:
        shares = session.scalars(select(Deadline).where(Deadline.kind == DeadlineKind.SHARE)).all()
        assert [(one.occasion, one.ended_on) for one in shares] == [(Q4, DAY)]


def test_where_the_head_signs_everything_waits_for_one_batch(liaison, page, owed, database, city) -> None:
    with database.writing() as session:
        session.get_one(Department, city.departments["energy"].id).signs_off = True
    answer = liaison.post(page, data=sent(liaison, page, said(owed[1]), unchanged=[owed[0]]))
    liaison.get(answer.location)
    assert "已提交负责人签发 2 项" in liaison.page.text
    assert {state for state, _, _ in reports_of(database).values()} == {ReportState.TO_SIGN}


def test_a_head_who_files_the_page_signs_with_it(client, clock, page, owed, database, city) -> None:
    clock.set(DAY)
    with database.writing() as session:
        session.get_one(Department, city.departments["energy"].id).signs_off = True
    head = client.sign_in(city.accounts["head"])
    assert head.post(page, data=sent(head, page, unchanged=owed)).status_code == 303
    assert {state for state, _, _ in reports_of(database).values()} == {ReportState.FILED}


def test_what_was_withdrawn_is_not_sent_again_by_itself(liaison, page, owed, database, city) -> None:
    with database.writing() as session:
        by, at = actor(city.accounts["liaison"]), builders.at(DAY)
        deadline = session.get_one(Deadline, int(owed[0][1:]))
        report = service.file(session, deadline, standing=Standing.BEHIND, text="写错了", by=by, at=at)
        withdrawing.withdraw(session, report, by=by, at=at)
    liaison.post(page, data=sent(liaison, page, unchanged=[owed[1]]))
    assert reports_of(database)[owed[0]][0] == ReportState.WITHDRAWN


def test_another_departments_page_is_closed(liaison, city) -> None:
    assert liaison.get(f"/departments/{city.departments['industry'].id}/period").status_code == 403


def test_rows_of_another_department_cannot_be_smuggled_in(liaison, page, owed, database, city) -> None:
    with database.reading() as session:
        theirs = builders.the_deadline(session, city, "industry", DeadlineKind.REPORT, task=2, occasion=Q4).id
    fields = sent(liaison, page) | said(f"d{theirs}") | {"row": [*owed, f"d{theirs}"], "unchanged": [f"d{theirs}"]}
    assert liaison.post(page, data=fields).status_code == 422
    assert not reports_of(database)
    assert "推动钢铁行业" not in liaison.page.text


@pytest.mark.parametrize("period", ["", "2026Q9", "x" * 30])
def test_a_period_that_does_not_exist_is_no_page(liaison, page, period) -> None:
    path = page.partition("?")[0]
    assert liaison.get(f"{path}?period={period}").status_code == (404 if period else 200)


def test_the_page_shows_beside_each_row_what_unchanged_would_say_again(database, city, owed) -> None:
    with database.writing() as session:
        by, share = actor(city.accounts["liaison"]), builders.the_share(session, city, "energy")
        facts = {"opens_on": DAY, "due_rule": "test"}
        for occasion, due_on, text in (("2026M10", date(2026, 11, 10), "十月"), ("2026M07", date(2026, 8, 10), "七月")):
            month = deadlines.owe(session, share, DeadlineKind.REPORT, occasion=occasion, due_on=due_on, **facts)
            service.file(session, month, standing=Standing.ON_COURSE, text=text, by=by, at=builders.at(DAY))
        target = builders.the_deadline(session, city, "energy", DeadlineKind.TARGET)
        service.file(session, target, standing=Standing.DONE, text="目标结果", by=by, at=builders.at(DAY, 11))
        found = period_said.last_said(session, [share.id], beside=[int(owed[0][1:])])
        said = queries.last_said(session, share.id, before=int(owed[0][1:]))
        assert said is not None
        assert (found[share.id].ReportRevision.id, said.text) == (said.id, "十月")


def test_the_page_takes_the_same_statements_however_many_rows(liaison, page, database, city) -> None:
    def statements() -> int:
        seen = []

        def note(*args: object) -> None:
            seen.append(args[2])

        event.listen(database.engine, "before_cursor_execute", note)
        liaison.get(page)
        event.remove(database.engine, "before_cursor_execute", note)
        return len(seen)

    both = statements()
    with database.writing() as session:
        deadline = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1, occasion=Q4)
        repeating.unchanged(session, deadline, by=actor(city.accounts["liaison"]), at=builders.at(DAY))
    assert statements() == both
