"""Writing that a power cut does not tear: beside its place, to the disk, then renamed into it."""

import os
from hashlib import sha256
from pathlib import Path

from workflow.adapters.files import pieces, settle


def write_whole(path: Path, content: bytes) -> None:
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    settle(path.parent)


def copy_whole(source: Path, path: Path) -> str:
    """Copy a file; returns the SHA-256 (hex) of what was read."""
    part, digest = path.with_name(path.name + ".part"), sha256()
    with source.open("rb") as reading, part.open("wb") as file:
        for piece in pieces(reading):
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    settle(path.parent)
    return digest.hexdigest()


def to_disk(path: Path) -> None:
    """What another program wrote stays after a power cut."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
