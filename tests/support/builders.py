"""Plain builders: a small city with a plan under way, made through the rooms' own services."""

from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.remembered import remembered
from workflow.adapters.clock import at_hour
from workflow.audit.service import SYSTEM
from workflow.deadlines import starting
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.people.models import (
    Account,
    Department,
    DepartmentKind,
    DepartmentName,
    Holding,
    NameKind,
    Post,
    PostKind,
)
from workflow.plans.models import BodyRole, Clause, ClauseBody, Edition, Item, ItemKind, Plan, Target, TargetKind
from workflow.tasks import importing, service
from workflow.tasks.models import Assignment, Role, Task
from workflow.workdays.rules import Calendar
from workflow.workdays.service import Special, publish_year

START = date(2026, 9, 1)
"""A Tuesday; the third quarter's reports are due on 15 October 2026, after the October holidays."""

HOLIDAYS = [(date(2026, 10, d), False) for d in (1, 2, 5, 6, 7)] + [
    (date(2026, 10, 10), True),
    (date(2026, 9, 20), True),
    (date(2026, 9, 25), False),
]


@dataclass
class City:
    """What a test needs to name: ids by short names."""

    plan: Plan
    departments: dict[str, Department]
    accounts: dict[str, Account]
    tasks: list[Task] = field(default_factory=list)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """An instant on a day in the city."""
    return at_hour(day, hour, minute)


def a_calendar(session: Session) -> Calendar:
    """2026 as published, entered into the tables."""
    publish_year(session, 2026, [Special(d, w, "") for d, w in HOLIDAYS], source="test")
    return Calendar(dict(HOLIDAYS), frozenset({2026}), middle=START)


def a_department(session: Session, label: str, kind: DepartmentKind = DepartmentKind.BUREAU) -> Department:
    department = Department(code=label, kind=kind, label=label, ordinal=0)
    department.names = [DepartmentName(kind=NameKind.SHORT, name=label)]
    session.add(department)
    session.flush()
    return department


def an_account(session: Session, name: str, department: Department, kind: PostKind, *, rank: int = 1) -> Account:
    """A person who holds a post in a department since long ago. The password is not set; tests sign in directly."""
    account = Account(email=f"{name}@city.test", name=name, phone="0359-2660000", created_at=at(date(2026, 1, 5)))
    post = session.scalar(select(Post).where(Post.department_id == department.id, Post.kind == kind))
    post = post or Post(department=department, kind=kind)
    session.add_all([account, post])
    session.flush()
    session.add(Holding(post=post, account=account, rank=rank, from_on=date(2026, 1, 1)))
    session.flush()
    return account


def people(session: Session) -> tuple[dict[str, Department], dict[str, Account]]:
    """Two bureaus with liaison and head, a third with a liaison, the office, a leader, an administrator, an auditor."""
    bodies = {
        "energy": a_department(session, "市能源局"),
        "industry": a_department(session, "市工信局"),
        "housing": a_department(session, "市住建局"),
        "office": a_department(session, "市领导小组办公室", DepartmentKind.OFFICE),
        "government": a_department(session, "市人民政府", DepartmentKind.GOVERNMENT),
    }
    held = {
        "liaison": ("energy", PostKind.LIAISON),
        "head": ("energy", PostKind.HEAD),
        "other": ("industry", PostKind.LIAISON),
        "other_head": ("industry", PostKind.HEAD),
        "third": ("housing", PostKind.LIAISON),
        "office": ("office", PostKind.OFFICE),
        "leader": ("government", PostKind.LEADER),
        "administrator": ("office", PostKind.ADMINISTRATOR),
        "auditor": ("government", PostKind.AUDITOR),
    }
    accounts = {name: an_account(session, name, bodies[body], kind) for name, (body, kind) in held.items()}
    return bodies, accounts


MEASURES = [
    ("二", "(一)", "抓好煤炭保供和煤电清洁低碳发展", ("energy", "industry")),
    ("二", "(二)", "推动光伏发电高质量发展", ("energy", "industry", "housing")),
    ("三", "(一)", "推动钢铁行业碳达峰", ("industry",)),
]
SENTENCES = "到2025年,{}主要指标达到{}%左右。"


