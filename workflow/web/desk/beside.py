"""What stands beside a desk's rows: whose sections it is narrowed to, who is away, what a new holder takes over."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request
from sqlalchemy import select

from workflow import permits as may
from workflow.people import away, sections
from workflow.people.away import Away
from workflow.people.models import Holding, PostKind
from workflow.people.rules import HOLDER, HeldPost
from workflow.web.request import me, session, today
from workflow.workdays.rules import Calendar

NEW_FOR = 10  # working days in which a new holder is shown what she took over


@dataclass(frozen=True)
class Narrowed:
    """To which sections' part a desk is narrowed. `chosen` is what the address says; `names` may be chosen."""

    posts: tuple[int, ...] | None
    names: dict[int, str]
    chosen: int | None = None
    clerk: bool = False

    @property
    def kept(self) -> dict[str, Any]:
        """What the addresses of further pages carry."""
        return {} if self.chosen is None else {"section": self.chosen}


def narrowed(department_id: int, *, parted: bool) -> Narrowed:
    """A clerk sees only her sections; liaison, head and office may choose one, or (0) what none has. `parted`: there
    are sections at all."""
    names = sections.names(session(), department_id, on=today()) if parted else {}
    if not may.may_see_desk(me(), department_id):
        own = {key: name for key, name in names.items() if key in me().sections}
        return Narrowed(tuple(sorted(own)) or (-1,), own, clerk=True)
    chosen = request.args.get("section", type=int)
    if chosen == 0 and names:
        return Narrowed((), names, 0)
    return Narrowed((chosen,), names, chosen) if chosen in names else Narrowed(None, names)


def absences(any_there: bool) -> list[Away]:
    """Who is away or will be, for the two whom it concerns."""
    return away.concerning(session(), me().account_id, on=today()) if any_there else []


def taken_over(department_id: int, calendar: Calendar) -> HeldPost | None:
    """The post that this person took over from somebody a few working days ago."""
    kinds = (PostKind.LIAISON, PostKind.HEAD)
    mine = [post for post in me().posts if post.department_id == department_id and post.kind in kinds]
    for post in mine:
        new = post.rank == HOLDER and post.since and calendar.between(post.since, today()) < NEW_FOR
        if new and post.since and _held_before(post, post.since):
            return post
    return None


def _held_before(post: HeldPost, since: date) -> bool:
    earlier = (Holding.post_id == post.post_id, Holding.rank == HOLDER, Holding.from_on < since)
    others = (Holding.account_id != me().account_id, Holding.to_on >= Holding.from_on)
    held = select(Holding.id).where(*earlier, *others)
    return session().scalar(held.limit(1)) is not None
