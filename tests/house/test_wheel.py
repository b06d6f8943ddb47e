"""What is installed is whole: templates, static files, seed, migrations and words travel in the wheel."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.support import sources


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a wheel that was just built."""
    folder: Path = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=sources.ROOT, check=True, capture_output=True)
    [packed] = folder.glob("*.whl")
    with ZipFile(packed) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("folder", ["templates", "static", "seed"])
def test_a_folder_beside_the_package_travels_inside_it(wheel: set[str], folder: str) -> None:
    here = {
        f"workflow/{sources.name(path)}" for path in sources.tracked() if sources.name(path).startswith(f"{folder}/")
    }
    assert here
    assert here <= wheel


def test_all_of_the_package_travels(wheel: set[str]) -> None:
    here = {sources.name(path) for path in sources.tracked() if sources.name(path).startswith("workflow/")}
    assert here | {"wsgi.py"} <= wheel


def test_nothing_else_travels(wheel: set[str]) -> None:
    assert not [name for name in wheel if not name.startswith(("workflow/", "duban-")) and name != "wsgi.py"]
