"""The pages of a PDF, drawn one at a time and within a budget."""

import io
import logging
from collections.abc import Sequence
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTPage
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from workflow.plans.reader.formats.pdf_guard import Budget
from workflow.plans.reader.formats.pdf_sheets import Sheet, sheet_of

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of each fault that it mends
MOST_RULES = 6_000


class Interpreter(PDFPageInterpreter):
    """Counts what it is told to draw, also where drawings call drawings."""

    def execute(self, streams: Sequence[object]) -> None:
        from pdfminer.pdftypes import stream_value

        device: Any = self.device
        device.budget.spend("bytes", sum(len(stream_value(stream).get_data()) for stream in streams) + 1)
        super().execute(streams)


class Device(PDFLayoutAnalyzer):
    """Gathers signs and rules; pictures only by the place they take."""

    def __init__(self, resources: PDFResourceManager, budget: Budget) -> None:
        super().__init__(resources)
        self.budget = budget
        self.page: LTPage | None = None
        self.drawn = 0

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        self.drawn = 0
        super().begin_page(page, ctm)

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        self.budget.spend("figures")
        super().begin_figure(name, bbox, matrix)

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        self.drawn += 1
        self.budget.spend("rules")
        if self.drawn <= MOST_RULES and len(path) <= 200:
            super().paint_path(gstate, stroke, fill, evenodd, path)

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        self.budget.spend("signs")
        return super().render_char(*args, **kwargs)

    def receive_layout(self, ltpage: LTPage) -> None:
        self.page = ltpage


class Book:
    """An open PDF."""

    def __init__(self, content: bytes, name: str) -> None:
        self.document = PDFDocument(PDFParser(io.BytesIO(content)))
        self.resources = PDFResourceManager(caching=True)
        self.budget = Budget(name)

    def pages(self, most: int) -> list[PDFPage]:
        """The pages, at most one more than `most`."""
        found: list[PDFPage] = []
        for page in PDFPage.create_pages(self.document):
            found.append(page)
            if len(found) > most:
                break
        return found

    def sheet(self, number: int, page: PDFPage) -> Sheet:
        device = Device(self.resources, self.budget)
        Interpreter(self.resources, device).process_page(page)
        if device.page is None:
            return Sheet(number, 0, 0)
        return sheet_of(number, device.page)
