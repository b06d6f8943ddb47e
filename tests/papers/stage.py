"""Papers brought into any state, over the small city: 市能源局 and 市工信局 owe the verification of targets, late."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tests.support.builders import City, a_plan_under_way, at, the_deadline
from tests.support.web import TODAY
from workflow.audit.service import Operator
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.escalation.papers import checking, drafting, editing, issuing, proposing, signing
from workflow.escalation.papers.models import Paper, PaperKind, PaperState
from workflow.reports.rules import Signature
from workflow.workdays.queries import calendar
from workflow.workdays.rules import Calendar

BY = Operator(None, "陈办")
AT = at(TODAY)
SIGNED = Signature("李市长", TODAY)


@dataclass
class Stage:
    session: Session
    city: City

    @property
    def calendar(self) -> Calendar:
        return calendar(self.session, around=TODAY)

    @property
    def late(self) -> list[Deadline]:
        """The verification of three targets: two of 市能源局, one of 市工信局."""
        found = (("energy", 0), ("energy", 1), ("industry", 2))
        return [the_deadline(self.session, self.city, who, DeadlineKind.TARGET, task=task) for who, task in found]

    def proposed(self, deadlines: list[Deadline], *, own: tuple[int, ...] = ()) -> proposing.Proposed:
        ids = [one.id for one in deadlines]
        return proposing.propose(self.session, ids, own=own, today=TODAY, calendar=self.calendar)

    def draft(self, deadlines: list[Deadline] | None = None, kind: PaperKind | None = None) -> Paper:
        """A draft to the first body, of the proposed kind unless another is named."""
        group = self.proposed(deadlines or self.late[:1]).groups[0]
        chosen = kind or group.kinds[0]
        return drafting.draft_group(self.session, group, chosen, by=BY, at=AT, calendar=self.calendar)

    def cleared(self, paper: Paper) -> Paper:
        """Everything that a check asks is confirmed with a word."""
        for one in checking.check(self.session, paper, told=(), today=TODAY):
            assert not one.forbids, one
            editing.confirm(self.session, paper, one.key, words="已电话核实", by=BY, at=AT)
        return paper

    def paper(self, state: PaperState, *, kind: PaperKind = PaperKind.URGE_SLIP) -> Paper:
        paper = self.cleared(self.draft(kind=kind))
        if state == PaperState.VOID:
            editing.make_void(self.session, paper, reason="不再需要", by=BY, at=AT)
        if state in (PaperState.TO_SIGN, PaperState.SIGNED, PaperState.ISSUED, PaperState.WITHDRAWN):
            signing.send(self.session, paper, told=(), by=BY, at=AT)
        if state in (PaperState.SIGNED, PaperState.ISSUED, PaperState.WITHDRAWN):
            signing.sign(self.session, paper, SIGNED, by=BY, at=AT)
        if state in (PaperState.ISSUED, PaperState.WITHDRAWN):
            self.issue(paper)
        if state == PaperState.WITHDRAWN:
            issuing.withdraw(self.session, paper, reason="数据有误", by=BY, at=AT)
        assert paper.state == state
        return paper

    def issue(self, paper: Paper, number: str | None = None) -> list[Deadline]:
        facts = {"office_number": number, "calendar": self.calendar}
        return issuing.issue(self.session, paper, told=(), by=BY, at=AT, **facts)


def a_stage(session: Session) -> Stage:
    return Stage(session, a_plan_under_way(session))
