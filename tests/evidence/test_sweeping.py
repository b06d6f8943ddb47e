"""What nobody needs goes at night, and nothing else: not against an upload, not against a backup, not after a kill."""

import io
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import combinations_with_replacement
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.evidence.stores import Kind
from tests.support.builders import City, a_plan_under_way
from tests.support.rounds import CONTEXT, PATIENCE, Doom
from workflow.adapters.files import FolderStore
from workflow.adapters.files_face import FileStore, Received
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.backup import making
from workflow.backup.lock import files_stay
from workflow.backup.making import Target
from workflow.db import Database
from workflow.errors import Refused
from workflow.evidence import service, sweeping
from workflow.evidence.arriving_models import Sight, SightState, Upload, UploadState
from workflow.evidence.models import Blob, BlobState, Evidence
from workflow.evidence.sweeping import Broom, Swept

NOW = datetime.now(UTC)  # the files of a store carry the system's own time
OLD = NOW - timedelta(days=2)
FOLDER = pytest.mark.parametrize("kind", ["folder"], indirect=True)


@dataclass
class Box:
    """A department's files in a store."""

    database: Database
    store: FileStore
    department_id: int
    names: Iterator[int] = field(default_factory=lambda: iter(range(10**6)))

    def receive(self, content: str) -> Received:
        return self.store.receive(io.BytesIO(content.encode() * 100), limit=10**6)

    def expect(self, received: Received, at: datetime = NOW) -> None:
        with self.database.writing() as session:
            service.expect(session, received, at=at)

    def put(self, session: Session, received: Received, at: datetime = NOW) -> Evidence:
        name = f"{next(self.names)}.txt"
        return service.put(session, received, name=name, department_id=self.department_id, by=SYSTEM, at=at)

    def upload(self, content: str, at: datetime = NOW) -> str:
        received = self.receive(content)
        self.expect(received, at)
        self.store.keep(received)
        with self.database.writing() as session:
            self.put(session, received, at)
        return received.sha256

    def uncited(self, content: str, at: datetime = OLD) -> str:
        """Bytes with a row, of which the evidence never came."""
        received = self.receive(content)
        self.expect(received, at)
        self.store.keep(received)
        return received.sha256

    def sweep(self, now: Callable[[], datetime] = lambda: NOW) -> Swept:
        return sweeping.sweep(Broom(self.database, self.store, now, partial(files_stay, self.database)))

    def states(self) -> dict[str, BlobState]:
        with self.database.reading() as session:
            return dict(session.execute(select(Blob.sha256, Blob.state)).all())

    def is_whole(self) -> bool:
        """No evidence is without its bytes."""
        with self.database.reading() as session:
            rows = session.execute(select(Evidence.sha256, Blob.size, Blob.state).join(Blob)).all()
        return all(state == BlobState.STORED and self.store.size(sha256) == size for sha256, size, state in rows)


@pytest.fixture
def city(database: Database) -> City:
    with database.writing() as session:
        return a_plan_under_way(session)


@pytest.fixture
def box(database: Database, store: FileStore, city: City) -> Box:
    return Box(database, store, city.departments["energy"].id)


def test_what_no_file_cites_goes_after_a_day_and_all_else_stays(box: Box) -> None:
    cited, withdrawn, young = box.upload("佐证", OLD), box.upload("撤下", OLD), box.uncited("方才", NOW)
    gone = {box.uncited(words) for words in ("甲", "乙", "丙")}
    received = box.receive("丁")
    box.expect(received, OLD)  # its bytes never came
    with box.database.writing() as session:
        session.scalars(select(Evidence).where(Evidence.sha256 == withdrawn)).one().withdrawn_at = OLD
        session.add(Sight(sha256=min(gone), state=SightState.MADE, made_at=OLD))
    assert (box.sweep().files, box.sweep().files) == (4, 0)
    assert box.states().keys() == {cited, withdrawn, young}
    assert [box.store.size(sha256) for sha256 in gone] == [None] * 3
    assert box.is_whole() and box.store.size(young)
    with box.database.reading() as session:
        assert session.scalars(select(Event.facts).where(Event.act == "files.swept")).one()["swept"] == 4


