"""Leader, administrator, auditor: one page, people who come and go, and a history that is only read."""

import re
from io import BytesIO

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.stories.conftest import Arrive
from tests.stories.people import PASSWORD, Person

NEW = "newcomer@city.test"


def test_a_leader_reads_one_page_on_which_every_number_has_its_base(arrive: Arrive) -> None:
    leader = arrive("leader")
    leader.sees("数据截至 2026-09-30")
    figures = leader.page.locator(".figure")
    numbers = [int(number) for number in leader.page.locator(".figure dd a").all_inner_texts()]
    assert sum(numbers) == 65  # one of them has become a standing matter
    assert leader.page.locator(".figure-base").all_inner_texts() == ["共 65 项"] * figures.count()
    leader.page.locator(".figure", has_text="工作逾期").get_by_role("link").click()
    rows = leader.page.locator("#rows tbody tr")
    expect(rows).to_have_count(int(leader.page.locator("#rows .count").inner_text()))
    leader.sees("报送逾期另计")


def test_the_leaders_page_is_printed_on_one_sheet_of_a4(arrive: Arrive) -> None:
    leader = arrive("leader")
    for path in ("/leader", "/leader?day=2026-09-30", "/language/en"):
        leader.open(path)
        if path.startswith("/language"):
            leader.open("/leader")
        sheet = leader.page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", sheet)) == 1, path
        width, height = map(float, re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)", sheet)[0])
        assert (round(width), round(height)) == (595, 842)  # points


def invited(admin: Person) -> str:
    admin.go("人员")
    admin.follow("邀请人员")
    admin.page.get_by_label("姓名").fill("新来的人")
    admin.page.get_by_label("邮箱").fill(NEW)
    admin.page.get_by_label("单位", exact=True).select_option(label="市能源局")
    admin.page.get_by_label("岗位").select_option(label="联络员")
    admin.press("建立账号，显示邀请链接")
    return admin.page.locator("textarea#link").input_value()


def test_who_is_disabled_is_out_at_once(arrive: Arrive) -> None:
    admin, newcomer = arrive("admin"), arrive()
    newcomer.page.goto(invited(admin))
    newcomer.page.get_by_label("新口令").fill(PASSWORD)
    newcomer.page.get_by_label("再输一次").fill("something-else")
    newcomer.press("设置口令")
    newcomer.sees("还不能提交，请看以下几处")
    newcomer.page.get_by_label("新口令").fill(PASSWORD)
    newcomer.page.get_by_label("再输一次").fill(PASSWORD)
    newcomer.press("设置口令")
    newcomer.sign_in(NEW)
    newcomer.go("我的待办")
    newcomer.sees("市能源局")
    admin.follow("完成")
    admin.press("停用账号")
    admin.sees("已停用")
    newcomer.go("任务")
    newcomer.stands_at("登录")
    newcomer.sign_in(NEW)
    newcomer.sees("没有提交成功")


def test_a_sheet_of_people_with_a_wrong_cell_saves_nobody_until_it_is_mended(arrive: Arrive) -> None:
    admin = arrive("admin")
    admin.go("人员")
    admin.follow("批量导入")
    with admin.page.expect_download() as got:
        admin.follow("下载模板 .xlsx")
    template = load_workbook(BytesIO(got.value.path().read_bytes()))
    load(admin, filled(template, "联络圆"))
    admin.sees("有 1 处需要改正，什么都没有保存")
    admin.sees("第 2 行“岗位”")
    admin.sees("联络圆")
    load(admin, filled(template, "联络员"))
    admin.sees("新建账号 1 个")
    admin.press("导入")
    assert NEW in admin.page.locator("textarea#links").input_value()


def filled(template, post: str) -> bytes:
    row = {"单位": "市能源局", "姓名": "新来的人", "邮箱": NEW, "电话": "0359-2660001", "岗位": post}
    for place, head in enumerate(template.active[1], 1):
        template.active.cell(2, place, row[str(head.value).strip()])
    template.save(kept := BytesIO())
    return kept.getvalue()


def load(admin: Person, book: bytes) -> None:
    workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    admin.page.locator("input[type=file]").set_input_files(
        {"name": "people.xlsx", "mimeType": workbook, "buffer": book}
    )
    admin.press("读取并预览")


def test_an_auditor_reads_everything_and_can_change_nothing(arrive: Arrive) -> None:
    auditor = arrive("auditor")
    auditor.go("历史")
    assert auditor.page.locator("main tbody tr, main .history li, main .worklist li").count() > 20
    for place in ("任务", "方案", "历史"):
        auditor.go(place)
        expect(auditor.page.locator("main form[method=post]")).to_have_count(0)
    auditor.go("任务")
    auditor.follow("推动光伏发电高质量发展")
    expect(auditor.page.locator("main form[method=post]")).to_have_count(0)
    auditor.page.locator("#reports .row-title").first.click()
    expect(auditor.page.locator("main form[method=post]")).to_have_count(0)
    for path in ("/escalation", "/review", "/people", "/desk"):
        auditor.open(path)
        auditor.stands_at("您没有打开这一页的权限。")
