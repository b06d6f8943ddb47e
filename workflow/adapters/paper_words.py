"""The words of a paper before they are laid out: cleaned, measured in characters, dated."""

import re
from datetime import date

INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff]"
)
BREAKS = re.compile(r"[\t\n\u2028\u2029]+")


def clean(words: str) -> str:
    """Without what no printer shows and no document may hold: control characters, marks of direction, torn ones."""
    return INVISIBLE.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(words: str) -> str:
    return BREAKS.sub(" ", clean(words)).strip()


def lines(words: str) -> list[str]:
    """The paragraphs that somebody typed into one text, without the empty ones and their own indents."""
    return [line for typed in BREAKS.split(clean(words)) if (line := typed.strip())]


def width(words: str) -> float:
    """In characters: ASCII letters and digits are half as wide as a Chinese character."""
    return sum(0.5 if char.isascii() else 1 for char in words)


def day(on: date) -> str:
    """成文日期: Arabic digits, month and day without a leading nought (GB/T 9704—2012, 7.3.5.4)."""
    return f"{on.year}年{on.month}月{on.day}日"