def test_what_was_destroyed_is_never_swept_and_never_taken_in_again(box: Box) -> None:
    sha256 = box.uncited("绝密")
    with box.database.writing() as session:
        session.get_one(Blob, sha256).state = BlobState.DESTROYED
    box.store.destroy(sha256)
    assert box.sweep().files == 0 and box.states() == {sha256: BlobState.DESTROYED}
    received = box.receive("绝密")
    with pytest.raises(Refused, match=r"evidence\.destroyed_before"), box.database.writing() as session:
        service.expect(session, received, at=NOW, name="名单.txt")
    with pytest.raises(Refused, match=r"evidence\.destroyed_before"), box.database.writing() as session:
        box.put(session, received)


@FOLDER
def test_a_sweep_that_meets_an_upload_at_any_step_never_leaves_evidence_without_bytes(box: Box) -> None:
    """The three steps of the upload, each before the sweep looks, marks, removes, or after all."""
    for slots in combinations_with_replacement(range(4), 3):
        content = f"同一个文件{slots}"
        box.uncited(content)
        received = box.receive(content)
        steps = [partial(box.expect, received), partial(_keep, box, received), partial(_put, box, received)]
        due = {slot: [step for at, step in zip(slots, steps, strict=True) if at == slot] for slot in range(4)}
        clock = _Steps(due)
        box.sweep(clock)
        clock.rest()
        assert box.is_whole(), slots
        assert box.sweep().files == 0 and box.is_whole(), slots
    with box.database.reading() as session:
        assert len(session.scalars(select(Evidence.id)).all()) == 20, "every upload came to its end"


def _keep(box: Box, received: Received) -> None:
    if box.store.size(received.sha256) is None or received.path.exists():
        box.store.keep(received)


def _put(box: Box, received: Received) -> None:
    with box.database.writing() as session:
        box.put(session, received)


class _Steps:
    """A clock that lets others act before it answers: it is asked once before each step of the sweep."""

    def __init__(self, due: dict[int, list[Callable[[], None]]]) -> None:
        self._due, self._asked = due, -1  # first it is asked for the uploads

    def __call__(self) -> datetime:
        for step in self._due.pop(self._asked, []):
            step()
        self._asked += 1
        return NOW

    def rest(self) -> None:
        for slot in sorted(self._due):
            for step in self._due[slot]:
                step()


@FOLDER
def test_an_upload_that_comes_while_the_bytes_go_waits_and_puts_them_in_again(box: Box) -> None:
    sha256 = box.uncited("同一个文件")
    upload = threading.Thread(target=box.upload, args=("同一个文件",))

    class Meeting(FolderStore):
        def destroy(self, sha256: str) -> None:
            upload.start()
            upload.join(0.3)
            assert upload.is_alive(), "the row is locked"
            super().destroy(sha256)

    assert isinstance(box.store, FolderStore)
    broom = Broom(box.database, Meeting(box.store.root), lambda: NOW)
    assert sweeping.sweep(broom).files == 1
    upload.join(20)
    assert box.states() == {sha256: BlobState.STORED} and box.is_whole()


@FOLDER
def test_a_sweep_that_waits_for_an_evidence_row_sees_it_when_it_goes_on(box: Box) -> None:
    """Even where the upload took longer than the sweep spares."""
    received = box.receive("很慢的上传")
    box.expect(received, OLD)
    box.store.keep(received)
    sweep = threading.Thread(target=box.sweep)
    with box.database.writing() as session:
        box.put(session, received, OLD)
        sweep.start()
        sweep.join(0.3)
        assert sweep.is_alive()
    sweep.join(20)
    assert box.states() == {received.sha256: BlobState.STORED} and box.is_whole()


