"""What the doors of circulars are tried on: a draft, one to be given up, a frozen one."""

from datetime import date

from sqlalchemy.orm import Session

from tests.support.builders import City, at
from workflow.audit.service import SYSTEM
from workflow.insight.circular import service
from workflow.insight.circular.models import Circular, Section
from workflow.insight.circular.rules import Fact
from workflow.insight.circular.service import Drafted
from workflow.workdays.rules import Period

ON, AFTER = date(2026, 10, 13), date(2026, 10, 14)


def special(session: Session, city: City) -> dict[str, dict[str, object]]:
    """By endpoint: which circular."""
    frozen = a_circular(session, city, Period(2026, 1))
    service.freeze(session, frozen, title="通报", version=1, by=SYSTEM, at=at(AFTER))
    return {
        "circulars.paper": {"circular_id": frozen.id},
        "circulars.drop": {"circular_id": a_circular(session, city, Period(2026, 2)).id},
    }


def a_circular(session: Session, city: City, period: Period) -> Circular:
    said = [Drafted("截至今日，情况如下。", Fact(Section.OVERALL, "lights", {"counts": {"behind": 1}, "base": 3}))]
    facts = {"as_of": ON, "base": 3, "notes": [], "sentences": said}
    return service.draft(session, city.plan, period, **facts, by=SYSTEM, at=at(AFTER))
