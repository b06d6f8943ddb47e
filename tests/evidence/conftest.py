"""Every test of a store runs on the folder and on a real S3 server."""

from pathlib import Path

import pytest

from tests.evidence.stores import Folder, Kind, Objects
from workflow.adapters.files_face import FileStore


@pytest.fixture(params=["folder", "objects"])
def kind(request: pytest.FixtureRequest, tmp_path: Path) -> Kind:
    if request.param == "folder":
        return Folder(tmp_path / "files")
    return Objects(request.getfixturevalue("bucket"), tmp_path / "incoming")


@pytest.fixture
def store(kind: Kind) -> FileStore:
    return kind.made()
