"""What all papers in Word share: the standard's type faces and sizes, a run dressed in them, the number of the page."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.run import Run
from lxml import etree

from workflow.adapters.paper_words import clean

TITLE, BODY, KAI, HEAD, SONG = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
SECOND, THIRD, FOURTH, SMALL_FOURTH, FIFTH = Pt(22), Pt(16), Pt(14), Pt(12), Pt(10.5)  # 二号, 三号, 四号, 小四, 五号
# Where a face of the standard is not installed, a program may take one of these instead.
OTHERS = {
    TITLE: "FZXiaoBiaoSong-B05S,方正小标宋_GBK,华文中宋",
    BODY: "FangSong_GB2312,仿宋,FangSong,方正仿宋_GBK",
    KAI: "KaiTi_GB2312,楷体,KaiTi,方正楷体_GBK",
    HEAD: "SimHei,方正黑体_GBK",
    SONG: "SimSun,方正书宋_GBK",
}
FONT_TABLE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable"


def element(name: str, **values: object) -> Any:
    """An element of Word's own, its attributes too."""
    made = OxmlElement(f"w:{name}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def dress(run: Run, face: str, size: Any) -> None:
    run.font.name, run.font.size = face, size
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def write(paragraph: Any, words: str, face: str, size: Any) -> Run:
    run: Run = paragraph.add_run(clean(words))
    dress(run, face, size)
    return run


def page_number(paragraph: Any) -> None:
    """“— 1 —”, 四号 half-width 宋体 (GB/T 9704—2012, 7.5)."""
    write(paragraph, "— ", SONG, FOURTH)
    run = write(paragraph, "", SONG, FOURTH)
    for kind in ("begin", "", "end"):
        part = element("fldChar", fldCharType=kind) if kind else element("instrText")
        part.text = None if kind else "PAGE"
        run._r.append(part)
    write(paragraph, " —", SONG, FOURTH)


def ruled_table(
    document: Any, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[Any], size: Any
) -> None:
    """A ruled table, its head in 黑体 on every page, no row torn apart by a page's end."""
    table = document.add_table(rows=1, cols=len(heads))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    narrow_cells(table, 57)
    for place, wide in enumerate(widths):
        table.columns[place].width = wide  # some programs look at the grid, others at the cells
    _mark_row(table.rows[0], "tblHeader")
    for wide, cell, words in zip(widths, table.rows[0].cells, heads, strict=True):
        _fill(cell, words, HEAD, size, wide).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for row in rows:
        added = table.add_row()
        _mark_row(added, "cantSplit")
        for wide, cell, words in zip(widths, added.cells, row, strict=True):
            _fill(cell, words, BODY, size, wide)


def narrow_cells(table: Any, room: int) -> None:
    """The room at both sides of a cell's words, in twentieths of a point."""
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=room, type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def _mark_row(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(element(name))


def _fill(cell: Any, words: str, face: str, size: Any, wide: Any) -> Any:
    cell.width, cell.vertical_alignment = wide, WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1.0
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    write(paragraph, words, face, size)
    return paragraph


def name_other_faces(document: Any) -> None:
    """The document's own list of faces, with what may stand for each."""
    part = document.part.part_related_by(FONT_TABLE)
    table = parse_xml(part.blob)
    for face, others in OTHERS.items():
        font = f'<w:font {nsdecls("w")} w:name="{face}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        table.append(parse_xml(font))
    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)


def packed(document: Any) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
