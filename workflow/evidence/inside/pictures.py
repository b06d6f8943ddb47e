"""Pictures: they are what they say, are not too large to be shown, and end where they end."""

import re
import struct
import warnings
from typing import Any

from workflow.errors import Refused
from workflow.evidence.inside.marks import Bytes, refuse_archive_at_the_end, refuse_what_is_behind

PIXELS = 120_000_000
FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "tif": "TIFF", "tiff": "TIFF", "heic": "HEIF"}
# Long enough to stand in no photo by chance: five letters would in one of four thousand.
RUN = re.compile(
    rb"<(script|html|\?php)[\s>]|<hta:application|<svg\s[\t\r\n -=?-~]{0,300}=[\t\r\n -=?-~]{8}", re.IGNORECASE
)
BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)


def opened(data: Bytes, kind: str) -> Any:
    """A picture of Pillow's, with only the reader that its kind needs; nothing is drawn yet."""
    from io import BytesIO

    from PIL import Image

    if kind == "heic":
        import pi_heif

        pi_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = None  # we count ourselves
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Image.open(BytesIO(bytes(data)), formats=[FORMATS.get(kind, kind.upper())])


def judge(data: Bytes, name: str, kind: str) -> None:
    """Raises Refused."""
    if kind == "heic" and bytes(data[8:12]) not in BRANDS:
        raise Refused("evidence.disguised", name=name)
    try:
        with opened(data, kind) as picture:
            width, height = picture.size
    except MemoryError:
        raise
    except Exception:
        raise Refused("evidence.broken", name=name) from None
    if width * height > PIXELS:
        raise Refused("evidence.too_many_pixels", name=name, limit=PIXELS // 1_000_000)
    if RUN.search(data):
        raise Refused("evidence.two_in_one", name=name)
    refuse_archive_at_the_end(data, name)
    end = _end(data, kind)
    if end is not None:
        refuse_what_is_behind(data, end, name)


def _end(data: Bytes, kind: str) -> int | None:
    """Where a picture ends by its own word; None where it does not say."""
    try:
        if kind in ("jpg", "jpeg"):
            return _jpeg(data)
        if kind == "png":
            return _png(data)
        if kind == "gif":
            return _gif(data)
        if kind == "webp":
            return int(struct.unpack("<I", data[4:8])[0]) + 8
        return int(struct.unpack("<I", data[2:6])[0]) if kind == "bmp" else None
    except (struct.error, IndexError):
        return len(data)


def _jpeg(data: Bytes) -> int:
    at = 2
    while found := MARKER.search(data, at):
        code = data[found.end() - 1]
        if code == 0xD9:
            return found.end()
        size = 0 if code in (0x01, 0xD8) else struct.unpack(">H", data[found.end() : found.end() + 2])[0]
        at = found.end() + size
    return len(data)


def _png(data: Bytes) -> int:
    at = 8
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        at += 12 + size
        if kind == b"IEND":
            break
    return at


def _gif(data: Bytes) -> int:
    at = 13 + _colours(data[10])
    while data[at] != 0x3B:
        if data[at] == 0x2C:
            at += 10 + _colours(data[at + 9]) + 1
        else:
            at += 2
        while data[at]:
            at += data[at] + 1
        at += 1
    return at + 1


def _colours(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0
