"""The office reviews by keyboard: one report asked about, one returned, one accepted; and the answer comes back."""

from playwright.sync_api import expect
from sqlalchemy import select

from tests.stories.conftest import NARROW, Arrive
from tests.stories.people import Person
from tests.stories.test_department import PHOTOVOLTAIC, SEND, SENT, open_form
from tests.support.browser import accessible
from tests.support.web import Served
from workflow.reports.beside_models import Inquiry
from workflow.reports.models import Report, ReportState
from workflow.review import queue

QUESTION, ANSWER, REASON = "并网容量是否含分布式？", "含分布式，口径同统计局。", "请写明数据来源。"


def keys(person: Person, *pressed: str) -> None:
    person.page.wait_for_load_state()
    for key in pressed:
        person.page.keyboard.press(key)
    person.page.wait_for_load_state()


def write(person: Person, words: str) -> None:
    person.page.keyboard.insert_text(words)


def waiting(city: Served) -> list[int]:
    with city.database.reading() as session:
        return [row.id for row in queue.waiting(session)]


def state(city: Served, report_id: int) -> ReportState:
    with city.database.reading() as session:
        return session.scalars(select(Report.state).where(Report.id == report_id)).one()


def test_three_reports_by_keyboard_one_asked_one_returned_one_accepted(city: Served, arrive: Arrive) -> None:
    first, second, third = waiting(city)[:3]
    before = len(waiting(city))
    office = arrive("office")
    office.go("审核")
    keys(office, "j", "Enter")
    expect(office.page).to_have_url(f"{city.url}/review/{first}")
    keys(office, "q")
    expect(office.page.get_by_label("请写明要问什么")).to_be_focused()
    write(office, QUESTION)
    keys(office, "Tab", "Enter")
    office.sees_not("还不能提交")
    expect(office.page).to_have_url(f"{city.url}/review/{second}")
    assert state(city, first) == ReportState.UNDER_REVIEW
    keys(office, "r", "Space", "Tab")
    write(office, REASON)
    keys(office, "Tab")
    office.page.get_by_role("button", name="退回，请对方修改").focus()
    keys(office, "Enter")
    expect(office.page).to_have_url(f"{city.url}/review/{third}")
    assert state(city, second) == ReportState.RETURNED
    keys(office, "a")
    office.sees("已通过。")
    assert state(city, third) == ReportState.ACCEPTED
    assert len(waiting(city)) == before - 3


def test_the_answer_brings_the_report_back_to_its_place(city: Served, arrive: Arrive) -> None:
    first = next(row for row in rows(city) if row.department == "市能源局")
    office = arrive("office")
    office.open(f"/review/{first.id}")
    keys(office, "q")
    write(office, QUESTION)
    keys(office, "Tab", "Enter")
    office.sees("已询问，对方答复后回到这里。")
    assert first.id not in waiting(city)
    liaison = arrive("energy", size=NARROW)
    band = liaison.page.locator("#returned li", has_text=QUESTION)
    expect(band).to_contain_text(QUESTION)
    band.get_by_role("link", name="答复", exact=True).click()
    liaison.stands_at("答复询问")
    liaison.press("答复")
    liaison.sees("请填写答复。")
    liaison.page.get_by_label("答复").fill(ANSWER)
    accessible(liaison.page)
    liaison.press("答复")
    liaison.sees(ANSWER)
    assert first.id in waiting(city)
    office.go("审核")
    office.page.get_by_label("标记").select_option(label="已答复")
    office.press("筛选")
    office.page.locator("#reports .row-title").first.click()
    office.sees(QUESTION)
    office.sees(ANSWER)
    accessible(office.page)
    keys(office, "a")
    office.sees("已通过。")
    assert state(city, first.id) == ReportState.ACCEPTED
    with city.database.reading() as session:
        assert ANSWER in session.scalars(select(Inquiry.answer)).all()


def rows(city: Served):
    with city.database.reading() as session:
        return queue.waiting(session)


def test_a_form_with_a_number_that_differs_comes_back_once_and_nothing_typed_is_lost(
    city: Served, arrive: Arrive
) -> None:
    liaison = arrive("energy")
    open_form(liaison, PHOTOVOLTAIC)
    value = liaison.page.locator("#values input.amount").first
    expect(value).to_be_visible()
    unit = liaison.page.locator("#values .unit").first.inner_text()
    indicator = liaison.page.locator("#values .value-name").first.evaluate("one => one.firstChild.textContent.trim()")
    liaison.page.get_by_label("正常推进").check()
    words = f"{indicator}达到431{unit}，各项工作按计划推进。"
    liaison.page.get_by_label("本期进展").fill(words)
    value.fill("413")
    liaison.page.get_by_label("数据截至").first.fill("2026-10-31")
    liaison.press(SEND)
    questions = liaison.page.locator("#questions")
    expect(questions).to_contain_text("文字中写的是")
    expect(liaison.page.get_by_label("本期进展")).to_have_value(words)
    accessible(liaison.page)
    questions.locator("textarea").first.fill("以数值为准。")
    liaison.press(SEND)
    liaison.sees(SENT)
