"""The office: a verdict with what mends it, a hold and its release, another lead. (Review and closing: see beside.)"""

from datetime import date

from playwright.sync_api import expect

from tests.stories.conftest import Arrive
from tests.stories.people import Person
from tests.stories.town import COAL, SUN, Town
from tests.support import builders
from workflow.deadlines.models import DeadlineKind

REMEDY = "补建 20 万千瓦光伏"


def aim(town: Town, task: int = 0) -> int:
    with town.served.database.reading() as session:
        return builders.the_deadline(session, town.city, "energy", DeadlineKind.TARGET, task=task).id


def judge(office: Person) -> None:
    page = office.page
    page.get_by_label("未完成并有补救措施").check()
    page.get_by_label("核定数值").fill("45")
    page.get_by_label("数据截至").fill("2025-12-31")
    page.get_by_label("依据").fill("省里的考核通报。")
    remedies = page.locator("#remedies .fields").first
    remedies.get_by_label("补救措施").fill(REMEDY)
    remedies.get_by_label("完成日期").fill("2027-03-31")
    office.press("记录核定结果")


def test_about_is_judged_after_a_tolerance_and_what_mends_a_missed_target_is_a_step(town: Town, enter: Arrive) -> None:
    office = enter("office")
    where = f"/review/targets/{aim(town)}"
    office.open(where)
    office.sees("设定允许偏差以后才能核定")
    judge(office)
    expect(office.page.locator(".errors")).to_contain_text("允许偏差")
    expect(office.page.locator("#remedies").get_by_label("补救措施").first).to_have_value(REMEDY)
    office.page.locator("form[data-guard]").evaluate("form => form.dataset.unsaved = ''")
    office.page.locator(".note.doubt").get_by_role("link", name="设定允许偏差").click()
    reach = office.page.locator("tr:target input[name$=reach]")
    reach.fill("2")
    office.page.get_by_label("依据").fill("领导小组会议纪要。")
    office.press("设定允许偏差")
    office.sees("已设定 1 项目标的允许偏差。")
    office.open(where)
    judge(office)
    office.sees("已核定。")

    liaison = enter("liaison")
    liaison.open(f"/tasks/{town.city.tasks[0].id}")
    expect(liaison.page.locator("#owed li", has_text=REMEDY)).to_contain_text("2027-03-31")
    expect(liaison.page.locator("#owed")).to_contain_text("52%左右")


def test_what_is_held_and_released_is_owed_later_by_the_days_it_was_held(town: Town, enter: Arrive) -> None:
    owed = aim(town, task=1)
    office = enter("office")
    office.open(f"/deadlines/{owed}/hold")
    was = office.page.locator("dl.facts time").first.get_attribute("datetime")
    office.press("暂缓")
    office.sees("请写明在等什么，为什么暂缓。")
    office.page.get_by_label("暂缓的理由").fill("等省里下达数据。")
    office.press("暂缓")
    office.sees("已暂缓；暂缓期间不提醒、不亮灯、不升级。")
    held = office.page.locator(f"#deadline-{owed}")
    expect(held).to_contain_text("暂缓中")
    liaison = enter("liaison")
    expect(liaison.page.locator("#held")).to_contain_text("等省里下达数据。")

    town.on(date(2026, 10, 19))
    office = enter("office")
    office.open(f"/deadlines/{owed}/hold")
    office.sees("已暂缓 5 个工作日")
    office.press("解除暂缓")
    office.sees("按暂缓的 5 个工作日顺延")
    moved = office.page.locator(f"#deadline-{owed}")
    expect(moved).to_contain_text("原定")
    expect(moved).not_to_contain_text("暂缓中")
    assert was and was != office.page.locator(f"#deadline-{owed} .row-due time").first.get_attribute("datetime")


def test_another_lead_takes_over_with_a_basis_and_the_old_one_is_not_told_any_more(town: Town, enter: Arrive) -> None:
    with town.served.database.reading() as session:
        before = {builders.the_share(session, town.city, "energy", task=0).id}
    assert before <= town.told()["liaison"]
    office = enter("office")
    office.open(f"/tasks/{town.city.tasks[0].id}/responsibility")
    change = office.page.locator("#lead")
    change.locator("summary").click()
    change.get_by_label("改由哪个单位牵头").select_option(label="市住建局")
    change.get_by_role("button", name="调整牵头单位").click()
    change.get_by_label("依据").fill("领导小组办公室 2026 年第 3 次会议纪要")
    change.get_by_role("button", name="调整牵头单位").click()
    expect(office.page.locator("main")).to_contain_text("领导小组办公室 2026 年第 3 次会议纪要")

    old = enter("liaison")
    expect(old.page.locator("main .worklist li", has_text=COAL)).to_have_count(0)
    expect(old.page.locator("main .worklist li", has_text=SUN).first).to_be_attached()
    new = enter("third")
    expect(new.page.locator("#unacknowledged li", has_text=COAL)).to_have_count(1)
    expect(new.page.locator("main li", has_text=COAL).filter(has_text="进展填报").first).to_be_attached()
    town.on(date(2026, 10, 14))
    told = town.told()
    assert not before & told.get("liaison", set()) and told["third"]
