"""Files in S3-compatible storage: ab/cd/<sha256> below a prefix, as in the folder.

What is on its way in through one request lies on this machine until it is whole. The pieces of an upload are objects
of their own, so that any web node takes the next one.
"""

from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.store import S3Store

from workflow.adapters import files_face
from workflow.adapters.files_face import Received, must_be_hash, must_be_upload, take_in
from workflow.adapters.files_s3_asking import asking
from workflow.adapters.files_s3_streams import batches, joined, reading
from workflow.addresses import Bucket

PART = 8 * 1024 * 1024  # bytes of one request, held in memory
AT_ONCE = 4  # requests that carry one file
LISTED = 1000  # objects of one answer
QUICK, SLOW = timedelta(seconds=5), timedelta(seconds=60)  # to be answered at all; with one part
RETRIES, RETRYING = 4, timedelta(seconds=30)


class ObjectStore:
    """Bytes by their SHA-256 in a bucket. An object appears whole or not at all."""

    def __init__(self, bucket: Bucket, incoming: Path) -> None:
        self.incoming = incoming
        self.place = bucket.place
        self._objects = opened(bucket)

    def receive(self, stream: BinaryIO, *, limit: int) -> Received:
        """Read a stream to its end into a temporary file, piece by piece. Raises TooLarge above `limit` bytes."""
        return take_in(self.incoming, stream, limit=limit)

    def keep(self, received: Received, *, anew: bool = False) -> None:
        """Put what was received in its place, at once and whole. The same bytes again change nothing; `anew`, they
        take the place of what was kept and is known to be altered.

        A file of one part is only created. A larger one goes in parts, which knows no such condition: who puts the
        same name at the same moment puts the same bytes.
        """
        found = self.size(received.sha256)
        if anew or found != received.size:
            self._put(received, create=found is None and received.size <= PART)
        self.discard(received)

    def _put(self, received: Received, *, create: bool) -> None:
        with asking(self.place), suppress(AlreadyExistsError):  # the same bytes, put by somebody else since we looked
            obstore.put(
                self._objects,
                _key(received.sha256),
                received.path,
                mode="create" if create else "overwrite",
                use_multipart=received.size > PART,
                chunk_size=PART,
                max_concurrency=AT_ONCE,
            )

    def discard(self, received: Received) -> None:
        received.path.unlink(missing_ok=True)

    def get(self, sha256: str) -> BinaryIO:
        """The bytes as a stream that seeks and is read by ranges. Raises FileNotFoundError."""
        key, size = _key(sha256), self.size(sha256)
        if size is None:
            self.is_empty()  # only a list tells a bucket that is missing from a file that is
            raise FileNotFoundError(sha256)
        return reading(size, lambda start, end: self._range(key, start, end))

    def size(self, sha256: str) -> int | None:
        """How many bytes are kept under this name; None when there are none."""
        try:
            with asking(self.place):
                return obstore.head(self._objects, _key(sha256))["size"]
        except FileNotFoundError:
            return None

    def destroy(self, sha256: str) -> None:
        """The bytes are gone after this. Those that are not there are no mistake."""
        self._delete(_key(sha256))

    def append(self, upload: str, stream: BinaryIO, *, at: int, limit: int) -> int:
        """Put a piece at the end of what has arrived of an upload, where it ends `at`; returns where it ends then.

        What came before the stream broke off is kept. Raises TooLarge above `limit`, ValueError where that is not
        its end, or where another node put a piece there at the same moment.
        """
        if (end := self.arrived(upload)) != at:
            raise ValueError(f"{end} bytes have arrived, not {at}")
        for batch in batches(stream, PART, room=limit - at):
            try:
                with asking(self.place):
                    obstore.put(self._objects, f"{_parts(upload)}/{at:012}", batch, mode="create", use_multipart=False)
            except AlreadyExistsError:
                raise ValueError(f"more than {at} bytes have arrived") from None
            at += len(batch)
        return at

    def arrived(self, upload: str) -> int:
        """How many bytes of an upload have arrived."""
        return sum(size for _, size in self._pieces(upload))

    def opened(self, upload: str) -> BinaryIO:
        """What has arrived of an upload, from its beginning."""
        found = self._pieces(upload)
        return joined(self._range(key, 0, size) for key, size in found)

    def gather(self, upload: str) -> Received:
        """All that arrived of an upload, counted, on this machine; the upload keeps its pieces until forgotten."""
        with self.opened(upload) as stream:
            return take_in(self.incoming, stream, limit=self.arrived(upload))

    def forget(self, upload: str) -> None:
        for key, _, _ in self._listed(_parts(upload)):
            self._delete(key)

    def is_empty(self) -> bool:
        return next(self._listed(None), None) is None

    def tidy(self, living: Collection[str], *, before: datetime) -> int:
        """Remove what was left on its way in and not touched since an instant, but for uploads that go on; how many."""
        gone = files_face.tidy(self.incoming, living, before=before)
        left = {key for key, _, at in self._listed("parts") if at < before and key.split("/")[1] not in living}
        for key in left:
            self._delete(key)
        return gone + len({key.split("/")[1] for key in left})

    def _pieces(self, upload: str) -> list[tuple[str, int]]:
        """Key and size of the pieces, each where the one before it ends."""
        found: list[tuple[str, int]] = []
        end = 0
        for key, size, _ in sorted(self._listed(_parts(upload))):
            if int(key.rpartition("/")[2]) != end:
                break
            found.append((key, size))
            end += size
        return found

    def _listed(self, prefix: str | None) -> Iterator[tuple[str, int, datetime]]:
        """Key, size and instant of every object below a prefix."""
        with asking(self.place):
            for some in obstore.list(self._objects, prefix, chunk_size=LISTED):
                yield from ((one["path"], one["size"], one["last_modified"]) for one in some)

    def _range(self, key: str, start: int, end: int) -> memoryview:
        with asking(self.place):
            return memoryview(obstore.get_range(self._objects, key, start=start, end=end))

    def _delete(self, key: str) -> None:
        with asking(self.place):
            obstore.delete(self._objects, key)


def opened(bucket: Bucket) -> S3Store:
    return S3Store(
        bucket.name,
        prefix=bucket.prefix or None,
        endpoint=bucket.endpoint,
        region=bucket.region,
        access_key_id=bucket.key,
        secret_access_key=bucket.secret,
        disable_bulk_delete=True,  # not every server knows it
        client_options={"connect_timeout": QUICK, "timeout": SLOW, "allow_http": bucket.is_plain},
        retry_config={"max_retries": RETRIES, "retry_timeout": RETRYING},
    )


def _key(sha256: str) -> str:
    must_be_hash(sha256)
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _parts(upload: str) -> str:
    return f"parts/{must_be_upload(upload)}"
