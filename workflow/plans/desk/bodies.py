"""A name as printed and the department it means, everywhere in the document at once."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from workflow.plans.desk import shares
from workflow.plans.desk.doubts import MENDED
from workflow.plans.desk.items import settles
from workflow.plans.desk.mending import Hand, keep, opened
from workflow.plans.desk.models import Intake, IntakeEdit
from workflow.plans.desk.naming import veiled
from workflow.plans.desk.rows import ItemRow, Row
from workflow.plans.desk.sheet import Sheet


@dataclass(frozen=True)
class Meaning:
    """What a printed name means: a department, or none of its own (各有关部门)."""

    department_id: int | None
    generic: bool = False


def unmatched(sheet: Sheet, name: str) -> list[str]:
    """The keys of items in which a printed name stands that means nothing yet."""
    return [
        key
        for key, item in sheet.items.items()
        if any(b.name == name and b.department_id is None and not b.generic for b in (*item.bodies, *item.inherited))
    ]


def match(session: Session, intake: Intake, name: str, meaning: Meaning, *, hand: Hand) -> IntakeEdit | None:
    """Wherever the name is printed and means nothing yet it means this from now on."""
    sheet = opened(session, intake)
    changes: dict[str, Row | None] = {
        key: shares.known_as(sheet.items[key], name, meaning.department_id, is_generic=meaning.generic)
        for key in unmatched(sheet, name)
    }
    for asked, doubt in sheet.doubts.items():
        after = changes.get(doubt.item or "")
        asks = doubt.question == "body_odd" and doubt.answer is None
        if asks and isinstance(after, ItemRow) and settles(doubt, sheet.items[doubt.item or ""], after):
            changes[asked] = replace(doubt, answer=MENDED)
    words = veiled(name, sheet.taints.values())
    return keep(session, intake, sheet, "body.matched", changes, words=words, hand=hand)
