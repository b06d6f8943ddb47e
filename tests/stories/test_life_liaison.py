"""The liaison of a lead: from acknowledging on the first morning to an answer and another day."""

from datetime import date
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.stories.conftest import Arrive
from tests.stories.people import Person
from tests.stories.town import COAL, DAY, MORNING, SUN, Town
from workflow.reports.models import ReportState

SAID = "垣曲县 20 万千瓦项目并网，闻喜县项目用地手续未办结。"
MORE, NEXT = "绛县项目已开工。", "月底前办结用地手续。"
QUESTION, ANSWER = "并网容量是否含分布式？", "含分布式，口径同统计局。"


def row(person: Person, heading: str, owed: str = "") -> Locator:
    return person.page.locator("main .worklist > li", has_text=heading).filter(has_text=owed).first


def acknowledge_one_and_ask_to_move_the_other(liaison: Person) -> None:
    row(liaison, COAL).get_by_role("button", name="签收", exact=True).click()
    liaison.sees("已签收 1 项")
    row(liaison, SUN).get_by_role("link", name="申请调整").click()
    liaison.page.get_by_label("理由").fill("这项工作的主管部门是市住建局。")
    liaison.press("提出申请")
    liaison.sees("已申请调整责任单位")


def fill_in(liaison: Person) -> None:
    """Standing, words, a value with its day and definition, a blocker; the last of it saved while she looks away."""
    row(liaison, COAL, "进展填报").get_by_role("link", name="填报", exact=True).click()
    page = liaison.page
    page.get_by_label("滞后").check()
    page.get_by_label("本期进展").fill(SAID)
    value = page.locator("#values .value-row").first
    value.get_by_label("数值").fill("48.6")
    value.get_by_label("数据截至").fill("2026-09-30")
    value.get_by_label("来源").fill("市统计局")
    value.get_by_label("口径").fill("含分布式")
    page.locator("#blockers summary").first.click()
    blocker = page.locator("#blockers details").first
    blocker.get_by_label("类型").select_option(label="待省级明确")
    blocker.get_by_label("存在问题及原因").fill("用地指标未下达。")
    blocker.get_by_label("请求谁解决什么").fill("请市自然资源局协调。")
    blocker.get_by_label("何时起").fill("2026-08-03")
    expect(page.locator("[data-autosave-status]")).to_contain_text("已自动保存")
    saved = page.locator("input[name=version]").input_value()
    page.get_by_label("下步打算").fill(NEXT)
    expect(page.locator("input[name=version]")).not_to_have_value(saved)


def finds_her_words(liaison: Person) -> None:
    expect(row(liaison, COAL, "进展填报")).to_contain_text("草稿已填（张能")
    row(liaison, COAL, "进展填报").get_by_role("link", name="填报", exact=True).click()
    page = liaison.page
    expect(page.get_by_label("滞后")).to_be_checked()
    expect(page.get_by_label("本期进展")).to_have_value(SAID)
    expect(page.locator("#values").get_by_label("口径").first).to_have_value("含分布式")
    expect(page.locator("#blockers").get_by_label("请求谁解决什么").first).to_have_value("请市自然资源局协调。")
    expect(page.get_by_label("下步打算")).to_have_value(NEXT)


def submit_withdraw_mend_submit(liaison: Person, proof: Path) -> None:
    liaison.page.locator("input[name=files]").set_input_files(proof)
    liaison.press("提交负责人签发")
    liaison.sees("已提交负责人签发，签发后才算报送")
    liaison.follow("查看或撤回")
    liaison.sees("（口径：含分布式）")
    liaison.press("撤回这次填报")
    liaison.sees("已撤回，内容保留在表单里")
    expect(liaison.page.get_by_label("本期进展")).to_have_value(SAID)
    expect(liaison.page.get_by_label("并网台账.txt")).to_be_checked()
    liaison.page.get_by_label("本期进展").fill(SAID + MORE)
    liaison.press("提交负责人签发")
    liaison.sees("已提交负责人签发，签发后才算报送")


def sign_everything(head: Person) -> None:
    head.open("/signing")
    for box in head.page.locator("main li input[type=checkbox]").all():
        box.check()
    head.page.locator("summary", has_text="签发所选").click()
    head.press("确认签发")
    head.sees("已签发 1 项，已报送。")


def asks(office: Person) -> None:
    office.go("审核")
    office.page.locator("#reports li", has_text=COAL).get_by_role("link", name="审核", exact=True).click()
    office.sees("48.6")
    office.sees("并网台账.txt")
    office.sees("签发：王局 2026-10-12")
    office.page.locator("summary", has_text="询问").click()
    office.page.get_by_label("请写明要问什么").fill(QUESTION)
    office.press("发出询问")
    office.sees("已询问，对方答复后回到这里")


def answers(liaison: Person) -> None:
    liaison.go("我的待办")
    asked = liaison.page.locator("main li", has_text=QUESTION)
    asked.get_by_role("link", name="答复", exact=True).click()
    liaison.page.get_by_label("答复").fill(ANSWER)
    liaison.press("答复")
    liaison.sees("已答复，办公室继续审核。")


def asks_for_another_day(liaison: Person) -> str:
    """Before the day; returns the day as it was."""
    liaison.open("/desk")
    owed = liaison.page.locator("main li", has_text=COAL).filter(has_text="2030").filter(has_text="核定")
    if not owed.first.is_visible():
        liaison.page.locator("#later summary").click()
    owed.first.get_by_role("link", name="申请延期").click()
    was = liaison.page.locator("dl.facts time").first.get_attribute("datetime")
    assert was
    liaison.sees_not("已经过了应办日期")
    liaison.page.get_by_label("申请延期至").fill("2031-12-19")
    liaison.page.get_by_label("理由").fill("省级年度数据年底才公布。")
    liaison.page.get_by_label("目前进展").fill("前三季度数据已经汇总。")
    liaison.press("提出申请")
    liaison.sees("已申请延期至 2031-12-19")
    return was


def test_a_liaison_acknowledges_reports_answers_and_asks_for_another_day(
    town: Town, enter: Arrive, tmp_path: Path
) -> None:
    proof = tmp_path / "并网台账.txt"
    proof.write_text("垣曲县 20 万千瓦并网", "utf-8")
    town.on(MORNING)
    acknowledge_one_and_ask_to_move_the_other(enter("liaison"))

    town.on(DAY)
    liaison = enter("liaison")
    fill_in(liaison)
    liaison.page.context.close()
    liaison = enter("liaison")
    finds_her_words(liaison)
    submit_withdraw_mend_submit(liaison, proof)
    head = enter("head")
    sign_everything(head)
    assert town.states() == [ReportState.FILED]

    office = enter("office")
    asks(office)
    answers(liaison)
    assert town.texts() == [SAID + MORE]

    was = asks_for_another_day(liaison)
    sign_everything(head)
    office.go("审核")
    asked = office.page.locator("#extensions li", has_text=COAL)
    expect(asked).to_contain_text("到期前申请")
    asked.get_by_role("link", name="答复", exact=True).click()
    office.page.get_by_label("同意", exact=True).check()
    office.press("答复")
    office.sees("已同意延期。")
    liaison.open(f"/tasks/{town.city.tasks[0].id}")
    moved = liaison.page.locator("#owed li", has_text="2031-12-19")
    expect(moved).to_contain_text(f"原定 {was[5:]}")
    assert date.fromisoformat(was) > DAY
