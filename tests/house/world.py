"""The world that the doors are tried in: the small city, and one of each thing that a page is about."""

from dataclasses import dataclass

from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from tests.support.builders import City, a_plan_under_way, the_deadline, the_share
from workflow.deadlines.models import DeadlineKind
from workflow.people.models import Account


@dataclass(frozen=True)
class World:
    city: City
    things: dict[str, object]  # by the name of the argument in the address
    special: dict[str, dict[str, object]]  # by endpoint, where the name alone does not say which

    @property
    def accounts(self) -> dict[str, Account]:
        return self.city.accounts

    def arguments(self, rule: Rule) -> dict[str, object]:
        known = self.things | self.special.get(rule.endpoint, {})
        return {name: known[name] for name in rule.arguments}


def a_world(session: Session) -> World:
    city = a_plan_under_way(session)
    things: dict[str, object] = {
        "plan_id": city.plan.id,
        "task_id": city.tasks[0].id,
        "deadline_id": the_deadline(session, city, "energy", DeadlineKind.REPORT).id,
        "assignment_id": the_share(session, city, "energy").id,
        "locale": "en",
        "token": "none",
    }
    return World(city, things, {})