def a_plan(session: Session, departments: dict[str, Department]) -> Plan:
    """A small plan: three measures in two chapters, a standing duty, a target for 2025 and one for 2030."""
    chunks, items = [], []
    for chapter, number, heading, bodies in MEASURES:
        start = sum(map(len, chunks))
        clause = "(" + "、".join(departments[b].label for b in bodies) + "等按职责分工负责)"
        chunks.append(f"{number}{heading}。{SENTENCES.format(heading[:4], 50)}{clause}\n")
        items.append((chapter, number, heading, bodies, start, clause))
    plan = Plan(title="测试市碳达峰实施方案", doc_number="测政发〔2026〕1号")
    text = "".join(chunks) + "(一)加强统筹协调。市领导小组办公室要加强统筹协调。\n"
    edition = Edition(
        plan=plan,
        title=plan.title,
        doc_number=plan.doc_number,
        issued_on=date(2026, 8, 20),
        file_name="plan.txt",
        sha256=sha256(text.encode()).hexdigest(),
        original=text.encode(),
        text=text,
        imported_at=at(date(2026, 8, 25)),
    )
    session.add(edition)
    session.flush()
    parents = {
        c: _item(session, edition, ItemKind.CHAPTER, 100 + n, [c], f"第{c}章标题", 0, 0, None)
        for n, c in enumerate(("二", "三", "十五"))
    }
    for ordinal, (chapter, number, heading, bodies, start, words) in enumerate(items, 1):
        path = [chapter, number]
        item = _item(session, edition, ItemKind.MEASURE, ordinal, path, heading, start, start + 60, parents[chapter])
        clause = Clause(item=item, ordinal=1, text=words, start=start, end=start, open_ended=True, lead_stated=False)
        session.add(clause)
        for place, body in enumerate(bodies, 1):
            session.add(
                ClauseBody(
                    clause=clause,
                    ordinal=place,
                    printed=departments[body].label,
                    start=start,
                    end=start,
                    role=BodyRole.LEAD if place == 1 else BodyRole.CO,
                    department_id=departments[body].id,
                )
            )
        for place, due_on in enumerate((date(2025, 12, 31), date(2030, 12, 31)), 1):
            session.add(
                Target(
                    item=item,
                    ordinal=place,
                    kind=TargetKind.LEVEL,
                    indicator="主要指标",
                    comparator="~",
                    value=50,
                    unit="%",
                    due_on=due_on,
                    wording=f"主要指标达到{50 + place}%左右",
                    hedge="左右",
                    start=start,
                    end=start,
                )
            )
    at_end = text.index("(一)加强")
    _item(session, edition, ItemKind.STANDING, 50, ["十五", "(一)"], "加强统筹协调", at_end, len(text), parents["十五"])
    session.flush()
    importing.propose_all(session, edition, at=at(date(2026, 8, 25)))
    return plan


def _item(
    session: Session,
    edition: Edition,
    kind: ItemKind,
    ordinal: int,
    path: list[str],
    heading: str,
    start: int,
    end: int,
    parent: Item | None,
) -> Item:
    number = "".join(path).replace("(", "（").replace(")", "）")
    item = Item(
        edition=edition,
        kind=kind,
        ordinal=ordinal,
        path=path,
        number=number,
        heading=heading,
        start=start,
        end=end,
        heading_start=start,
        heading_end=start + len(heading),
        parent_id=parent.id if parent else None,
    )
    session.add(item)
    session.flush()
    return item


@remembered
def a_plan_proposed(session: Session) -> City:
    """A read plan with proposed tasks, nothing started."""
    departments, accounts = people(session)
    plan = a_plan(session, departments)
    tasks = list(session.scalars(select(Task).where(Task.plan_id == plan.id).order_by(Task.ordinal)))
    return City(plan, departments, accounts, tasks)


@remembered
def a_plan_under_way(session: Session, *, started_on: date = START) -> City:
    """The small plan with confirmed leads, started on a day."""
    calendar = a_calendar(session)
    city = a_plan_proposed(session)
    leads = session.scalars(select(Assignment).where(Assignment.role == Role.LEAD)).all()
    for lead in leads:
        service.confirm_lead(session, lead, basis="领导小组会议纪要", by=SYSTEM, at=at(started_on))
    starting.start(session, city.plan, by=SYSTEM, at=at(started_on), calendar=calendar)
    session.flush()
    return city


def the_deadline(
    session: Session, city: City, department: str, kind: DeadlineKind, *, task: int = 0, occasion: str | None = None
) -> Deadline:
    """The deadline of a kind that a department owes for the task at a place of the plan."""
    wanted = (
        select(Deadline)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .where(
            Assignment.task_id == city.tasks[task].id,
            Deadline.kind == kind,
            Deadline.department_id == city.departments[department].id,
        )
        .order_by(Deadline.due_on)
    )
    if occasion:
        wanted = wanted.where(Deadline.occasion == occasion)
    found = session.scalars(wanted).first()
    assert found is not None, f"{department} owes no {kind} for task {task}"
    return found


def the_share(session: Session, city: City, department: str, *, task: int = 0) -> Assignment:
    """A department's share of the task at a place of the plan."""
    found = session.scalar(
        select(Assignment).where(
            Assignment.task_id == city.tasks[task].id,
            Assignment.to_on.is_(None),
            Assignment.department_id == city.departments[department].id,
        )
    )
    assert found is not None
    return found
