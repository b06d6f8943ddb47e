"""Files made to harm: bombs, entities, locked and torn files, single bytes changed. Refused, in bounded memory."""

import io
import subprocess
import sys
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from tests.support.documents import RELATIONS, W, make_docx, make_html, package, paragraph, print_pdf, zipped
from workflow.plans.reader import Unreadable, read
from workflow.plans.reader.source import text_of

MB = 1024 * 1024
PLAN = """某某市关于推进工业的实施方案
一、重点任务
(一)推进改造。到2025年完成。(市工信局负责)
(二)推进转型。(市商务局负责)
"""
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
# A new process tells the most memory that it ever held, also what libraries in C hold.
PEAK = """
import sys
from pathlib import Path
from workflow.plans.reader import Unreadable, read
try:
    print(len(read(Path(sys.argv[1]).read_bytes(), "x").items))
except Unreadable as refused:
    print(refused.key)
print(next(line.split()[1] for line in Path("/proc/self/status").open() if line.startswith("VmHWM")))
"""


def refusal(content: bytes, name: str = "a.docx") -> str:
    with pytest.raises(Unreadable) as refused:
        read(content, name)
    return refused.value.key


def peak(content: bytes, folder: Path) -> tuple[str, int]:
    """What a new process says of a file, and the most memory that it held, in MB."""
    (folder / "file").write_bytes(content)
    command = [sys.executable, "-c", PEAK, str(folder / "file")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return said[0], int(said[1]) // 1024


def pdf(stream: bytes, *more: bytes, about: bytes = b"/Filter /FlateDecode", root: bytes = b"") -> bytes:
    """A PDF of one page that draws a stream; further objects follow from number 6 on."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % root,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >>"
        b" /XObject << /A 6 0 R /B 7 0 R >> >> >>",
        b"<< /Length %d %s >> stream\n%s\nendstream" % (len(stream), about, stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
    ]
    held, places = io.BytesIO(b"%PDF-1.5\n"), []
    held.seek(0, io.SEEK_END)
    for number, one in enumerate(objects, 1):
        places.append(held.tell())
        held.write(b"%d 0 obj %s endobj\n" % (number, one))
    start = held.tell()
    held.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    held.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    held.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return held.getvalue()


def form(inner: bytes, calls: bytes = b"") -> bytes:
    about = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << %s >> >>" % calls
    return about + b" /Length %d >> stream\n%s\nendstream" % (len(inner), inner)


def test_a_small_pdf_made_by_hand_is_read() -> None:
    words = b"BT /F 12 Tf 72 720 Td (" + b"plan " * 20 + b") Tj ET"
    assert text_of(pdf(zlib.compress(words)), "a.pdf") == " ".join(["plan"] * 20)


def test_a_zip_that_unpacks_to_hundreds_of_megabytes_is_refused_in_little_memory(tmp_path: Path) -> None:
    bomb = package(paragraph("啊" * (80 * MB // 3)))
    assert len(bomb) < MB
    key, memory = peak(bomb, tmp_path)
    assert key == "reader.unpacks_too_large"
    assert memory < 120


def test_a_document_of_a_million_elements_is_refused_in_little_memory(tmp_path: Path) -> None:
    for content in (package("<w:p/>" * 1_000_000), b"<html><body>" + b"<p>x" * 1_000_000):
        key, memory = peak(content, tmp_path)
        assert key == "reader.too_complex"
        assert memory < 120
    cells = '<w:tc><w:tcPr><w:gridSpan w:val="100"/></w:tcPr></w:tc>' * 60_000
    key, memory = peak(package(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"), tmp_path)
    assert key == "reader.blank"
    assert memory < 200


def test_the_sizes_that_a_zip_declares_are_not_believed() -> None:
    bomb = bytearray(package(paragraph("啊" * (30 * MB // 3))))
    entry = bomb.index(b"PK\x01\x02", bomb.rindex(b"word/document.xml") - 60)
    bomb[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    assert refusal(bytes(bomb)) in ("reader.unpacks_too_large", "reader.broken_word", "reader.broken")


def test_a_zip_that_declares_terabytes_or_holds_thousands_of_members_is_refused() -> None:
    many = zipped({f"word/{n}": "" for n in range(6000)})
    assert refusal(many) == "reader.unpacks_too_large"
    big = bytearray(package(paragraph("一")))
    entry = big.index(b"PK\x01\x02")
    big[entry + 24 : entry + 28] = b"\xf0\xff\xff\xff"
    assert refusal(bytes(big)) == "reader.unpacks_too_large"


def test_a_member_with_a_password_or_an_unusual_packing_is_refused() -> None:
    locked = bytearray(package(paragraph("一")))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(locked)) == "reader.locked"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("word/document.xml", "x" * 10_000_000)
    assert refusal(held.getvalue()) == "reader.broken"


@pytest.mark.parametrize("part", ["word/document.xml", "word/numbering.xml", "word/styles.xml", "_rels/.rels"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_every_part(part: str, encoding: str) -> None:
    body = f"<w:document {W}><w:body>{paragraph('一')}</w:body></w:document>"
    evil = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><x>&l11;</x>'
    parts = {"_rels/.rels": RELATIONS, "word/document.xml": body} | {part: evil.encode(encoding)}
    assert refusal(zipped(parts)) == "reader.unsafe"


def test_files_outside_are_never_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("geheim")
    evil = f'<!DOCTYPE x [<!ENTITY s SYSTEM "file://{tmp_path}/secret">]><html><body><p>一&s;二三四'
    assert "geheim" not in text_of(evil.encode(), "a.html")


def test_deep_nesting_is_refused_or_read_but_never_breaks() -> None:
    deep = "<w:sdt><w:sdtContent>" * 3000
    assert refusal(package(f"{deep}{paragraph('一')}{'</w:sdtContent></w:sdt>' * 3000}")) == "reader.broken_word"
    tables = "<table><tr><td>" * 3000
    for page in (f"{'<div>' * 20_000}一、总体要求", f"{tables}一、总体要求", f"{'<b>' * 20_000}一、总体要求"):
        try:
            read(f"<html><body>{page}".encode(), "a.html")
        except Unreadable as refused:
            assert refused.key in ("reader.blank", "reader.not_a_plan")


def test_streams_of_a_pdf_that_unpack_without_end_are_refused_in_little_memory(tmp_path: Path) -> None:
    key, memory = peak(pdf(zlib.compress(bytes(400 * MB))), tmp_path)
    assert key == "reader.unpacks_too_large"
    assert memory < 120
    twice = zlib.compress(zlib.compress(bytes(400 * MB)))
    assert refusal(pdf(twice, about=b"/Filter [/FlateDecode /FlateDecode]")) == "reader.broken_pdf"
    assert refusal(pdf(zlib.compress(b"q Q " * 8 * MB))) == "reader.too_complex"


def test_drawings_that_draw_drawings_without_end_are_refused() -> None:
    def calls(number: int) -> bytes:
        return b"/A %d 0 R" % number

    chain = [form(b"/A Do " * 10, calls(number + 1)) for number in range(6, 16)]
    content = pdf(zlib.compress(b"/A Do " * 10), *chain, form(b"0 0 m 1 1 l S"))
    assert refusal(content) == "reader.too_complex"
    loop = form(b"/A Do " * 10, calls(6))
    assert refusal(pdf(zlib.compress(b"/A Do"), loop)) == "reader.blank"


def test_a_locked_pdf_and_one_without_pages_are_refused() -> None:
    locked = pdf(b"", about=b"").replace(
        b"trailer << ",
        b"trailer << /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -1 /O <%s> /U <%s> >> "
        % (b"11" * 32, b"22" * 32),
    )
    assert refusal(locked) == "reader.locked_pdf"
    bare = pdf(b"", about=b"").replace(b"/Kids [3 0 R]", b"/Kids []").replace(b"/Page ", b"/Nope ")
    assert refusal(bare) == "reader.broken_pdf"


def test_a_font_without_a_table_of_its_signs_is_refused() -> None:
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] >>"
    inner = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe)"
    inner += b" /Ordering (Identity) /Supplement 0 >> >>"
    content = pdf(zlib.compress(b"BT /F 12 Tf 72 720 Td <" + b"0102" * 40 + b"> Tj ET"), inner)
    content = content.replace(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", font)
    assert refusal(content) == "reader.garbled"


def test_a_long_document_is_read_in_bounded_memory(tmp_path: Path) -> None:
    long = PLAN + "".join(f"(三)推进第{n}项工作。{'做好服务，' * 40}(市工信局负责)\n" for n in range(2000))
    for content in (make_docx(long), make_html(long)):
        items, memory = peak(content, tmp_path)
        assert int(items) > 200
        assert memory < 200


def test_what_is_too_large_is_refused_before_anything_is_copied() -> None:
    content = b"%PDF-1.7" + bytes(50 * MB)
    tracemalloc.start()
    assert refusal(content) == "reader.too_large"
    assert tracemalloc.get_traced_memory()[1] < MB
    tracemalloc.stop()


def test_signs_that_no_database_keeps_are_spaces() -> None:
    text = text_of(f"一、总体\x00要求。{'加快推进各项工作。' * 20}".encode(), "a")
    assert text.startswith("一、总体 要求。")


@pytest.fixture(scope="module")
def samples(browser: Browser) -> dict[str, bytes]:
    lines = "".join(f"<p>{line}</p>" for line in PLAN.splitlines())
    table = (
        "<table><tr><td>序号</td><td>任务</td><td>责任单位</td></tr><tr><td>1</td><td>甲</td><td>市局</td></tr></table>"
    )
    return {"docx": make_docx(PLAN), "html": make_html(PLAN), "pdf": print_pdf(browser, lines + table)}


@pytest.mark.parametrize("form", ["docx", "html", "pdf"])
@given(chosen=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_files_with_bytes_changed_are_read_or_refused(
    form: str, chosen: st.DataObject, samples: dict[str, bytes]
) -> None:
    content = bytearray(samples[form])
    for _ in range(chosen.draw(st.integers(1, 8))):
        place = chosen.draw(st.integers(0, len(content) - 1))
        content[place] = chosen.draw(st.integers(0, 255))
    start, end = sorted(chosen.draw(st.tuples(st.integers(0, len(content)), st.integers(0, len(content)))))
    cut = chosen.draw(st.sampled_from([b"", bytes(content[:start]), bytes(content[start:end])]))
    for one in (bytes(content), cut):
        try:
            read(one, f"a.{form}")
        except Unreadable:
            continue


@given(inner=st.text(st.sampled_from("<>/=\"' abcpdivtrlihx一、（）。\n"), max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_markup_is_read_or_refused(inner: str) -> None:
    for content in (package(inner), f"<html><body>{inner}".encode()):
        try:
            read(content, "a")
        except Unreadable:
            continue
