"""Which files are taken: names cleaned, kinds of an allow-list, and content that is what its name says."""

import re
import unicodedata
from enum import StrEnum
from typing import BinaryIO

from workflow.errors import Refused
from workflow.evidence.inside.marks import OLE, ZIP, is_page, is_program, is_xml


class EvidenceKind(StrEnum):
    """What kind of proof a file is: as an office would file it."""

    DOCUMENT = "document"  # 正式文件
    APPROVAL = "approval"  # 批复、许可、证照
    STATISTICS = "statistics"  # 统计数据、台账
    INSPECTION = "inspection"  # 检测、核查、验收报告
    CONTRACT = "contract"  # 合同、协议
    MINUTES = "minutes"  # 会议纪要、简报
    PHOTO = "photo"  # 现场照片
    OTHER = "other"


NAME_LIMIT = 150
HEAD = 1024
OFFICE = "application/vnd.openxmlformats-officedocument."

# extension: media type, how such a file begins (none: text)
KINDS: dict[str, tuple[str, tuple[bytes, ...]]] = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "ofd": ("application/ofd", (ZIP,)),
    "docx": (OFFICE + "wordprocessingml.document", (ZIP,)),
    "xlsx": (OFFICE + "spreadsheetml.sheet", (ZIP,)),
    "pptx": (OFFICE + "presentationml.presentation", (ZIP,)),
    "doc": ("application/msword", (OLE,)),
    "xls": ("application/vnd.ms-excel", (OLE,)),
    "ppt": ("application/vnd.ms-powerpoint", (OLE,)),
    "wps": ("application/vnd.ms-works", (OLE, ZIP)),
    "et": ("application/octet-stream", (OLE, ZIP)),
    "dps": ("application/octet-stream", (OLE, ZIP)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "gif": ("image/gif", (b"GIF87a", b"GIF89a")),
    "bmp": ("image/bmp", (b"BM",)),
    "tif": ("image/tiff", (b"II*\x00", b"MM\x00*")),
    "tiff": ("image/tiff", (b"II*\x00", b"MM\x00*")),
    "webp": ("image/webp", (b"RIFF",)),
    "heic": ("image/heic", ()),
    "zip": ("application/zip", (ZIP, b"PK\x05\x06")),
    "txt": ("text/plain", ()),
    "csv": ("text/csv", ()),
    "eml": ("message/rfc822", ()),
}
INSIDE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/", "ofd": "OFD.xml"}
TEXTS = frozenset({"txt", "csv", "eml"})
UTF16 = (b"\xff\xfe", b"\xfe\xff")
PLAIN = frozenset({"txt", "csv"})  # what is read as it is
OOXML = frozenset({"docx", "xlsx", "pptx"})
TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # they turn the order of letters
DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\..*)?", re.IGNORECASE)


def clean_name(name: str) -> str:
    """A file's name without path, control characters or tricks of direction, in NFC, of at most 150 characters."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    name = "".join(char for char in name if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    name = re.sub(r"\s+", " ", name).strip(" .")
    if not name:
        raise Refused("evidence.name_missing")
    stem, dot, ending = name.rpartition(".")
    if len(name) > NAME_LIMIT and dot and len(ending) < 10:
        return stem[: NAME_LIMIT - len(ending) - 1] + "." + ending
    return name[:NAME_LIMIT]


def ending(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def plain_name(name: str) -> str:
    """The name of a file that comes in; one that plays tricks, or is too long for a disk, is refused."""
    clean = clean_name(name)
    if any(unicodedata.category(char) == "Cc" or char in TURNS for char in name):
        raise Refused("evidence.name_tricks", name=clean)
    if is_device(clean):
        raise Refused("evidence.name_device", name=clean)
    if len(unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]) > NAME_LIMIT:
        raise Refused("evidence.name_too_long", name=clean[:30] + "…", limit=NAME_LIMIT)
    return clean


def reason(words: str, *, most: int) -> str:
    """A reason as it is kept, in one line. Raises Refused where there is none, or too much of it."""
    words = " ".join(words.split())
    if not words:
        raise Refused("evidence.reason_missing")
    if len(words) > most:
        raise Refused("evidence.reason_too_long", limit=most)
    return words


def is_device(name: str) -> bool:
    """Names that Windows gives to devices and cannot open as files."""
    return DEVICE.fullmatch(name) is not None


def media_type(name: str, stream: BinaryIO) -> str:
    """What a file is by its name and its first bytes, which must agree. Raises Refused with a sentence."""
    kind = ending(name)
    if kind not in KINDS:
        raise Refused("evidence.kind_refused", name=name)
    head = stream.read(HEAD)
    right = begins_right(kind, head)
    if is_program(head) and not (kind in TEXTS and right and head.startswith(b"MZ")):  # words that begin so
        raise Refused("evidence.program", name=name)
    page = is_page(head) and (kind not in TEXTS or is_xml(head))  # a text may speak of pages
    if page and kind != "eml" and (kind in TEXTS or not right):
        raise Refused("evidence.page", name=name)
    if head and not right:
        raise Refused("evidence.disguised", name=name)
    return KINDS[kind][0]


def begins_right(kind: str, head: bytes) -> bool:
    if kind == "heic":
        return head[4:8] == b"ftyp"
    if kind in TEXTS:
        return head.startswith(UTF16) or b"\x00" not in head
    if kind == "webp":
        return head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    if kind in OOXML and head.startswith(OLE):
        return True  # a password makes one of the older kind of it; its own sentence says so
    return head.startswith(KINDS[kind][1])
