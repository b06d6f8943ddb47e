"""What a file is, by its first bytes and a look inside; what the reader does not take is refused by its own name."""

import re
from enum import StrEnum

from workflow.plans.reader.formats.unreadable import LARGEST, Unreadable

SIGNATURES = (
    (b"{\\rtf", "reader.rtf"),
    (b"\x89PNG", "reader.picture"),
    (b"\xff\xd8\xff", "reader.picture"),
    (b"GIF8", "reader.picture"),
    (b"II*\x00", "reader.picture"),
    (b"MM\x00*", "reader.picture"),
    (b"Rar!", "reader.archive"),
    (b"7z\xbc\xaf\x27\x1c", "reader.archive"),
    (b"\x1f\x8b\x08", "reader.archive"),
    (b"PK\x05\x06", "reader.archive"),
    (b"MZ\x90", "reader.not_text"),
    (b"\x7fELF", "reader.not_text"),
)
PDF_WITHIN = 1024
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of the streams inside an old Office file, as they stand in it: the first that is found says what it is.
STREAMS = (
    ("EncryptedPackage", "reader.locked"),
    ("WordDocument", "reader.doc"),
    ("Workbook", "reader.sheet"),
    ("PowerPoint Document", "reader.slides"),
)
ENDINGS = {"wps": "reader.wps", "et": "reader.sheet", "dps": "reader.slides"}
MHT = re.compile(rb"\s*(?:MIME-Version|From|Date|Subject|Content-Type|Snapshot-Content-Location):[^\n]*\n", re.I)
TAG = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]|<(?:head|title|meta|div|table|p|article|section)[\s>]", re.I)
WORD_XML = re.compile(r"<\?mso-application|schemas\.microsoft\.com/office/word|package/2006/xmlPackage")


class Format(StrEnum):
    TEXT = "text"
    WEB = "web"
    WORD = "word"
    PDF = "pdf"


def format_of(content: bytes, name: str) -> Format:
    """The format of bytes that are no plain text; TEXT where only the decoded text can tell."""
    refuse_by_size(content, name)
    if content.startswith(OLD_OFFICE):
        raise Unreadable(old_office(content, name), name=name)
    for signature, key in SIGNATURES:
        if content.startswith(signature):
            raise Unreadable(key, name=name)
    if is_picture(content):
        raise Unreadable("reader.picture", name=name)
    if content.startswith(b"PK\x03\x04"):
        return Format.WORD
    if b"%PDF-" in content[:PDF_WITHIN]:
        return Format.PDF
    if MHT.match(content) and b"multipart/related" in content[:4096]:
        raise Unreadable("reader.mht", name=name)
    return Format.TEXT


def refuse_by_size(content: bytes, name: str) -> None:
    if len(content) > LARGEST:
        raise Unreadable("reader.too_large", name=name, megabytes=LARGEST // 1024 // 1024)
    if not content:
        raise Unreadable("reader.empty", name=name)
    if not content.strip(b"\x00 \t\r\n"):
        raise Unreadable("reader.blank", name=name)


def is_picture(content: bytes) -> bool:
    """Pictures whose first bytes alone could be words."""
    if content.startswith(b"BM"):
        return content[6:10] == bytes(4)
    if content.startswith(b"RIFF"):
        return content[8:12] == b"WEBP"
    return content[4:8] == b"ftyp" and content[8:11] in (b"hei", b"avi", b"mif")


def old_office(content: bytes, name: str) -> str:
    """The key for an old Office file: locked, or by the name of the stream that holds its words."""
    ending = name.lower().rpartition(".")[2]
    for stream, key in STREAMS:
        if stream.encode("utf-16-le") in content:
            return ENDINGS.get(ending, key) if key != "reader.locked" else key
    return ENDINGS.get(ending, "reader.old_office")


def is_web(text: str) -> bool:
    """Whether a text is the source of a web page."""
    head = text.lstrip("\ufeff \t\r\n")[:4000]
    return head.startswith("<") and bool(TAG.search(head))


def is_word_xml(text: str) -> bool:
    """Word's single-file XML."""
    head = text.lstrip("\ufeff \t\r\n")[:4000]
    return head.startswith("<?xml") and bool(WORD_XML.search(head))
