"""Filing a report through its form, with the token against forgery and a new once-only key each time."""

from secrets import token_urlsafe

from sqlalchemy import select

from tests.bench.browser import Browser, hidden_fields
from tests.bench.client import Load, Target
from tests.bench.results import Filing
from tests.bench.scale import BUSY
from tests.bench.scene import Scene
from tests.bench.staff import FIRST, liaison_of
from tests.bench.turns import measure
from tests.bench.words import said
from workflow.db import Database
from workflow.deadlines.models import Deadline, DeadlineKind

FORM = "/deadlines/{}/report"
EACH = 5  # of a turn
MOST, QUICK_MOST = 60, 20


def _owed(scene: Scene) -> dict[int, list[int]]:
    """Reports that the busy departments owe: deadlines by department."""
    database = Database(scene.url)
    with database.reading() as session:
        rows = session.execute(
            select(Deadline.department_id, Deadline.id)
            .where(
                Deadline.kind == DeadlineKind.REPORT,
                Deadline.ended_on.is_(None),
                Deadline.department_id < FIRST + BUSY,
            )
            .order_by(Deadline.department_id, Deadline.id)
        ).all()
    database.close()
    owed: dict[int, list[int]] = {}
    for department_id, deadline_id in rows:
        owed.setdefault(department_id, []).append(deadline_id)
    return owed


def _posts(browser: Browser, deadlines: list[int]) -> list[str]:
    """A post for each deadline, from its own form as the person saw it."""
    posts = []
    for deadline_id in deadlines:
        path = FORM.format(deadline_id)
        fields = hidden_fields(browser.open(path))
        typed = {
            "once": token_urlsafe(24),
            "standing": "on_course",
            "text": said(deadline_id + 1),
        }  # other words than last period's
        posts.append(browser.filing(path, fields | typed))
    return posts


def measure_filing(scene: Scene) -> Filing:
    posts: list[str] = []
    most = QUICK_MOST if scene.quick else MOST
    for department_id, deadlines in _owed(scene).items():
        posts += _posts(scene.person(liaison_of(department_id)), deadlines[: most - len(posts)])
    targets = [scene.floor(), Target("filing", scene.app_port, posts, status=303)]
    found = measure(Load(targets, turns=len(posts) // EACH, each=EACH))
    return Filing(found.figures("filing"), found.figures("floor"), found.ratio("filing", "floor"))
