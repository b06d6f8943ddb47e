"""At doors that do not open: a page that can be read, and a way on."""

import pytest
from sqlalchemy import select

from tests.stories.conftest import PREPARED_FOR, Arrive
from tests.stories.test_department import SEND
from tests.support.browser import accessible
from tests.support.builders import at
from tests.support.web import Served
from workflow.audit.service import SYSTEM
from workflow.deadlines.models import Deadline
from workflow.people import service
from workflow.people.models import Account, Department, Holding
from workflow.reports.models import Report


def test_somebody_without_a_post_is_told_whom_to_ask(city: Served, arrive: Arrive) -> None:
    with city.database.writing() as session:
        account = session.scalars(select(Account).where(Account.email == "energy@demo.invalid")).one()
        for holding in session.scalars(select(Holding).where(Holding.account_id == account.id)):
            service.end_holding(session, holding, on=PREPARED_FOR.replace(day=13), by=SYSTEM, at=at(PREPARED_FOR))
    nobody = arrive("energy")
    nobody.stands_at("您今天没有岗位")
    accessible(nobody.page)
    nobody.follow("该找谁")
    nobody.open("/desk")
    nobody.sees("您没有打开这一页的权限")
    nobody.open("/account")
    nobody.sees("energy@demo.invalid")


@pytest.mark.parametrize(
    "path", ("/desk?department={body}", "/reports/{report}", "/deadlines/{owed}/report", "/people")
)
def test_what_belongs_to_another_department_stays_shut_with_a_page_that_can_be_read(
    city: Served, arrive: Arrive, path: str
) -> None:
    with city.database.reading() as session:
        body = session.scalars(select(Department.id).where(Department.label == "市商务局")).one()
        owed = session.scalars(select(Deadline.id).where(Deadline.department_id == body)).first()
        filed = session.scalars(select(Report.id).join(Deadline).where(Deadline.department_id == body)).first()
    stranger = arrive("energy")
    answer = stranger.page.goto(city.url + path.format(body=body, report=filed, owed=owed))
    assert answer is not None and answer.status == 403
    stranger.stands_at("您没有打开这一页的权限。")
    accessible(stranger.page)
    stranger.follow("回到首页")
    stranger.stands_at("市能源局 · 我的待办")


@pytest.mark.parametrize("path", ("/nowhere", "/tasks/99999", "/reports/99999", "/deadlines/99999"))
def test_an_address_that_leads_nowhere_says_so(city: Served, arrive: Arrive, path: str) -> None:
    person = arrive("energy")
    answer = person.page.goto(city.url + path)
    assert answer is not None and answer.status == 404
    person.stands_at("没有这一页，或者它已经移走。")
    person.follow("回到首页")


def test_who_was_signed_out_comes_back_to_the_page_asked_for(arrive: Arrive) -> None:
    person = arrive("energy")
    person.sign_out()
    person.open("/tasks?q=光伏")
    person.stands_at("登录")
    person.sign_in("energy@demo.invalid", "wrong-password")
    person.sees("没有提交成功")
    person.sign_in("energy@demo.invalid", "yuncheng-2030")
    person.sees("推动光伏发电高质量发展")
    person.stands_at("任务")


def test_what_was_typed_into_a_page_whose_session_ended_is_handed_back(arrive: Arrive) -> None:
    person = arrive("energy", script=False)
    person.page.locator("#late-forms li").first.get_by_role("link", name="填报").click()
    person.page.get_by_label("本期进展").fill("垣曲县项目并网。")
    person.page.context.clear_cookies()
    person.press(SEND)
    person.sees("没有处理这次提交")
    assert "垣曲县项目并网。" in person.page.locator("textarea").first.input_value()


@pytest.mark.parametrize("purpose", ("invite", "reset"))
def test_a_link_that_is_no_longer_good_says_where_a_new_one_comes_from(arrive: Arrive, purpose: str) -> None:
    person = arrive()
    person.open(f"/{purpose}/no-such-token")
    person.sees("管理员")
    accessible(person.page)
