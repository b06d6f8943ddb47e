"""Numbers of chapters and items: every sign that may begin one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

CN = "零〇一二三四五六七八九十百"
DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0}


class Level(IntEnum):
    """Kinds of numbers, the wider first."""

    ANNEX = 0
    VOLUME = 1
    CHAPTER_WORD = 2
    SECTION_WORD = 3
    CN = 4
    ARTICLE = 5
    BRACKET_CN = 6
    ARABIC = 7
    DECIMAL = 8
    DEEP_DECIMAL = 9
    HALF_BRACKET = 10
    BRACKET = 11
    CIRCLE = 12
    ROW = 13


NUMBER_CELL = re.compile(r"\(?(\d{1,3})\)?[.、]?|([一二三四五六七八九十百]{1,4})")
MARK = re.compile(
    rf"第(?P<word>[{CN}]{{1,5}}|\d{{1,3}})(?P<unit>编|篇|部分|章|节|条)(?![、,，款项第之的至和])"
    rf"|(?P<cn>[{CN}]{{1,4}})[、.](?!\d)"
    rf"|[(\[](?P<bcn>[{CN}]{{1,4}})[)\]]"
    r"|(?<![\d.])(?P<dec>\d{1,2}(?:\.\d{1,2}){1,3})[、.]?(?=[\u4e00-\u9fff“\[])"
    r"|(?<![\d.])(?P<ar>\d{1,3})[.、](?!\d)"
    r"|(?<![^\n。;)\]”])(?P<tight>\d{1,3})(?:\.(?=\d{3})|、(?=\d))"
    r"|(?<![\d.(])(?P<half>\d{1,2})\)"
    r"|(?<![^\n])(?P<plain>\d{1,2})(?=[\u4e00-\u9fff])"
    r"|\((?P<par>\d{1,2})\)"
    r"|(?P<circle>[①-⑳㈠-㈩⑴-⒇])"
)
UNITS = {
    "编": Level.VOLUME,
    "篇": Level.VOLUME,
    "部分": Level.VOLUME,
    "章": Level.CHAPTER_WORD,
    "节": Level.SECTION_WORD,
    "条": Level.ARTICLE,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign that may begin an item: where it stands in the flat text, its kind and number."""

    start: int
    end: int
    level: Level
    number: int
    label: str


def value(words: str) -> int:
    """The value of a Chinese or Arabic number up to 999."""
    if words.isdecimal():
        return int(words)
    total, digit = 0, 0
    for sign in words:
        if sign == "百":
            total, digit = total + max(digit, 1) * 100, 0
        elif sign == "十":
            total, digit = total + max(digit, 1) * 10, 0
        else:
            digit = DIGITS[sign]
    return total + digit


def marks(flat: str) -> Iterator[Mark]:
    """Everything that has the shape of an item's number, in order."""
    for found in MARK.finditer(flat):
        yield mark_of(found)


def mark_of(found: re.Match[str]) -> Mark:
    start, end, words = found.start(), found.end(), found.group()
    if found["word"]:
        return Mark(start, end, UNITS[found["unit"]], value(found["word"]), words)
    if found["cn"]:
        return Mark(start, end, Level.CN, value(found["cn"]), found["cn"])
    if found["bcn"]:
        return Mark(start, end, Level.BRACKET_CN, value(found["bcn"]), words)
    if found["dec"]:
        level = Level.DECIMAL if found["dec"].count(".") == 1 else Level.DEEP_DECIMAL
        return Mark(start, end, level, int(found["dec"].rsplit(".", 1)[1]), words)
    if found["ar"]:
        return Mark(start, end, Level.ARABIC, int(found["ar"]), words)
    if found["half"]:
        return Mark(start, end, Level.HALF_BRACKET, int(found["half"]), words)
    if found["plain"] or found["tight"]:
        return Mark(start, end, Level.ARABIC, int(found["plain"] or found["tight"]), words)
    if found["par"]:
        return Mark(start, end, Level.BRACKET, int(found["par"]), words)
    return circled(start, end, words)


def circled(start: int, end: int, words: str) -> Mark:
    for first, level in (("①", Level.CIRCLE), ("㈠", Level.BRACKET_CN), ("⑴", Level.BRACKET)):
        if 0 <= ord(words) - ord(first) < 20:
            return Mark(start, end, level, ord(words) - ord(first) + 1, words)
    return Mark(start, end, Level.CIRCLE, 1, words)
