"""The first page of a file, small: what a list shows beside its name."""

from typing import Any

from workflow.evidence.inside.judging import PICTURES
from workflow.evidence.inside.marks import Bytes
from workflow.evidence.inside.pictures import PIXELS

WIDE, HIGH = 320, 452  # a sheet of A4 standing


def picture(data: Bytes, kind: str) -> bytes | None:
    """The first page, small, as JPEG, turned as it is looked at and with nothing else in it. None: of no such kind."""
    if kind == "pdf":
        return _first_page(data)
    if kind in PICTURES:
        from workflow.evidence.inside import pictures

        with pictures.opened(data, kind) as found:
            if found.width * found.height <= PIXELS:
                found.draft("RGB", (WIDE * 2, HIGH * 2))
                return _small(found.copy() if kind == "heic" else found)  # a series of photos is read anew at each step
    return None


def _first_page(data: Bytes) -> bytes | None:
    import pypdfium2

    with pypdfium2.PdfDocument(bytes(data)) as document:
        if not len(document):
            return None
        page = document[0]
        width, height = page.get_size()
        scale = min(2 * WIDE / max(width, 1), 2 * HIGH / max(height, 1))
        return _small(page.render(scale=scale, may_draw_forms=False).to_pil())


def _small(found: Any) -> bytes:
    from io import BytesIO

    from PIL import Image, ImageOps

    found.thumbnail((WIDE * 2, HIGH * 2))
    found = ImageOps.exif_transpose(found).convert("RGBA")
    found.thumbnail((WIDE, HIGH), Image.Resampling.LANCZOS)
    sheet = Image.new("RGB", found.size, "white")
    sheet.paste(found, mask=found.getchannel("A"))
    kept = BytesIO()
    sheet.save(kept, "JPEG", quality=80, optimize=True)
    return kept.getvalue()
