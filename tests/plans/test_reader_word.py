"""Word documents: automatic numbers, tables, tracked changes, text boxes."""

import io

import docx
import pytest

from tests.support.documents import W, in_use, level, listed, package, paragraph, shape, zipped
from workflow.plans.reader import read
from workflow.plans.reader.source import text_of

DEEP = (
    level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "（%4）")
    + level(4, "decimalEnclosedCircleChinese", "%5")
)


def lines(body: str, **parts: str) -> list[str]:
    return text_of(package(body, **parts), "a.docx").split("\n")


def many(*levels: int) -> str:
    return "".join(paragraph(f"事项{depth}", listed(depth)) for depth in levels)


def run(words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(paragraph, words.split('/')))}</w:tc>"


def test_five_levels_count_and_begin_anew_below_a_wider_one() -> None:
    found = lines(many(0, 1, 2, 2, 3, 4, 4, 1, 2, 0, 1), numbering=shape(DEEP) + in_use())
    assert [line.partition("事")[0].strip() for line in found] == [
        *("一、", "（一）", "1.", "2.", "（1）", "①", "②", "（二）", "1.", "二、", "（一）"),
    ]


def test_a_level_told_not_to_restart_runs_on() -> None:
    running = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    found = lines(many(0, 1, 1, 0, 1), numbering=shape(running) + in_use())
    assert [line.partition("事")[0] for line in found] == ["一、", "1.", "2.", "二、", "3."]


def test_a_second_list_of_the_same_shape_goes_on_unless_it_is_told_to_begin_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = shape(DEEP) + in_use(1) + in_use(2) + in_use(3, more=anew)
    found = lines("".join(paragraph("事", listed(0, one)) for one in (1, 1, 2, 3, 3)), numbering=numbering)
    assert found == ["一、事", "二、事", "三、事", "一、事", "二、事"]


def test_a_start_and_a_legal_level_are_kept() -> None:
    legal = level(0, "chineseCounting", "第%1章 ") + level(1, "chineseCounting", "%1.%2", "<w:isLgl/>")
    legal = legal.replace('<w:start w:val="1"/>', '<w:start w:val="11"/>', 1)
    assert lines(many(0, 1), numbering=shape(legal) + in_use()) == ["第十一章 事项0", "11.1 事项1"]


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("chineseCounting", "十二"),
        ("japaneseCounting", "十二"),
        ("ideographDigital", "一二"),
        ("chineseLegalSimplified", "拾贰"),
        ("ideographTraditional", "12"),
        ("ideographZodiac", "亥"),
        ("decimal", "12"),
        ("decimalZero", "12"),
        ("decimalFullWidth", "１２"),
        ("decimalEnclosedCircle", "⑫"),
        ("decimalEnclosedParen", "⑿"),
        ("upperLetter", "L"),
        ("lowerLetter", "l"),
        ("upperRoman", "XII"),
        ("lowerRoman", "xii"),
    ],
)
def test_numbers_are_printed_in_the_form_that_the_list_asks_for(form: str, printed: str) -> None:
    found = lines(many(*[0] * 12), numbering=shape(level(0, form, "%1、")) + in_use())
    assert found[-1] == f"{printed}、事项0"


def test_bullets_print_nothing_and_a_digit_after_the_number_keeps_its_distance() -> None:
    shapes = shape(level(0, "bullet", "\uf06c")) + shape(level(0, "decimal", "%1."), 2) + in_use() + in_use(2, 2)
    body = (
        paragraph("要点", listed(0)) + paragraph("2025年底前完成。", listed(0, 2)) + paragraph("做好。", listed(0, 2))
    )
    assert lines(body, numbering=shapes) == ["要点", "1、2025年底前完成。", "2.做好。"]


def test_numbers_come_from_styles_and_their_ancestors() -> None:
    def style(name: str, properties: str = "", above: str = "") -> str:
        based = f'<w:basedOn w:val="{above}"/>' if above else ""
        return f'<w:style w:styleId="{name}"><w:name w:val="{name}"/>{based}<w:pPr>{properties}</w:pPr></w:style>'

    bare = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = style("T1", bare) + style("T2", listed(1)) + style("T3", above="T2")
    body = "".join(paragraph("题", f'<w:pStyle w:val="{style}"/>') for style in ("T1", "T2", "T3", "T1"))
    off = '<w:pStyle w:val="T1"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    found = lines(body + paragraph("不编号", off), numbering=shape(DEEP) + in_use(), styles=styles)
    assert found == ["一、题", "（一）题", "（二）题", "二、题", "不编号"]


