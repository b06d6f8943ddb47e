"""How the office's morning is put together: rung by rung, by department or by chapter; what is held, when asked."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from workflow.escalation import queries
from workflow.escalation.queries import PAGE, By, Key, Sought
from workflow.escalation.reach import Reach
from workflow.escalation.rules import LATE_DOWNWARD, Rung
from workflow.web.escalation.rows import LateRow, read
from workflow.web.numbers import whole
from workflow.web.request import session, today
from workflow.wording.labels import label


@dataclass(frozen=True)
class Group:
    """Rows under one heading; `count` is None where the list is paged instead; `more` continues it."""

    name: str
    heading: str
    rows: list[LateRow]
    count: int | None = None
    rung: Rung | None = None


@dataclass(frozen=True)
class Shown:
    groups: list[Group]
    after: str | None


def in_bands(reach: Reach, sought: Sought, counts: dict[Rung, int], *, after: str | None) -> Shown:
    """Rung by rung, the highest on top."""
    place = _key(after, 2)
    since = (place[1], place[2]) if place else None
    found = queries.by_rung(session(), reach.spans, sought, on=today(), after=since)
    rows = read(found[:PAGE], reach)
    by_place: dict[int, list[LateRow]] = {}
    for raw, row in zip(found, rows, strict=False):
        by_place.setdefault(raw.place, []).append(row)
    groups = [
        Group(rung.value, label(rung), by_place.get(at, []), counts.get(rung, 0), rung)
        for at, rung in enumerate(LATE_DOWNWARD)
        if counts.get(rung) and sought.wants(rung)
    ]
    more = len(found) > PAGE and sought.rung is not None
    return Shown(groups, f"{rows[-1].due_on},{rows[-1].id}" if more else None)


def put_together(reach: Reach, sought: Sought, *, by: By, after: str | None) -> Shown:
    """Department by department, or chapter by chapter."""
    found = queries.together(session(), reach.spans, sought, by=by, on=today(), after=_key(after, 3))
    rows = read(found[:PAGE], reach)
    groups: list[Group] = []
    for row in rows:
        heading = row.department if by == By.DEPARTMENT else row.chapter
        if not groups or groups[-1].heading != heading:
            groups.append(Group(f"group-{len(groups) + 1}", heading, []))
        groups[-1].rows.append(row)
    more = len(found) > PAGE
    last = found[PAGE - 1] if more else None
    return Shown(groups, f"{last.first},{last.due_on},{last.id}" if last is not None else None)


def on_hold(reach: Reach, sought: Sought) -> Group:
    """What is held stands on no rung; it is shown when it is asked for."""
    found: Any = queries.held(session(), sought, on=today())
    return Group("on-hold", _("暂缓中"), read(found[:PAGE], reach), len(found))


def _key(after: str | None, parts: int) -> Key | None:
    """The key of a page in an address; one that makes no sense is the first page."""
    words = (after or "").split(",")
    if len(words) != parts:
        return None
    first, due_on, row_id = words if parts == 3 else ("0", *words)
    place, last = whole(first), whole(row_id)
    try:
        return None if place is None or last is None else (place, date.fromisoformat(due_on), last)
    except ValueError:
        return None
