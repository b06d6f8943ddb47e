"""The sentences of an item, to choose from: where to split it, in which a target stands, what proposes itself there."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from workflow.plans.desk.rows import ItemRow
from workflow.plans.reader.days import Years, mentions
from workflow.plans.reader.signs import folded
from workflow.plans.reader.values import values

STOP = re.compile(r"[。！？!?；;][”’）)】〕]*")
CLOSES = re.compile(r"[。；;]+")
LINE = re.compile(r"\n\s*")
PART = re.compile(r"[，,；;。：:\n]")
COMPARED = ((re.compile(r"左右|上下|约|大约"), "~"), (re.compile(r"以下|以内|不超过|不高于|控制在|降至"), "<="))
CUT = re.compile(
    r"(?:力争|争取|确保|稳步|累计)*(?:达到|提高|提升|增长|下降|降低|控制|超过|不低于|不少于|完成|实现|新增|为|至)|\d"
)
BASELINE = re.compile(r"[比较以]((?:19|20)\d\d)年")


@dataclass(frozen=True)
class Stretch:
    """Words at their place in the text."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Found:
    """What stands in a sentence and could be a target: its phrase, value and unit, comparator and years."""

    words: Stretch
    value: Decimal
    unit: str
    comparator: str
    due_on: date | None
    baseline_year: int | None


def sentences(text: str, item: ItemRow) -> list[Stretch]:
    """The sentences of an item; a clause in brackets belongs to the one before it."""
    found: list[Stretch] = []
    begin = item.start
    for stop in [*_stops(text, item), item.end]:
        words = text[begin:stop]
        if words.strip():
            first = begin + len(words) - len(words.lstrip())
            found.append(Stretch(first, first + len(words.strip()), words.strip()))
        begin = stop
    return found


def _stops(text: str, item: ItemRow) -> list[int]:
    ends = {hit.end() for hit in STOP.finditer(text, item.start, item.end)}
    for clause in item.clauses:
        after = CLOSES.match(text, clause.end)
        ends.add(after.end() if after else clause.end)
    for line in LINE.finditer(text, item.start, item.end):
        closed = line.start() in ends or line.start() == item.heading_end
        if closed or len(line.group()) > 1:
            ends.add(line.end())
    return sorted(stop for stop in ends if item.start < stop < item.end and not _in_clause(text, stop, item))


def _in_clause(text: str, place: int, item: ItemRow) -> bool:
    """Whether a clause stands around this place, or begins at it."""
    while place < item.end and text[place].isspace():
        place += 1
    return any(clause.start <= place < clause.end for clause in item.clauses)


def sentence_at(text: str, item: ItemRow, place: int) -> Stretch | None:
    return next((one for one in sentences(text, item) if one.start <= place < one.end), None)


def found_in(sentence: Stretch, year: int | None) -> list[Found]:
    """The values of a sentence, each with the phrase around it; `year` is the document's own."""
    flat = folded(sentence.words)
    days = mentions(flat, 0, len(flat), Years(year))
    found = []
    for value in values(flat, 0, len(flat)):
        start = max((hit.end() for hit in PART.finditer(flat, 0, value.start)), default=0)
        words = sentence.words[start : value.close]
        due = next((day.due_on for day in reversed(days) if day.end <= value.start), None)
        based = BASELINE.search(flat, start, value.close)
        found.append(
            Found(
                Stretch(sentence.start + start, sentence.start + value.close, words),
                value.number,
                value.unit,
                next((sign for said, sign in COMPARED if said.search(words)), ">="),
                due,
                int(based[1]) if based else None,
            )
        )
    return found


def named(words: str) -> str:
    """What a phrase with a value seems to measure: its words up to the verb."""
    return CUT.split(words.strip(), maxsplit=1)[0].strip() or words.strip()


def around(text: str, phrase: Stretch, item: ItemRow | None) -> Stretch:
    """The sentences of an item that hold a phrase; between items the phrase itself."""
    held = [one for one in sentences(text, item) if one.start < phrase.end and one.end > phrase.start] if item else []
    start = min([phrase.start, *(one.start for one in held)])
    end = max([phrase.end, *(one.end for one in held)])
    return Stretch(start, end, text[start:end])
