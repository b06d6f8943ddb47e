"""A year's days from a small file: what is understood, and what every wrong cell is told."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from workflow.errors import Refused
from workflow.workdays.reading import lines_of, read
from workflow.workdays.service import Special

MAY = [
    Special(date(2027, 4, 25), True, "调休上班"),
    *(Special(date(2027, 5, day), False, "劳动节") for day in (1, 2, 3)),
]


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        "日期,类型,名称\n2027-05-01至2027-05-03,放假,劳动节\n2027-04-25,上班,调休上班\n".encode(),
        "2027年5月1日 放假 劳动节\n2027年5月2日 休 劳动节\n2027/5/3 放假 劳动节\n\n20270425 补班 调休上班".encode(),
        "日期\t类型\t名称\r\n2027-05-01—2027-05-03\t放假\t劳动节\r\n2027-04-25\t上班\t调休上班\r\n".encode("gb18030"),
        workbook(
            ("日期", "类型", "名称"),
            *((date(2027, 5, day), "放假", "劳动节") for day in (1, 2, 3)),
            ("2027-04-25", "上班", "调休上班"),
        ),
    ],
    ids=["csv", "text", "gb18030", "workbook"],
)
def test_the_same_year_is_understood_from_every_kind_of_file(content: bytes) -> None:
    assert read(lines_of(content), 2027) == (MAY, [])


def test_every_wrong_cell_is_named_by_line_and_column() -> None:
    content = (
        "2027-02-30,放假,元旦\n2026-05-01,放假,劳动节\n2027-05-01,过节,\n2027-05-02,,\n2027-05-03,放假,x\n"
        f"2027-05-03,上班,x\n2027-06-01,放假,{'长' * 61}\n2027-07-09至2027-07-01,放假,\n"
    )
    days, doubts = read(lines_of(content.encode()), 2027)
    assert [one.day for one in days] == [date(2027, 5, 3)]
    assert [(one.line, one.column, one.key.partition(".cell_")[2]) for one in doubts] == [
        (1, "day", "day"),
        (2, "day", "year"),
        (3, "kind", "kind"),
        (4, "kind", "empty"),
        (6, "day", "twice"),
        (7, "name", "long"),
        (8, "day", "run"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "file_empty"),
        ("日期,类型,名称\n".encode(), "file_no_rows"),
        (b"2027-01-01,x\n" * 501, "file_rows"),
        (b"\xff\xd8\xff\xe0 a picture \x81", "file_unreadable"),
        (b"PK\x03\x04 broken", "file_unreadable"),
        (b"a\0b", "file_unreadable"),
        (b"x" * (1024 * 1024 + 1), "file_large"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        lines_of(content)
    assert caught.value.key == f"calendar.{reason}"
