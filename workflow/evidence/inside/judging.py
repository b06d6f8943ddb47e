"""What a file of a kind may hold. The kind is said by the ending, and the first bytes agree with it already."""

from workflow.errors import Refused
from workflow.evidence import rules
from workflow.evidence.inside.marks import OLE, ZIP, Bytes, is_page, is_program, is_shut

PICTURES = frozenset({"jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp", "heic"})
APPLE = b"\x00\x05\x16\x07"  # what a Mac packs beside each file, under its name
DEPTH = 3  # of archives and mails within each other


def judge(data: Bytes, name: str, *, kind: str, depth: int = 0) -> None:
    """Raises Refused where a file holds what must not come in. Only what the kind needs is loaded."""
    if kind in rules.TEXTS:
        _text(data, name, kind, depth)
    elif kind == "pdf":
        from workflow.evidence.inside import pdfs

        pdfs.judge(data, name)
    elif kind in PICTURES:
        from workflow.evidence.inside import pictures

        pictures.judge(data, name, kind)
    elif bytes(data[:8]) == OLE:
        from workflow.evidence.inside import ole

        ole.judge(data, name, kind)
    else:
        from workflow.evidence.inside import zips

        zips.judge(data, name, kind, depth)


def judge_inner(data: Bytes, outer: str, inner: str, *, depth: int) -> None:
    """Something within an archive or a mail: of a kind that is known it is looked into as well."""
    name, kind = f"{outer} › {inner}", rules.ending(inner)
    head = bytes(data[: rules.HEAD])
    if not head or head.startswith(APPLE):
        return
    if is_program(head) or (kind in rules.KINDS and kind != "eml" and is_page(head)):
        raise Refused("evidence.program", name=name)
    if is_shut(head):
        raise Refused("evidence.packed_oddly", name=name)
    if kind in rules.KINDS:
        if not rules.begins_right(kind, head):
            raise Refused("evidence.disguised", name=name)
        judge(data, name, kind=kind, depth=depth + 1)
    elif head.startswith((ZIP, OLE)):
        judge(data, name, kind="zip" if head.startswith(ZIP) else "", depth=depth + 1)


def _text(data: Bytes, name: str, kind: str, depth: int) -> None:
    if kind == "eml":
        from workflow.evidence.inside import mails

        mails.judge(data, name, depth)
