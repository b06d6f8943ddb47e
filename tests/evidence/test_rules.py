"""Names, and what ordinary files of an office are taken for: what is seen in each of them."""

import io
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis.strategies import data, integers, lists
from PIL import Image

from tests.evidence import hostile, making
from workflow.errors import Refused
from workflow.evidence import apart, inspecting, rules
from workflow.evidence.inside import reading
from workflow.evidence.inside.doubting import doubts
from workflow.evidence.inspecting import Doubt
from workflow.settings import bare_environment

SLIDES = making.packed(
    {
        "[Content_Types].xml": making.TYPES.format(""),
        "ppt/slides/slide1.xml": '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:t>季度推进</a:t></a:p></p:sld>',
    }
)
# name, content, words in it, whether there is a picture
TAKEN = [
    ("进展.pdf", making.pdf(), "connected 431 mw", True),
    ("表.XLSX", making.xlsx([["装机", 431], ["Ａ县", 12.5]]), "装机 431 a县 12.5", False),
    ("文.docx", making.docx("并网　容量"), "并网 容量", False),
    ("片.pptx", SLIDES, "季度推进", False),
    ("公文.ofd", making.ofd(), "关于印发方案的通知", False),
    ("旧.doc", making.doc(), "", False),
    ("旧.wps", making.doc(), "", False),
    ("旧.xls", making.ole({"Workbook": making.records((0x809, bytes(16)), (0x0A, b""))}), "", False),
    ("新.wps", making.docx(), "", False),
    ("图.png", making.picture(), "", True),
    ("图.jpg", making.picture("JPEG"), "", True),
    ("图.gif", making.picture("GIF"), "", True),
    ("图.bmp", making.picture("BMP"), "", True),
    ("图.tiff", making.picture("TIFF"), "", True),
    ("图.webp", making.picture("WEBP"), "", True),
    ("旧.ppt", making.slides("季度推进", header="运城市"), "运城市 季度推进 431 mw", False),
    ("旧.dps", making.slides("季度推进"), "季度推进", False),
    ("九五.doc", making.word_95("并网容量"), "并网容量", False),
    ("照片.heic", making.sample("roof.heic"), "", True),
    ("数.csv", "装机,431\n".encode("gb18030"), "装机,431", False),
    ("记.txt", "文字".encode("utf-16"), "文字", False),
    ("信.eml", making.mail({"证明.pdf": making.pdf()}), "附上材料。", False),
    (
        "打包.zip",
        making.packed({"证明.pdf": making.pdf(), "图纸.dwg": b"AC1032", "._a.pdf": b"\x00\x05\x16\x07"}),
        "证明.pdf",
        False,
    ),
]


@pytest.fixture
def seen(tmp_path):
    """What is seen in a file."""

    def look(name: str, data: bytes) -> inspecting.Seen:
        path = tmp_path / "arrived"
        path.write_bytes(data)
        return inspecting.inspect(path, name)

    return look


@pytest.mark.parametrize(("name", "data", "words", "pictured"), TAKEN, ids=[name for name, *_ in TAKEN])
def test_what_offices_use_is_taken_for_what_it_is(seen, name, data, words, pictured) -> None:
    found = seen(name, data)
    assert found.media_type == rules.KINDS[rules.ending(name)][0]
    assert words in found.words and found.doubts == ()
    assert (found.picture is not None) is pictured
    assert found.picture_type == ("image/jpeg" if pictured else "")


def test_every_kind_that_is_taken_is_tried() -> None:
    left = set(rules.KINDS) - {rules.ending(name) for name, *_ in TAKEN}
    assert left == {"jpeg", "tif", "et"}  # the same reader as their neighbours


def test_a_picture_is_small_turned_and_says_nothing_of_where_it_was_taken(seen) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "37.11N 112.55E"  # lies on its side
    found = seen("照片.jpg", making.picture("JPEG", (2000, 1000), exif=exif))
    with Image.open(io.BytesIO(found.picture)) as small:
        assert (small.width, small.height) == (226, 452) and not dict(small.getexif())
    assert b"37.11N" not in found.picture


def test_a_photo_of_a_telephone_is_turned_as_it_was_taken(seen) -> None:
    with Image.open(io.BytesIO(seen("照片.heic", making.sample("roof.heic")).picture)) as small:
        assert small.size == (300, 400)  # it lies on its side in the file


