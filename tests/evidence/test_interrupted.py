"""A real server killed in the middle of an upload, and two requests that finish one at the same moment."""

import contextlib
import io
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from tests.evidence import making
from tests.evidence.tus import PDF, Tus
from tests.support import sources
from workflow.adapters.files import FolderStore
from workflow.audit.service import Operator
from workflow.evidence import taking_in, uploads
from workflow.evidence.arriving_models import Upload, UploadState
from workflow.evidence.models import Blob, Evidence
from workflow.evidence.taking_in import Ground
from workflow.evidence.uploads import Room

BIG = making.padded(10_000_000)
ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def evidence(database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Evidence)) or 0


class Killed(Exception):
    """Stands for a process that ends at this place."""


class Stumbling(FolderStore):
    """Ends the process before or after one step; the step itself may be done."""

    at: str = ""

    def _stumble(self, step: str) -> None:
        if self.at == step:
            self.at = ""
            raise Killed

    def gather(self, upload):
        self._stumble("before it is gathered")
        return super().gather(upload)

    def keep(self, received, *, anew=False):
        self._stumble("before the bytes are in their place")
        super().keep(received, anew=anew)
        self._stumble("after they are")

    def forget(self, upload):
        self._stumble("after it is evidence")
        super().forget(upload)


@pytest.fixture
def ground(database, settings, clock):
    return Ground(database, Stumbling(settings.files), None, Room(settings.upload_limit), clock.today(), clock.now)


def begun(ground: Ground, city, data: bytes = PDF) -> tuple[str, Operator]:
    by = Operator(city.accounts["liaison"].id, "联络员")
    facts = {"name": "证明.pdf", "size": len(data), "meant": {}, "room": ground.room}
    with ground.database.writing() as session:
        number = uploads.begin(session, city.departments["energy"].id, **facts, by=by, at=ground.now()).id
    ground.store.append(number, io.BytesIO(data), at=0, limit=len(data))
    return number, by


STEPS = (
    "before it is gathered",
    "before the bytes are in their place",
    "after they are",
    "after it is evidence",
)


@ON_ONE
@pytest.mark.parametrize("step", STEPS)
def test_killed_anywhere_it_is_finished_by_sending_the_last_request_again(ground, city, database, step) -> None:
    number, by = begun(ground, city)
    ground.store.at = step
    with pytest.raises(Killed):
        taking_in.finish(ground, number, by=by)
    with database.reading() as session:
        assert taking_in.arrived(ground.store, session.get_one(Upload, number)) == len(PDF)
    assert taking_in.finish(ground, number, by=by).state == UploadState.TAKEN
    assert evidence(database) == 1


def test_two_finishes_at_once_make_one_evidence(ground, city, database) -> None:
    number, by = begun(ground, city, BIG)
    told: list[object] = []

    def finish() -> None:
        try:
            told.append(taking_in.finish(ground, number, by=by).evidence_id)
        except BaseException as error:
            told.append(error)

    at_once(finish, finish)
    assert evidence(database) == 1 and told[0] == told[1] and isinstance(told[0], int)


def test_the_same_bytes_put_in_at_once_are_kept_once_and_are_two_files(ground, city, database) -> None:
    (first, by), (second, _) = begun(ground, city, BIG), begun(ground, city, BIG)
    told: list[object] = []

    def finish(number: str):
        return lambda: told.append(taking_in.finish(ground, number, by=by).evidence_id)

    at_once(finish(first), finish(second))
    with database.reading() as session:
        blob = session.scalars(select(Blob)).one()
    assert evidence(database) == 2 and len(set(told)) == 2
    assert ground.store.size(blob.sha256) == len(BIG)


def at_once(*acts) -> None:
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


def serve(environment: dict[str, str]) -> subprocess.Popen:
    program = "import os, waitress, wsgi; waitress.serve(wsgi.app, host='127.0.0.1', port=os.environ['PORT'])"
    process = subprocess.Popen([sys.executable, "-c", program], cwd=sources.ROOT, env={**os.environ, **environment})
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{environment['PORT']}/sign-in", timeout=2).close()
            return process
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise AssertionError("the server did not start")


@ON_ONE
def test_a_server_that_is_killed_in_the_middle_of_an_upload_goes_on_where_it_stopped(
    environment, client, city, database, app
) -> None:
    tus = Tus(client.sign_in(city.accounts["liaison"]), city.departments["energy"].id)
    where, url = tus.began(size=len(BIG)), f"http://127.0.0.1:{environment['PORT']}"
    kept = client.get_cookie("duban")
    headers = tus.headers(Cookie=f"duban={kept.value}")

    def ask(method: str, path: str, data: bytes | None = None, **more: object):
        sent = {**headers, **{name.replace("_", "-"): str(value) for name, value in more.items()}}
        with urllib.request.urlopen(
            urllib.request.Request(url + path, data=data, headers=sent, method=method), timeout=60
        ) as answer:
            return answer.status, dict(answer.headers), answer.read()

    def piece(start: int, end: int) -> None:
        ask("PATCH", where, BIG[start:end], Upload_Offset=start, Content_Type="application/offset+octet-stream")

    marks = [0, 3_000_000, 6_000_000, len(BIG)]
    process = serve(environment)
    piece(marks[0], marks[1])
    halfway = threading.Thread(target=lambda: _quietly(lambda: piece(marks[1], marks[2])))
    halfway.start()
    os.kill(process.pid, signal.SIGKILL)
    process.wait(10)
    halfway.join(60)
    process = serve(environment)
    try:
        came = int(ask("HEAD", where)[1]["Upload-Offset"])
        assert marks[1] <= came <= marks[2]
        for start, end in pairwise([came, marks[2], marks[3]] if came < marks[2] else marks[2:]):
            piece(start, end)
        assert ask("POST", f"{where}/finish")[0] == 200
    finally:
        process.kill()
        process.wait(10)
    with database.reading() as session:
        only = session.scalars(select(Evidence)).one()
    with app.extensions["duban.files"].get(only.sha256) as stream:
        assert stream.read() == BIG


def _quietly(act) -> None:
    with contextlib.suppress(OSError):
        act()
