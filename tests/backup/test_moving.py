"""From the folder to a bucket and back: interrupted and gone on with, verified, nothing lost where it was."""

import io
from dataclasses import replace
from pathlib import Path

import obstore
import pytest

from tests.backup.conftest import FIRST, Environment, Put, duban, flip, place
from tests.evidence.test_store import UPLOAD
from tests.support.builders import City
from tests.support.objects import variables
from tests.support.rounds import CONTEXT, PATIENCE, Doom
from workflow.adapters.files import FolderStore
from workflow.adapters.files_s3 import ObjectStore, opened
from workflow.addresses import Bucket
from workflow.backup import moving
from workflow.backup.lock import files_stay
from workflow.backup.watching import Watch
from workflow.db import Database
from workflow.errors import Refused
from workflow.evidence.arriving_models import Upload, UploadState
from workflow.evidence.models import Blob, BlobState
from workflow.settings import from_environment

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def here(environment: Environment, bucket: Bucket) -> Environment:
    """Files in the folder, and the address and key of the bucket beside it."""
    return environment | {name: value for name, value in variables(bucket).items() if name != "DUBAN_FILES"}


def an_upload(database: Database, store: FolderStore, city: City) -> None:
    upload = Upload(id=UPLOAD, account_id=city.accounts["liaison"].id, department_id=city.departments["energy"].id)
    upload.name, upload.size, upload.state, upload.meant, upload.said = "大.zip", 99, UploadState.QUARANTINED, {}, {}
    upload.began_at = upload.renewed_at = FIRST
    with database.writing() as session:
        session.add(upload)
    store.append(UPLOAD, io.BytesIO(b"something bad"), at=0, limit=99)


def test_to_the_bucket_and_back_with_every_file_verified_and_nothing_gone_from_the_source(
    put: Put, store: FolderStore, here: Environment, bucket: Bucket, database: Database, city: City
) -> None:
    files = {put(words) for words in ("甲", "乙", "丙")} | {put("大", times=3_000_000)}
    an_upload(database, store, city)
    before = {path: path.read_bytes() for path in store.root.rglob("*") if path.is_file()}
    done = duban("move-files", bucket.place, env=here)
    assert "本次复制 4 个" in done.output and "全部核对无误" in done.output and "未完成的上传 1 个" in done.output
    assert f"DUBAN_FILES 设为 {bucket.place}" in done.output and bucket.secret not in done.output
    assert {path: path.read_bytes() for path in store.root.rglob("*") if path.is_file()} == before
    moved = here | variables(bucket)
    assert "缺失或被改动 0 个" in duban("verify", env=moved).output
    there = ObjectStore(bucket, store.root / "incoming")
    with there.opened(UPLOAD) as stream:
        assert stream.read() == b"something bad"
    assert "本次复制 0 个" in duban("move-files", bucket.place, env=here).output
    home = moved | {"DUBAN_DATA": here["DUBAN_DATA"] + "-new"}
    assert "DUBAN_FILES 去掉" in duban("move-files", "folder", env=home).output
    back = FolderStore(from_environment(home).files)
    assert {sha256 for sha256 in files if back.size(sha256) == store.size(sha256)} == files
    assert back.arrived(UPLOAD) == len(b"something bad")
    del home["DUBAN_FILES"]
    assert "缺失或被改动 0 个" in duban("verify", env=home).output


@pytest.mark.parametrize("after", [False, True])
def test_killed_in_the_middle_it_goes_on_with_what_is_missing(
    put: Put, store: FolderStore, here: Environment, bucket: Bucket, database: Database, after: bool
) -> None:
    for words in ("甲", "乙", "丙", "丁"):
        put(words)
    doom = Doom("workflow.adapters.files_s3:ObjectStore.keep", 3, after=after)
    address = database.engine.url.render_as_string(hide_password=False)
    process = CONTEXT.Process(target=_doomed, args=(address, store.root, bucket, doom))
    process.start()
    process.join(PATIENCE)
    assert process.exitcode == -9
    left = 1 if after else 2
    assert f"本次复制 {left} 个" in duban("move-files", bucket.place, env=here).output
    assert "缺失或被改动 0 个" in duban("verify", env=here | variables(bucket)).output


