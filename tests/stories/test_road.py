"""The whole road, as people walk it: from `duban import` to a digest in an inbox, a report, and what is late."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.stories.people import PASSWORD, Person, link_in
from tests.support.clock import StoppedClock
from tests.support.mail import Postbox
from tests.support.web import serving
from workflow.app import create_app
from workflow.commands.ground import seed_folder
from workflow.db import Database
from workflow.settings import from_environment

STARTED, TOLD, REPORTED, LATE = date(2026, 11, 16), date(2026, 11, 17), date(2027, 1, 12), date(2027, 1, 26)
ADMINISTRATOR = "admin@city.test"


@pytest.fixture
def installation(environment: dict[str, str], smtp: Postbox) -> dict[str, str]:
    """An installation of its own that mails to a real server; its clock may be set, as a demonstration's may."""
    return environment | {
        "DUBAN_DEMO": "1",
        "DUBAN_SMTP_HOST": smtp.host,
        "DUBAN_SMTP_PORT": str(smtp.port),
        "DUBAN_SMTP_SECURITY": "none",
        "DUBAN_MAIL_DOMAINS": "city.test",
        "DUBAN_ADMIN_EMAIL": ADMINISTRATOR,
        "DUBAN_ADMIN_NAME": "管理员",
        "DUBAN_ADMIN_PASSWORD": PASSWORD,
    }


def duban(installation: dict[str, str], *words: str, day: date = STARTED) -> str:
    """Run the console command as a process, on a day."""
    run = subprocess.run(
        [Path(sys.executable).with_name("duban"), *words],
        env={**os.environ, **installation, "DUBAN_DEMO_TODAY": day.isoformat()},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def the_round(installation: dict[str, str], day: date) -> dict[str, int]:
    return dict(json.loads(duban(installation, "round", "--day", day.isoformat(), "--json", day=day)))


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(STARTED)


@pytest.fixture
def url(installation: dict[str, str], database: Database, clock: StoppedClock) -> Iterator[str]:
    duban(installation, "init")
    duban(installation, "seed")
    said = duban(installation, "import", str(seed_folder() / "yuncheng.txt"))
    assert "71 个编号条目 = 65 有责任分工 + 4 保障措施 + 2 总体要求" in said
    settings = replace(from_environment(installation), demo=False)
    with serving(create_app(settings, database=database, clock=clock), settings.port):
        yield settings.base_url


def invite(admin: Person, name: str, email: str, department: str, post: str) -> str:
    """The administrator invites somebody; returns the link she hands over."""
    admin.open("/people/new")
    admin.page.get_by_label("姓名").fill(name)
    admin.page.get_by_label("邮箱").fill(email)
    admin.page.get_by_label("单位", exact=True).select_option(label=department)
    admin.page.get_by_label("岗位").select_option(label=post)
    admin.press("建立账号，显示邀请链接")
    return admin.page.locator("textarea#link").input_value()


def take_up(person: Person, link: str) -> None:
    """A newcomer opens her link and sets a password."""
    person.page.goto(link)
    person.page.get_by_label("新口令").fill(PASSWORD)
    person.page.get_by_label("再输一次").fill(PASSWORD)
    person.press("设置口令")


def test_from_the_published_plan_to_the_digest_in_an_inbox(
    page, url: str, installation: dict[str, str], smtp: Postbox, clock: StoppedClock, tmp_path: Path
) -> None:
    person = Person(page, url)

    # The administrator invites the office, two liaisons and a leader.
    person.sign_in(ADMINISTRATOR)
    links = [
        invite(person, "李办", "office@city.test", "市碳达峰碳中和工作领导小组办公室", "领导小组办公室"),
        invite(person, "张能", "energy@city.test", "市能源局", "联络员"),
        invite(person, "王工", "industry@city.test", "市工信局", "联络员"),
        invite(person, "赵市长", "leader@city.test", "市人民政府", "市领导"),
    ]
    person.sign_out()
    for link in links:
        take_up(person, link)

    # The office confirms the leads with a basis and starts the plan after a preview. Nothing leaves before.
    assert the_round(installation, STARTED)["posted"] == 0
    person.sign_in("office@city.test")
    person.go("方案")
    person.follow("运城市碳达峰实施方案")
    person.follow("确认牵头单位")
    page.get_by_label("依据").fill("领导小组办公室第3次会议纪要")
    person.press("确认勾选的牵头单位")
    person.sees("牵头单位已全部确认")
    person.open("/plans/1/start")
    person.sees("217")
    person.press("启动，并开始督办")
    person.sees("方案已启动")
    person.sign_out()

    # The next morning each liaison has one mail, with a text and an HTML part, that links to what is owed.
    told = the_round(installation, TOLD)
    assert told["delivered"] == len(smtp.messages) >= 2
    (mail,) = smtp.to("energy@city.test")
    assert "市能源局" in mail.subject and "签收" in mail.text
    assert "365体育" not in mail.text + mail.html
    assert the_round(installation, TOLD)["delivered"] == 0

    # She follows the link in her mail, signs in, and acknowledges what is hers.
    clock.set(TOLD)
    person.open(link_in(mail.text, "/deadlines/"))
    person.sign_in("energy@city.test")
    person.go("我的待办")
    person.sees("待签收 31")
    person.press("全部签收")
    person.sees("已签收")

    # In January she files the quarter's report, with a file that proves it.
    clock.set(REPORTED)
    the_round(installation, REPORTED)
    person.go("我的待办")
    page.locator("li", has_text="推动光伏发电高质量发展").get_by_role("link", name="填报").click()
    proof = tmp_path / "并网台账.txt"
    proof.write_text("垣曲县 20 万千瓦并网", "utf-8")
    page.get_by_label("滞后").check()
    page.get_by_label("本期进展").fill("垣曲县 20 万千瓦光伏项目并网，闻喜县项目用地手续未办结。")
    page.locator("#files").set_input_files(proof)
    person.press("报送")
    person.sees("已报送")
    person.sign_out()

    # The office accepts it, and sees at the end of January what is late.
    person.sign_in("office@city.test")
    person.go("审核")
    person.follow("推动光伏发电高质量发展")
    person.sees("并网台账.txt")
    person.press("通过")
    clock.set(LATE)
    person.go("督办台")
    person.sees("报送逾期")
    page.get_by_label("编号、条目或单位").fill("推动钢铁")
    person.press("筛选")
    row = page.locator("li", has_text="推动钢铁行业碳达峰").filter(has_text="进展填报")
    row.get_by_role("checkbox").check()
    person.press("催办所选，先看预览")
    person.sees("王工")
    person.press("催办这 1 项")
    person.sign_out()

    # The urge reaches the other liaison's inbox with the next round; the leader sees one page.
    smtp.messages.clear()
    the_round(installation, LATE)
    (urged,) = smtp.to("industry@city.test")
    assert "三（一）推动钢铁行业碳达峰" in urged.text.replace(" ", "")
    person.sign_in("leader@city.test")
    person.sees("共 65 项")
    person.sees("数据截至")
