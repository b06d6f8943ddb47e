"""What an official paper says, element by element after GB/T 9704—2012, and the measures that both its forms share."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from workflow.adapters.paper_titles import title_lines
from workflow.adapters.paper_words import day, lines, one_line, width

BLOCK_WIDTH, BLOCK_HEIGHT = 156, 225  # 版心, millimetres
LINES, CHARACTERS = 22, 28  # a page, a line
TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26  # margins, millimetres (5.2.1: 天头, 订口)
SEAL_LINES = 2  # empty lines above the signature: the seal is put on the paper, over organ and date
DRAFT = "（送审稿）"
MARK_SIZE, NARROWEST = 42.0, 0.7  # points; a long organ is set narrower before it is set smaller
WIDEST_MARK = 30  # characters; a longer one takes two lines


@dataclass(frozen=True)
class Part:
    """A paragraph. Level 0 is text, 1 “一、”, 2 “（一）”, 3 “1.”, 4 “（1）”; the text carries its own number."""

    level: int
    text: str


@dataclass(frozen=True)
class Table:
    """A table as wide as the text; `widths` are shares of that width, one a column. ValueError if a cell is missing."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]

    def __post_init__(self) -> None:
        if {len(cells) for cells in (self.head, *self.rows)} != {len(self.widths)}:
            raise ValueError("every row of a table has a cell in each of its columns")


@dataclass(frozen=True)
class OfficialLetter:
    """`organ` is the red head as it shall read (“某市人民政府办公室文件”); `form` "letter" is the standard's 信函格式.

    A line break in `title` is kept; otherwise the title is broken by its words. `copies` and `attachments` carry no
    punctuation at their ends. `signer` and `urgency` are left out where they are empty."""

    organ: str
    number: str = ""
    title: str = ""
    addressed: str = ""
    body: tuple[Part | Table, ...] = ()
    attachments: tuple[str, ...] = ()
    signed: str = ""
    dated: date | None = None
    copies: str = ""
    printed_by: str = ""
    printed_on: date | None = None
    contact: str = ""
    signer: str = ""
    urgency: str = ""
    draft: bool = False
    form: Literal["document", "letter"] = "document"


@dataclass(frozen=True)
class Mark:
    """The red head as it is set: its lines, height in points, and how far the characters are narrowed."""

    lines: tuple[str, ...]
    size: float
    narrowed: float


def mark(letter: OfficialLetter) -> Mark:
    organ = one_line(letter.organ)
    broken = title_lines(organ, max(20, int(width(organ) / 2) + 3)) if width(organ) > WIDEST_MARK else [organ]
    room = BLOCK_WIDTH / 25.4 * 72 / max(1.0, *(width(line) for line in broken))
    size = min(MARK_SIZE, int(room / NARROWEST * 10) / 10)
    return Mark(tuple(broken), size, min(1.0, int(room / size * 100) / 100))


def signers(letter: OfficialLetter) -> list[str]:
    """签发人, two in a line."""
    names = [name for name in re.split(r"[、，,\s]+", one_line(letter.signer)) if name]
    return ["　".join(names[place : place + 2]) for place in range(0, len(names), 2)]


def addressed(letter: OfficialLetter) -> str:
    """主送机关 with its full-width colon."""
    whom = one_line(letter.addressed).rstrip("：:，、")
    return f"{whom}：" if whom else ""


def paragraphs(part: Part) -> list[tuple[str, str]]:
    """The paragraphs of a part as (heading, text): what a heading's face is for ends with its first sentence."""
    said = lines(part.text)
    if part.level not in (1, 2) or not said:
        return [("", words) for words in said]
    heading, stop, rest = said[0].partition("。")
    return [(heading + stop, rest), *(("", words) for words in said[1:])]


def attached(letter: OfficialLetter) -> list[tuple[str, str, str]]:
    """附件说明 as (label, number, name): the first carries the label; numbers stand where there are more than one."""
    names = [one_line(name).rstrip("。；;") for name in letter.attachments if one_line(name)]
    several = len(names) > 1
    return [("" if place else "附件：", f"{place + 1}. " * several, name) for place, name in enumerate(names)]


def dated(letter: OfficialLetter) -> str:
    """成文日期; a draft leaves room for it."""
    return day(letter.dated) if letter.dated else "　　　　年　　月　　日"


def remark(letter: OfficialLetter) -> str:
    """附注, in round brackets."""
    said = one_line(letter.contact)
    return said if not said or said.startswith("（") else f"（{said}）"


def copied(letter: OfficialLetter) -> str:
    """The 抄送机关, with a full stop after the last."""
    whom = one_line(letter.copies).removeprefix("抄送：").rstrip("。.；;，、")
    return f"{whom}。" if whom else ""


def printed(letter: OfficialLetter) -> tuple[str, str]:
    """印发机关 and 印发日期. The letter form has none (10.1)."""
    if letter.form == "letter":
        return "", ""
    return one_line(letter.printed_by), f"{day(letter.printed_on)}印发" if letter.printed_on else ""
