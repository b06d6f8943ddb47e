"""Two editions of a small plan, for tests of what a later one does."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.builders import at
from workflow.audit.service import SYSTEM
from workflow.commands.import_plan import import_bytes
from workflow.deadlines import starting
from workflow.people import queries as people
from workflow.plans.desk import taking
from workflow.plans.desk.matching import Names
from workflow.plans.desk.models import Intake
from workflow.plans.desk.sheet import sheet_of
from workflow.plans.models import Plan
from workflow.plans.reader import read
from workflow.plans.service import Source
from workflow.tasks import service
from workflow.tasks.models import Assignment, Role
from workflow.workdays.rules import Calendar

STARTED, AMENDED = date(2026, 9, 1), date(2026, 11, 23)
HEAD = "测试市碳达峰实施方案\n\n一、总体要求\n（一）指导思想。坚持绿色发展，稳妥推进工作。\n二、能源转型\n"
SOLAR = "（一）发展光伏发电。到2030年，光伏发电装机容量达到{}万千瓦左右。（{}等按职责分工负责）\n"
WIND = "（二）发展风电。到2030年，风电装机容量达到200万千瓦左右。（市能源局、市住建局按职责分工负责）\n"
STEEL = "三、工业达峰\n（一）推动钢铁行业达峰。严格执行产能置换政策，推动钢铁企业短流程改造。（市工信局负责）\n"
HYDROGEN = "（三）培育氢能产业。布局加氢站，推进焦炉煤气制氢示范应用和氢能重卡推广。（市能源局、市工信局负责）\n"
FIRST = HEAD + SOLAR.format(470, "市能源局、市住建局") + WIND + STEEL
SECOND = HEAD + SOLAR.format(500, "市工信局、市能源局") + WIND + HYDROGEN


def first_edition(session: Session, calendar: Calendar) -> Plan:
    """The first edition, under way. The bodies must be known."""
    edition, _ = import_bytes(session, Source(FIRST.encode(), "一版.txt"), demo=False, by=SYSTEM, at=at(STARTED))
    for lead in session.scalars(select(Assignment).where(Assignment.role == Role.LEAD)).all():
        service.confirm_lead(session, lead, basis="会议纪要", by=SYSTEM, at=at(STARTED))
    starting.start(session, edition.plan, by=SYSTEM, at=at(STARTED), calendar=calendar)
    return edition.plan


def on_desk(session: Session, plan: Plan | None, text: str) -> Intake:
    """A document read and laid on the desk, as a later edition of a plan."""
    intake, _ = taking.hand_in(session, Source(text.encode(), "二版.txt"), amends=plan, by=SYSTEM, at=at(AMENDED))
    taking.claim(session, intake, at=at(AMENDED))
    names = Names.of(people.by_printed_name(session, on=AMENDED))
    taking.lay(session, intake, sheet_of(read(text.encode(), "二版.txt"), names), at=at(AMENDED))
    return intake
