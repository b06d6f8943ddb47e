"""One text as documents of several formats, built by hand so that nothing of the reader's own libraries is trusted."""

import io
import re
import zipfile
from html import escape

from playwright.sync_api import Browser

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = """<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>"""
RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""
NUMBERS = (re.compile(r"[一二三四五六七八九十]{1,4}、"), re.compile(r"[(（][一二三四五六七八九十]{1,4}[)）]"))
ROWS = re.compile(r"(?:<w:tr>.*?</w:tr>)+")
MENU = "".join(f'<li><a href="/{n}">{n}</a></li>' for n in ("首页", "政务公开", "政务服务", "互动交流", "走进运城"))
HEAD = f"""<header class="top"><img alt="网站标识" src="logo.png">
您好，欢迎访问市人民政府网站！<a href="/login">登录</a></header>
<nav><ul>{MENU}</ul></nav><div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zfgb">政府公报</a></div>"""
TAIL = f"""<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a> <a href="#">QQ空间</a></div>
<div class="tools"><a href="#">打印本页</a> <a href="#">关闭窗口</a></div><div>扫一扫在手机打开当前页</div>
<div class="links"><h3>相关链接</h3><ul>{MENU.replace("政务", "一图读懂：")}</ul></div>
<footer><p>主办：市人民政府办公室　承办：市大数据中心</p>
<p>备案号：某ICP备00000000号，建议使用1024以上分辨率浏览。</p></footer>
<script>var 一 = "一、总体要求（市财政局负责）";</script>"""
PAPER = """<style>@page {{ size: A4; margin: 3cm 2.6cm }}
body {{ font: 16px/1.9 "Noto Sans CJK SC", sans-serif; margin: 0 }}
p {{ margin: 0; text-indent: {indent}; text-align: justify }} h1 {{ font-size: 22px; text-align: center }}
td, th {{ border: 1px solid #000; padding: 2px 6px }} table {{ border-collapse: collapse; width: 100% }}</style>"""
FOOT = '<div style="font-size: 10px; width: 100%; text-align: center">— <span class="pageNumber"></span> —</div>'
RUNNING = '<div style="font-size: 9px; width: 100%; text-align: right">市人民政府公报</div>'


def paragraphs_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def zipped(parts: dict[str, str | bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return held.getvalue()


def package(body: str, **parts: str) -> bytes:
    """A .docx around the inner XML of its body; more parts by their names, `numbering` and `styles`."""
    whole = f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{body}</w:body></w:document>'
    beside = {f"word/{name}.xml": f"<w:{name} {W}>{inner}</w:{name}>" for name, inner in parts.items()}
    return zipped({"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": whole, **beside})


def paragraph(words: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'


def listed(level: int, list_id: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def level(depth: int, form: str, words: str, more: str = "") -> str:
    inner = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{words}"/>'
    return f'<w:lvl w:ilvl="{depth}">{inner}</w:lvl>'


def shape(levels: str, shape_id: int = 1) -> str:
    return f'<w:abstractNum w:abstractNumId="{shape_id}">{levels}</w:abstractNum>'


def in_use(list_id: int = 1, shape_id: int = 1, more: str = "") -> str:
    return f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{shape_id}"/>{more}</w:num>'


def make_docx(text: str) -> bytes:
    """Chapters and sections as automatic lists: their numbers stand nowhere in the text of the file."""
    body = "".join(map(auto, paragraphs_of(text)))
    return package(ROWS.sub(r"<w:tbl>\g<0></w:tbl>", body), numbering=shape(seed_levels()) + in_use())


def seed_levels() -> str:
    return level(0, "chineseCountingThousand", "%1、") + level(1, "chineseCounting", "(%2)")


def auto(words: str) -> str:
    if "\t" in words:
        return f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in words.split(chr(9)))}</w:tr>"
    for depth, number in enumerate(NUMBERS):
        found = number.match(words)
        if found:
            return paragraph(words[found.end() :], listed(depth))
    return paragraph(words)


def make_plain_docx(text: str) -> bytes:
    """Numbers typed by hand."""
    return package("".join(map(paragraph, paragraphs_of(text))))


def make_html(text: str, encoding: str = "utf-8") -> bytes:
    """A page of a government's site with everything that stands around an article there."""
    lines = paragraphs_of(text)
    inner = in_tags(lines, '<p style="text-indent: 2em">')
    page = f"""<!DOCTYPE html><html><head><meta charset="{encoding}"><title>{escape(lines[0])}_市人民政府</title>
<style>p {{ margin: 0 }}</style></head><body>{HEAD}<div class="wrap"><div class="left"><ul>{MENU}</ul></div>
<div class="main"><div class="con">{inner}</div>{TAIL}</div></div></body></html>"""
    return page.encode(encoding, "xmlcharrefreplace")


def make_pdf(browser: Browser, text: str, *, indent: str = "2em") -> bytes:
    """Set on A4 with hard line ends, running heads and page numbers."""
    return print_pdf(browser, in_tags(paragraphs_of(text), "<p>"), indent=indent)


def in_tags(lines: list[str], opening: str) -> str:
    """Paragraphs, and tables where the words stand between tabs."""
    rows = ["<tr><td>" + "</td><td>".join(map(escape, line.split("\t"))) + "</td></tr>" for line in lines]
    body = "".join(
        row if "\t" in line else f"{opening}{escape(line)}</p>" for line, row in zip(lines, rows, strict=True)
    )
    return re.sub(r"(?:<tr>.*?</tr>)+", r"<table>\g<0></table>", body)


def print_pdf(browser: Browser, body: str, *, indent: str = "2em", running: bool = True) -> bytes:
    page = browser.new_page()
    page.set_content(f"<!DOCTYPE html><meta charset=utf-8>{PAPER.format(indent=indent)}{body}")
    content = page.pdf(
        prefer_css_page_size=True,
        display_header_footer=True,
        header_template=RUNNING if running else "<i></i>",
        footer_template=FOOT,
    )
    page.close()
    return content
