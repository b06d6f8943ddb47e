"""Which files are taken: names cleaned, kinds of an allow-list, and content that is what its name says."""

import re
import unicodedata
import zipfile
from enum import StrEnum
from typing import BinaryIO

from workflow.errors import Refused


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
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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
MARKUP = re.compile(rb"\A[\s\xef\xbb\xbf]*<(!doctype|html|head|body|script|svg|\?xml|\?php)", re.IGNORECASE)
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
SECRECY = re.compile("绝密|机密|秘密★|秘密☆")


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


def media_type(name: str, stream: BinaryIO) -> str:
    """What a file is, by its name and its content, which must agree. Raises Refused with a sentence."""
    kind = KINDS.get(ending(name))
    if kind is None:
        raise Refused("evidence.kind_refused", name=name)
    head = stream.read(HEAD)
    if not _begins_right(ending(name), kind[1], head):
        raise Refused("evidence.disguised", name=name)
    if head.startswith(ZIP) and ending(name) != "zip":
        stream.seek(0)
        _look_inside(name, stream)
    return kind[0]


def _begins_right(kind: str, marks: tuple[bytes, ...], head: bytes) -> bool:
    if head.startswith(PROGRAMS) or MARKUP.match(head):
        return False
    if kind == "heic":
        return head[4:8] == b"ftyp"
    if kind in TEXTS:
        return head.startswith(UTF16) or b"\x00" not in head
    if kind == "webp":
        return head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    return head.startswith(marks)


def _look_inside(name: str, stream: BinaryIO) -> None:
    try:
        with zipfile.ZipFile(stream) as archive:
            inside = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Refused("evidence.broken", name=name) from None
    if any(part.lower().endswith("vbaproject.bin") for part in inside):
        raise Refused("evidence.macros", name=name)
    wanted = INSIDE.get(ending(name))
    if wanted and not any(part == wanted or part.startswith(wanted) for part in inside):
        raise Refused("evidence.disguised", name=name)
