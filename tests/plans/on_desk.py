"""A document laid on the import desk of a city with few departments."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.builders import a_department
from tests.support.builders import people as a_city
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


def an_office_with(client, database, text: str):
    """The office, signed in, with this document on the desk; none of its bodies is known but the small city's."""
    with database.writing() as session:
        _bodies, accounts = a_city(session)
        laid(session, text, bodies=())
    return client.sign_in(accounts["office"])


def the_document(database) -> Intake:
    with database.reading() as session:
        return session.scalars(select(Intake)).one()
