"""PostgreSQL's own programs: found, new enough, and never told a password where others see it."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.backup.conftest import FIRST
from tests.support.builders import City
from workflow.adapters.files import FolderStore
from workflow.backup import making
from workflow.backup.making import Target
from workflow.db import Database
from workflow.errors import Refused

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def a_program(folder: Path, words: str) -> Path:
    folder.mkdir()
    program = folder / "pg_dump"
    program.write_text(f"#!/bin/sh\n{words}\n")
    program.chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("words", "key"),
    [(None, "no_program"), ("echo 'pg_dump (PostgreSQL) 9.6.24'", "old_program"), ("echo ?", "old_program")],
)
def test_a_missing_or_older_program_is_said(
    database: Database, store: FolderStore, root: Path, tmp_path: Path, words: str | None, key: str
) -> None:
    programs = a_program(tmp_path / "bin", words) if words else tmp_path
    with pytest.raises(Refused, match=key):
        making.make(database, store, Target(root, 3, programs), at=FIRST)
    assert [path.name for path in root.iterdir()] == ["lock"]


def test_the_password_goes_by_the_environment_and_what_the_program_says_is_told(
    database_url: str, store: FolderStore, root: Path, tmp_path: Path, city: City
) -> None:
    told = tmp_path / "told"
    words = f"""
case "$1" in --version) echo 'pg_dump (PostgreSQL) 99.1'; exit 0;; esac
echo "$@" > {told}; echo "password $PGPASSWORD" >> {told}; echo 'no room left' >&2; exit 1"""
    url = make_url(database_url).set(password="s3cret").render_as_string(hide_password=False)
    database = Database(url)
    with pytest.raises(Refused, match="dump_failed") as refused:
        making.make(database, store, Target(root, 3, a_program(tmp_path / "bin", words)), at=FIRST)
    database.close()
    assert refused.value.facts["reason"] == "no room left"
    arguments, password = told.read_text("utf-8").splitlines()
    assert "s3cret" not in arguments and password == "password s3cret"
