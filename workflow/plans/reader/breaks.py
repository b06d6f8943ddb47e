"""Where the numbered text stops: annexes, signatures, closing words, the title of the next plan, website remains."""

import re
from dataclasses import dataclass
from enum import Enum

from workflow.plans.reader.page import Page

TITLE_END = (
    r"(?:方案|意见|通知|计划|规划|办法|措施|要点|规定|细则|清单"
    r"|分工表?|台账|纲要|行动|决定|指南|一览表|任务表|举措|政策"
    r"|条例)"
)
TITLE = re.compile(rf"(?=.{{6,70}}$)[^。;!?:,]*{TITLE_END}(?:\(.{{1,20}}\))?$")
ANNEX = re.compile(r"附[件表录](?:[\d一二三四五六七八九十]{1,2})?:?$")
ANNEX_LIST = re.compile(r"附[件表]:?(?:[\d一二三四五六七八九十]{1,2}[.、:]|[:：].)")
LISTED = re.compile(r"\d{1,2}[.、].{2,70}$")
DAY = re.compile(
    r"(?:二〇[〇一二三四五六七八九]{2}|\d{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
CLOSING = re.compile(
    r"\(?此[件文].{0,12}(?:公开|发布|删减)|\((?:本文|此文|略有|有)删"
    r"|本(?:实施)?(?:方案|意见|办法|通知|计划|规划|措施|细则|规定"
    r"|行动方案|实施方案)(?:自|由).{0,60}(?:施行|实施|执行|解释"
    r"|解读|有效).{0,60}$"
    r"|(?:扫一扫|打印本页|打印|关闭窗口|分享到|责任编辑|编辑:"
    r"|来源:|版权所有|网站地图|上一[篇条]|下一[篇条]|相关(?:文件"
    r"|解读|阅读|附件|链接)"
    r"|网站标识码|.{0,6}ICP备|.{0,4}公网安备|联系我们|主办:|承办:"
    r"|抄送:|[^。]{2,30}(?:办公[室厅]|秘书处)\d{4}年\d{1,2}月\d{1,2}日印发)"
)
NUMBERED = re.compile(r"[(第]?[一二三四五六七八九十]{1,3}(?:[)、.条章节编篇]|部分)|\(?\d{1,3}[).、]")
SIGNATURE = re.compile(r"[^。,;:、(]{2,40}$")


class Stop(Enum):
    ANNEX = "annex"
    TITLE = "title"
    CLOSING = "closing"
    LISTING = "listing"


@dataclass(frozen=True, slots=True)
class Break:
    start: int
    end: int
    stop: Stop


def breaks(page: Page) -> list[Break]:
    """The breaks of a flat text, in order."""
    found: list[Break] = []
    start = 0
    lines = page.flat.split("\n")
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else ""
        stop = stop_of(
            line, after, listing=bool(found) and found[-1].stop is Stop.LISTING and found[-1].end == start - 1
        )
        if stop:
            found.append(Break(start, start + len(line), stop))
        start += len(line) + 1
    return found


def stop_of(line: str, after: str, *, listing: bool) -> Stop | None:
    """What a line ends, if anything."""
    if not line or len(line) > 160:
        return None
    if listing and LISTED.match(line):
        return Stop.LISTING
    if ANNEX.match(line):
        return Stop.ANNEX
    if ANNEX_LIST.match(line):
        return Stop.LISTING
    if DAY.fullmatch(line) or CLOSING.match(line):
        return Stop.CLOSING
    if DAY.fullmatch(after) and SIGNATURE.match(line):
        return Stop.CLOSING
    if TITLE.match(line) and not NUMBERED.match(line) and "\t" not in line:
        return Stop.TITLE
    return None
