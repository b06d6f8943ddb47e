"""A small town at work: the city of the builders with more tasks, more people, and passwords that they know."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.stories.people import PASSWORD
from tests.support import builders
from tests.support.builders import City, at
from tests.support.web import Served
from workflow.deadlines import periods
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.notices.models import Notice
from workflow.notices.service import post
from workflow.people import passwords
from workflow.people.models import Account, PostKind
from workflow.people.queries import actor
from workflow.reports import service as reports
from workflow.reports.models import Report, ReportRevision, ReportState, Standing
from workflow.tasks.models import Assignment, Origin, Role, Task, TaskState
from workflow.workdays.queries import calendar

MORNING = date(2026, 9, 2)  # the day after the start
DAY = date(2026, 10, 12)  # a Monday; the third quarter's reports are due on Thursday
COAL, SUN, STEEL = "抓好煤炭保供和煤电清洁低碳发展", "推动光伏发电高质量发展", "推动钢铁行业碳达峰"
SAID = "垣曲县 20 万千瓦光伏项目并网，闻喜县项目用地手续未办结。"
NAMES = {"liaison": "张能", "head": "王局", "other": "李工", "third": "赵建", "office": "陈办"}
HASH = passwords.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)  # quick


@dataclass
class Town:
    served: Served
    city: City

    def on(self, day: date) -> None:
        """It is the morning of a day. Who was signed in weeks before is not any more."""
        self.served.clock.set(day)

    def told(self) -> dict[str, set[int]]:
        """Whom the round of today tells, by the first part of the address, and of which departments' deadlines."""
        with self.served.database.writing() as session:
            today = self.served.clock.instant.date()
            post(session, today=today, calendar=calendar(session, around=today))
            rows = session.execute(
                select(Account.email, Deadline.assignment_id)
                .join(Notice, Notice.account_id == Account.id)
                .join(Deadline, Deadline.id == Notice.deadline_id)
                .where(Notice.posted_on == today)
            ).all()
        told: dict[str, set[int]] = {}
        for email, assignment_id in rows:
            told.setdefault(email.partition("@")[0], set()).add(assignment_id)
        return told

    def states(self) -> list[ReportState]:
        with self.served.database.reading() as session:
            return list(session.scalars(select(Report.state).order_by(Report.id)))

    def texts(self) -> list[str]:
        """The words of every report as it stands, the latest revision of each."""
        with self.served.database.reading() as session:
            rows = session.execute(
                select(ReportRevision.report_id, ReportRevision.text).order_by(ReportRevision.ordinal)
            ).all()
            return list({row.report_id: row.text for row in rows}.values())


def build(session: Session, *, more: int = 0, signs: bool = True) -> City:
    """市能源局 leads two tasks and `more`; its head signs what leaves it. Deputies, a second clerk, a second head."""
    city = builders.a_plan_under_way(session)
    energy, office = city.departments["energy"], city.departments["office"]
    energy.signs_off = signs
    for name, kind, rank in (("deputy", PostKind.LIAISON, 2), ("vice", PostKind.HEAD, 2)):
        city.accounts[name] = builders.an_account(session, name, energy, kind, rank=rank)
    city.accounts["clerk"] = builders.an_account(session, "clerk", office, PostKind.OFFICE, rank=2)
    for n in range(1, more + 1):
        facts = {"origin": Origin.MEASURE, "chapter": "四、产业", "state": TaskState.UNDER_WAY}
        task = Task(plan_id=city.plan.id, ordinal=100 + n, number=f"四（{n}）", heading=f"推进第 {n} 项工程", **facts)
        session.add(Assignment(task=task, department_id=energy.id, role=Role.LEAD, ordinal=1, confirmed_on=MORNING))
    session.flush()
    periods.open_reports(session, today=DAY, calendar=calendar(session, around=DAY))
    for key, account in city.accounts.items():
        account.password_hash = HASH
        account.name = NAMES.get(key, key)
    session.flush()
    return city


def filed(session: Session, city: City, *, only: slice = slice(None), on: date = DAY) -> list[Report]:
    """The liaison of 市能源局 has put down what it owes for the third quarter (some of it), in her own words."""
    owed = select(Deadline).where(
        Deadline.department_id == city.departments["energy"].id,
        Deadline.kind == DeadlineKind.REPORT,
        Deadline.occasion == "2026Q3",
    )
    by = actor(city.accounts["liaison"])
    said = {"standing": Standing.ON_COURSE, "next_step": "继续推进。"}
    return [
        reports.file(session, one, **said, text=f"{SAID}{place}", by=by, at=at(on))
        for place, one in enumerate(session.scalars(owed.order_by(Deadline.id)).all()[only], 1)
    ]
