"""Many people at once: a wrong cell stops everything, the same sheet twice changes nothing."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.support.builders import a_department
from workflow.audit.service import SYSTEM
from workflow.errors import Refused
from workflow.people import loading, queries, workbook
from workflow.people.models import Account, PostKind

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)
HEADS = {"department": "单位", "name": "姓名", "email": "邮箱", "phone": "电话", "post": "岗位"}
POSTS = {"联络员": PostKind.LIAISON, "部门负责人": PostKind.HEAD}
HEAD = tuple(HEADS.values())


def sheet(*rows: tuple[object, ...], head: tuple[str, ...] = HEAD) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in (head, *rows):
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def read(*rows: tuple[object, ...]) -> list[workbook.PersonRow]:
    return workbook.read(sheet(*rows), heads=HEADS)


def checked(session: Session, rows: list[workbook.PersonRow]) -> tuple[list[loading.Step], list[loading.Doubt]]:
    return loading.check(rows, loading.known(session, rows, on=TODAY), posts=POSTS)


LI = ("市能源局", "李志强", "Li@city.test", 13835900000, "联络员")
WANG = ("市能源局", "王芳", "wang@city.test", None, "联络员")
HEAD_LI = ("市能源局", "李志强", "li@city.test", "", "部门负责人")


def test_people_get_accounts_posts_and_links(session: Session) -> None:
    a_department(session, "市能源局")
    steps, doubts = checked(session, read(LI, WANG, HEAD_LI))
    assert not doubts
    invited = loading.load(session, steps, by=SYSTEM, at=NOW, on=TODAY)
    assert [one.email for one in invited] == ["li@city.test", "wang@city.test"]
    held = {(kind, rank) for _, kind, _, rank in queries.holders(session, on=TODAY)}
    assert held == {(PostKind.LIAISON, 1), (PostKind.LIAISON, 2), (PostKind.HEAD, 1)}
    assert session.scalars(select(Account.phone).where(Account.name == "李志强")).one() == "13835900000"


def test_the_same_sheet_again_changes_nothing(session: Session) -> None:
    a_department(session, "市能源局")
    for _ in range(2):
        steps, _doubts = checked(session, read(LI, WANG, HEAD_LI))
        invited = loading.load(session, steps, by=SYSTEM, at=NOW, on=TODAY)
    assert not invited
    assert len(queries.holders(session, on=TODAY)) == 3
    assert session.scalar(select(func.count()).select_from(Account)) == 2


def test_every_wrong_cell_is_named_by_line_and_column(session: Session) -> None:
    a_department(session, "市能源局")
    rows = read(
        ("市气象局", "李志强", "li@city.test", "", "联络员"),
        ("", "", "", "", "联络员"),
        ("市能源局", "王芳", "王芳", "", "科长"),
        LI,
        ("市能源局", "李刚", "li@city.test", "", "部门负责人"),
        LI,
    )
    steps, doubts = checked(session, rows)
    assert [(one.line, one.column, one.key.removeprefix("people.cell_")) for one in doubts] == [
        (2, "department", "department"),
        (3, "name", "empty"),
        (3, "department", "empty"),
        (3, "email", "empty"),
        (4, "email", "email"),
        (4, "post", "post"),
        (6, "name", "other_name"),
        (7, "email", "twice"),
    ]
    assert [step.row.line for step in steps] == [5]


def test_columns_may_stand_in_any_order_and_empty_lines_are_passed_over() -> None:
    content = sheet(
        ("联络员", "李志强", "li@city.test", None, "市能源局"),
        (None, None, None, None, None),
        ("联络员", "王芳", "wang@city.test", None, "市能源局"),
        head=("岗位", "姓名", "邮箱", "电话", "单位"),
    )
    assert [(row.line, row.name, row.department) for row in workbook.read(content, heads=HEADS)] == [
        (2, "李志强", "市能源局"),
        (4, "王芳", "市能源局"),
    ]


def bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (workbook.LARGEST_UNPACKED + 1))
    return kept.getvalue()


def bare_zip() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as packed:
        packed.writestr("a.txt", "a")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", "file_empty"),
        (b"x" * (workbook.LARGEST + 1), "file_large"),
        (b"no workbook at all", "file_unreadable"),
        (bare_zip(), "file_unreadable"),
        (bomb(), "file_large"),
        (sheet(), "file_no_rows"),
        (sheet(LI[:3], head=HEAD[:3]), "file_columns"),
        (sheet(*[LI] * (workbook.MOST_ROWS + 1)), "file_rows"),
    ],
    ids=["empty", "large", "text", "zip", "bomb", "no rows", "columns", "rows"],
)
def test_a_file_that_cannot_be_taken_is_refused(content: bytes, refusal: str) -> None:
    with pytest.raises(Refused, match=refusal):
        workbook.read(content, heads=HEADS)
