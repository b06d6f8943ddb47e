"""A file that was read is taken in: its comments, and the sections that the department names for itself."""

from collections import Counter
from datetime import datetime
from typing import TypedDict

from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.tasks import consulting, responsibility
from workflow.tasks.consulting import Change
from workflow.tasks.consulting_matching import Known
from workflow.tasks.consulting_models import CommentKind, Consultation
from workflow.tasks.consulting_queries import comments_of
from workflow.tasks.consulting_reading import Reading
from workflow.tasks.leads import shares_of_plan
from workflow.tasks.models import Assignment


class _Facts(TypedDict):
    """Who says it, from which file, and who takes it in."""

    department_id: int
    source: str
    by: audit.Actor
    at: datetime
    late: bool


def known(
    session: Session,
    asked: Consultation,
    department_id: int,
    *,
    names: dict[str, int],
    kinds: dict[str, CommentKind],
    own: bool,
) -> Known:
    """What a department's file is compared with. `own`: it may speak only of the tasks it leads or shares in."""
    tasks = {task.task_id: task for task in shares_of_plan(session, asked.plan_id)}
    mine = frozenset(key for key, task in tasks.items() if task.of(department_id))
    kept = comments_of(session, asked.id, department_id)
    return Known(department_id, tasks, names, kinds, kept, mine if own else None)


def take(
    session: Session,
    asked: Consultation,
    reading: Reading,
    *,
    department_id: int,
    source: str,
    by: audit.Actor,
    at: datetime,
    late: bool = False,
) -> Counter[str]:
    """Keep what was understood; the same file again changes nothing. Counts by `Change`, and `sections`."""
    done: Counter[str] = Counter()
    facts = _Facts(department_id=department_id, source=source, by=by, at=at, late=late)
    for one in reading.understood:
        replacing = one.kept.id if one.kept and one.change == Change.CHANGED else None
        _, change = consulting.say(session, asked, one.said, replacing=replacing, **facts)
        done[change.value] += 1
    if reading.agrees and not any(
        row.kind != CommentKind.AGREE for row in comments_of(session, asked.id, department_id)
    ):
        _, change = consulting.agree(session, asked, **facts)
        done[change.value] += 1
    for share_id, words in reading.sections:
        share = session.get_one(Assignment, share_id)
        done["sections"] += responsibility.set_section(session, share, words, by=by, at=at)
    return done
