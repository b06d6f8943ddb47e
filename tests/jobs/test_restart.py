"""The database is restarted in the middle of a round, as after a crash: the worker goes on at its next ticks."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from tests.jobs.conftest import addresses
from tests.jobs.test_processes import AT, Fuse, twice, unsent
from tests.jobs.town import a_town
from tests.support.clock import StoppedClock
from tests.support.mail import Postbox
from tests.support.postgres import Cluster, own_cluster
from workflow import migrations
from workflow.db import Database
from workflow.jobs.day import Worker
from workflow.jobs.timetable import round_if_owed, send_waiting, worker_for
from workflow.outbox.rules import Digest, Press, Written
from workflow.settings import from_environment

DURABLE = ("fsync=off", "autovacuum=off", "shared_buffers=32MB")  # what was committed outlives the server's crash
NAME = "duban"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with own_cluster(DURABLE) as found:
        server = found.begin()
        name = server.create()
        database = Database(server.address(name))
        migrations.upgrade(database)
        database.close()
        found.server, found.name = server, name  # type: ignore[attr-defined] # kept beside it
        yield found


@pytest.fixture
def worker(cluster: Cluster, smtp: Postbox, tmp_path: Path) -> Iterator[Worker]:
    """At half past eight of DAY, in a town of its own."""
