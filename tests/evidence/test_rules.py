"""Which files are taken: a table of names and contents, and what each gets."""

import io
import unicodedata
import zipfile

import pytest

from workflow.errors import Refused
from workflow.evidence import rules

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 20


def packed(*names: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return kept.getvalue()


TAKEN = [
    ("进展.pdf", b"%PDF-1.7\n", "application/pdf"),
    ("表.XLSX", packed("[Content_Types].xml", "xl/workbook.xml"), rules.KINDS["xlsx"][0]),
    ("文.docx", packed("word/document.xml"), rules.KINDS["docx"][0]),
    ("公文.ofd", packed("OFD.xml", "Doc_0/Document.xml"), "application/ofd"),
    ("旧.doc", OLE, "application/msword"),
    ("旧.wps", OLE, "application/vnd.ms-works"),
    ("图.png", PNG, "image/png"),
    ("照片.heic", b"\x00\x00\x00\x18ftypheic", "image/heic"),
    ("数.csv", "装机,431\n".encode("gb18030"), "text/csv"),
    ("记.txt", "文".encode("utf-16"), "text/plain"),
    ("信.eml", b"From: a@b.c\n\nhello", "message/rfc822"),
    ("打包.zip", packed("a.pdf"), "application/zip"),
]
REFUSED = [
    ("页.html", b"<html>", "evidence.kind_refused"),
    ("图.svg", b"<svg>", "evidence.kind_refused"),
    ("装.exe", b"MZ", "evidence.kind_refused"),
    ("脚.js", b"alert(1)", "evidence.kind_refused"),
    ("无扩展名", b"%PDF-1.7", "evidence.kind_refused"),
    ("宏.docm", packed("word/document.xml"), "evidence.kind_refused"),
    ("进展.pdf.exe", b"%PDF-1.7", "evidence.kind_refused"),
    ("进展.pdf", b"MZ\x90\x00", "evidence.disguised"),
    ("进展.pdf", b"<html>", "evidence.disguised"),
    ("记.txt", b"MZ\x90\x00", "evidence.disguised"),
    ("记.txt", b"  <!DOCTYPE html><script>", "evidence.disguised"),
    ("记.txt", b"\x00\x01\x02", "evidence.disguised"),
    ("图.png", b"%PDF-1.7", "evidence.disguised"),
    ("表.xlsx", packed("word/document.xml"), "evidence.disguised"),
    ("表.xlsx", b"PK\x03\x04 no archive", "evidence.broken"),
    ("文.docx", packed("word/document.xml", "word/vbaProject.bin"), "evidence.macros"),
]


@pytest.mark.parametrize(("name", "data", "kind"), TAKEN)
def test_what_offices_use_is_taken_for_what_it_is(name, data, kind) -> None:
    assert rules.media_type(name, io.BytesIO(data)) == kind


@pytest.mark.parametrize(("name", "data", "key"), REFUSED)
def test_what_is_not_allowed_or_not_what_it_says_is_refused(name, data, key) -> None:
    with pytest.raises(Refused) as refused:
        rules.media_type(name, io.BytesIO(data))
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\文档\\进展.docx", "进展.docx"),
        ("a\r\nb\x00.pdf", "ab.pdf"),
        ("fdp.\u202etxt.exe", "fdp.txt.exe"),
        (unicodedata.normalize("NFD", "é涑.pdf"), "é涑.pdf"),
        ("  多  空格 .pdf", "多 空格 .pdf"),
        ("长" * 300 + ".pdf", "长" * 146 + ".pdf"),
    ],
)
def test_a_name_carries_no_path_no_tricks_and_at_most_150_characters(name, clean) -> None:
    assert rules.clean_name(name) == clean


@pytest.mark.parametrize("name", ["", "///", "\x00\u202e", " . "])
def test_a_file_without_a_name_is_refused(name) -> None:
    with pytest.raises(Refused) as refused:
        rules.clean_name(name)
    assert refused.value.key == "evidence.name_missing"
