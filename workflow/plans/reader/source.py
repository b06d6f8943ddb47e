"""From bytes to text: the one place where the format of a document is chosen."""

import re

from workflow.plans.reader.formats.kinds import Format, format_of, is_web, is_word_xml
from workflow.plans.reader.formats.plain import decoded
from workflow.plans.reader.formats.unreadable import LARGEST, Unreadable

UNKEPT = re.compile(r"[\x00\ud800-\udfff]")  # signs that no database keeps; a space of the same length stands for them

__all__ = ["LARGEST", "Unreadable", "text_of"]


def text_of(content: bytes, name: str) -> str:
    """The whole text of a document, exactly as its places count. `name` is its file name, told back in a refusal."""
    text = UNKEPT.sub(" ", text_in(content, name))
    if not text.strip("\ufeff \t\r\n\u3000\xa0\x00\x0b\x0c"):
        raise Unreadable("reader.blank", name=name)
    return text


def text_in(content: bytes, name: str) -> str:
    form = format_of(content, name)
    if form is Format.WORD:
        from workflow.plans.reader.formats.word import text_of_word

        return text_of_word(content, name)
    if form is Format.PDF:
        from workflow.plans.reader.formats.pdf import text_of_pdf

        return text_of_pdf(content, name)
    text = decoded(content, name)
    if is_word_xml(text):
        raise Unreadable("reader.word_xml", name=name)
    if is_web(text):
        from workflow.plans.reader.formats.web import text_of_web

        return text_of_web(content, name)
    return text
