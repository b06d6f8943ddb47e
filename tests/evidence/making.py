"""Files made in code: documents as offices write them, and the pieces that hostile ones are made of."""

import io
import struct
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
MZ = b"MZ\x90\x00" + bytes(60) + b"This program cannot be run in DOS mode"


def packed(parts: dict[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.comment = comment
    return kept.getvalue()


def docx(
    words: str = "已并网。", *, types: str = "", relation: str = "", more: dict[str, bytes | str] | None = None
) -> bytes:
    body = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>'
    parts: dict[str, bytes | str] = {"[Content_Types].xml": TYPES.format(types), "word/document.xml": body}
    if relation:
        parts["word/_rels/settings.xml.rels"] = RELATIONS.format(relation)
    return packed(parts | (more or {}))


def fetching(kind: str, target: str = "http://elsewhere.example/a.dotm") -> str:
    return f'<Relationship Id="r1" Type="{OFFICE}{kind}" Target="{target}" TargetMode="External"/>'


def xlsx(rows: list[list[object]], *, more: dict[str, bytes | str] | None = None) -> bytes:
    from openpyxl import Workbook

    book, kept = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(kept)
    if not more:
        return kept.getvalue()
    with zipfile.ZipFile(kept) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()} | more)


def pdf(*more: str, catalog: str = "", words: str = "Connected 431 MW") -> bytes:
    """One page; `more` are objects from number 6 on."""
    drawn = f"BT /F1 24 Tf 72 700 Td ({words}) Tj ET".encode()
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *(one.encode("latin-1") for one in more),
    ]
    return written(objects)


def padded(size: int, words: str = "Connected 431 MW") -> bytes:
    """A document of one page that is a little larger than so many bytes."""
    return pdf(f"<< /Length {size} >>\nstream\n{'x' * size}\nendstream", words=words)


def written(objects: list[bytes], trailer: bytes = b"") -> bytes:
    held, places = io.BytesIO(), list[int]()
    held.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    for number, content in enumerate(objects, 1):
        places.append(held.tell())
        held.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = held.tell()
    held.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    held.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    held.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer))
    held.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return held.getvalue()


def pdf_with_hidden_objects(inner: bytes) -> bytes:
    """An object of the document lies packed in a stream, where no reader of plain bytes sees it."""
    index = b"7 0 "
    packed_up = zlib.compress(index + inner)
    held = b"<< /Type /ObjStm /N 1 /First %d /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
    return pdf((held % (len(index), len(packed_up), packed_up)).decode("latin-1"))


def pdf_of_many_objects(count: int, *, together: int = 200) -> bytes:
    """As Word writes a long report: its objects lie packed, two hundred in a stream, named by a packed directory."""
    known = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"}
    known[3] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    known |= {number: b"<< /Type /StructElem /S /P /K [ %d ] >>" % number for number in range(4, count)}
    held, places, streams = io.BytesIO(), dict[int, tuple[int, int, int]](), count
    held.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    for first in range(1, count, together):
        index, body = b"", b""
        for place, number in enumerate(range(first, min(first + together, count))):
            index, body = index + b"%d %d " % (number, len(body)), body + known[number] + b"\n"
            places[number] = (2, streams, place)
        about = b"/Type /ObjStm /N %d /First %d" % (min(together, count - first), len(index))
        places[streams] = (1, _packed_stream(held, streams, about, index + body), 0)
        streams += 1
    places[streams] = (1, held.tell(), 0)
    rows = b"".join(struct.pack(">BIH", *places.get(number, (0, 0, 0))) for number in range(streams + 1))
    start = _packed_stream(held, streams, b"/Type /XRef /W [1 4 2] /Root 1 0 R /Size %d" % (streams + 1), rows)
    return held.getvalue() + b"startxref\n%d\n%%%%EOF\n" % start


def _packed_stream(held: io.BytesIO, number: int, about: bytes, content: bytes) -> int:
    start, packed_up = held.tell(), zlib.compress(content)
    head = b"%d 0 obj\n<< %s /Filter /FlateDecode /Length %d >>\nstream\n" % (number, about, len(packed_up))
    held.write(head + packed_up + b"\nendstream\nendobj\n")
    return start


def locked_pdf() -> bytes:
    """Encrypted under a password that nobody has."""
    key = b"<" + b"ab" * 32 + b">"
    crypt = b"<< /Filter /Standard /V 1 /R 2 /Length 40 /O %s /U %s /P -4 >>" % (key, key)
    plain = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>", crypt]
    return written(plain, b"/Encrypt 3 0 R /ID [<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]")


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **more: object) -> bytes:
    from PIL import Image

    kept = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(kept, kind, **more)
    return kept.getvalue()


