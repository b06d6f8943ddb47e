"""Who a person is on a day: the posts held decide what may be seen and done."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from workflow.people.models import PostKind


@dataclass(frozen=True)
class HeldPost:
    post_id: int
    kind: PostKind
    department_id: int
    rank: int
    since: date | None = None


class Seat(NamedTuple):
    """Who sits where on a day: `away` that day, or `named` to stand in for somebody who is."""

    department_id: int
    kind: PostKind
    account_id: int
    rank: int
    post_id: int = 0
    away: bool = False
    named: bool = False


@dataclass(frozen=True)
class Viewer:
    """A signed-in person with the posts held today. It is also an audit Actor: it has account_id and name."""

    account_id: int
    name: str
    posts: tuple[HeldPost, ...]

    def holds(self, kind: PostKind) -> bool:
        return any(post.kind == kind for post in self.posts)

    def departments_as(self, *kinds: PostKind) -> frozenset[int]:
        return frozenset(post.department_id for post in self.posts if post.kind in kinds)

    @property
    def departments(self) -> frozenset[int]:
        """The departments this person speaks for, as liaison or head."""
        return self.departments_as(PostKind.LIAISON, PostKind.HEAD)

    @property
    def sections(self) -> frozenset[int]:
        """The posts of sections that this person holds."""
        return frozenset(post.post_id for post in self.posts if post.kind == PostKind.SECTION)

    @property
    def is_office(self) -> bool:
        return self.holds(PostKind.OFFICE)

    @property
    def is_leader(self) -> bool:
        return self.holds(PostKind.LEADER)

    @property
    def is_administrator(self) -> bool:
        return self.holds(PostKind.ADMINISTRATOR)

    @property
    def is_auditor(self) -> bool:
        return self.holds(PostKind.AUDITOR)


HOLDER = 1
DEPUTY = 2


def one_holder(kind: PostKind) -> bool:
    """A department has one liaison and one head at a time; office clerks, leaders and the like may be several."""
    return kind in {PostKind.LIAISON, PostKind.HEAD}
