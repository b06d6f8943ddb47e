"""A document laid on the import desk, for tests of what is done there."""

from datetime import date

from sqlalchemy.orm import Session

from tests.support.builders import a_department, at
from workflow.audit.service import SYSTEM
from workflow.people import queries as people
from workflow.plans.desk import taking
from workflow.plans.desk.matching import Names
from workflow.plans.desk.models import Intake
from workflow.plans.desk.sheet import sheet_of
from workflow.plans.reader import read
from workflow.plans.service import Source

AT = at(date(2026, 11, 16))
BODIES = ("市能源局", "市工信局", "市住建局")


def laid(session: Session, text: str, *, bodies: tuple[str, ...] = BODIES) -> Intake:
    """The document read and on the desk; these bodies are known."""
    for label in bodies:
        a_department(session, label)
    data = text.encode()
    intake, _new = taking.hand_in(session, Source(data, "plan.txt"), amends=None, by=SYSTEM, at=AT)
    taking.claim(session, intake, at=AT)
    names = Names.of(people.by_printed_name(session, on=AT.date()))
    taking.lay(session, intake, sheet_of(read(data, "plan.txt"), names), at=AT)
    return intake


def names_of(session: Session) -> dict[str, int]:
    return people.by_printed_name(session, on=AT.date())
