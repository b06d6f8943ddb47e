"""Which words of a table row ask for something: its tasks and aims, not what it merely describes."""

from bisect import bisect_right
from dataclasses import dataclass

from workflow.plans.reader.columns import Column, columns_of
from workflow.plans.reader.page import Page
from workflow.plans.reader.tables import Row

ASKING = (Column.TASK, Column.DETAIL)


@dataclass(frozen=True, slots=True)
class Headers:
    """The header lines of a document: where they stand and what their columns hold."""

    starts: list[int]
    columns: list[list[Column]]

    def asking(self, page: Page, row: Row) -> list[tuple[int, int]]:
        """The cells of a row under headers that ask; the whole row where its header is not known."""
        return self.under(page, row, ASKING) or [(row.start, row.end)]

    def days(self, page: Page, row: Row) -> list[tuple[int, int]]:
        """The cells of a row that say by when."""
        return self.under(page, row, (Column.DUE,))

    def under(self, page: Page, row: Row, wanted: tuple[Column, ...]) -> list[tuple[int, int]]:
        index = bisect_right(self.starts, row.start) - 1
        columns = self.columns[index] if index >= 0 else []
        cells: list[tuple[int, int]] = []
        place = row.start
        for number, words in enumerate(page.flat[row.start : row.end].split("\t")):
            if number < len(columns) and columns[number] in wanted:
                cells.append((place, place + len(words)))
            place += len(words) + 1
        return cells


def headers_of(page: Page) -> Headers:
    found = Headers([], [])
    place = 0
    for line in page.flat.split("\n") if "\t" in page.flat else []:
        columns = columns_of(line)
        if columns:
            found.starts.append(place)
            found.columns.append(columns)
        place += len(line) + 1
    return found
