"""One number, or a list of them, with the words around it."""

import re
from dataclasses import dataclass

from workflow.plans.reader.draft import Measured
from workflow.plans.reader.sentences import Sentence
from workflow.plans.reader.values import BOUNDARY, Value

LEADING = re.compile(
    r"^(?:(?:到|至|截至|在(?!\d{4}年)|并|其中|力争|争取|确保|努力|原则上"
    r"|基本|推动|推进|实现|使|将|把|和|及|、|分别|同步|其中|全市"
    r"|全省|全国|全县|全区|我市|我省|每年|重点|大力|着力|积极|加快|组织|鼓励|引导|支持|择优|深入|全面|持续|继续)+)"
)
ABOUT = re.compile(r"(?:约|近|大约)$")
OVER = re.compile(r"超过?$")
Read = tuple[str, Measured, int]
"""What a number asks: comparator, kind and where its indicator ends."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One number, or a list of them, with the words before it back to the last comma or number."""

    flat: str
    sentence: Sentence
    begin: int
    first: Value
    last: Value

    @property
    def left(self) -> str:
        return self.flat[self.begin : self.first.start]

    @property
    def own(self) -> str:
        """The words before it without those that only lead in."""
        return LEADING.sub("", self.left)

    @property
    def after(self) -> str:
        return self.flat[self.last.close : min(self.last.close + 60, self.sentence.end)]

    @property
    def hedge(self) -> str:
        """The hedge after the number: 左右, 以上."""
        return self.flat[self.last.end : self.last.close]

    @property
    def vague(self) -> bool:
        return self.hedge in ("左右", "上下") or bool(ABOUT.search(self.left))

    @property
    def ends(self) -> bool:
        """Whether the phrase ends with the number and its hedge."""
        return bool(BOUNDARY.match(self.flat, self.last.close, self.sentence.end))

    @property
    def dated(self) -> bool:
        sentence = self.sentence
        return bool(sentence.due_at(self.first.start) or sentence.due_after(self.flat, self.last.close))

    def hedged(self, base: str) -> str:
        """The comparator with the hedge after the value taken in."""
        if self.vague:
            return "~"
        if self.hedge in ("以下", "及以下", "以内", "之内"):
            return "<="
        return base if base == ">" or not self.hedge else ">="

    def made(self) -> str:
        """The comparator of a number of things: 实施超过150个项目 is more than 150."""
        return self.hedged(">" if OVER.search(self.left) else ">=")
