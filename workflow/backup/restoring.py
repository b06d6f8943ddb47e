"""Putting a backup back: what it holds is checked before anything is touched, and compared after."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import inspect

from workflow.adapters.files import FileStore, digest_of
from workflow.backup import folders, postgresql, sqlite
from workflow.backup.contents import contents
from workflow.backup.copying import Copied, copy
from workflow.backup.making import kind_of
from workflow.backup.manifest import Manifest
from workflow.backup.watching import Watch
from workflow.db import Database
from workflow.errors import Refused

NAMED = 3  # of the files that are not right


def check(folder: Path, manifest: Manifest, watch: Watch) -> frozenset[str]:
    """Hold the dump and every file against their checksums; returns the files to leave out, destroyed on purpose."""
    gone = folders.destroyed(folder.parent)
    try:
        with (folder / manifest.dump.name).open("rb") as dump:
            whole = digest_of(dump) == manifest.dump.sha256
    except OSError:
        whole = False
    if not whole:
        raise Refused("restore.dump_altered", name=manifest.dump.name)
    store = folders.store_of(folder.parent)
    wrong = list(altered(store, [sha256 for sha256 in sorted(manifest.files) if sha256 not in gone], watch))
    if wrong:
        raise Refused("restore.files_altered", n=len(wrong), some="、".join(wrong[:NAMED]))
    return gone & manifest.files.keys()


def altered(store: FileStore, names: Sequence[str], watch: Watch) -> Iterable[str]:
    """Which of these are not what their name says."""
    for place, sha256 in enumerate(names):
        watch.go_on("checked", place, len(names))
        try:
            with store.get(sha256) as stream:
                if digest_of(stream) == sha256:
                    continue
        except OSError:
            pass
        yield sha256
    watch.go_on("checked", len(names), len(names))


def must_fit(database: Database, manifest: Manifest) -> None:
    """A dump of one kind of database is not read by the other."""
    if manifest.kind != kind_of(database):
        raise Refused("restore.other_kind", kind=manifest.kind, here=kind_of(database))


def must_be_empty(database: Database, files: FileStore) -> None:
    """Nothing is ever restored over something."""
    with database.engine.connect() as connection:
        if inspect(connection).get_table_names():
            raise Refused("restore.database_not_empty")
    if not files.is_empty():
        raise Refused("restore.files_not_empty", folder=files.place)


def put_files_back(folder: Path, files: FileStore, manifest: Manifest, gone: frozenset[str], watch: Watch) -> Copied:
    wanted = {sha256: size for sha256, size in manifest.files.items() if sha256 not in gone}
    return copy(folders.store_of(folder.parent), files, wanted, watch)


def put_database_back(
    database: Database, folder: Path, manifest: Manifest, watch: Watch, programs: Path | None = None
) -> None:
    """The rows, and every one of them: what was counted for the manifest is counted again."""
    dump = folder / manifest.dump.name
    if database.is_sqlite:
        sqlite.put_back(database, dump, manifest.dump.sha256)
    else:
        postgresql.put_back(database, dump, watch, programs)
    with database.engine.connect() as connection:
        found = contents(connection)
    if wrong := sorted(
        name for name in found.tables | manifest.tables if not _same(found.tables, manifest.tables, name)
    ):
        raise Refused("restore.rows_differ", tables="、".join(wrong))
    if found.files.keys() != manifest.files.keys() | set(manifest.left_out) or found.revision != manifest.revision:
        raise Refused("restore.rows_differ", tables="blob")


def _same(found: dict[str, int], meant: dict[str, int], name: str) -> bool:
    return found.get(name) == meant.get(name)
