"""The city under way and its liaison; every test of a store runs on the folder and on a real S3 server."""

from pathlib import Path

import pytest

from tests.evidence.stores import Folder, Kind, Objects
from tests.evidence.tus import Tus
from tests.support import builders
from workflow.adapters.files_face import FileStore


@pytest.fixture(params=["folder", "objects"])
def kind(request: pytest.FixtureRequest, tmp_path: Path) -> Kind:
    if request.param == "folder":
        return Folder(tmp_path / "files")
    return Objects(request.getfixturevalue("bucket"), tmp_path / "incoming")


@pytest.fixture
def store(kind: Kind) -> FileStore:
    return kind.made()


@pytest.fixture
def city(database):
    with database.writing() as session:
        return builders.a_plan_under_way(session)


@pytest.fixture
def liaison(client, city):
    return client.sign_in(city.accounts["liaison"])


@pytest.fixture
def tus(client, city):
    return Tus(client.sign_in(city.accounts["liaison"]), city.departments["energy"].id)
