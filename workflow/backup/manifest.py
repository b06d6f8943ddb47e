"""The manifest of a backup: what is in it, so that a restore can compare all of it. Written last."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from workflow.adapters.files import NAME as SHA256
from workflow.backup.writing import write_whole
from workflow.errors import Refused

FORMAT = 1
FILE = "manifest.json"


@dataclass(frozen=True)
class Dump:
    """The database in one file, named without its folder."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """`files`: size by SHA-256 of every file that the database refers to. `left_out`: files known to be broken when
    the backup was made, of which no whole bytes were to be had."""

    at: datetime
    version: str  # of Duban
    revision: str  # of the database
    kind: str  # sqlite, postgresql
    dump: Dump
    tables: dict[str, int]
    files: dict[str, int]
    left_out: tuple[str, ...]

    @property
    def size(self) -> int:
        """Bytes of database and files together."""
        return self.dump.size + sum(self.files.values())


def write(folder: Path, manifest: Manifest) -> None:
    """Whole or not at all."""
    said = {"format": FORMAT} | asdict(manifest) | {"at": manifest.at.isoformat()}
    write_whole(folder / FILE, json.dumps(said, ensure_ascii=False, indent=1).encode())


def read(folder: Path) -> Manifest:
    """Raises Refused with a sentence where there is none, or none that can be understood."""
    try:
        said = json.loads((folder / FILE).read_text("utf-8"))
        if said.get("format") != FORMAT:
            raise Refused("backup.newer_format", folder=str(folder))
        return _understood(said)
    except FileNotFoundError:
        raise Refused("backup.no_manifest", folder=str(folder)) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Refused("backup.bad_manifest", folder=str(folder)) from None


def _understood(said: Mapping[str, Any]) -> Manifest:
    """Names of files are never taken as paths."""
    dump = Dump(str(said["dump"]["name"]), str(said["dump"]["sha256"]), int(said["dump"]["size"]))
    files = {str(sha256): int(size) for sha256, size in said["files"].items()}
    if Path(dump.name).name != dump.name or not all(SHA256.fullmatch(sha256) for sha256 in files):
        raise ValueError(dump.name)
    return Manifest(
        at=datetime.fromisoformat(said["at"]),
        version=str(said["version"]),
        revision=str(said["revision"]),
        kind=str(said["kind"]),
        dump=dump,
        tables={str(name): int(rows) for name, rows in said["tables"].items()},
        files=files,
        left_out=tuple(str(sha256) for sha256 in said["left_out"]),
    )
