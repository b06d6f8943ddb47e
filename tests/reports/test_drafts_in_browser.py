"""Drafts in a real browser: they save themselves on every pause and are there again after the browser was closed."""

from datetime import date

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.support import builders
from tests.support.client import CarefulClient
from tests.support.web import Served
from workflow.deadlines.models import DeadlineKind


@pytest.fixture
def city(served: Served):
    with served.database.writing() as session:
        return builders.a_plan_under_way(session)


@pytest.fixture
def owed(served: Served, city) -> int:
    with served.database.reading() as session:
        return builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1, occasion="2026Q3").id


def at_the_form(context: BrowserContext, served: Served, city, account: str, owed: int = 0, *, path: str = "") -> Page:
    """A person at a browser of her own, signed in, with the form open."""
    served.app.test_client_class = CarefulClient
    client = served.app.test_client()
    client.sign_in(city.accounts[account])  # type: ignore[attr-defined]
    cookie = client.get_cookie("duban")
    assert cookie is not None
    context.add_cookies([{"name": "duban", "value": cookie.value, "url": served.url}])
    page = context.new_page()
    page.goto(f"{served.url}{path or f'/deadlines/{owed}/report'}")
    return page


def test_words_typed_before_the_script_arrived_are_kept_too(browser: Browser, served, city, owed) -> None:
    with browser.new_context(locale="zh-CN") as context:
        page = at_the_form(context, served, city, "liaison", owed)
        late: list[Route] = []
        page.route("**/js/forms.js*", lambda route: late.append(route))
        page.reload(wait_until="commit")
        page.get_by_label("本期进展").fill("网速慢的时候写的")
        assert late, "the script was to come late"
        late[0].continue_()
        saved(page)


def saved(page: Page) -> None:
    expect(page.locator("[data-autosave-status]")).to_contain_text("已自动保存")


def test_a_closed_browser_finds_words_values_and_added_blockers_again(browser: Browser, served, city, owed) -> None:
    with browser.new_context(locale="zh-CN") as context:
        page = at_the_form(context, served, city, "liaison", owed)
        page.get_by_label("滞后").check()
        page.get_by_label("本期进展").fill("垣曲县项目并网")
        page.locator("[name=values-0-value]").fill("431")
        page.locator("[name=values-0-as_of]").fill("2026-09-30")
        page.locator("[name=values-0-definition]").fill("全口径并网容量")
        page.get_by_text("+ 再添加一项").first.click()
        page.locator("[name=blockers-1-kind]").select_option("land")
        page.locator("[name=blockers-1-text]").fill("用地手续未办结")
        saved(page)
    with browser.new_context(locale="zh-CN") as context:
        page = at_the_form(context, served, city, "liaison", owed)
        expect(page.get_by_label("滞后")).to_be_checked()
        expect(page.get_by_label("本期进展")).to_have_value("垣曲县项目并网")
        expect(page.locator("[name=values-0-value]")).to_have_value("431")
        expect(page.locator("[name=values-0-as_of]")).to_have_value(date(2026, 9, 30).isoformat())
        expect(page.locator("[name=values-0-definition]")).to_have_value("全口径并网容量")
        expect(page.locator("[name=blockers-1-text]")).to_be_visible()
        expect(page.locator("[name=blockers-1-text]")).to_have_value("用地手续未办结")


def test_of_two_who_type_in_one_draft_the_second_is_told_and_nothing_is_overwritten(
    browser: Browser, served, city, owed
) -> None:
    with browser.new_context(locale="zh-CN") as hers, browser.new_context(locale="zh-CN") as his:
        first = at_the_form(hers, served, city, "liaison", owed)
        second = at_the_form(his, served, city, "head", owed)
        first.get_by_label("本期进展").fill("联络员写的")
        saved(first)
        second.get_by_label("本期进展").fill("负责人写的")
        expect(second.locator("[data-autosave-status]")).to_contain_text("同事刚刚保存了另一份草稿")
        second.get_by_role("button", name="存草稿").click()
        expect(second.get_by_text("联络员写的")).to_be_visible()
        expect(second.get_by_label("本期进展")).to_have_value("负责人写的")
        first.reload()
        expect(first.get_by_label("本期进展")).to_have_value("联络员写的")


def test_an_update_between_periods_saves_itself_and_is_there_again_after_the_browser_was_closed(
    browser: Browser, served, city
) -> None:
    with served.database.reading() as session:
        path = f"/assignments/{builders.the_share(session, city, 'energy', task=1).id}/update"
    with browser.new_context(locale="zh-CN") as context:
        page = at_the_form(context, served, city, "liaison", path=path)
        page.get_by_label("本期进展").fill("一期项目停工检修")
        saved(page)
    with browser.new_context(locale="zh-CN") as context:
        page = at_the_form(context, served, city, "liaison", path=path)
        expect(page.get_by_label("本期进展")).to_have_value("一期项目停工检修")
        expect(page.locator("[data-autosave-status]")).to_contain_text("草稿保存于")
        page.get_by_label("滞后").check()
        page.get_by_role("button", name="报送", exact=True).click()
        expect(page.get_by_text("已报送：")).to_be_visible()
        page.goto(f"{served.url}{path}")
        expect(page.get_by_label("本期进展")).to_have_value("")
