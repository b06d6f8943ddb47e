"""A document laid on the import desk of a city with few departments."""

from sqlalchemy.orm import Session

from tests.support.builders import a_department
from tests.support.papers import THEN, on_the_desk
from workflow.people import queries as people
from workflow.plans.desk.models import Intake

AT = THEN
BODIES = ("市能源局", "市工信局", "市住建局")


def laid(session: Session, text: str, *, bodies: tuple[str, ...] = BODIES) -> Intake:
    """The document read and on the desk; these bodies are known."""
    for label in bodies:
        a_department(session, label)
    return on_the_desk(session, text)


def names_of(session: Session) -> dict[str, int]:
    return people.by_printed_name(session, on=AT.date())
