"""What is handed over: a ZIP with a list and checksums; what she may see, and nothing that is not right."""

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.evidence.stores import Folder, Kind, Objects
from tests.support import builders
from tests.support.builders import City
from tests.support.client import CarefulClient
from workflow.adapters.files_face import FileStore
from workflow.adapters.zip_stream import Names, ZipStream, safe
from workflow.audit.service import Operator
from workflow.db import Database
from workflow.deadlines.models import DeadlineKind
from workflow.evidence import describing, service
from workflow.evidence.box_models import TakenOut
from workflow.evidence.describing import Proves
from workflow.evidence.models import Blob, BlobFault, BlobState, Evidence, Verdict
from workflow.insight import handed as streaming
from workflow.people.queries import actor
from workflow.reports import service as reports
from workflow.reports.models import Standing
from workflow.settings import Settings

ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
FOLDER = pytest.mark.parametrize("kind", ["folder"], indirect=True)
DAY = date(2026, 10, 12)
AT = builders.at(DAY)
Put = Callable[..., Evidence]


@pytest.fixture
def city(database: Database) -> City:
    with database.writing() as session:
        return builders.a_plan_under_way(session)


@pytest.fixture
def store(kind: Kind, settings: Settings) -> FileStore:
    return Folder(settings.files).made() if isinstance(kind, Folder) else kind.made()


@pytest.fixture
def put(database: Database, city: City, store: FileStore) -> Put:
    """A file that energy put in, or another department."""

    def put(name: str, content: bytes = b"", department: str = "energy", who: str = "liaison") -> Evidence:
        received = service.receive(store, io.BytesIO(content or name.encode()), name=name, limit=10**9)
        by = Operator(city.accounts[who].id, city.accounts[who].name)
        with database.writing() as session:
            service.expect(session, received, at=AT)
        store.keep(received)
        body = city.departments[department].id
        with database.writing() as session:
            return service.put(session, received, name=name, department_id=body, by=by, at=AT)

    return put


def report(
    database: Database, city: City, files: list[Evidence], department: str = "energy", who: str = "liaison"
) -> None:
    """File this quarter's report, which cites them."""
    with database.writing() as session:
        owed = builders.the_deadline(session, city, department, DeadlineKind.REPORT, occasion="2026Q3")
        facts = {
            "standing": Standing.ON_COURSE,
            "text": "按计划推进",
            "at": AT,
            "evidence_ids": [one.id for one in files],
        }
        reports.file(session, owed, by=actor(city.accounts[who]), **facts)  # type: ignore[arg-type] # as named


def prove(session: Session, city: City, evidence: Evidence, **facts: str) -> None:
    liaison = city.accounts["liaison"]
    kept = session.get_one(Evidence, evidence.id)
    describing.prove(session, kept, Proves(city.tasks[0].id, **facts), by=Operator(liaison.id, "张三"), at=AT)  # type: ignore[arg-type] # as named


