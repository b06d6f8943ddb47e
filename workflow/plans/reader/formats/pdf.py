"""PDF with a text layer: signs to lines, lines to paragraphs, rules to tables."""

from workflow.plans.reader.formats import grid
from workflow.plans.reader.formats.pdf_breaks import mended
from workflow.plans.reader.formats.pdf_furniture import without_furniture
from workflow.plans.reader.formats.pdf_guard import refuse_bombs
from workflow.plans.reader.formats.pdf_joining import paragraphs
from workflow.plans.reader.formats.pdf_lines import Printed, lines_of
from workflow.plans.reader.formats.pdf_pages import Book
from workflow.plans.reader.formats.pdf_sheets import Sheet
from workflow.plans.reader.formats.pdf_tables import Ruled, outside, tables_of
from workflow.plans.reader.formats.unreadable import Unreadable

PAGES = 300
PICTURE = 0.4
FEW = 12
TOO_ODD = 0.05
NAMED = 8


def text_of_pdf(content: bytes, name: str) -> str:
    """The text of a PDF, one paragraph a line, one row of a table a line with tabs between its cells."""
    refuse_bombs(content, name)
    try:
        pages, blank = read_pages(content, name)
    except Unreadable:
        raise
    except Exception as fault:  # a broken file may fail anywhere in its grammar
        key = "reader.locked_pdf" if "Password" in type(fault).__name__ else "reader.broken_pdf"
        raise Unreadable(key, name=name) from fault
    refuse_scans(blank, len(pages), name)
    words = "\n".join(paragraphs(mended(without_furniture(pages))))
    refuse_garbled(words, name)
    return words


def read_pages(content: bytes, name: str) -> tuple[list[list[Printed]], list[int]]:
    """The lines of every page, and the numbers of the pages that are pictures without words."""
    book = Book(content, name)
    leaves = book.pages(PAGES)
    if len(leaves) > PAGES:
        raise Unreadable("reader.too_many_pages", name=name, pages=f"{PAGES}+", most=PAGES)
    if not leaves:
        raise Unreadable("reader.broken_pdf", name=name)
    pages: list[list[Printed]] = []
    blank: list[int] = []
    for number, leaf in enumerate(leaves, 1):
        sheet = book.sheet(number, leaf)
        pages.append(lines_on(sheet))
        if sum(len(line.words) for line in pages[-1]) < FEW and sheet.pictured >= PICTURE:
            blank.append(number)
    return pages, blank


def lines_on(sheet: Sheet) -> list[Printed]:
    """Lines and rows of tables from the top of the page to its foot."""
    tables = tables_of(sheet)
    lines = lines_of(outside(sheet.signs, tables), sheet.number)
    rows = [row for table in tables for row in rows_of(table, sheet.number)]
    return sorted([*lines, *rows], key=lambda line: line.top)


def rows_of(table: Ruled, page: int) -> list[Printed]:
    """The rows of a table, all at the place of their table and in its order."""
    x0, top, x1, bottom = table.box
    words = grid.lines_of(table.rows)
    step = (bottom - top) / max(len(words), 1)
    return [Printed(one, page, x0, x1, top + step * i, top + step * (i + 1), row=True) for i, one in enumerate(words)]


def refuse_scans(blank: list[int], pages: int, name: str) -> None:
    """Pages that are pictures may stand at the front and at the back; among the words they would be missed."""
    inner = [number for number in blank if 1 < number < pages]
    if len(blank) > 0.5 * pages or inner:
        named = "、".join(str(number) for number in blank[:NAMED]) + ("……" if len(blank) > NAMED else "")
        raise Unreadable("reader.scanned", name=name, pages=named)


def refuse_garbled(words: str, name: str) -> None:
    """Fonts without a table of their signs: numbers of glyphs or private signs instead of words."""
    odd = words.count("(cid:") * 6 + sum(1 for sign in words if "\ue000" <= sign <= "\uf8ff" or sign == "\ufffd")
    if odd > TOO_ODD * max(len(words), 1):
        raise Unreadable("reader.garbled", name=name)