@pytest.mark.parametrize(
    ("name", "sample", "words"),
    [
        ("清单.doc", "photovoltaics.doc", "秘密★10年 屋顶光伏清单 装机四十六万千瓦,见附件。 盐湖区 12000"),
        ("清单.wps", "photovoltaics.doc", "装机四十六万千瓦"),
        ("清单.xls", "photovoltaics.xls", "机密★3年 第 页 屋顶光伏 县区 装机(千瓦) 盐湖区 12000 临猗县 3400.5"),
        ("清单.et", "photovoltaics.xls", "盐湖区 12000"),
    ],
)
def test_older_documents_are_read_and_their_marks_asked_about_also_in_the_header_of_a_table(
    seen, name, sample, words
) -> None:
    found = seen(name, making.sample(sample))
    assert words in found.words
    assert [doubt for doubt, _ in found.doubts] == [Doubt.SECRECY_MARK]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('见\x13 HYPERLINK "附件.doc" \x14附件\x15。', "见附件。"),
        ("\x13 PAGE \x15第一页", "第一页"),
        ("一处\x13破损，机密★3年", "机密★3年"),
    ],
    ids=["a link", "a field that shows nothing", "a sign alone"],
)
def test_of_a_field_the_words_that_it_shows_are_read(text, shown) -> None:
    assert shown in reading.words(making.word_95(text), "doc").replace("\n", "")


@pytest.mark.parametrize("name", ["photovoltaics.doc", "photovoltaics.xls"])
@given(data())
def test_of_a_damaged_older_document_is_read_what_can_be(name, data) -> None:
    whole = bytearray(making.sample(name))
    for place in data.draw(lists(integers(512, len(whole) - 1), max_size=40)):
        whole[place] = data.draw(integers(0, 255))
    assert len(reading.words(bytes(whole), name[-3:])) <= reading.MOST


def test_a_document_has_as_many_pages_as_it_has(seen) -> None:
    assert seen("进展.pdf", making.pdf()).pages == 1


def test_ways_of_writing_that_harm_nobody_are_no_reason_to_refuse(seen) -> None:
    local = making.fetching("attachedTemplate", "file:///D:\\Templates\\city.dotx")
    link = making.fetching("hyperlink", "https://www.city.example/")
    assert "已并网" in seen("模板.docx", making.docx(relation=local + link)).words
    drawn = making.docx(more={"word/media/image1.svg": "<svg/>", "word/media/image2.jpg": making.picture()})
    assert "已并网" in seen("图示.docx", drawn).words


@pytest.mark.parametrize("letters", ["utf-8", "gb18030"])
def test_names_in_an_archive_are_read_as_they_were_written(seen, letters) -> None:
    plain = making.packed({"AAAA.txt": "x"})
    written = plain.replace(b"AAAA", "并".encode().rjust(4, b"-") if letters == "utf-8" else "并网".encode(letters))
    assert seen("打包.zip", written).words.split()[0] == ("-并.txt" if letters == "utf-8" else "并网.txt")


def test_the_child_knows_none_of_our_secrets_and_may_write_and_start_nothing(monkeypatch, tmp_path) -> None:
    code = (
        "import os, subprocess; from workflow.evidence.apart import bound; bound(0)\n"
        "found = sorted(name for name in os.environ if 'DUBAN' in name)\n"
        "for act in (lambda: open('kept', 'w').write('x' * 99_999), lambda: bytearray(4 * 1024**3)):\n"
        "    try: act(); found.append('could')\n"
        "    except (OSError, MemoryError): pass\n"
        "print(found)"
    )
    monkeypatch.setenv("DUBAN_SECRET_KEY", "x")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=bare_environment(), capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_a_child_that_comes_to_its_bounds_refuses_the_file(monkeypatch, seen) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0)
    monkeypatch.setattr(apart, "GRACE", 0.01)
    with pytest.raises(Refused, match=r"evidence\.too_heavy"):
        seen("进展.pdf", making.pdf())


def test_words_that_cannot_be_read_are_no_reason_to_refuse(seen) -> None:
    broken = making.docx(more={"word/header1.xml": b"\xff\xfe\x00"})
    assert seen("文.docx", broken).media_type == rules.KINDS["docx"][0]


def test_a_picture_that_cannot_be_drawn_is_no_reason_to_refuse(seen) -> None:
    cut = making.picture("JPEG", (800, 800), quality=95)[:3000]
    found = seen("图.jpg", cut)
    assert (found.media_type, found.picture) == ("image/jpeg", None)


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


@pytest.mark.parametrize(
    "words",
    [
        "秘密★",
        "秘 密★1年",
        "机密☆",
        "绝密★长期",
        "密级：机密",
        "密级:秘密",
        "密级 绝密",
        "【机密】\n关于……的通知",
        "标题\n机密 10年\n正文",
        "秘密等级：秘密",
    ],
)
def test_marks_of_secrecy_are_asked_about(words) -> None:
    (doubt,) = doubts("附件.docx", words)
    assert doubt[0] == Doubt.SECRECY_MARK and len(doubt[1]) < 60


@pytest.mark.parametrize(
    "words",
    [
        "严格保守国家秘密，防止泄密。",
        "涉及商业秘密的除外",
        "数据的机密性、完整性",
        "不得传递绝密文件和机密级信息",
        "密级：非密",
        "密级文件管理办法",
        "保密等级评定",
    ],
)
def test_running_text_that_speaks_of_secrets_is_not(words) -> None:
    assert doubts("附件.docx", words) == ()


