import pytest

from tests.papers.stage import Stage, a_stage


@pytest.fixture
def stage(session) -> Stage:
    return a_stage(session)
