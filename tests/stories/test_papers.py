"""Two late matters become papers: checked, signed by the leader, issued with a number, answered, settled."""

from playwright.sync_api import expect
from sqlalchemy import select

from tests.stories.conftest import NARROW, PREPARED_FOR, Arrive
from tests.support.browser import accessible
from tests.support.web import Served
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.escalation.papers.models import Paper, PaperState
from workflow.people.models import Department
from workflow.reports.conditions import awaits_word


def two_late(city: Served) -> list[int]:
    """The verification of two targets of 市能源局, both late, one much more than the other."""
    wanted = (
        Department.label == "市能源局",
        Deadline.kind == DeadlineKind.TARGET,
        Deadline.due_on < PREPARED_FOR,
        Deadline.ended_on.is_(None),
        Deadline.held_since.is_(None),
    )
    with city.database.reading() as session:
        late = select(Deadline.id).join(Department, Department.id == Deadline.department_id)
        return list(session.scalars(late.where(*wanted, ~awaits_word()).order_by(Deadline.due_on)))


def test_from_two_late_matters_to_a_reply_that_is_settled(city: Served, arrive: Arrive) -> None:
    first, second = two_late(city)
    office = arrive("office")
    office.open(f"/papers/new?deadline={first}&deadline={second}")
    office.sees("将起草 2 份")
    accessible(office.page)
    office.press("起草这 2 份")
    office.follow("督办通知单")
    office.sees("发文前核对")
    accessible(office.page)
    while office.page.get_by_text("确认并写明理由").count():
        office.page.get_by_text("确认并写明理由").first.click()
        office.page.get_by_label("请写明为什么仍可发出").first.fill("已当面沟通。")
        office.press("确认")
    office.press("送签")
    office.sees("已送签")
    address = office.page.url.removeprefix(city.url)

    leader = arrive("leader")
    leader.go("文书")
    leader.page.locator(".row-title").first.click()
    accessible(leader.page)
    leader.press("签发")
    leader.sees("已签发")

    office.open(address)
    office.follow("编号发出")
    office.sees("通知：")
    accessible(office.page)
    office.press("编号发出")
    office.sees("演示督办〔2026〕3号")

    liaison = arrive("energy", size=NARROW)
    row = liaison.page.locator("li", has_text="演示督办〔2026〕3号").first
    row.get_by_role("link", name="查看并").click()
    liaison.press("确认收到")
    liaison.sees("已确认收到")
    liaison.follow("书面回复")
    liaison.page.get_by_label("回复内容").fill("两项指标已由统计局核定，12月5日前报送。")
    accessible(liaison.page)
    liaison.page.get_by_role("button", name="提交").click()
    liaison.sees("待负责人签发")

    head = arrive("energy.head")
    head.open(address)
    head.press("签发，报送办公室")
    head.sees("待办公室答复")

    office.open("/papers/answers")
    office.page.locator("main li", has_text="市能源局").locator(".row-title").first.click()
    office.page.get_by_label("认可，办结").check()
    office.press("答复")
    office.sees("已认可")
    office.sees("与发出时一致")
    expect(office.page.locator("#receipts")).to_contain_text("确认收到")
    with city.database.reading() as session:
        paper = session.scalars(select(Paper).where(Paper.own_number == 3)).one()  # two came with the demonstration
        assert paper.state == PaperState.ISSUED
        owed = session.scalars(select(Deadline.ended_on).where(Deadline.occasion == f"paper:{paper.id}")).all()
        assert len(owed) == 2 and all(owed)
