"""What is handed over: the files behind one task or all of a plan, as far as somebody may see them, and for what each
of them stands."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Row, exists, or_, select
from sqlalchemy.orm import Session

from workflow.adapters.zip_stream import Names, safe
from workflow.evidence.box_models import Proof
from workflow.evidence.describing import Proven, proofs
from workflow.evidence.destroying import is_asked
from workflow.evidence.models import Blob, BlobState, Evidence
from workflow.insight.box import Use, Way, cites_for, uses
from workflow.insight.handed import Handed, Left, Purpose
from workflow.people.models import Account, Department
from workflow.tasks.models import Assignment, Role, Task

FOLDER = 80  # characters
NAME = 150
BATCH = 1000

Shown = Row[*tuple[Any, ...]]
Pair = tuple[int, int | None]
Above = dict[int, tuple[int | None, int | None]]  # by task, its lead and who handed it down
Given = dict[tuple[int | None, int], list[int | None]]  # by task and department, the sections it was given to


@dataclass(frozen=True)
class Reader:
    """Who reads: `may_see` answers for a file's department, who put it in, what cites it and the posts it was given to;
    of the departments that are her `own` she knows what they have not said yet."""

    may_see: Callable[[int, int, list[Pair], list[int | None]], bool]
    own: frozenset[int]


def of_tasks(session: Session, task_ids: Collection[int], reader: Reader) -> list[Handed]:
    """The files that stand behind these tasks, each once, in the order of the tasks."""
    tasks = _tasks(session, task_ids)
    rows = _rows(session, list(tasks))
    found: list[tuple[int, Shown, tuple[Purpose, ...]]] = []
    for some in _batches(rows):
        for row, purposes in _visible(session, some, tasks, reader):
            first = min(tasks[one.task_id].place for one in purposes)
            found.append((first, row, purposes))
    names, by_place = Names(), {task.place: task.folder for task in tasks.values()}
    return [
        _handed(row, purposes, names.free(by_place[place], safe(row.name, most=NAME)))
        for place, row, purposes in sorted(found, key=lambda one: (one[0], one[1].id))
    ]


@dataclass(frozen=True)
class _Task:
    place: int
    folder: str
    said: str


def _tasks(session: Session, task_ids: Collection[int]) -> dict[int, _Task]:
    rows = session.execute(
        select(Task.id, Task.number, Task.heading).where(Task.id.in_(task_ids)).order_by(Task.ordinal, Task.id)
    )
    folders = Names()
    found: dict[int, _Task] = {}
    for place, (task_id, number, heading) in enumerate(rows):
        folder = folders.free("", safe(number + heading, most=FOLDER - len(" (99)")))[1:]
        found[task_id] = _Task(place, folder, f"{number} {heading}".strip())
    return found


def _rows(session: Session, task_ids: list[int]) -> Sequence[Shown]:
    proves = exists().where(Proof.evidence_id == Evidence.id, Proof.task_id.in_(task_ids))
    facts = (
        Evidence.id,
        Evidence.department_id,
        Evidence.sha256,
        Evidence.name,
        Evidence.kind,
        Evidence.version,
        Evidence.dated_on,
        Evidence.put_by,
        Evidence.put_at,
        Evidence.withdrawn_at,
        Evidence.judged,
        Blob.size,
        Blob.state,
        Blob.fault,
        Department.label.label("department"),
        Account.name.label("put_by_name"),
        is_asked().label("asked"),
    )
    rows = (
        select(*facts)
        .join(Blob, Blob.sha256 == Evidence.sha256)
        .join(Department, Department.id == Evidence.department_id)
        .outerjoin(Account, Account.id == Evidence.put_by)
        .where(or_(proves, cites_for(task_ids, left_only=False)))
    )
    return session.execute(rows.order_by(Evidence.id)).all()


def _batches(rows: Iterable[Shown]) -> Iterator[list[Shown]]:
    left = iter(rows)
    while some := list(islice(left, BATCH)):
        yield some


def _visible(
    session: Session, rows: list[Shown], tasks: dict[int, _Task], reader: Reader
) -> Iterator[tuple[Shown, tuple[Purpose, ...]]]:
    ids = [row.id for row in rows]
    cited, proved = uses(session, ids, left_only=False), proofs(session, ids)
    above, given = _shares(session, {use.task_id for some in cited.values() for use in some if use.task_id})
    for row in rows:
        some = cited.get(row.id, [])
        pairs = [_pair(use, above) for use in some if use.left]
        posts = [post for use in some for post in given[use.task_id, use.department_id]]
        if not reader.may_see(row.department_id, row.put_by, pairs, posts):
            continue
        inside = row.department_id in reader.own
        purposes = [_cited(use, tasks) for use in some if use.task_id in tasks and (use.left or inside or posts)]
        purposes += [_proved(proof, tasks) for proof in proved.get(row.id, ()) if proof.task_id in tasks]
        if purposes:
            yield row, tuple(dict.fromkeys(purposes))


def _shares(session: Session, task_ids: Collection[int]) -> tuple[Above, Given]:
    shares = select(
        Assignment.task_id, Assignment.department_id, Assignment.role, Assignment.post_id, Task.handed_by_id
    )
    rows = shares.join(Task, Task.id == Assignment.task_id).where(Assignment.task_id.in_(task_ids))
    above: Above = {}
    given: Given = defaultdict(list)
    for task_id, department_id, role, post_id, handed_by in session.execute(rows.where(Assignment.to_on.is_(None))):
        lead = department_id if role == Role.LEAD else above.get(task_id, (None, None))[0]
        above[task_id] = (lead, handed_by)
        given[task_id, department_id] += [post_id] if post_id else []
    return above, given


def _pair(use: Use, above: Above) -> Pair:
    """Who reads it beside those who oversee: its department; a report also the lead, or who handed the task down."""
    lead, handed_by = above.get(use.task_id or 0, (None, None))
    is_report = use.way in (Way.REPORT, Way.SIGNATURE)
    return use.department_id, handed_by or (lead if is_report else None)


def _cited(use: Use, tasks: dict[int, _Task]) -> Purpose:
    assert use.task_id is not None
    return Purpose(use.task_id, tasks[use.task_id].said, way=use.way, occasion=use.occasion)


def _proved(proof: Proven, tasks: dict[int, _Task]) -> Purpose:
    said = tasks[proof.task_id].said
    return Purpose(proof.task_id, said, occasion=proof.period, target=proof.wording or "", claim=proof.claim)


def _handed(row: Shown, purposes: tuple[Purpose, ...], path: str) -> Handed:
    return Handed(
        evidence_id=row.id,
        path=path,
        name=row.name,
        sha256=row.sha256,
        size=row.size,
        kind=row.kind,
        dated_on=row.dated_on,
        department=row.department,
        put_by=row.put_by_name or "",
        put_at=row.put_at,
        version=row.version,
        withdrawn_at=row.withdrawn_at,
        judged=row.judged,
        purposes=purposes,
        left=_left(row),
    )


def _left(row: Shown) -> Left | None:
    """Why a file is not handed over, as far as that is known beforehand."""
    if row.state != BlobState.STORED:
        return Left.DESTROYED if row.state == BlobState.DESTROYED else Left.MISSING
    if row.asked:
        return Left.STOPPED
    if row.withdrawn_at is not None:
        return Left.WITHDRAWN
    return Left(row.fault.value) if row.fault else None
