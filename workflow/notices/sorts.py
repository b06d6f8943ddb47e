"""The sorts of notices, as a person looks for them in her list."""

from enum import StrEnum

from sqlalchemy import ColumnElement, or_

from workflow.escalation.rules import Rung
from workflow.notices.models import Notice
from workflow.notices.rules import APART, ASKED, INSTRUCTED, REMINDERS, SIGN


class Sort(StrEnum):
    REMINDER = "reminder"
    PRESSED = "pressed"  # 催报, 催办: by days, or by the office
    CONDITIONS = "conditions"
    TO_SIGN = "to_sign"
    BACK = "back"  # a returned report, a question
    INSTRUCTION = "instruction"
    PAPER = "paper"  # a score sheet too


RUNGS: dict[Sort, tuple[Rung, ...]] = {
    Sort.REMINDER: tuple(sorted(REMINDERS)),
    Sort.PRESSED: (Rung.PRESS_FORM, Rung.PRESS_FORM_AGAIN, Rung.URGE),
    Sort.CONDITIONS: (Rung.NOTICE_CONDITIONS, Rung.CIRCULAR_CONDITIONS, Rung.INTERVIEW_CONDITIONS),
}
BEGINNINGS: dict[Sort, tuple[str, ...]] = {
    Sort.REMINDER: ("share:",),
    Sort.PRESSED: ("urge:",),
    Sort.TO_SIGN: (SIGN,),
    Sort.BACK: ("return:", ASKED),
    Sort.INSTRUCTION: (INSTRUCTED,),
    Sort.PAPER: ("paper:", *APART),
}


def of_sort(sort: Sort) -> ColumnElement[bool]:
    """Condition on a notice."""
    beginnings = (Notice.rung.startswith(word) for word in BEGINNINGS.get(sort, ()))
    return or_(Notice.rung.in_([rung.value for rung in RUNGS.get(sort, ())]), *beginnings)