@FOLDER
def test_the_sweep_pauses_while_a_backup_runs_and_a_backup_waits_for_it(box: Box, tmp_path: Path) -> None:
    sha256 = box.uncited("甲")
    with files_stay(box.database), pytest.raises(Refused, match=r"backup\.under_way"):
        box.sweep()
    assert sha256 in box.states() and box.store.size(sha256)
    root = tmp_path / "backups"
    root.mkdir()
    backup = threading.Thread(target=making.make, args=(box.database, box.store, Target(root, 3)), kwargs={"at": NOW})
    with files_stay(box.database):
        backup.start()
        backup.join(0.5)
        assert backup.is_alive()
    backup.join(30)
    assert len([folder for folder in root.iterdir() if (folder / "manifest.json").exists()]) == 1
    assert box.sweep().files == 1


def an_upload(box: Box, number: int, state: UploadState, city: City, *, days: int) -> str:
    upload = Upload(id=f"{number:032x}", account_id=city.accounts["liaison"].id, department_id=box.department_id)
    upload.name, upload.size, upload.state, upload.meant, upload.said = "大.zip", 99, state, {}, {}
    upload.began_at = upload.renewed_at = NOW - timedelta(days=days)
    with box.database.writing() as session:
        session.add(upload)
    box.store.append(upload.id, io.BytesIO(b"some"), at=0, limit=99)
    return upload.id


def test_uploads_that_stand_still_are_given_up_and_leave_no_bytes(box: Box, city: City) -> None:
    S = UploadState
    table = [
        (S.ARRIVING, 6, S.ARRIVING, 4),
        (S.ARRIVING, 8, S.GIVEN_UP, 0),
        (S.ASKED, 29, S.ASKED, 4),
        (S.ASKED, 31, S.GIVEN_UP, 0),
        (S.QUARANTINED, 99, S.QUARANTINED, 4),
        (S.REFUSED, 8, S.REFUSED, 0),  # whoever refused it was killed before its bytes went
        (S.GIVEN_UP, 8, S.GIVEN_UP, 0),
    ]
    ids = [an_upload(box, place, state, city, days=days) for place, (state, days, *_) in enumerate(table)]
    later = NOW + timedelta(hours=25)  # the pieces were put now
    with box.database.writing() as session:
        for upload_id in ids:
            session.get_one(Upload, upload_id).renewed_at += timedelta(hours=25)
    swept = box.sweep(lambda: later)
    assert (swept.given_up, swept.strays) == (2, 2)
    with box.database.reading() as session:
        found = [(session.get_one(Upload, one).state, box.store.arrived(one)) for one in ids]
    assert found == [(state, size) for *_, state, size in table]


@FOLDER
@pytest.mark.parametrize(
    "doom",
    [
        Doom("workflow.evidence.sweeping:_held", 2),
        Doom("workflow.adapters.files:FolderStore.destroy"),
        Doom("workflow.adapters.files:FolderStore.destroy", after=True),
        Doom("workflow.adapters.files:FolderStore.forget"),
    ],
    ids=str,
)
def test_a_sweep_killed_between_its_steps_is_finished_by_the_next(box: Box, city: City, kind: Kind, doom: Doom) -> None:
    gone, again = box.uncited("甲"), "乙"
    upload_id = an_upload(box, 1, UploadState.ARRIVING, city, days=8)
    address = box.database.engine.url.render_as_string(hide_password=False)
    process = CONTEXT.Process(target=_doomed, args=(address, kind, doom))
    process.start()
    process.join(PATIENCE)
    assert process.exitcode == -9
    box.upload(again)
    assert box.is_whole()
    later = NOW + timedelta(hours=20)
    box.sweep(lambda: later)
    box.sweep(lambda: NOW + timedelta(hours=30))
    assert gone not in box.states() and box.store.size(gone) is None
    assert box.store.arrived(upload_id) == 0
    assert box.upload("甲") in box.states() and box.is_whole()


def _doomed(address: str, kind: Kind, doom: Doom) -> None:
    doom.lay()
    database = Database(address)
    sweeping.sweep(Broom(database, kind.made(), lambda: NOW, partial(files_stay, database)))
