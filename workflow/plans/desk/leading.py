"""Measures that nobody leads, in one go: the office names a lead for each, or says that it is none."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from workflow.plans.desk import shares
from workflow.plans.desk.confirming import without_lead
from workflow.plans.desk.items import kept
from workflow.plans.desk.mending import Hand, opened
from workflow.plans.desk.models import Intake, IntakeEdit
from workflow.plans.models import ItemKind


@dataclass(frozen=True)
class Lead:
    """Who is to lead an item: a department by the name it goes by; None where only its kind is said."""

    kind: ItemKind
    name: str = ""
    department_id: int | None = None


def give(session: Session, intake: Intake, wanted: Mapping[str, Lead], *, hand: Hand) -> tuple[IntakeEdit | None, int]:
    """Returns the mend and how many items it settled. Who was given a lead meanwhile keeps it."""
    sheet = opened(session, intake)
    mended = {}
    for key in without_lead(sheet):
        lead = wanted.get(key)
        if lead is None:
            continue
        item = replace(sheet.items[key], kind=lead.kind)
        if lead.kind == ItemKind.MEASURE and lead.department_id is not None:
            item = shares.led_besides(item, lead.name, lead.department_id)
        if item != sheet.items[key]:
            mended[key] = item
    return (kept(session, intake, sheet, "items.led", mended, hand=hand) if mended else None), len(mended)
