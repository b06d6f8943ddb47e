"""The page of the history, for auditors and administrators."""

import csv
import io

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from tests.support.builders import people
from tests.support.client import CarefulClient
from tests.support.clock import StoppedClock
from workflow.audit.service import Operator, record


@pytest.fixture
def auditor(client: CarefulClient, session: Session, clock: StoppedClock) -> CarefulClient:
    bodies, folk = people(session)
    by = Operator(folk["administrator"].id, "王管理")
    record(session, "department.renamed", bodies["energy"], by=by, at=clock.now(), label="市能源局", was="=1+1")
    record(session, "some.unknown", "unknown_table", by=by, at=clock.now(), secret_key="not shown")
    session.commit()
    return client.sign_in(folk["auditor"])


def text(client: CarefulClient) -> str:
    assert client.page
    return client.page.text


def test_the_history_reads_in_words_and_shows_no_identifier(auditor: CarefulClient) -> None:
    auditor.get("/history")
    assert "单位更名" in text(auditor) and "其他操作" in text(auditor)
    assert not [word for word in ("some.unknown", "unknown_table", "secret_key", "not shown") if word in text(auditor)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=administrator", True),
        ("q=王管理", True),
        ("q=nobody", False),
        ("act=department.renamed&thing=department", True),
        ("act=report.filed", False),
        ("from_on=2026-11-16&to_on=2026-11-16", True),
        ("from_on=2026-11-17", False),
        ("from_on=yesterday&act=%00&older=x&thing_id=abc", True),
        ("act=nonsense&thing=nonsense&q=%00", True),
    ],
)
def test_the_history_is_filtered_and_nonsense_is_passed_over(auditor: CarefulClient, asked: str, found: bool) -> None:
    assert auditor.get(f"/history?{asked}").status_code == 200
    assert auditor.page
    assert ("原为 =1+1" in text(auditor)) is found
    assert ("没有符合条件的记录" in text(auditor)) is not found


def test_the_history_is_exported_without_formulas(auditor: CarefulClient) -> None:
    answer = auditor.get("/history/export.csv?act=department.renamed")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[1][2:4] == ["王管理", "单位更名"] and "=1+1" in rows[1][6]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    book = load_workbook(io.BytesIO(auditor.get("/history/export.xlsx").data))
    assert not [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.data_type == "f"]
    assert auditor.get("/history/export.pdf").status_code == 404
