"""分管领域在前: what a leader is responsible for stands first."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy.orm import Session

from workflow.people.models import PostKind
from workflow.tasks.leaders import tasks_under
from workflow.web.request import me

T = TypeVar("T")


def responsible_for(current: Session, plan_id: int) -> set[int]:
    """The tasks under the posts that this person holds as a leader."""
    return tasks_under(current, plan_id, [post.post_id for post in me().posts if post.kind == PostKind.LEADER])


def own_first(rows: Sequence[T], own: set[int], of: Callable[[T], set[int]]) -> list[T]:
    """The rows of one's own tasks, then the others, each in their order."""
    return sorted(rows, key=lambda row: not of(row) & own)
