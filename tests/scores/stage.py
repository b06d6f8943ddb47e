"""A year of the small city to be scored: 市能源局 leads two tasks, 市工信局 one; the sheet is drawn up in January."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.papers.stage import AT, SIGNED
from tests.papers.stage import Stage as Papers
from tests.support.builders import City, a_plan_under_way, at, the_deadline, the_share
from workflow.audit.service import SYSTEM, Operator
from workflow.deadlines import service as deadlines
from workflow.deadlines import steps
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.escalation.papers import signing
from workflow.escalation.papers.models import Paper, PaperKind
from workflow.insight.scores import circulating, ending, queries, service
from workflow.insight.scores.models import ScoreLine, ScoreObjection, ScoreSheet, ScoreState
from workflow.lights.models import Course, PeriodVerdict
from workflow.plans.models import Target
from workflow.reports.rules import Signature
from workflow.review import settling, targets
from workflow.review.models import TargetVerdict, TargetVerdictWord
from workflow.review.targets import Found, Remedy
from workflow.workdays.queries import calendar
from workflow.workdays.rules import Calendar

DRAWN = date(2027, 1, 5)  # a Tuesday
LAST_DAY = date(2027, 1, 12)  # for objections: five working days later
SIGNING = LAST_DAY + timedelta(1)
NOVEMBER = date(2026, 11, 2)
BY = Operator(None, "陈办")
LATE = date(2027, 3, 31)


@dataclass
class Stage:
    session: Session
    city: City

    @property
    def calendar(self) -> Calendar:
        return calendar(self.session, around=DRAWN)

    def judged(
        self, word: TargetVerdictWord, *, who: str = "energy", task: int = 0, on: date = NOVEMBER, mended: date = LATE
    ) -> TargetVerdict:
        """The target of 2025 of a task gets its verdict; a missed one is to be mended by a day."""
        owed = the_deadline(self.session, self.city, who, DeadlineKind.TARGET, task=task)
        target = self.session.get_one(Target, owed.target_id)
        settling.tolerate(self.session, target, value=Decimal(2), basis="会议纪要", by=SYSTEM, at=at(on))
        facts: dict[str, Any] = {"value": Decimal(45), "as_of": date(2025, 12, 31)}
        if word == TargetVerdictWord.NOT_ACHIEVED:
            facts["remedies"] = [Remedy("补建", mended)]
        if word == TargetVerdictWord.AWAITS_DATA:
            facts = {"awaited_on": on + timedelta(60)}
        if word == TargetVerdictWord.PROVINCE_DECIDES:
            facts = {}
        return targets.record(self.session, owed, Found(word, "统计公报", **facts), by=SYSTEM, at=at(on))

    def step(
        self, due_on: date, *, who: str = "energy", task: int = 0, ended_on: date | None = None, words: str = "开工"
    ) -> Deadline:
        """A step of a share, and on which day it was done."""
        share = the_share(self.session, self.city, who, task=task)
        made = steps.set_step(
            self.session, share, words=words, due_on=due_on, basis="纪要", by=SYSTEM, at=at(date(2026, 9, 2))
        )
        if ended_on is not None:
            deadlines.end(self.session, made, Outcome.MET, on=ended_on)
        return made

    def quarter(self, course: Course, *, who: str = "energy", task: int = 0, period: str = "2026Q3") -> PeriodVerdict:
        share = the_share(self.session, self.city, who, task=task)
        kept = PeriodVerdict(assignment=share, period=period, course=course, reason="late_work", at=at(NOVEMBER))
        self.session.add(kept)
        self.session.flush()
        return kept

    def circular(self) -> Paper:
        """A 通报 that names the first task of 市能源局, issued in November."""
        papers = Papers(self.session, self.city)
        paper = papers.cleared(papers.draft(kind=PaperKind.CIRCULAR_NOTICE))
        signing.send(self.session, paper, told=(), by=BY, at=AT)
        signing.sign(self.session, paper, SIGNED, by=BY, at=AT)
        papers.issue(paper)
        return paper

    def sheet(self, period: str = "2026", *, on: date = DRAWN) -> ScoreSheet:
        facts = {"by": BY, "at": at(on), "calendar": self.calendar}
        return service.draw_up(self.session, self.city.plan, period, **facts)

    def circulated(self, sheet: ScoreSheet | None = None) -> ScoreSheet:
        sheet = sheet or self.sheet()
        circulating.circulate(self.session, sheet, by=BY, at=at(DRAWN), calendar=self.calendar)
        return sheet

    def objected(
        self, sheet: ScoreSheet, kind: str = "in_time", who: str = "energy", *, on: date = DRAWN
    ) -> ScoreObjection:
        line, said = self.line(sheet, kind, who), {"reason": "已按期完成，见验收单。", "evidence_id": None}
        return circulating.object_to(self.session, line, **said, by=BY, at=at(on))

    def answered(self, said: ScoreObjection) -> None:
        kept = circulating.Answer(False, "验收单日期晚于期限。")
        circulating.answer(self.session, said, kept, by=BY, at=at(DRAWN))

    def signed(self, sheet: ScoreSheet | None = None) -> ScoreSheet:
        sheet = sheet or self.circulated()
        ending.sign(self.session, sheet, Signature("李市长", SIGNING), by=BY, at=at(SIGNING))
        return sheet

    def issued(self, sheet: ScoreSheet | None = None) -> ScoreSheet:
        return ending.issue(self.session, sheet or self.signed(), by=BY, at=at(SIGNING))

    def in_state(self, state: ScoreState) -> ScoreSheet:
        if state == ScoreState.WITHDRAWN:
            sheet = self.circulated()
            ending.withdraw(self.session, sheet, reason="规则有误", by=BY, at=at(DRAWN))
            return sheet
        made = {
            ScoreState.DRAFT: self.sheet,
            ScoreState.CIRCULATED: self.circulated,
            ScoreState.SIGNED: self.signed,
            ScoreState.ISSUED: self.issued,
        }
        return made[state]()

    def line(self, sheet: ScoreSheet, kind: str, who: str = "energy") -> ScoreLine:
        lines = queries.lines(self.session, sheet, department_id=self.city.departments[who].id)
        return next(one for one in lines if one.rule.kind.value == kind)

    def marks(self, sheet: ScoreSheet, kind: str, who: str = "energy") -> Decimal | None:
        return self.line(sheet, kind, who).marks

    def rows(self, sheet: ScoreSheet, kind: str, who: str = "energy") -> list[tuple[str, str, str | None]]:
        """Why, with what weight, and what it counts."""
        return [(row["why"], row["weight"], row["credit"]) for row in self.line(sheet, kind, who).facts["rows"]]

    def scores(self, sheet: ScoreSheet) -> dict[str, str]:
        return {row.department.label: row.score for row in queries.table(queries.lines(self.session, sheet))}


def a_stage(session: Session) -> Stage:
    return Stage(session, a_plan_under_way(session))


def everything_of(session: Session, sheet: ScoreSheet) -> list[Any]:
    rows = session.execute(
        select(ScoreLine.department_id, ScoreLine.rule_id, ScoreLine.marks, ScoreLine.facts)
        .where(ScoreLine.sheet_id == sheet.id)
        .order_by(ScoreLine.department_id, ScoreLine.rule_id)
    )
    return list(rows)
