"""Making a backup while people work: the database first, then the files, the manifest last."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from workflow.adapters.files import FileStore, digest_of, settle
from workflow.backup import folders, manifest, postgresql, sqlite
from workflow.backup.contents import Contents
from workflow.backup.copying import Copied, copy
from workflow.backup.lock import alone, files_stay
from workflow.backup.manifest import Dump, Manifest
from workflow.backup.watching import Watch, no_room
from workflow.db import Database
from workflow.errors import Refused

SWEEPING = 60  # seconds: a sweep lets go of its lock after a batch


@dataclass(frozen=True)
class Target:
    """Where backups go and how many are kept; `programs`: the folder of PostgreSQL's, where it is not PATH."""

    root: Path
    keep: int
    programs: Path | None = None


@dataclass(frozen=True)
class Made:
    folder: Path
    manifest: Manifest
    copied: Copied
    pruned: int


def make(database: Database, files: FileStore, target: Target, *, at: datetime, watch: Watch | None = None) -> Made:
    """One backup more, then the oldest go. Raises Refused with a sentence; what was there before is as it was.

    Files are never changed, and while this runs none is swept: all that the database's moment refers to are there."""
    root, watch = target.root, watch or Watch()
    name = folders.name_of(at)
    if not root.is_dir():
        raise Refused("backup.no_folder", folder=str(root))
    try:
        with alone(root / "lock"), files_stay(database, wait=SWEEPING):
            folders.sweep(root)
            if (root / name).exists():
                raise Refused("backup.there_already", name=name)
            part = root / (name + folders.PART)
            try:
                part.mkdir(mode=0o700)
                written, copied = _write(database, files, part, target, at=at, watch=watch)
                part.rename(root / name)
            except BaseException:
                shutil.rmtree(part, ignore_errors=True)
                raise
            settle(root)
            return Made(root / name, written, copied, _prune(root, keep=target.keep))
    except OSError as error:
        raise no_room(error, root) from None


def _prune(root: Path, *, keep: int) -> int:
    try:
        return folders.prune(root, keep=keep)
    except OSError as error:
        raise Refused("backup.not_pruned", reason=error.strerror or str(error)) from None


def _write(
    database: Database, files: FileStore, part: Path, target: Target, *, at: datetime, watch: Watch
) -> tuple[Manifest, Copied]:
    """A file that is known to be broken is left out, and named: it must not keep all the others from being kept."""
    found, dump = _dump(database, part, target.programs, watch)
    store = folders.store_of(target.root)
    left_out = {sha256 for sha256 in found.broken if store.size(sha256) != found.files.get(sha256)}
    wanted = {sha256: size for sha256, size in found.files.items() if sha256 not in left_out}
    copied = copy(files, store, wanted, watch)
    written = Manifest(
        at=at,
        version=version("duban"),
        revision=found.revision,
        kind=kind_of(database),
        dump=dump,
        tables=found.tables,
        files=wanted,
        left_out=tuple(sorted(left_out)),
    )
    manifest.write(part, written)
    return written, copied


def _dump(database: Database, part: Path, programs: Path | None, watch: Watch) -> tuple[Contents, Dump]:
    path = part / (sqlite.NAME if database.is_sqlite else postgresql.NAME)
    if database.is_sqlite:
        found = sqlite.dump(database, path, watch)
    else:
        found = postgresql.dump(database, path, watch, programs)
    with path.open("rb") as file:
        return found, Dump(path.name, digest_of(file), path.stat().st_size)


def kind_of(database: Database) -> str:
    return database.engine.dialect.name
