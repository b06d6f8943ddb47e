"""One plan in every format reads the same; what the reader does not take is refused by its own name."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support import documents
from workflow.errors import Refused
from workflow.plans.reader import Draft, Unreadable, read
from workflow.wording.refusals import SENTENCES

SEED = Path(__file__).parents[2] / "seed" / "yuncheng.txt"
FORMATS = (
    "automatic numbers.docx",
    "typed numbers.docx",
    "page.html",
    "gb18030.html",
    "utf-16.html",
    "indented.pdf",
    "flush.pdf",
)


@pytest.fixture(scope="module")
def as_text() -> Draft:
    return read(SEED.read_bytes(), SEED.name)


def made(form: str, text: str, browser: Browser) -> bytes:
    if form.endswith(".pdf"):
        return documents.make_pdf(browser, text, indent="2em" if form == "indented.pdf" else "0")
    if form.endswith(".html"):
        return documents.make_html(text, {"page.html": "utf-8"}.get(form, form.partition(".")[0]))
    return documents.make_docx(text) if form.startswith("automatic") else documents.make_plain_docx(text)


def bare(words: str) -> str:
    return re.sub(r"\s", "", words)


def items(draft: Draft) -> list[object]:
    return [
        (
            *(item.kind, item.path, item.number, item.chapter, bare(item.chapter_title), bare(item.heading)),
            bare(item.text),
            [(bare(one.text), one.open_ended, [(body.name, body.role) for body in one.bodies]) for one in item.clauses],
        )
        for item in draft.items
    ]


def aims(draft: Draft) -> list[object]:
    targets = [
        (one.item, one.indicator, one.comparator, one.value, one.unit, one.due_year, one.baseline_year, one.firmness)
        for one in draft.targets
    ]
    return [*targets, *((goal.item, bare(goal.words), goal.due_year) for goal in draft.goals)]


@pytest.mark.parametrize("form", FORMATS)
def test_the_seed_reads_the_same_in_every_format(form: str, as_text: Draft, browser: Browser) -> None:
    draft = read(made(form, as_text.text, browser), form)
    assert items(draft) == items(as_text)
    assert aims(draft) == aims(as_text)
    assert [(part.number, bare(part.title), part.level) for part in draft.parts] == [
        (part.number, bare(part.title), part.level) for part in as_text.parts
    ]
    assert (draft.title, draft.plan_title) == (as_text.title, as_text.plan_title)
    assert (draft.doc_number, draft.issuer, draft.issued_on) == (
        *(as_text.doc_number, as_text.issuer, as_text.issued_on),
    )
    pasted = [(one.item, one.quote) for one in as_text.taints if one.item is not None]
    assert [(one.item, one.quote) for one in draft.taints if one.item is not None] == pasted
    for item in draft.items:
        assert draft.text[item.start : item.end] == item.text
        assert all(draft.text[one.start : one.end] == one.text for one in item.clauses)


def old(*streams: str) -> bytes:
    """The beginning of an old Office file with streams of these names."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + b"\x00".join(one.encode("utf-16-le") for one in streams)


def packed(*names: str, mimetype: str = "") -> bytes:
    return documents.zipped(dict.fromkeys(names, mimetype or "x"))


REFUSED = [
    (b"", "a.txt", "reader.empty"),
    (b" \r\n\t\x00", "a.txt", "reader.blank"),
    ("　 \n　".encode(), "a.txt", "reader.blank"),
    (bytes(50 * 1024 * 1024), "a.pdf", "reader.too_large"),
    (old("WordDocument"), "方案.doc", "reader.doc"),
    (old("WordDocument"), "方案.wps", "reader.wps"),
    (old("Workbook"), "a.xls", "reader.sheet"),
    (old("Workbook"), "a.et", "reader.sheet"),
    (old("PowerPoint Document"), "a.ppt", "reader.slides"),
    (old("EncryptionInfo", "EncryptedPackage"), "方案.docx", "reader.locked"),
    (old("Contents"), "a.dat", "reader.old_office"),
    (packed("OFD.xml", "Doc_0/Document.xml"), "方案.ofd", "reader.ofd"),
    (packed("[Content_Types].xml", "xl/workbook.xml"), "a.xlsx", "reader.sheet"),
    (packed("[Content_Types].xml", "ppt/presentation.xml"), "a.pptx", "reader.slides"),
    (packed("mimetype", mimetype="application/vnd.oasis.opendocument.text"), "a.odt", "reader.odt"),
    (packed("mimetype", mimetype="application/epub+zip"), "a.epub", "reader.epub"),
    (packed("方案.txt"), "a.zip", "reader.archive"),
    (b"Rar!\x1a\x07\x01\x00", "a.rar", "reader.archive"),
    (b"7z\xbc\xaf\x27\x1c\x00\x04", "a.7z", "reader.archive"),
    (b"\x89PNG\r\n\x1a\n", "a.png", "reader.picture"),
    (b"\xff\xd8\xff\xe0", "a.jpg", "reader.picture"),
    (b"BM\x36\x00\x00\x00\x00\x00\x00\x00\x36", "a.bmp", "reader.picture"),
    (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a.webp", "reader.picture"),
    (b"{\\rtf1\\ansi}", "a.rtf", "reader.rtf"),
    (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", "a.mht", "reader.mht"),
    (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "a.xml", "reader.word_xml"),
    (bytes(range(256)) * 40, "a.bin", "reader.not_text"),
    (b"\x7fELF\x02\x01", "a", "reader.not_text"),
    (b"PK\x03\x04\x14\x00word/document.xml....", "a.docx", "reader.broken_word"),
    (b"PK\x03\x04....", "a.zip", "reader.broken"),
    (b"%PDF-1.7 ...", "a.pdf", "reader.broken_pdf"),
    (documents.package(""), "a.docx", "reader.blank"),
    (documents.zipped({"word/styles.xml": "<x/>"}), "a.docx", "reader.broken_word"),
    (documents.zipped({"word/document.xml": "<w:document"}), "a.docx", "reader.broken_word"),
    (b"<html><body><img src=a.jpg></body></html>", "a.html", "reader.blank"),
    ("今天天气很好，没有什么计划。".encode(), "a.txt", "reader.not_a_plan"),
]


@pytest.mark.parametrize(("content", "name", "key"), REFUSED, ids=[f"{key} {name}" for _, name, key in REFUSED])
def test_what_is_not_read_is_refused_by_its_own_name(content: bytes, name: str, key: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(content, name)
    assert refused.value.key == key
    assert refused.value.facts["name"] == name


def test_libraries_are_loaded_only_for_the_documents_that_need_them() -> None:
    asked = "import sys, workflow.plans.reader; print({'lxml', 'pdfminer', 'pdfplumber', 'docx'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True).stdout == b"set()\n"


def test_every_refusal_says_what_to_do() -> None:
    said = {key: str(words) for key, words in SENTENCES.items() if key.startswith("reader.")}
    assert {key for _, _, key in REFUSED} <= set(said)
    assert not [key for key, words in said.items() if not re.search(r"请|可能", words)]
    assert issubclass(Unreadable, Refused)
