"""Which paper for which body and rung, what its paragraphs are, and when its words want a second look."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from workflow.errors import Refused
from workflow.escalation.papers.models import PaperKind
from workflow.escalation.rules import COORDINATED, Rung
from workflow.people.models import DepartmentKind

RECEIPT_DAYS = 2  # working days to confirm that a paper came
MOST_REPLY_DAYS = 60
WITHOUT_REPLY = frozenset({PaperKind.CLOSING_SLIP, PaperKind.QUARTERLY_CIRCULAR})
ONE_SHEET = frozenset({PaperKind.URGE_SLIP, PaperKind.SUPERVISION_NOTICE})
BLAMES = frozenset({PaperKind.URGE_SLIP, PaperKind.SUPERVISION_NOTICE, PaperKind.CIRCULAR_NOTICE})
CLIMBED = (
    (Rung.URGE, PaperKind.URGE_SLIP),
    (Rung.NOTICE_CONDITIONS, PaperKind.SUPERVISION_NOTICE),
    (Rung.CIRCULAR_CONDITIONS, PaperKind.CIRCULAR_NOTICE),
    (Rung.INTERVIEW_CONDITIONS, PaperKind.INTERVIEW_LETTER),
)
PRINTED: dict[PaperKind, str] = {
    PaperKind.URGE_SLIP: "催办单",
    PaperKind.SUPERVISION_NOTICE: "督办通知单",
    PaperKind.CIRCULAR_NOTICE: "通报",
    PaperKind.COORDINATION_LETTER: "商请函",
    PaperKind.INTERVIEW_LETTER: "约谈函",
    PaperKind.CLOSING_SLIP: "销号单",
    PaperKind.QUARTERLY_CIRCULAR: "季度通报",
}


@dataclass(frozen=True)
class Standing:
    """How a late thing stands, as far as the choice of a paper goes."""

    rung: Rung | None
    body: DepartmentKind
    closed: bool = False  # its task has left the ledger


def allowed(standing: Standing) -> tuple[PaperKind, ...]:
    """The papers that may be drafted, the one that is proposed first. Never more than the rung reached.

    Party organs, bodies under vertical management and enterprises are written a letter, whatever the rung: a peer
    bureau has no authority over them, and they are never summoned to an interview."""
    if standing.closed:
        return (PaperKind.CLOSING_SLIP,)
    if standing.body in COORDINATED:
        return (PaperKind.COORDINATION_LETTER,)
    reached = [rung for rung, _ in CLIMBED]
    place = reached.index(standing.rung) if standing.rung in reached else -1
    kinds = [kind for _, kind in reversed(CLIMBED[: place + 1])]
    return (*kinds, PaperKind.COORDINATION_LETTER)


LEVELS = (
    (1, re.compile(r"[一二三四五六七八九十]+、")),
    (2, re.compile(r"[（(][一二三四五六七八九十]+[）)]")),
    (3, re.compile(r"\d{1,2}[.．]\D")),
)


def level_of(words: str) -> int:
    """The level that a paragraph's own number gives it: 一、 is 1, （一） is 2, 1. is 3, anything else is text."""
    return next((level for level, mark in LEVELS if mark.match(words)), 0)


def paragraphs(words: str) -> list[dict[str, Any]]:
    """One paragraph a line."""
    lines = (line.strip().strip("\u3000").strip() for line in words.splitlines())
    return [{"level": level_of(line), "text": line} for line in lines if line]


def as_text(body: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(str(part["text"]) for part in body)


PLACE = re.compile(r"\{([^{}\s]{1,12})\}")


def filled(words: str, facts: Mapping[str, str]) -> str:
    """The words with what stands for each {placeholder}; one that is not known stays as it is, to be seen."""
    return PLACE.sub(lambda found: facts.get(found[1], found[0]), words)


def check_places(words: str, known: Sequence[str]) -> None:
    """Refuse a placeholder that nobody fills."""
    unknown = sorted({name for name in PLACE.findall(words) if name not in known})
    if unknown:
        raise Refused("paper.place_unknown", names="、".join(f"{{{name}}}" for name in unknown))


NUMERALS = "一二三四五六七八九十"


def numeral(n: int) -> str:
    """1 to 99 as paragraphs are numbered: 一, 十, 十一, 二十."""
    tens, ones = divmod(n, 10)
    first = "" if not tens else "十" if tens == 1 else NUMERALS[tens - 1] + "十"
    return first + (NUMERALS[ones - 1] if ones else "")


def printed_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def printed_number(series: str, year: int, number: int) -> str:
    return f"{series}〔{year}〕{number}号"


def looks_own(number: str, series: str) -> bool:
    """Whether a number typed by hand would take one of our own series."""
    return re.fullmatch(re.escape(series) + r"\s*[〔\[［(（]\s*\d{4}\s*[〕\]］)）]\s*\d+\s*号?", number) is not None


SUPERIOR = re.compile(
    r"国务院|国家|中央|部委|省委|省政府|省级|省直|省[^，。；、]{0,8}[厅局委办]|生态环境部|工信部|财政部"
)
BLAMING = re.compile(r"不力|不到位|滞后|迟迟|拖延|推诿|未按|未能|尚未|没有完成|未完成|逾期|延误|不落实|责任在")
SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")


def superiors_blamed(text: str) -> list[str]:
    """Sentences in which a body above the city may look blamed."""
    return [one.strip() for one in SENTENCE.findall(text) if SUPERIOR.search(one) and BLAMING.search(one)]


ROW, ROWS = 28, 22  # characters of a line and lines of a page, GB/T 9704—2012 5.2.3
PAGES = 2  # of a sheet, printed on both sides: the red head leaves half of the first
AROUND = 16  # lines for the red head, the number, the addressed, the signature and the imprint


def lines_needed(title: str, body: Sequence[Mapping[str, Any]]) -> int:
    """About how many lines a paper takes on paper; every paragraph begins two characters in."""
    heading = 2 + ceil(len(title) / 20)
    return heading + AROUND + sum(ceil((len(str(part["text"])) + 2) / ROW) for part in body)


def checksum(content: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the content, written in one way only."""
    told = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode("utf-8")).hexdigest()
