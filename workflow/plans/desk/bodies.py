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


@dataclass(frozen=True)
class Meaning:
    """What a printed name means: a department, or none of its own (各有关部门)."""

    department_id: int | None
    generic: bool = False


def match(session: Session, intake: Intake, name: str, meaning: Meaning, *, hand: Hand) -> IntakeEdit | None:
    """Wherever the name is printed and means nothing yet it means this from now on."""
    sheet = opened(session, intake)
    known = shares.known_everywhere(sheet, name, meaning.department_id, is_generic=meaning.generic)
    changes: dict[str, Row | None] = {**known}
    for asked, doubt in sheet.doubts.items():
        after = changes.get(doubt.item or "")
        asks = doubt.question == "body_odd" and doubt.answer is None
        if asks and isinstance(after, ItemRow) and settles(doubt, sheet.items[doubt.item or ""], after):
            changes[asked] = replace(doubt, answer=MENDED)
    words = veiled(name, sheet.taints.values())
    return keep(session, intake, sheet, "body.matched", changes, words=words, hand=hand)
