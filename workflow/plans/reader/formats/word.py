"""Word documents (.docx): the text of the body in order, automatic numbers included."""

import posixpath

from workflow.plans.reader.formats.markup import Element, child, children, parsed, value
from workflow.plans.reader.formats.packed import Package, refuse_other_kinds
from workflow.plans.reader.formats.unreadable import Unreadable
from workflow.plans.reader.formats.word_body import Body
from workflow.plans.reader.formats.word_lists import lists_of
from workflow.plans.reader.formats.word_styles import styles_of

LARGEST_BODY = 16 * 1024 * 1024
LARGEST_PART = 4 * 1024 * 1024
USUAL = "word/document.xml"


def text_of_word(content: bytes, name: str) -> str:
    """The text of a .docx, one paragraph a line, one row of a table a line with tabs between its cells."""
    package = Package(content, name)
    refuse_other_kinds(package)
    path = main_part(package)
    content = package.part(path, LARGEST_BODY)
    if not content:
        raise Unreadable("reader.broken_word", name=name)
    body = child(parsed(content, name), "body")
    if body is None:
        raise Unreadable("reader.broken_word", name=name)
    folder = posixpath.dirname(path)
    styles = styles_of(part_beside(package, folder, "styles.xml"))
    lists = lists_of(part_beside(package, folder, "numbering.xml"), styles)
    try:
        return "\n".join(Body(lists, styles).lines(body))
    except RecursionError:
        raise Unreadable("reader.broken_word", name=name) from None


def main_part(package: Package) -> str:
    """The part that the package names as its document; the usual one where it names none."""
    content = package.part("_rels/.rels", LARGEST_PART)
    if content:
        for relation in children(parsed(content, package.name), "Relationship"):
            if (value(relation, "Type") or "").endswith("/officeDocument"):
                target = posixpath.normpath((value(relation, "Target") or "").lstrip("/"))
                return target if target in package.names else USUAL
    return USUAL


def part_beside(package: Package, folder: str, part: str) -> Element | None:
    content = package.part(posixpath.join(folder, part), LARGEST_PART)
    return parsed(content, package.name) if content else None
