"""Where backups lie: a folder for each, named by its instant, and beside them the files that they share."""

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from workflow.adapters.files import NAME as SHA256
from workflow.adapters.files import FolderStore, settle
from workflow.backup import manifest
from workflow.backup.manifest import Manifest
from workflow.errors import Refused

NAMED = "%Y-%m-%dT%H-%M-%SZ"
NAME = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ")
PART = ".part"
DESTROYED = "destroyed.txt"  # SHA-256 of what must not come back, one a line; what follows it on the line is for people


@dataclass(frozen=True)
class Backup:
    """A complete backup; `manifest` is None where it can no longer be read."""

    folder: Path
    manifest: Manifest | None


def name_of(at: datetime) -> str:
    return at.astimezone(UTC).strftime(NAMED)


def store_of(root: Path) -> FolderStore:
    return FolderStore(root / "files")


def complete(root: Path) -> list[Backup]:
    """Oldest first. A folder without a manifest is no backup."""
    if not root.is_dir():
        return []
    named = sorted(folder for folder in root.iterdir() if NAME.fullmatch(folder.name))
    return [Backup(folder, _manifest(folder)) for folder in named if (folder / manifest.FILE).exists()]


def _manifest(folder: Path) -> Manifest | None:
    try:
        return manifest.read(folder)
    except Refused:
        return None


def sweep(root: Path) -> None:
    """What a process that died has left half done."""
    for folder in root.glob("*" + PART):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(store_of(root).root / "incoming", ignore_errors=True)


def prune(root: Path, *, keep: int) -> int:
    """Remove the oldest backups but `keep`, then files that no backup refers to; returns how many backups went.

    While a manifest cannot be read nobody knows which files it needs: then all stay."""
    backups = complete(root)
    for old in backups[:-keep]:
        going = old.folder.with_name(old.folder.name + PART)
        old.folder.rename(going)  # no backup from here on
        shutil.rmtree(going)
    kept = [backup.manifest for backup in backups[-keep:]]
    needed = {sha256 for known in kept if known for sha256 in known.files}
    for path in _files(store_of(root).root) if None not in kept else ():
        if path.name not in needed:
            path.unlink()
    return len(backups[:-keep])


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.glob("*/*/*") if SHA256.fullmatch(path.name))


def destroyed(root: Path) -> frozenset[str]:
    """Files that were destroyed on purpose: a restore leaves them out. A list that is not understood stops it."""
    try:
        lines = (root / DESTROYED).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return frozenset()
    words = [line.split()[0] for line in lines if line.strip() and not line.startswith("#")]
    if wrong := [word for word in words if not SHA256.fullmatch(word)]:
        raise Refused("restore.destroyed_list", name=DESTROYED, line=wrong[0])
    return frozenset(words)


def write_down_destroyed(root: Path | None, sha256s: Iterable[str]) -> None:
    """Let every restore of the backups here leave these out; those on the list stay on it. The list is written whole
    beside its place and put there at once."""
    if root is None or not root.is_dir():
        return
    new = sorted(set(sha256s) - destroyed(root))
    if not new:
        return
    path = root / DESTROYED
    before = path.read_text("utf-8") if path.exists() else ""
    lines = [before.rstrip("\n")] if before.strip() else []
    beside = path.with_suffix(PART)
    beside.write_text("\n".join([*lines, *new]) + "\n", "utf-8")
    beside.replace(path)
    settle(root)


def holding(root: Path, sha256: str) -> list[str]:
    """The backups that hold a file, by name, the oldest first; one whose manifest cannot be read may."""
    found = [backup for backup in complete(root) if backup.manifest is None or sha256 in backup.manifest.files]
    return [backup.folder.name for backup in found]
