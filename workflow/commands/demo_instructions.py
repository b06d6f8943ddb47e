"""Leaders' words in a demonstration: one passed on to a department, one that the office has yet to draft."""

from sqlalchemy import select

from workflow.adapters.files import FileStore
from workflow.audit.service import Actor
from workflow.commands.demo_stage import Stage
from workflow.deadlines import acknowledging
from workflow.instructions import passing, queries, service
from workflow.instructions.models import Instruction
from workflow.instructions.service import Draft, Written
from workflow.notices.service import tell
from workflow.people import queries as people
from workflow.people.models import Post, PostKind

TASK = "二（三）"
FIRST = "（演示）风电送出线路核准要抓紧，请市能源局会同有关部门拿出具体办法。"
HANDLING = "（演示）由市能源局会同市规划和自然资源局逐条梳理送出线路核准问题，提出办法和时限，报办公室。"
SECOND = "（演示）老城区口袋公园拆迁为什么慢，请办公室了解情况后提出处理意见。"


def leader(scene: Stage) -> Actor:
    found = people.account_by_email(scene.session, "leader@demo.invalid")
    assert found is not None, "the people of a demonstration come first"
    return people.actor(found)


def first(scene: Stage, _store: FileStore, back: int) -> None:
    """Written by the leader, and drafted by the office on the same day."""
    lead = scene.lead(TASK)
    made = _written(scene, FIRST, back, about=f"{lead.task.number} {lead.task.heading}")
    drafted = Draft(HANDLING, lead.department_id, task_id=lead.task_id, due_on=scene.past.ahead(6))
    service.draft(scene.session, made, drafted, by=scene.office, at=scene.at(scene.past.day(back), 16))


def pass_on(scene: Stage, _store: FileStore, back: int) -> None:
    made = scene.session.scalars(select(Instruction).where(Instruction.plan_id == scene.plan.id)).one()
    on = scene.past.day(back)
    at, calendar = scene.at(on, 9), scene.past.calendar
    owed = passing.pass_on(scene.session, made, by=scene.office, at=at, calendar=calendar)
    tell(scene.session, [one.id for one in owed], rung=f"{queries.OCCASION}{made.id}", on=on, at_once=True)


def acknowledge(scene: Stage, _store: FileStore, back: int) -> None:
    share = scene.lead(TASK)
    by = scene.liaisons[share.department_id]
    acknowledging.acknowledge(scene.session, share, by=by, at=scene.at(scene.past.day(back), 9))


def second(scene: Stage, _store: FileStore, back: int) -> None:
    _written(scene, SECOND, back)


def _written(scene: Stage, words: str, back: int, *, about: str = "") -> Instruction:
    post_id, by = scene.session.scalars(select(Post.id).where(Post.kind == PostKind.LEADER)).first(), leader(scene)
    written = Written(by.name, words, scene.past.day(back), post_id, about=about)
    return service.receive(scene.session, scene.plan, written, by=by, at=scene.at(written.on, 11))
