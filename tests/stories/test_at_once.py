"""Two people at one thing, and one person twice: what is done is done once, and nobody's words are lost."""

import re

from playwright.sync_api import expect
from sqlalchemy import func, select

from tests.stories.conftest import Arrive
from tests.stories.people import Person
from tests.stories.test_department import open_form
from tests.stories.town import COAL, Town, filed
from tests.support.web import Served
from workflow.escalation.models import Urge
from workflow.reports.models import ReportRevision, ReportState, SignOff

MATERIALS = "推动建材行业碳达峰"  # of a department whose head does not sign
OURS, THEIRS = "联络员写的进展：垣曲县项目并网。", "负责人写的进展：闻喜县用地手续未办结。"


def write(person: Person, words: str) -> None:
    open_form(person, MATERIALS)
    person.page.get_by_label("滞后").check()
    person.page.get_by_label("本期进展").fill(words)


def revisions(city: Served, words: str) -> int:
    with city.database.reading() as session:
        return session.scalar(select(func.count()).where(ReportRevision.text == words)) or 0


def test_of_two_who_file_the_same_report_the_second_is_told_and_keeps_her_words(city: Served, arrive: Arrive) -> None:
    liaison, head = arrive("industry", script=False), arrive("industry.head", script=False)
    write(liaison, OURS)
    write(head, THEIRS)
    liaison.press("报送")
    liaison.sees("已报送")
    head.press("报送")
    head.sees("已于 2026-11-16 报送（可能由同事报送）")
    head.sees("查看已报送的内容")
    expect(head.page.get_by_role("button", name="报送", exact=True)).to_have_count(0)
    expect(head.page.get_by_label("本期进展")).to_have_value(THEIRS)
    assert (revisions(city, OURS), revisions(city, THEIRS)) == (1, 0)


def test_of_two_drafts_the_later_is_told_of_the_other_and_shows_both(arrive: Arrive) -> None:
    liaison, head = arrive("industry", script=False), arrive("industry.head", script=False)
    write(liaison, OURS)
    write(head, THEIRS)
    liaison.press("存草稿")
    head.press("存草稿")
    head.sees("另一份草稿")
    head.sees(OURS)
    expect(head.page.get_by_label("本期进展")).to_have_value(THEIRS)


def test_a_draft_that_a_colleague_saved_meanwhile_is_said_while_typing(arrive: Arrive) -> None:
    liaison, head = arrive("industry", script=False), arrive("industry.head")
    write(liaison, OURS)
    open_form(head, MATERIALS)
    liaison.press("存草稿")
    head.page.get_by_label("本期进展").fill(THEIRS)
    expect(head.page.locator("[data-autosave-status]")).to_have_class("autosave failed")
    expect(head.page.get_by_label("本期进展")).to_have_value(THEIRS)
    head.page.evaluate("document.querySelector('form[data-autosave]').dataset.unsaved = ''")


def test_a_form_sent_twice_files_one_report(city: Served, arrive: Arrive) -> None:
    liaison = arrive("industry", script=False)
    write(liaison, OURS)
    liaison.page.get_by_role("button", name="报送", exact=True).dblclick(no_wait_after=True)
    # the browser shows the answer to one of the two: filed, or filed already
    expect(liaison.page.locator("main")).to_contain_text(re.compile("已报送|已经提交过"))
    liaison.page.go_back()
    if liaison.page.get_by_role("button", name="报送", exact=True).count():
        liaison.press("报送")
    assert revisions(city, OURS) == 1


def test_a_preview_confirmed_again_from_the_back_button_urges_once(city: Served, arrive: Arrive) -> None:
    office = arrive("office", script=False)
    office.page.locator(".worklist").first.get_by_role("checkbox").first.check()
    office.press("催办所选，先看预览")
    office.press("催办这 1 项")
    office.sees("已催办 1 项")
    office.page.go_back()
    if office.page.get_by_role("button", name="催办这 1 项").count():
        office.press("催办这 1 项")
    with city.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Urge)) == 1


def report_of(town: Town) -> int:
    """A report that the office has before it."""
    with town.served.database.writing() as session:
        session.merge(town.city.departments["energy"]).signs_off = False
        session.flush()
        (report,) = filed(session, town.city, only=slice(1))
        return report.id


def test_of_two_clerks_the_second_is_told_that_the_report_was_returned_and_keeps_her_words(
    town: Town, enter: Arrive
) -> None:
    where = f"/review/{report_of(town)}"
    office, clerk = enter("office", script=False), enter("clerk", script=False)
    for person in (office, clerk):
        person.open(where)
    give_back(office, "请写明数量。")
    office.sees("已退回")
    clerk.press("通过")
    clerk.sees_not("已通过。")
    clerk.sees("陈办")
    assert town.states() == [ReportState.RETURNED]


def test_what_a_clerk_wrote_about_a_report_that_a_colleague_accepted_is_not_lost(town: Town, enter: Arrive) -> None:
    where = f"/review/{report_of(town)}"
    office, clerk = enter("office", script=False), enter("clerk", script=False)
    for person in (office, clerk):
        person.open(where)
    office.press("通过")
    office.sees("已通过。")
    give_back(clerk, "请写明数量。")
    clerk.sees("请写明数量。")
    assert town.states() == [ReportState.ACCEPTED]


def give_back(person: Person, words: str) -> None:
    person.page.locator("summary", has_text="退回修改").click()
    person.page.get_by_label("数据").first.check()
    person.page.get_by_label("请写明要改什么").fill(words)
    person.press("退回，请对方修改")


def test_of_two_heads_one_signs_and_the_other_is_told_what_was_left_out(town: Town, enter: Arrive) -> None:
    with town.served.database.writing() as session:
        filed(session, town.city)
    head, vice = enter("head", script=False), enter("vice", script=False)
    for person in (head, vice):
        person.open("/signing")
        for box in person.page.locator("main li input[type=checkbox]").all():
            box.check()
    sign(head)
    head.sees("已签发 2 项")
    sign(vice)
    vice.sees_not("已签发 2 项")
    vice.sees("有 2 项没有签发")
    vice.sees(COAL)
    with town.served.database.reading() as session:
        assert session.scalars(select(SignOff.signer)).all() == ["王局", "王局"]


def sign(person: Person) -> None:
    person.page.locator("summary", has_text="签发所选").click()
    person.press("确认签发")


def test_of_two_who_file_the_whole_period_one_wins_and_the_words_of_the_other_are_shown(
    large_town: Town, enter: Arrive
) -> None:
    energy = large_town.city.departments["energy"].id
    liaison, deputy = enter("liaison", script=False), enter("deputy", script=False)
    for person, words in ((liaison, OURS), (deputy, THEIRS)):
        person.open(f"/departments/{energy}/period")
        for row in person.page.locator("[data-row]").all()[:2]:
            row.locator("summary").first.click()
            row.get_by_label("滞后").check()
            row.get_by_label("本期进展").fill(words)
    liaison.press("提交负责人签发")
    liaison.sees("填写 2 项")
    deputy.press("提交负责人签发")
    deputy.sees(THEIRS)
    assert large_town.texts() == [OURS] * 2
