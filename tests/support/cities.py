"""Fixtures that most tests of the rooms begin with; a test that wants another city makes its own."""

import pytest
from sqlalchemy.orm import Session

from tests.support.builders import City, a_plan_under_way
from workflow.workdays.queries import calendar
from workflow.workdays.rules import Calendar


@pytest.fixture
def city(session: Session) -> City:
    return a_plan_under_way(session)


@pytest.fixture
def days(request: pytest.FixtureRequest, session: Session, city: City) -> Calendar:
    """The calendar around the TODAY of the test's module."""
    return calendar(session, around=request.module.TODAY)
