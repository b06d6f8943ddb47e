"""From a Word file to a plan under way: uploaded, read, mended by hand, confirmed, started."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import Arrive
from tests.stories.people import Person
from tests.support.documents import make_docx, make_html

PLAN = """运城市养老服务高质量发展行动方案
一、总体要求
(一)指导思想。坚持以人民为中心,健全养老服务体系。
二、重点任务
(一)扩大养老床位供给。新建一批社区养老服务设施,到2027年,护理型床位占比达到65%左右。(市民政和养老服务中心、市住建局、市财政局等按职责分工负责)
(二)推进适老化改造。到2027年,完成特殊困难老年人家庭适老化改造5000户以上。(市住建局、市民政和养老服务中心按职责分工负责)
(三)发展智慧养老。建设全市养老服务信息平台,2027年前实现县级全覆盖。(市工信局负责)
三、支持政策
(一)保障用能。落实养老机构用电用气优惠政策。(市能源局、市发展改革委按职责分工负责)
四、保障措施
(一)加强组织领导。建立部门协调机制,压实各方责任。
"""
LIT = re.compile(r"\blit\b")
LATER = PLAN.replace("65%左右", "70%以上").replace("(三)发展智慧养老", "(三)发展智慧健康养老")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A Word file whose numbers are Word's own: they stand nowhere in its text."""
    file = tmp_path / "养老方案.docx"
    file.write_bytes(make_docx(PLAN))
    return file


def upload(office: Person, file: Path, *, amends: str = "") -> None:
    office.open("/imports")
    office.page.locator("input[type=file]").set_input_files(file)
    if amends:
        office.page.get_by_label("这是哪个方案的新版本").select_option(label=amends)
    office.press("上传并读取")
    expect(office.page.locator("h1")).to_contain_text("核对：运城市养老服务高质量发展行动方案", timeout=30_000)


def named(office: Person) -> None:
    """The one body that nobody knows becomes a department of its own."""
    office.page.locator("#unknown").get_by_role("link", name="市民政和养老服务中心").click()
    office.press("新增单位并对应")
    expect(office.page.locator("#unknown")).to_have_count(0)


def under_way(office: Person) -> None:
    office.follow("核对完了，生成方案")
    office.sees("6 个 = 4 有责任分工 + 1 保障措施 + 1 总体要求")
    office.press("生成方案")
    office.stands_at("运城市养老服务高质量发展行动方案")
    office.follow("确认牵头单位")
    office.page.get_by_label("依据").fill("领导小组办公室会议纪要")
    office.press("确认勾选的牵头单位")
    office.sees("已确认 4 项任务的牵头单位")
    office.go("方案")
    office.follow("运城市养老服务高质量发展行动方案")
    office.follow("启动前预览")
    office.sees("启动之前不发任何通知")
    office.press("启动，并开始督办")
    office.sees("方案已启动")


def test_a_word_file_with_automatic_numbers_goes_from_upload_to_a_started_plan(arrive: Arrive, paper: Path) -> None:
    office = arrive("office")
    upload(office, paper)
    office.sees("6 个编号条目 = 4 有责任分工 + 1 保障措施 + 1 总体要求")
    named(office)
    entry = office.page.locator(".entry", has_text="扩大养老床位供给")
    entry.get_by_text("市财政局").first.hover()
    entry.get_by_role("button", name="二（一） 改由市财政局牵头").click()
    expect(entry.locator("dd").first).to_contain_text("市财政局")
    office.press("撤销上一步")
    expect(entry.locator("dd").first).to_contain_text("市民政和养老服务中心")
    office.page.keyboard.press("n")
    expect(office.page.locator(".doubt:focus, .doubt:focus-within")).to_have_count(1)
    under_way(office)
    liaison = arrive("energy")
    liaison.sees("保障用能")


def test_hovering_an_item_lights_its_words_in_the_original_and_back(arrive: Arrive, paper: Path) -> None:
    office = arrive("office")
    upload(office, paper)
    entry = office.page.locator(".entry", has_text="推进适老化改造")
    words = office.page.locator(".original .words", has_text="推进适老化改造")
    entry.hover()
    expect(words).to_have_class(LIT)
    words.hover()
    expect(entry).to_have_class(LIT)


def test_a_later_edition_is_compared_word_by_word_and_tasks_go_on(arrive: Arrive, paper: Path, tmp_path: Path) -> None:
    office = arrive("office")
    upload(office, paper)
    named(office)
    under_way(office)
    page = tmp_path / "养老方案修订.html"
    page.write_bytes(make_html(LATER))
    upload(office, page, amends="运城市养老服务高质量发展行动方案")
    office.follow("与现行版本对比")
    expect(office.page.locator("del", has_text="65")).to_be_visible()
    expect(office.page.locator("ins", has_text="70")).to_be_visible()
    office.page.get_by_role("button", name="都按建议处理").click()
    office.sees("全部已决定")
    office.follow("返回核对台")
    office.follow("核对完了，更新方案")
    office.press("确认新版本")
    office.open("/tasks?words=智慧健康养老")
    office.follow("发展智慧健康养老")
    office.page.get_by_text("修订前的原文").click()
    expect(office.page.locator("ins", has_text="健康")).to_be_visible()


def test_everything_on_the_desk_works_without_script(arrive: Arrive, paper: Path) -> None:
    office = arrive("office", script=False)
    office.open("/imports")
    office.page.locator("input[type=file]").set_input_files(paper)
    office.press("上传并读取")
    expect(office.page.locator("h1")).to_contain_text("核对：", timeout=30_000)
    named(office)
    under_way(office)


def test_two_people_mend_the_same_draft_and_nobodys_work_is_lost(arrive: Arrive, paper: Path) -> None:
    one, other = arrive("office"), arrive("office")
    upload(one, paper)
    address = one.page.url
    one.page.locator(".entry", has_text="推进适老化改造").get_by_role("link", name="改 二（二）", exact=True).click()
    other.page.goto(address)
    other.page.locator(".entry", has_text="推进适老化改造").get_by_role("link", name="改 二（二）", exact=True).click()
    one.page.get_by_label("标题").fill("推进居家适老化改造")
    one.page.locator("main form").get_by_role("button", name="保存").first.click()
    one.sees("推进居家适老化改造")
    other.page.get_by_label("标题").fill("推进家庭适老化改造")
    other.page.locator("main form").get_by_role("button", name="保存").first.click()
    other.sees("改过这里")
    expect(other.page.get_by_label("标题")).to_have_value("推进家庭适老化改造")


@pytest.mark.parametrize("name", ["scan.pdf", "old.doc", "nothing.txt"])
def test_what_cannot_be_read_is_said_in_a_sentence(arrive: Arrive, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(
        {
            "scan.pdf": b"%PDF-1.4\n%%EOF",
            "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
            "nothing.txt": "今天天气很好。".encode(),
        }[name]
    )
    office = arrive("office")
    office.open("/imports")
    office.page.locator("input[type=file]").set_input_files(file)
    office.press("上传并读取")
    expect(office.page.locator(".grave[role=alert]")).to_be_visible(timeout=30_000)
    expect(office.page.locator(".grave[role=alert]")).not_to_contain_text("reader.")
    office.follow("换一个文件")
