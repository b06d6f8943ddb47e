"""A town with many liaisons, each to be reminded on DAY, made in a few statements."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tests.support.builders import START, a_plan_under_way, at
from tests.support.remembered import remembered
from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind
from workflow.people.models import Account, Department, DepartmentKind, Holding, Post, PostKind
from workflow.tasks.models import Assignment, Role

DAY = date(2026, 9, 2)
LONG_AGO = date(2026, 1, 1)


@dataclass
class Town:
    """The small city of the builders with more departments: the addresses of all who get mail on DAY."""

    addresses: list[str]


@remembered
def a_town(session: Session, departments: int, liaisons: int) -> Town:
    """So many departments more, each with so many liaisons, all of whom are told."""
    task = a_plan_under_way(session).tasks[0]
    for n in range(departments):
        body = Department(code=f"d{n}", kind=DepartmentKind.BUREAU, label=f"市第{n}局", ordinal=n)
        post = Post(department=body, kind=PostKind.LIAISON)
        for m in range(n * liaisons, (n + 1) * liaisons):
            facts = {"phone": "0359-2660000", "created_at": at(LONG_AGO)}
            account = Account(email=f"liaison{m}@city.test", name=f"联络员{m}", **facts)
            session.add(Holding(post=post, account=account, rank=1, from_on=LONG_AGO))
        share = Assignment(task=task, department=body, role=Role.CO, ordinal=10 + n, from_on=START)
        session.add(_milestone(share, body, task.plan_id))
    session.flush()
    more = [f"liaison{m}@city.test" for m in range(departments * liaisons)]
    return Town(sorted([*more, "liaison@city.test", "other@city.test", "third@city.test"]))


def _milestone(share: Assignment, body: Department, plan_id: int) -> Deadline:
    days = {"opens_on": START, "due_on": date(2026, 9, 7), "original_due_on": date(2026, 9, 7), "due_rule": "office"}
    facts = {"kind": DeadlineKind.MILESTONE, "ladder": LadderKind.WORK, "occasion": "node"}
    return Deadline(plan_id=plan_id, department=body, assignment=share, **facts, **days)
