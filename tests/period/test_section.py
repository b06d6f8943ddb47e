"""A section's clerk fills the page of the period and its workbook for what her section was given; others file it."""

import io
import re
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.period.conftest import DAY
from tests.period.test_page import TEXT, drafts_of, reports_of, said, sent
from tests.period.test_workbook import FIRST, SAID, SECOND, confirmed, edited, exported, handed_in
from tests.support import builders
from workflow.audit.service import SYSTEM
from workflow.people import sections
from workflow.people.models import PostKind
from workflow.tasks import sections as shares
from workflow.tasks.models import Assignment

BEGAN = date(2026, 10, 12)


@pytest.fixture
def clerk(client, city, database, clock):
    """Of 新能源科, which was given the second task of 市能源局 and no other."""
    clock.set(DAY)
    with database.writing() as session:
        energy = session.merge(city.departments["energy"])
        section = sections.open_section(session, energy, "新能源科", by=SYSTEM, at=builders.at(BEGAN))
        city.accounts["clerk"] = builders.an_account(session, "clerk", energy, PostKind.SECTION)
        shares.give(
            session, [builders.the_share(session, city, "energy", task=1)], section, by=SYSTEM, at=builders.at(BEGAN)
        )
    return client.sign_in(city.accounts["clerk"])


def test_a_clerk_sees_only_her_sections_rows_and_no_button_to_file(clerk, page, owed) -> None:
    shown = clerk.get(page).get_data(as_text=True)
    assert re.findall(r'data-row="(\w+)"', shown) == [owed[1]]
    buttons = [(button.text or "").strip() for button in clerk.page.root.iter("button")]
    assert "存为草稿，交联络员" in buttons and "报送" not in buttons
    clerk.get("/desk")
    assert "一页填完本季度" in clerk.page.text


def test_what_a_clerk_typed_and_ticked_is_there_for_the_liaison_who_files_it(
    clerk, client, city, page, owed, database
) -> None:
    answer = clerk.post(page.replace("/period", "/period/draft"), data=sent(clerk, page, said(owed[1])))
    assert answer.status_code == 303
    clerk.get(answer.location)
    assert "联络员在待办里可以看到" in clerk.page.text
    liaison = client.sign_in(city.accounts["liaison"])
    assert liaison.post(page, data=sent(liaison, page)).status_code == 303
    assert reports_of(database)[owed[1]][1] == TEXT


def test_a_clerk_files_nothing_and_touches_no_other_sections_row(clerk, page, owed, database) -> None:
    fields = sent(clerk, page, said(owed[1]))
    assert clerk.post(page, data=fields).status_code == 403
    foreign = {**fields, **said(owed[0]), "row": owed}
    assert clerk.post(page.replace("/period", "/period/draft"), data=foreign).status_code == 303
    assert set(drafts_of(database)) == {owed[1]} and not reports_of(database)


def test_a_clerks_workbook_holds_her_rows_and_comes_back_as_drafts(clerk, page, owed, database) -> None:
    content = exported(clerk, page)
    rows = load_workbook(io.BytesIO(content)).worksheets[0].max_row
    assert rows == FIRST
    handed_in(clerk, page, edited(content, {(FIRST, "本期情况"): "正常推进", (FIRST, "本期进展"): TEXT}))
    assert not any((button.text or "").startswith("报送") for button in clerk.page.root.iter("button"))
    assert confirmed(clerk, page, "draft").status_code == 303
    assert drafts_of(database)[owed[1]]["text"] == [TEXT]
    handed_in(clerk, page, edited(content, {(FIRST, "本期情况"): "正常推进", (FIRST, "本期进展"): "又改"}))
    assert confirmed(clerk, page, "submit").status_code == 403
    assert not reports_of(database)


def test_a_row_of_another_section_is_named_and_not_taken(clerk, client, city, page, owed, database) -> None:
    liaison = client.sign_in(city.accounts["liaison"])
    whole = edited(exported(liaison, page), {**SAID, (FIRST, "无变化"): "是"})
    clerk = client.sign_in(city.accounts["clerk"])
    handed_in(clerk, page, whole)
    assert f"第 {FIRST} 行“编号”（A{FIRST}）：这一行的任务没有分给您的科室" in clerk.page.text
    confirmed(clerk, page, "draft")
    assert set(drafts_of(database)) == {owed[1]}
    assert SECOND == FIRST + 1


def test_who_has_no_task_in_the_department_does_not_see_its_page(client, city, page, database, clerk) -> None:
    assert client.sign_in(city.accounts["other"]).get(page).status_code == 403
    with database.writing() as session:
        for one in session.scalars(select(Assignment).where(Assignment.post_id.is_not(None))):
            one.post_id = one.section = None
    clerk = client.sign_in(city.accounts["clerk"])
    assert re.findall(r'data-row="(\w+)"', clerk.get(page).get_data(as_text=True)) == []


def test_her_archive_of_workbooks_holds_no_other_sections_rows(clerk, page) -> None:
    packed = zipfile.ZipFile(io.BytesIO(clerk.get(page.replace("/period", "/period/tables.zip")).data))
    assert len(packed.namelist()) == 1 and "新能源科" in packed.namelist()[0]