def png_of(width: int, height: int) -> bytes:
    """Says that it is so large; what is in it is small."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed_up = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed_up) + chunk(b"IEND", b"")


def ole(streams: dict[str, bytes], *, storages: tuple[str, ...] = (), root_class: bytes = bytes(16)) -> bytes:
    """A compound file: one sector of allocation, a directory, streams of at least 4,096 bytes."""
    free, last, table_of = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    entries = [_entry("Root Entry", 5, last, 0, root_class)] + [_entry(name, 1, last, 0) for name in storages]
    count = 1 + len(storages) + len(streams)
    sectors = [b"", *([b""] * ((count + 3) // 4))]
    fat = [table_of, *range(2, len(sectors)), last]
    for name, content in streams.items():
        content = content.ljust(4096, b"\x00")
        entries.append(_entry(name, 2, len(sectors), len(content)))
        pieces = [content[at : at + 512].ljust(512, b"\x00") for at in range(0, len(content), 512)]
        fat += [*range(len(sectors) + 1, len(sectors) + len(pieces)), last]
        sectors += pieces
    directory = b"".join(entries).ljust(512 * ((count + 3) // 4), b"\x00")
    for number in range((count + 3) // 4):
        sectors[1 + number] = directory[512 * number : 512 * (number + 1)]
    sectors[0] = struct.pack("<128I", *(fat + [free] * (128 - len(fat))))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, last, 0, last, 0)
    return head + struct.pack("<109I", 0, *([free] * 108)) + b"".join(sectors)


def with_short_stream(name: str, content: bytes) -> bytes:
    """A compound file whose one stream is shorter than those with sectors of their own."""
    last, free, table_of = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    count = (len(content) + 63) // 64
    entries = _entry("Root Entry", 5, 3, 64 * count) + _entry(name, 2, 0, len(content))
    fat = struct.pack("<128I", table_of, last, last, last, *([free] * 124))
    short = struct.pack("<128I", *range(1, count), last, *([free] * (128 - count)))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 2, 1, last, 0) + struct.pack("<109I", 0, *([free] * 108))
    return head + fat + entries.ljust(512, b"\x00") + short + content.ljust(512, b"\x00")


def _entry(name: str, kind: int, start: int, size: int, of_class: bytes = bytes(16)) -> bytes:
    letters = name.encode("utf-16-le")
    free = 0xFFFFFFFF
    head = letters.ljust(64, b"\x00") + struct.pack("<HBBIII", len(letters) + 2, kind, 1, free, free, free)
    return head + of_class + bytes(20) + struct.pack("<IQ", start, size)


def doc(**more: object) -> bytes:
    return ole({"WordDocument": b"\xec\xa5\xc1\x00"}, **more)  # type: ignore[arg-type]


def records(*those: tuple[int, bytes]) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(content)) + content for kind, content in those)


def mail(attached: dict[str, bytes] | None = None, *, body: str = "附上材料。") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@city.example", "b@city.example", "材料"
    message.set_content(body)
    for name, content in (attached or {}).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def ofd(words: str = "关于印发方案的通知") -> bytes:
    page = f'<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:TextCode>{words}</ofd:TextCode></ofd:Page>'
    return packed(
        {"OFD.xml": '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>', "Doc_0/Pages/Page_0/Content.xml": page}
    )


def sample(name: str) -> bytes:
    """A file that no code here can make: it was written by an office program, or by an encoder of HEIC."""
    return (Path(__file__).parent / "samples" / name).read_bytes()


def slides(*texts: str, header: str = "") -> bytes:
    """Slides of the older kind: each text in an atom of its own, the header in a short string."""

    def atom(kind: int, content: bytes, form: int = 0) -> bytes:
        return struct.pack("<HHI", form, kind, len(content)) + content

    said = b"".join(atom(0x0FA0, text.encode("utf-16-le")) for text in texts)
    names = atom(0x0FBA, "不是给人看的名称".encode("utf-16-le"))
    headers = atom(0x0FD9, atom(0x0FBA, header.encode("utf-16-le")), form=0x4F)
    return ole({"PowerPoint Document": atom(0x03EE, names + headers + said + atom(0x0FA8, b"431 MW"), form=0x0F)})


def word_95(text: str) -> bytes:
    """A text as Word 95 wrote it: in one piece, two bytes a character."""
    content = text.encode("gb18030")
    head = struct.pack("<HH", 0xA5DC, 104).ljust(24, b"\x00") + struct.pack("<II", 768, 768 + len(content))
    return ole({"WordDocument": head.ljust(768, b"\x00") + content})


def identities(count: int) -> list[str]:
    """Made-up numbers, each with its right last digit."""
    weights, found = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), list[str]()
    for number in range(count):
        first = f"14080019800101{number:03d}"
        total = sum(int(digit) * weight for digit, weight in zip(first, weights, strict=True))
        found.append(first + "10X98765432"[total % 11])
    return found
