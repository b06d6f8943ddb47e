"""What tests of a consultation share: a plan asked about, and a table as it is filled in and comes back."""

from datetime import date
from io import BytesIO
from typing import Any

import docx
from openpyxl import load_workbook

from tests.support import builders
from tests.support.builders import City, at
from workflow.audit.service import SYSTEM
from workflow.tasks import consulting
from workflow.tasks.consulting_models import Consultation

DAY = date(2026, 11, 16)
BY = {"by": SYSTEM, "at": at(DAY)}
ANSWER_BY = date(2026, 11, 30)
XLSX = {"编号": 1, "任务": 2, "责任科室": 6, "意见": 7, "建议单位": 8, "理由": 9, "行标记": 10}


def a_city(session: Any) -> City:
    builders.a_calendar(session)
    return builders.a_plan_proposed(session)


def asked(session: Any, city: City) -> Consultation:
    return consulting.open_round(session, city.plan, answer_by=ANSWER_BY, **BY)


def filled(book: bytes, cells: dict[tuple[int, str], object]) -> bytes:
    """A workbook with words put into cells: (the row counted from the first task, the column's head)."""
    opened = load_workbook(BytesIO(book))
    for (row, head), words in cells.items():
        opened.worksheets[0].cell(row + 4, XLSX[head]).value = words
    return _bytes(opened)


def written(paper: bytes, words: dict[int, str], *, section: str = "") -> bytes:
    """A document with words in the column 意见, by the row counted from the first task."""
    opened = docx.Document(BytesIO(paper))
    for row, said in words.items():
        cells = opened.tables[0].rows[row + 1].cells
        cells[-1].text = said
        if section:
            cells[-2].text = section
    return _bytes(opened)


def _bytes(opened: Any) -> bytes:
    kept = BytesIO()
    opened.save(kept)
    return kept.getvalue()
