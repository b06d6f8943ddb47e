"""The two kinds of store, each with what a test must reach behind its face."""

from dataclasses import dataclass
from pathlib import Path

import obstore

from workflow.adapters.files import FolderStore
from workflow.adapters.files_face import FileStore
from workflow.adapters.files_s3 import ObjectStore, opened
from workflow.addresses import Bucket


@dataclass(frozen=True)
class Folder:
    root: Path

    def made(self) -> FileStore:
        return FolderStore(self.root)

    def names(self) -> set[str]:
        return {path.name for path in self.root.rglob("*") if path.is_file()}

    def alter(self, sha256: str, content: bytes) -> None:
        (self.root / sha256[:2] / sha256[2:4] / sha256).write_bytes(content)


@dataclass(frozen=True)
class Objects:
    bucket: Bucket
    folder: Path

    def made(self) -> FileStore:
        return ObjectStore(self.bucket, self.folder)

    def names(self) -> set[str]:
        """Of objects, and of files on this machine."""
        kept = {one["path"].rpartition("/")[2] for some in obstore.list(opened(self.bucket)) for one in some}
        return kept | ({path.name for path in self.folder.iterdir()} if self.folder.is_dir() else set())

    def alter(self, sha256: str, content: bytes) -> None:
        obstore.put(opened(self.bucket), f"{sha256[:2]}/{sha256[2:4]}/{sha256}", content)


Kind = Folder | Objects
