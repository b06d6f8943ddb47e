"""From the request to close a task to its tick, and open again: lead, head, office, two browsers each."""

from playwright.sync_api import expect
from sqlalchemy import select

from tests.stories.conftest import Arrive, Served
from tests.stories.people import Person
from tests.support.builders import at
from workflow.audit.service import SYSTEM
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.people.models import Department
from workflow.plans.models import Target, TargetKind
from workflow.review.models import TargetVerdict, TargetVerdictWord
from workflow.tasks.models import Assignment, Role, Task, TaskItem, TaskState


def a_task_with_one_target_left(city: Served) -> tuple[int, str]:
    """A task that 市能源局 leads, all of whose targets have their verdict but one, whose verification is owed."""
    with city.database.writing() as session:
        body = session.scalars(select(Department).where(Department.label == "市能源局")).one()
        body.signs_off = True
        led = select(Task).join(Assignment, Assignment.task_id == Task.id)
        led = led.where(Assignment.department_id == body.id, Assignment.role == Role.LEAD, Assignment.to_on.is_(None))
        for task in session.scalars(led.where(Task.state == TaskState.UNDER_WAY).order_by(Task.ordinal)):
            found = session.scalars(
                select(Deadline)
                .join(Assignment, Assignment.id == Deadline.assignment_id)
                .where(Assignment.task_id == task.id, Deadline.kind == DeadlineKind.TARGET)
                .order_by(Deadline.id)
            ).all()
            aims = session.scalars(
                select(Target).join(TaskItem, TaskItem.item_id == Target.item_id).where(TaskItem.task_id == task.id)
            ).all()
            correction = session.scalar(
                select(Deadline.id)
                .join(Assignment, Assignment.id == Deadline.assignment_id)
                .where(
                    Assignment.task_id == task.id,
                    Deadline.kind == DeadlineKind.CORRECTION,
                    Deadline.ended_on.is_(None),
                )
            )
            waits = [one for one in found if one.ended_on is None]
            plain = all(aim.kind != TargetKind.PROVINCE for aim in aims)
            if waits and plain and correction is None:
                for one in waits[1:]:
                    _judged(session, one)
                return task.id, task.heading
    raise AssertionError("the demonstration has no such task")


def _judged(session, deadline: Deadline) -> None:
    on = deadline.opens_on
    said = TargetVerdict(deadline_id=deadline.id, target_id=deadline.target_id, verdict=TargetVerdictWord.ACHIEVED)
    said.basis, said.by_id, said.by, said.at = "统计公报", 0, SYSTEM.name, at(on)
    session.add(said)
    deadlines.end(session, deadline, Outcome.MET, on=on)


def test_a_task_is_asked_for_signed_judged_closed_and_opened_again(city: Served, arrive: Arrive) -> None:
    task_id, heading = a_task_with_one_target_left(city)
    liaison = arrive("energy")
    liaison.open(f"/tasks/{task_id}")
    liaison.page.locator("summary", has_text="更多操作").click()
    liaison.follow("申请办结")
    liaison.sees("还没有核定")
    liaison.page.get_by_label("完成情况").fill("各项措施已经落实，目标已经达到。")
    liaison.press("提出申请")
    liaison.sees("等部门负责人签发")
    liaison.sees("待负责人签发")

    head = arrive("energy.head")
    head.open("/signing")
    head.page.locator("#requests li", has_text=heading).get_by_role("checkbox").check()
    head.page.locator("summary", has_text="签发所选").click()
    head.press("确认签发")

    office = arrive("office")
    office.go("审核")
    office.page.locator("#closings li", has_text=heading).get_by_role("link", name="审核").click()
    office.stands_at("审核办结申请")
    office.sees("还不能办结")
    tick_all(office)
    office.page.get_by_label("同意办结，销号").check()
    office.press("答复")
    office.sees("还没有核定，先记录核定结果，再办结")
    where = office.page.url
    office.follow("核定结果")
    office.page.get_by_label("以省考核为准").check()
    office.page.get_by_label("没有数值的原因").fill("以省里考核结果为准。")
    office.page.get_by_label("依据").fill("省里的考核通报。")
    office.press("记录核定结果")
    office.page.goto(where)
    office.sees("清单里没有妨碍办结的事项")
    tick_all(office)
    office.page.get_by_label("同意办结，销号").check()
    office.press("答复")
    office.sees("已办结")
    expect(office.page.locator(".light-closed .light-shape").first).to_have_text("✓")

    office.follow("重新打开")
    office.page.get_by_label("重新打开的理由").fill("巡察发现问题反弹。")
    office.press("重新打开")
    office.sees("重新打开：巡察发现问题反弹。")
    expect(office.page.locator(".light-closed")).to_have_count(0)


def tick_all(office: Person) -> None:
    for point in ("事实清楚", "问题解决", "措施落实", "程序合规", "手续齐全"):
        office.page.get_by_label(point).check()
