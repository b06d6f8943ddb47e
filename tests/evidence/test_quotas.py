"""How much a department keeps and may keep; what the office and the administrator see of it."""

import io
import zipfile

import pytest

from tests.evidence.test_sweeping import NOW, Box
from tests.support.builders import City, a_plan_under_way
from tests.support.client import CarefulClient
from workflow.adapters.stores import store_of
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.db import Database
from workflow.errors import Refused
from workflow.evidence import quotas
from workflow.evidence.models import Blob, BlobState, Evidence
from workflow.people.models import Department
from workflow.settings import Settings
from workflow.wording.refusals import spoken

MEGABYTE = 1024 * 1024
ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def city(database: Database) -> City:
    with database.writing() as session:
        return a_plan_under_way(session)


@pytest.fixture
def energy(database: Database, settings: Settings, city: City) -> Box:
    return Box(database, store_of(settings), city.departments["energy"].id)


@pytest.fixture
def industry(database: Database, settings: Settings, city: City) -> Box:
    return Box(database, store_of(settings), city.departments["industry"].id)


def test_bytes_count_once_in_each_department_withdrawn_ones_too_destroyed_ones_not(
    energy: Box, industry: Box, database: Database
) -> None:
    for words in ("甲", "甲", "乙", "丙"):
        energy.upload(words)
    industry.upload("甲")
    gone = energy.upload("绝密")
    with database.writing() as session:
        session.get_one(Blob, gone).state = BlobState.DESTROYED
        first = session.query(Evidence).filter_by(department_id=energy.department_id).order_by(Evidence.id).first()
        assert first
        first.withdrawn_at = NOW
    with database.reading() as session:
        assert quotas.used(session, energy.department_id) == 3 * 300
        assert quotas.used(session, industry.department_id) == 300
        assert quotas.kept(session) == (3, 900), "the same bytes of two departments are kept once"
        by_id = {row.id: (row.files, row.size) for row in quotas.use(session)}
    assert by_id[energy.department_id] == (4, 900) and by_id[industry.department_id] == (1, 300)
    assert len(by_id) == 5 and next(iter(by_id)) == energy.department_id, "all bodies, the largest first"


def test_a_file_is_taken_up_to_the_quota_and_not_a_byte_more(energy: Box, industry: Box, database: Database) -> None:
    energy.upload("甲")  # 300 bytes
    one = energy.department_id
    with database.reading() as session:
        quotas.must_have_room(session, one, MEGABYTE - 300, default=1)
        with pytest.raises(Refused) as refused:
            quotas.must_have_room(session, one, MEGABYTE - 299, default=1)
        assert "已用 0.0 MB，限额 1 MB" in spoken(refused.value)
        quotas.must_have_room(session, one, 10**15, default=0)
    with database.writing() as session:
        quotas.set_quota(session, session.get_one(Department, one), 2, by=SYSTEM, at=NOW)
    with database.reading() as session:
        quotas.must_have_room(session, one, 2 * MEGABYTE - 300, default=1)
        with pytest.raises(Refused, match=r"evidence\.quota"):
            quotas.must_have_room(session, one, 2 * MEGABYTE, default=0)
        with pytest.raises(Refused, match=r"evidence\.quota"):
            quotas.must_have_room(session, industry.department_id, 2 * MEGABYTE, default=1)


def test_the_administrator_sets_a_quota_and_takes_it_back_and_the_history_has_both(
    energy: Box, client: CarefulClient, city: City, database: Database
) -> None:
    energy.upload("甲")
    address = f"/system/files/{energy.department_id}"
    client.sign_in(city.accounts["administrator"])
    client.get("/system")
    assert "/system/files" in client.page.source
    assert client.post(address, data={"which": "own", "megabytes": ""}).status_code == 422
    assert client.post(address, data={"which": "own", "megabytes": "-1"}).status_code == 422
    assert client.post(address, data={"which": "own", "megabytes": str(10**9)}).status_code == 422
    assert client.post(address, data={"which": "usual"}).status_code == 422, "nothing changes"
    assert client.post(address, data={"which": "own", "megabytes": "512"}, once="k").status_code == 303
    assert client.post(address, data={"which": "own", "megabytes": "513"}, once="k").status_code in (303, 409)
    client.get("/system/files")
    assert "512 MB" in client.page.text and "20,480 MB" in client.page.text and "单独设定" in client.page.text
    assert client.post(address, data={"which": "usual", "megabytes": ""}).status_code == 303
    client.get("/system/files")
    assert "512 MB" not in client.page.text
    with database.reading() as session:
        acts = [(one.facts["was_quota"], one.facts["quota"]) for one in session.query(Event).filter_by(act="quota.set")]
    assert acts == [("", "512 MB"), ("512 MB", "")]


def test_the_office_sees_what_is_kept_where_and_takes_it_as_a_workbook(
    energy: Box, client: CarefulClient, city: City, settings: Settings
) -> None:
    energy.upload("甲")
    energy.sweep()
    client.sign_in(city.accounts["office"])
    client.get("/system/files")
    assert str(settings.files) in client.page.text and "还没有清理过" in client.page.text
    assert "改限额" not in client.page.text
    book = client.get("/system/files.xlsx")
    with zipfile.ZipFile(io.BytesIO(book.data)) as archive:
        assert "市能源局" in archive.read("xl/worksheets/sheet1.xml").decode() + "".join(
            archive.read(name).decode() for name in archive.namelist() if "shared" in name
        )