def _doomed(address: str, root: Path, bucket: Bucket, doom: Doom) -> None:
    doom.lay()
    target = ObjectStore(bucket, root.parent / "incoming")
    moving.move(Database(address), FolderStore(root), target, Watch())


def test_what_was_brought_wrong_is_brought_again_and_what_was_destroyed_is_not_left_there(
    put: Put, store: FolderStore, here: Environment, bucket: Bucket, database: Database
) -> None:
    right, secret = put("甲"), put("误传")
    duban("move-files", bucket.place, env=here)
    there = ObjectStore(bucket, store.root / "incoming")
    with there.get(right) as stream:
        content = bytearray(stream.read())
    content[7] ^= 1
    obstore.put(opened(bucket), f"{right[:2]}/{right[2:4]}/{right}", bytes(content))
    with database.writing() as session:
        session.get_one(Blob, secret).state = BlobState.DESTROYED
    duban("move-files", bucket.place, env=here)
    assert there.size(secret) is None
    assert "缺失或被改动 0 个" in duban("verify", env=here | variables(bucket)).output


def test_what_cannot_be_moved_is_said_in_a_sentence(
    put: Put, store: FolderStore, here: Environment, bucket: Bucket, database: Database
) -> None:
    sha256 = put("甲")
    target = ObjectStore(bucket, store.root / "incoming")
    assert "不必移动" in duban("move-files", "folder", env=here, code=1).output
    assert "s3://bucket/prefix" in duban("move-files", "https://city.cn/x", env=here, code=1).output
    with files_stay(database), pytest.raises(Refused, match=r"backup\.under_way"):
        moving.move(database, store, target, Watch(), wait=0)
    wrong = here | {"DUBAN_S3_SECRET": "wrong"}
    assert "密钥" in duban("move-files", bucket.place, env=wrong, code=1).output
    flip(place(store, sha256))
    assert "与上传时不一致" in duban("move-files", bucket.place, env=here, code=1).output
    assert target.size(sha256) is None
    assert "DUBAN_S3_KEY" in duban("move-files", bucket.place, env=here | {"DUBAN_S3_KEY": ""}, code=1).output


def test_a_backup_of_a_bucket_is_restored_into_an_empty_prefix_only(
    put: Put, here: Environment, elsewhere: Environment, root: Path, bucket: Bucket
) -> None:
    put("甲"), put("乙")
    duban("move-files", bucket.place, env=here)
    assert "备份完成" in duban("backup", "--to", root, env=here | variables(bucket)).output
    made = next(folder for folder in root.iterdir() if (folder / "manifest.json").exists())
    full = elsewhere | variables(bucket)
    refused = duban("restore", made, env=full, code=1)
    assert f"{bucket.place} 不是空的" in refused.output
    empty = elsewhere | variables(replace(bucket, prefix=bucket.prefix + "-restored"))
    assert "恢复完成" in duban("restore", made, env=empty).output
    assert not (Path(elsewhere["DUBAN_DATA"]) / "files").exists()
    assert "缺失或被改动 0 个" in duban("verify", env=empty).output


def test_the_settings_print_no_secret_and_take_plain_http_only_when_it_is_said(
    here: Environment, bucket: Bucket
) -> None:
    env = here | variables(bucket)
    told = duban("settings", env=env).output
    assert bucket.place in told and bucket.endpoint in told and bucket.secret not in told
    found = from_environment(env | {"DUBAN_S3_ENDPOINT": "s3.city.cn"}).bucket
    assert found and found.endpoint == "https://s3.city.cn" and not found.is_plain
    for wrong in ({"DUBAN_FILES": "files"}, {"DUBAN_S3_ENDPOINT": "ftp://x"}, {"DUBAN_S3_SECRET": ""}):
        assert "DUBAN_" in duban("settings", env=env | wrong, code=1).output
