"""Copying files between stores: only what is not there yet, each whole, its bytes compared with its name."""

from collections.abc import Mapping
from dataclasses import dataclass

from workflow.adapters.files import FileStore, TooLarge
from workflow.adapters.files_face import FULL
from workflow.backup.watching import Watch, no_room
from workflow.errors import Refused


@dataclass(frozen=True)
class Copied:
    files: int = 0
    size: int = 0


def copy(source: FileStore, store: FileStore, files: Mapping[str, int], watch: Watch) -> Copied:
    """Bring every file (size by SHA-256) that the store does not have. Raises Refused where one is not right."""
    copied = Copied()
    for place, (sha256, size) in enumerate(sorted(files.items())):
        watch.go_on("files", place, len(files))
        if store.size(sha256) != size:
            bring(source, store, sha256, size)
            copied = Copied(copied.files + 1, copied.size + size)
    watch.go_on("files", len(files), len(files))
    return copied


def bring(source: FileStore, store: FileStore, sha256: str, size: int) -> None:
    """Bring one file, in place of what may be there."""
    try:
        with source.get(sha256) as stream:
            received = store.receive(stream, limit=size)
    except FileNotFoundError:
        raise Refused("backup.file_missing", sha256=sha256) from None
    except TooLarge:
        raise Refused("backup.file_altered", sha256=sha256) from None
    except OSError as error:
        if error.errno in FULL:
            raise no_room(error, store.incoming) from None
        raise Refused("backup.file_unreadable", sha256=sha256, reason=error.strerror or str(error)) from None
    if (received.sha256, received.size) != (sha256, size):
        store.discard(received)
        raise Refused("backup.file_altered", sha256=sha256)
    store.keep(received, anew=True)