@pytest.mark.parametrize("name", ["机密★方案.pdf", "绝密.pdf", "方案（秘密）.docx", "[机密]附件.pdf", "机密_附件.txt"])
def test_names_that_bear_a_mark_are_asked_about(name) -> None:
    assert [doubt for doubt, _ in doubts(name, "")] == [Doubt.SECRECY_MARK]


@pytest.mark.parametrize("name", ["保守国家秘密培训.pdf", "商业秘密保护.docx", "机密性测试报告.pdf"])
def test_names_that_speak_of_secrets_are_not(name) -> None:
    assert doubts(name, "") == ()


def test_five_different_right_numbers_make_a_list_and_are_never_told() -> None:
    five = making.identities(5)
    assert doubts("a.txt", " ".join(five)) == ((Doubt.IDENTITIES, "5"),)
    assert doubts("a.txt", " ".join(five).replace("X", "x") + "，" + five[0]) == ((Doubt.IDENTITIES, "5"),)
    assert doubts("a.txt", " ".join(five[:4]) + " " + five[0]) == ()
    wrong = [number[:17] + ("0" if number[17] != "0" else "1") for number in five]
    assert doubts("a.txt", " ".join(wrong)) == ()
    assert doubts("a.txt", "".join(five)) == ()  # a long run of digits is none


def test_numbers_beside_a_mark_are_not_told() -> None:
    (number,) = making.identities(1)
    (doubt,) = doubts("a.txt", f"{number}\n秘密★ {number}")
    assert number not in doubt[1] and "秘密★" in doubt[1]


@pytest.mark.parametrize(
    "text", ["密级" + " " * 5000 + "无", "密级" * 5000, "\n" * 100_000, "秘 " * 50_000, "机密\n " * 20_000]
)
def test_no_text_takes_long_to_be_looked_through_for_marks(text) -> None:
    code = "import sys; from workflow.evidence.inside.doubting import doubts; doubts('a.txt', sys.stdin.read())"
    command = [sys.executable, "-X", "utf8", "-c", code]
    subprocess.run(command, input=text, text=True, encoding="utf-8", timeout=10, check=True)


def test_numbers_of_persons_beside_a_mark_are_told_in_no_part() -> None:
    numbers = making.identities(6)
    said = dict(doubts("a.txt", " ".join(numbers) + " 机密★ " + " ".join(numbers)))[Doubt.SECRECY_MARK]
    assert "机密★" in said and not any(char.isdigit() for char in said)


def test_a_long_report_is_looked_through_in_its_time(seen) -> None:
    assert seen("长报告.pdf", making.pdf_of_many_objects(4000)).pages == 1


@pytest.mark.parametrize("pack", [making.packed, making.mail], ids=["archive", "mail"])
def test_what_lies_within_is_found_and_asked_about(seen, pack) -> None:
    name = "打包.zip" if pack is making.packed else "信.eml"
    found = seen(
        name, pack({"名单.csv": "\n".join(making.identities(6)).encode(), "方案.docx": making.docx("并网容量")})
    )
    assert found.doubts == ((Doubt.IDENTITIES, "6"),) and "并网容量" in found.words


def test_what_was_read_before_a_fault_stands() -> None:
    def parts():
        yield "机密★5年"
        raise TimeoutError

    assert reading._limited(parts()) == "机密★5年"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("编号.csv", "MZ编号,数量\nMZ001,5\n".encode()),
        ("说明.txt", "首页的 <html> 标签要加语言。".encode()),
        ("照片.docx", making.docx(more={"word/media/a.jpg": making.picture("JPEG", comment=b"Special instructions")})),
        ("目录.docx", hostile.with_field("<w:r><w:instrText>TOC \\o DDE</w:instrText></w:r>")),
        (
            "链接.xlsx",
            making.xlsx(
                [[1]],
                more={
                    "xl/externalLinks/_rels/a.rels": making.RELATIONS.format(
                        making.fetching("externalLinkPath", "file:///\\\\fs\\a.xlsx")
                    )
                },
            ),
        ),
        ("改名.zip", hostile.renamed("????.dwg", "并网.dwg")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_only_looks_hostile_is_taken(seen, name, data) -> None:
    assert seen(name, data).media_type == rules.KINDS[rules.ending(name)][0]


def test_letters_that_stand_in_a_photo_by_chance_are_no_drawing(seen) -> None:
    photo = making.picture("JPEG", (300, 300), quality=95)
    start = photo.find(b"\xff\xda") + 40
    assert seen("照片.jpg", photo[:start] + b"<SVG " + photo[start + 5 :]).media_type == "image/jpeg"
