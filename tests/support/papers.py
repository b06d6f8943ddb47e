"""A short plan as a document, and it on the import desk."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from tests.support.builders import at
from workflow.adapters.clock import day_of
from workflow.audit.service import SYSTEM, Actor
from workflow.people import queries as people
from workflow.plans.desk import taking
from workflow.plans.desk.matching import Names
from workflow.plans.desk.models import Intake
from workflow.plans.desk.sheet import sheet_of
from workflow.plans.models import Plan
from workflow.plans.reader import read
from workflow.plans.service import Source

SHORT = """测试市节能实施方案
测政发〔2026〕3号

一、重点任务
（一）推动光伏发电高质量发展。到2025年，光伏发电装机容量达到470万千瓦左右。（市能源局、市工信局等按职责分工负责）
（二）推动钢铁行业碳达峰。2025年前完成改造。（牵头单位：市工信局；配合单位：市住建局）
（三）推进绿色建筑。（市住建局牵头，市能源局、市园林局配合）
二、保障措施
（一）加强统筹协调。各有关单位要加强统筹协调。
"""
"""Three measures and a standing duty; 市园林局 is no department of the small city."""
KNOWN = SHORT.replace("、市园林局", "")
THEN = at(date(2026, 11, 16))


def on_the_desk(
    session: Session,
    text: str = SHORT,
    *,
    name: str = "节能方案.txt",
    amends: Plan | None = None,
    by: Actor = SYSTEM,
    when: datetime = THEN,
) -> Intake:
    """A document that was handed in and read."""
    source = Source(text.encode(), name)
    intake, _new = taking.hand_in(session, source, amends=amends, by=by, at=when)
    taking.claim(session, intake, at=when)
    names = Names.of(people.by_printed_name(session, on=day_of(when)))
    taking.lay(session, intake, sheet_of(read(source.data, source.name), names), at=when)
    return intake