class Bundle:
    def __init__(self, content: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        assert self.archive.testzip() is None
        self.names = [name for name in self.archive.namelist() if "/" in name]
        said = self.archive.read("清单.csv")
        assert said.startswith(b"\xef\xbb\xbf")
        self.rows = list(csv.DictReader(io.StringIO(said.decode("utf-8-sig"))))
        self.sums = dict(reversed(line.split("  ")) for line in self.archive.read("SHA256SUMS").decode().splitlines())  # type: ignore[misc] # two words
        assert self.sums == {name: sha256(self.archive.read(name)).hexdigest() for name in self.names}

    def said(self, column: str) -> dict[str, str]:
        return {row["文件名"]: row[column] for row in self.rows}


def take(client: CarefulClient, address: str) -> Bundle:
    with client.get(address) as answer:
        assert answer.status_code == 200 and answer.mimetype == "application/zip"
        assert "UTF-8''%" in answer.headers["Content-Disposition"] and str(answer.headers).isascii()
        return Bundle(answer.data)


@ON_ONE
@FOLDER
def test_one_task_as_a_zip_with_list_and_checksums_noted_once_before_it_leaves(
    put: Put, client: CarefulClient, city: City, database: Database
) -> None:
    files = [put("照片.txt", b"one"), put("照片.txt", b"two"), put("=1+1.txt")]
    report(database, city, files)
    with database.writing() as session:
        prove(session, city, files[0], period="2026Q3", claim="已经并网")
        session.get_one(Evidence, files[1].id).judged = Verdict.ACCEPTED
    address = f"/tasks/{city.tasks[0].id}/evidence.zip"
    client.sign_in(city.accounts["office"])
    bundle = take(client, address)
    folder = bundle.names[0].partition("/")[0]
    assert folder.startswith("二") and "抓好煤炭保供" in folder
    assert bundle.names == [f"{folder}/照片.txt", f"{folder}/照片 (2).txt", f"{folder}/=1+1.txt"]
    assert bundle.said("办公室意见")["照片 (2).txt"] == "已采信"
    assert "已经并网" in bundle.said("证明什么")["照片.txt"] and "2026年三季度" in bundle.said("证明什么")["照片.txt"]
    assert "'=1+1.txt" in bundle.said("SHA-256"), "no spreadsheet takes it for a formula"
    client.head(address)
    client.get(address, headers={"Range": "bytes=100-"}).close()
    with database.reading() as session:
        noted = session.execute(select(TakenOut.evidence_id, TakenOut.way, TakenOut.account_id)).all()
    assert noted == [(one.id, "bundle", city.accounts["office"].id) for one in files]


@ON_ONE
@FOLDER
def test_of_each_file_only_who_may_see_it_gets_it_and_a_draft_stays_inside(
    put: Put, client: CarefulClient, city: City, database: Database
) -> None:
    sent, draft, alone = put("报送.txt"), put("草稿.txt"), put("没有引用.txt")
    report(database, city, [sent])
    with database.writing() as session:
        prove(session, city, draft)
    task, plan = f"/tasks/{city.tasks[0].id}/evidence.zip", f"/plans/{city.plan.id}/evidence.zip"
    for who, wanted in {"office": {"报送.txt"}, "leader": {"报送.txt"}, "liaison": {"报送.txt", "草稿.txt"}}.items():
        client.sign_in(city.accounts[who])
        assert set(take(client, task).said("单位")) == wanted == set(take(client, plan).said("单位")), who
    client.sign_in(city.accounts["other"])  # shares the task, but the report is not hers
    assert client.get(task).status_code == 303 == client.get(plan).status_code
    client.sign_in(city.accounts["third"])
    assert client.get(task).status_code == 403
    with database.reading() as session:
        assert alone.id not in session.scalars(select(TakenOut.evidence_id)).all()


@ON_ONE
@FOLDER
def test_a_file_that_is_not_right_stands_in_the_list_with_the_reason_and_the_rest_comes_whole(
    put: Put, client: CarefulClient, city: City, database: Database, store: FileStore, kind: Kind, settings: Settings
) -> None:
    large = b"x" * (streaming.SMALL + 5)
    names = ("好.txt", "缺.txt", "改.txt", "大而改.txt", "毁.txt", "撤.txt", "坏.txt", "大.txt")
    files = {name: put(name, name.encode() + (large if "大" in name else b"")) for name in names}
    report(database, city, list(files.values()))
    store.destroy(files["缺.txt"].sha256)
    for name in ("改.txt", "大而改.txt"):
        place = Folder(settings.files)
        size = len(name.encode()) + (len(large) if "大" in name else 0)
        place.alter(files[name].sha256, b"y" * size)
    store.destroy(files["毁.txt"].sha256)
    with database.writing() as session:
        session.get_one(Blob, files["毁.txt"].sha256).state = BlobState.DESTROYED
        session.get_one(Blob, files["坏.txt"].sha256).fault = BlobFault.ALTERED
        session.get_one(Evidence, files["撤.txt"].id).withdrawn_at = AT
    client.sign_in(city.accounts["office"])
    bundle = take(client, f"/plans/{city.plan.id}/evidence.zip")
    assert [name.rpartition("/")[2] for name in bundle.names] == ["好.txt", "大.txt"]
    assert bundle.said("是否收入") == {
        "好.txt": "已收入",
        "缺.txt": "缺失，未收入",
        "改.txt": "与上传时不一致，未收入",
        "大而改.txt": "与上传时不一致，未收入",
        "毁.txt": "已按误传清除，未收入",
        "撤.txt": "已撤下，未收入",
        "坏.txt": "与上传时不一致，未收入",
        "大.txt": "已收入",
    }


@ON_ONE
def test_it_comes_from_the_folder_and_the_bucket_alike_piece_by_piece(
    put: Put, client: CarefulClient, city: City, database: Database, store: FileStore
) -> None:
    large = put("大.txt", b"0123456789abcdef" * (streaming.SMALL // 16 + 100_000))
    report(database, city, [large, put("小.txt")])
    client.application.extensions["duban.files"] = store
    client.sign_in(city.accounts["office"])
    with client.get(f"/plans/{city.plan.id}/evidence.zip", buffered=False) as answer:
        pieces = [len(piece) for piece in answer.iter_encoded()]
    assert max(pieces) < streaming.SMALL and sum(pieces) > streaming.SMALL
    assert set(take(client, f"/plans/{city.plan.id}/evidence.zip").said("是否收入").values()) == {"已收入"}


@ON_ONE
@pytest.mark.parametrize("kind", ["objects"], indirect=True)
def test_a_store_that_is_away_leaves_a_whole_archive_that_says_so(
    put: Put, client: CarefulClient, city: City, database: Database, kind: Objects, tmp_path: Path
) -> None:
    report(database, city, [put("甲.txt"), put("乙.txt")])
    off = Objects(replace(kind.bucket, secret="wrong"), tmp_path / "off")
    client.application.extensions["duban.files"] = off.made()
    client.sign_in(city.accounts["office"])
    bundle = take(client, f"/tasks/{city.tasks[0].id}/evidence.zip")
    assert bundle.names == [] and set(bundle.said("是否收入").values()) == {"文件存储连不上，未收入"}


def test_more_files_and_bytes_than_an_old_zip_could_hold_are_told_in_the_new_way(tmp_path: Path) -> None:
    archive, path = ZipStream(), tmp_path / "many.zip"
    with path.open("wb") as file:
        for number in range(66_000):
            file.writelines(archive.add(f"材料/{number}.txt", iter([b"x"]), size=1, at=AT))
        file.write(archive.end())
    with zipfile.ZipFile(path) as whole:
        assert len(whole.infolist()) == 66_000 and whole.read("材料/65999.txt") == b"x"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("二（二）推动光伏：发电", "二（二）推动光伏：发电"),
        ('a<b>:"c"/\\|?*.txt', "a_b___c______.txt"),
        ("con.txt", "_con.txt"),
        ("COM1", "_COM1"),
        ("结尾有点. ", "结尾有点"),
        ("\x00\x1f", "__"),
        ("...", "_"),
        ("长" * 100 + ".docx", "长" * 75 + ".docx"),
    ],
)
def test_a_name_is_one_that_every_system_can_write(name: str, written: str) -> None:
    assert safe(name, most=80) == written


def test_names_that_differ_only_in_case_are_parted() -> None:
    names = Names()
    found = [names.free("甲", name) for name in ("A.txt", "a.txt", "A.txt", ".x")]
    assert found == ["甲/A.txt", "甲/a (2).txt", "甲/A (3).txt", "甲/.x"]
