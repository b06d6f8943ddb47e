"""Sentences of the flat text, with names of papers, clauses and headings hidden so that no rule reads them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workflow.plans.reader.clauses import Found
from workflow.plans.reader.days import Mention, Years, gathered, mentions

CITED = re.compile(r"《[^《》\n]{1,80}》|[一-鿿]{0,8}[\[(]\d{4}[\])]\d{1,5}号")
ENDS = re.compile(r"[。!?\n\t]|\.(?<=[一-鿿%)\]”]\.)(?![\dA-Za-z.])")
THEN = re.compile(r"[^,。;()\d]{0,20},(?:并|力争|确保)?(?:于|在|到)?")
DONE_BY = re.compile(r"[^,。;\d]{0,8}(?:完成|建成|投产|投用|投入|落实|到位|竣工|交付|实现)[^,。;\d]{0,8}(?:[,。;]|$)")
LONGEST = 1500


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at its place; `dues` are the days it names, `carried` the day that the sentence before it set."""

    start: int
    end: int
    dues: tuple[Mention, ...]
    carried: Mention | None

    def due_at(self, place: int) -> Mention | None:
        """The day that holds for what stands at this place."""
        before = [due for due in self.dues if due.end <= place]
        return before[-1] if before else self.carried

    def due_after(self, flat: str, place: int) -> Mention | None:
        """The day that the next part of the sentence gives to what stands at this place: 改造100家,2025年底前完成."""
        due = next((due for due in self.dues if due.start >= place), None)
        found = due and THEN.match(flat, place, self.end)
        return due if due and found and found.end() == due.start and DONE_BY.match(flat, due.end, self.end) else None

    @property
    def leaves(self) -> Mention | None:
        """The day that holds after it: the one it opens with, else its last."""
        coming = [due for due in self.dues if not due.past]
        opening = [due for due in coming if due.start - self.start <= 4]
        own = opening or coming
        return own[-1] if own else self.carried


def hidden(flat: str, clauses: list[Found]) -> str:
    """The flat text, of the same length, with clauses and names of papers blotted out."""
    signs = list(flat)
    for clause in clauses:
        signs[clause.start : clause.end] = "。" * (clause.end - clause.start)
    blotted = "".join(signs)
    return CITED.sub(lambda found: "书" * len(found.group()), blotted)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where sentences stand: in a part that states aims, in a plan of these years; the day carried in."""

    aims: bool
    years: Years
    carried: Mention | None = None


def sentences(flat: str, start: int, end: int, setting: Setting) -> Iterator[Sentence]:
    """The sentences of a stretch. In a part that states aims a day holds until another is named."""
    carried = setting.carried
    begin = start
    for stop in stops(flat, start, end):
        if stop > begin:
            dues = gathered(flat, mentions(flat, begin, stop, setting.years))
            sentence = Sentence(begin, stop, dues, carried)
            yield sentence
            carried = sentence.leaves if setting.aims else carried
        cut = stop < end and not ENDS.match(flat, stop)
        begin = stop if cut else stop + 1


def stops(flat: str, start: int, end: int) -> Iterator[int]:
    """Where sentences end; one that does not is cut, so that no rule meets words without end."""
    begin = start
    for stop in [*(found.start() for found in ENDS.finditer(flat, start, end)), end]:
        yield from range(begin + LONGEST, stop, LONGEST)
        yield stop
        begin = stop + 1


def segment_start(flat: str, sentence: Sentence, place: int) -> int:
    """Where the comma-separated part around a place begins."""
    return max(sentence.start, flat.rfind(",", sentence.start, place) + 1, flat.rfind(";", sentence.start, place) + 1)
