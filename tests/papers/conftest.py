import pytest

from tests.papers.stage import Stage, a_stage


@pytest.fixture
def stage(session) -> Stage:
    return a_stage(session)


@pytest.fixture
def office(client, stage):
    stage.session.commit()
    return client.sign_in(stage.city.accounts["office"])
