"""分管市领导: the leaders' posts a task can be put under, with who holds them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from workflow.people.models import Account, Department, Holding, Post, PostKind
from workflow.people.queries import in_days, in_force
from workflow.people.rules import HOLDER
from workflow.tasks.models import Task


@dataclass(frozen=True)
class Leader:
    post_id: int
    title: str
    holder: str
    department: str

    @property
    def words(self) -> str:
        """As a table of responsibilities prints it: 李某（副市长）; the office's name where nobody holds the post."""
        title = self.title or self.department
        return f"{self.holder}（{title}）" if self.holder else title


def leaders(session: Session, *, on: date) -> dict[int, Leader]:
    """The posts of the city's leaders in force on a day, by id; several holders are named together."""
    rows = session.execute(
        select(Post.id, Post.title, Account.name, Department.label)
        .join(Department, Department.id == Post.department_id)
        .outerjoin(Holding, and_(Holding.post_id == Post.id, Holding.rank == HOLDER, *in_days(on)))
        .outerjoin(Account, and_(Account.id == Holding.account_id, Account.disabled_at.is_(None)))
        .where(Post.kind == PostKind.LEADER, in_force(on))
        .order_by(Department.ordinal, Post.id, Account.id)
    )
    found: dict[int, Leader] = {}
    for post_id, title, holder, department in rows:
        before = found.get(post_id)
        named = "、".join(name for name in (before.holder if before else "", holder) if name)
        found[post_id] = Leader(post_id, title, named, department)
    return found


def tasks_under(session: Session, plan_id: int, post_ids: Collection[int]) -> set[int]:
    """The tasks of a plan that stand under some leaders' posts."""
    rows = select(Task.id).where(Task.plan_id == plan_id, Task.leader_post_id.in_(post_ids))
    return set(session.scalars(rows)) if post_ids else set()


def leader_of(session: Session, post_id: int | None, *, on: date) -> str:
    """The words for one post; empty when there is none."""
    if post_id is None:
        return ""
    leader = leaders(session, on=on).get(post_id)
    return leader.words if leader else ""
