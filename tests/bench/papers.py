"""The plans of a measured database: editions, items, tasks and the departments' shares of them."""

from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import Connection

from tests.bench.bulk import Row, put
from tests.bench.scale import BUSY, BUSY_OWE, DEPARTMENTS, NOW, PER_PLAN, PER_TASK, REOPENED, STARTED, Size
from tests.bench.staff import FIRST
from tests.bench.words import HEADINGS, SENTENCES, number_of
from workflow.plans.models import Edition, Item, ItemKind, Plan, PlanState, Target, TargetKind
from workflow.tasks.models import Assignment, Origin, Role, Task, TaskItem, TaskState

OTHERS = DEPARTMENTS - 2 - BUSY


def department_of(share: int) -> int:
    """Whose the nth share is: the busy departments first, the rest in turn."""
    if share < BUSY * BUSY_OWE:
        return FIRST + share % BUSY
    return FIRST + BUSY + (share - BUSY * BUSY_OWE) % OTHERS


def leads(share: int) -> bool:
    """Whether the nth share leads its task: one of four, in changing places so that every department leads some."""
    task = share // PER_TASK
    return share % PER_TASK == (task + task // (OTHERS // PER_TASK)) % PER_TASK


def plan_of(share: int) -> int:
    return share // PER_TASK // PER_PLAN + 1


def heading_of(task: int) -> str:
    return HEADINGS[task % len(HEADINGS)]


def _passage(task: int) -> str:
    return f"（{task % PER_PLAN + 1}）{heading_of(task)}。{SENTENCES[task % 7]}到2025年，{_wording(task)}。\n"


def _wording(task: int) -> str:
    return f"装机容量达到{100 + task % 400}万千瓦左右"


def _editions(size: Size) -> Iterator[Row]:
    for plan in range(size.plans):
        text = "".join(_passage(plan * PER_PLAN + n) for n in range(PER_PLAN))
        yield {
            "id": plan + 1,
            "plan_id": plan + 1,
            "ordinal": 1,
            "title": f"碳达峰实施方案（第{plan + 1}号）",
            "doc_number": f"运政发〔2024〕{plan + 1}号",
            "issuer": "市人民政府",
            "issued_on": STARTED,
            "in_force_from": STARTED,
            "file_name": "plan.txt",
            "sha256": sha256(text.encode()).hexdigest(),
            "original": text.encode(),
            "text": text,
            "imported_at": NOW,
        }


def _items(size: Size) -> Iterator[Row]:
    place = 0
    for task in range(size.tasks):
        place = 0 if task % PER_PLAN == 0 else place
        number, part, _ = number_of(task % PER_PLAN)
        end = place + len(_passage(task))
        yield {
            "id": task + 1,
            "edition_id": task // PER_PLAN + 1,
            "parent_id": None,
            "ordinal": task % PER_PLAN + 1,
            "kind": ItemKind.MEASURE,
            "number": number,
            "path": [number.partition("（")[0], f"（{part}）"],
            "heading": heading_of(task),
            "start": place,
            "end": end,
            "heading_start": place + 3,
            "heading_end": place + 3 + len(heading_of(task)),
        }
        place = end


def _tasks(size: Size) -> Iterator[Row]:
    for task in range(size.tasks):
        number, _, chapter = number_of(task % PER_PLAN)
        yield {
            "id": task + 1,
            "plan_id": task // PER_PLAN + 1,
            "origin": Origin.MEASURE,
            "parent_id": None,
            "ordinal": task % PER_PLAN + 1,
            "number": number,
            "chapter": chapter,
            "heading": heading_of(task),
            "state": TaskState.UNDER_WAY,
            "version": 1,
        }


def _targets(size: Size) -> Iterator[Row]:
    for task in range(size.tasks):
        yield {
            "id": task + 1,
            "item_id": task + 1,
            "ordinal": 1,
            "kind": TargetKind.LEVEL,
            "indicator": "装机容量",
            "comparator": "=",
            "value": 100 + task % 400,
            "unit": "万千瓦",
            "due_on": STARTED.replace(2025, 12, 31),
            "firmness": "",
            "hedge": "左右",
            "wording": _wording(task),
            "start": 0,
            "end": 1,
        }


def _shares(size: Size) -> Iterator[Row]:
    for share in range(size.shares):
        yield {
            "id": share + 1,
            "task_id": share // PER_TASK + 1,
            "department_id": department_of(share),
            "role": Role.LEAD if leads(share) else Role.CO,
            "ordinal": share % PER_TASK + 1,
            "confirmed_on": STARTED,
            "basis": "任务分工表",
            "acknowledged_on": STARTED,
            "from_on": STARTED,
            "red_run": 0,
            "version": 1,
        }


def fill_plans(connection: Connection, size: Size) -> None:
    editions = list(_editions(size))
    put(
        connection,
        Plan,
        (
            {
                "id": row["id"],
                "title": row["title"],
                "doc_number": row["doc_number"],
                "state": PlanState.IN_FORCE,
                "started_on": REOPENED,
                "demo": False,
                "version": 1,
            }
            for row in editions
        ),
    )
    put(connection, Edition, editions)
    put(connection, Item, _items(size))
    put(connection, Task, _tasks(size))
    put(
        connection,
        TaskItem,
        ({"id": n + 1, "task_id": n + 1, "item_id": n + 1, "from_on": STARTED} for n in range(size.tasks)),
    )
    put(connection, Target, _targets(size))
    put(connection, Assignment, _shares(size))
