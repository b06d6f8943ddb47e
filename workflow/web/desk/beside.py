"""What stands beside a desk's rows: whose sections it is narrowed to, who is away, what a new holder takes over."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request
from sqlalchemy import case, exists, or_, select

from workflow import permits as may
from workflow.deadlines.models import Deadline
from workflow.people import away, sections
from workflow.people.away import Away
from workflow.people.models import Absence, Account, Holding, Post, PostKind
from workflow.people.rules import HOLDER, HeldPost
from workflow.reports.models import ReportDraft
from workflow.tasks.models import Assignment
from workflow.web.request import me, session, today
from workflow.workdays.rules import Calendar

NEW_FOR = 10  # working days in which a new holder is shown what she took over

_kept = ReportDraft.deadline_id == Deadline.id
_clerk = exists().where(Holding.post_id == Assignment.post_id, Holding.account_id == ReportDraft.saved_by)
DRAFTED: tuple[Any, ...] = (
    select(ReportDraft.saved_at).where(_kept).scalar_subquery().label("drafted_at"),
    select(Account.name)
    .join(ReportDraft, ReportDraft.saved_by == Account.id)
    .where(_kept)
    .scalar_subquery()
    .label("drafted_by"),
    select(case((_clerk.correlate(ReportDraft, Assignment), Assignment.section), else_=""))
    .select_from(ReportDraft)
    .where(_kept)
    .correlate(Deadline, Assignment)
    .scalar_subquery()
    .label("drafted_in"),
)


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

    @property
    def extras(self) -> tuple[Any, ...]:
        return DRAFTED if self.names else ()


def flags(department_id: int) -> tuple[Any, ...]:
    """Columns for a query that is asked anyway: whether there are sections here, and absences that concern one."""
    mine = Holding.account_id == me().account_id
    gone = exists().where(mine, Absence.holding_id == Holding.id, Absence.to_on >= today())
    stands_in = exists().where(mine, Absence.substitute_id == Holding.id, Absence.to_on >= today())
    parted = exists().where(Post.department_id == department_id, Post.kind == PostKind.SECTION)
    return parted.label("has_sections"), or_(gone, stands_in).label("absent")


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
