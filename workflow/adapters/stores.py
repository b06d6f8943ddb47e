"""Which store the settings name: the folder, or a bucket."""

from pathlib import Path

from workflow.adapters.files import FileStore, FolderStore
from workflow.addresses import Bucket
from workflow.settings import Settings


def store_of(settings: Settings) -> FileStore:
    """The store of the evidence."""
    return in_bucket(settings.bucket, settings.folder) if settings.bucket else FolderStore(settings.files)


def in_bucket(bucket: Bucket, folder: Path) -> FileStore:
    """`folder`: the data folder of this machine, where a file waits until it is whole."""
    from workflow.adapters.files_s3 import ObjectStore  # its library is loaded only where it is used

    return ObjectStore(bucket, folder / "incoming")
