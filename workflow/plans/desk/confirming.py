"""Confirming: from the sheet on the desk to an edition. The counters must add up and every lead must be somebody."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from workflow.audit.service import Actor
from workflow.errors import Refused
from workflow.plans import service as plans
from workflow.plans.desk import queries
from workflow.plans.desk.mending import hold
from workflow.plans.desk.models import Intake, IntakeState
from workflow.plans.desk.naming import spoken
from workflow.plans.desk.sheet import Sheet
from workflow.plans.models import BodyRole, Edition, ItemKind, TargetKind

NAMED = 5  # items that a refusal names


@dataclass(frozen=True)
class Counts:
    """What the document holds; numbered = measures + standing + general."""

    chapters: int
    measures: int
    standing: int
    general: int
    valued: int
    goals: int
    taints: int
    doubts: int
    open_doubts: int

    @property
    def numbered(self) -> int:
        return self.measures + self.standing + self.general


def counts(sheet: Sheet) -> Counts:
    kinds = [item.kind for item in sheet.items.values()]
    goals = sum(target.kind in (TargetKind.GOAL, TargetKind.PROVINCE) for target in sheet.targets.values())
    return Counts(
        chapters=len(sheet.parts),
        measures=kinds.count(ItemKind.MEASURE),
        standing=kinds.count(ItemKind.STANDING),
        general=kinds.count(ItemKind.GENERAL),
        valued=len(sheet.targets) - goals,
        goals=goals,
        taints=len(sheet.taints),
        doubts=len(sheet.doubts),
        open_doubts=sum(doubt.answer is None for doubt in sheet.doubts.values()),
    )


def unknown_bodies(sheet: Sheet) -> dict[str, str]:
    """Printed names that are no department yet, and the key of the item where each stands first. A generic name (各有
    关部门) may share, but a lead must be somebody."""
    found: dict[str, str] = {}
    for key, item in sheet.items.items():
        for body in item.bodies:
            if body.department_id is None and (not body.generic or body.role == BodyRole.LEAD):
                found.setdefault(body.name, key)
    return found


def departments(sheet: Sheet) -> int:
    """How many departments the paper makes responsible."""
    return len({body.department_id for item in sheet.items.values() for body in item.bodies} - {None})


def without_lead(sheet: Sheet) -> list[str]:
    """The keys of measures that nobody leads."""
    measures = ((key, item) for key, item in sheet.items.items() if item.kind == ItemKind.MEASURE)
    return [key for key, item in measures if item.lead is None]


def refuse_unknown(sheet: Sheet) -> None:
    """A task without a lead would be nobody's."""
    unknown = unknown_bodies(sheet)
    if unknown:
        raise Refused("plan.unknown_bodies", names="、".join(sorted(unknown)), count=len(unknown))


def confirm(session: Session, intake: Intake, *, demo: bool, by: Actor, at: datetime) -> Edition:
    """Make the edition that the desk shows, of a new plan or of the one it amends. Tasks are proposed by the caller."""
    hold(session, intake)
    sheet = queries.sheet(session, intake)
    if not any(item.kind == ItemKind.MEASURE for item in sheet.items.values()):
        raise Refused("intake.no_measures")
    refuse_unknown(sheet)
    if left := without_lead(sheet):
        raise Refused("intake.no_lead", count=len(left), items="、".join(spoken(sheet, key) for key in left[:NAMED]))
    source = plans.Source(intake.original, intake.file_name)
    edition = plans.take_in(session, sheet, source, plan=intake.amends, demo=demo, by=by, at=at)
    intake.state, intake.edition = IntakeState.CONFIRMED, edition
    session.flush()
    return edition