def test_tracked_changes_read_as_accepted() -> None:
    removed = '<w:del w:id="1"><w:r><w:delText>市财政局</w:delText></w:r></w:del>'
    added = f'<w:ins w:id="2">{run("市发改委")}</w:ins>'
    struck = '<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t>前半句，</w:t></w:r></w:p>'
    moved = f'<w:moveFrom w:id="4">{run("走了")}</w:moveFrom><w:moveTo w:id="5">{run("来了")}</w:moveTo>'
    assert lines(f"<w:p>{removed}{added}{moved}</w:p>{struck}{paragraph('后半句。')}") == [
        "市发改委来了",
        "前半句，后半句。",
    ]


def test_hidden_words_fields_and_notes_are_left_out_and_soft_breaks_end_a_line() -> None:
    field = "".join(f'<w:r><w:fldChar w:fldCharType="{one}"/></w:r>' for one in ("begin",))
    field += "<w:r><w:instrText>REF _x</w:instrText><w:t>指令</w:t></w:r>"
    field += f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("结果")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    body = f"<w:p>{run('暗', '<w:vanish/>')}{run('明')}{field}{note}<w:r><w:br/></w:r>{run('第二行')}</w:p>"
    assert lines(body) == ["明结果", "第二行"]


def test_a_text_box_is_read_once_and_before_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('一、总体要求')}</w:txbxContent>"
    drawn = (
        '<w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice Requires="wps"><w:drawing>'
        f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(f"<w:p>{drawn}{run('正文')}</w:p>") == ["一、总体要求", "正文"]


def test_a_table_of_contents_is_left_out() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>'
    framed = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('一、总体要求 1')}</w:sdtContent></w:sdt>"
    )
    body = framed + paragraph("一、总体要求 1", '<w:pStyle w:val="11"/>') + paragraph("一、总体要求")
    assert lines(body, styles=styles) == ["一、总体要求"]


def test_tables_become_rows_with_merged_cells_in_their_first_place() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        cell("序号", down) + cell("任务", down) + cell("责任单位", '<w:gridSpan w:val="2"/>'),
        cell("", on) + cell("", on) + cell("牵头单位") + cell("配合单位"),
        cell("一、产业", '<w:gridSpan w:val="4"/>'),
        cell("1") + cell("推进改造") + cell("市工信局", down) + cell("市财政局/市科技局"),
        cell("2") + cell("推进转型") + cell("", on) + cell("市商务局"),
    )
    assert lines(body) == [
        "序号\t任务\t牵头单位\t配合单位",
        "一、产业",
        "1\t推进改造\t市工信局\t市财政局、市科技局",
        "2\t推进转型\t\t市商务局",
    ]
    draft = read(package(paragraph("关于推进工业的实施方案") + body), "a.docx")
    assert [[one.name for one in item.clauses[0].bodies] for item in draft.items] == [
        ["市工信局", "市财政局", "市科技局"],
        ["市工信局", "市商务局"],
    ]


def test_a_frame_of_one_cell_is_no_table() -> None:
    assert lines(table(cell("一、总体要求/到2025年完成。"))) == ["一、总体要求", "到2025年完成。"]


def test_the_strict_edition_and_an_unusual_name_of_the_main_part_are_read() -> None:
    strict = W.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006", "http://purl.oclc.org/ooxml/wordprocessingml"
    )
    relation = (
        '<Relationships xmlns="r"><Relationship Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"'
        ' Target="/word/document2.xml"/></Relationships>'
    )
    document = f"<w:document {strict}><w:body>{paragraph('正文')}</w:body></w:document>"
    assert text_of(zipped({"_rels/.rels": relation, "word/document2.xml": document}), "a.docx") == "正文"


def test_what_the_usual_library_writes_is_read() -> None:
    written = docx.Document()
    written.add_heading("关于推进工业的实施方案", 0)
    for words in ("推进改造。（市工信局负责）", "推进转型。（市商务局负责）"):
        written.add_paragraph(words, style="List Number")
    held = io.BytesIO()
    written.save(held)
    assert text_of(held.getvalue(), "a.docx").split("\n")[1:] == [
        "1.推进改造。（市工信局负责）",
        "2.推进转型。（市商务局负责）",
    ]
