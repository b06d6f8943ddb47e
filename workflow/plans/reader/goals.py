"""Goals without a value: dated or general aims, and values that a higher level sets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workflow.plans.reader.days import Mention
from workflow.plans.reader.draft import Measured
from workflow.plans.reader.sentences import Sentence
from workflow.plans.reader.targets import PAST, Claim, told

SET_ABOVE = re.compile(
    r"(?:完成|达到|实现|落实)[^,。;]{0,8}?(?:国家|省|自治区|市"
    r"|上级|中央)[^,。;]{0,4}?(?:下达|确定|核定|分解|规定)[^,。;]{0,10}?(?:指标"
    r"|目标|任务|目标值|要求)"
)
AIM = re.compile(
    r"达峰|负增长|翻番|翻[一两]番|倍增|零增长|全覆盖|全部|全面|基本|明显|显著|大幅"
    r"|持续|稳步|进一步|初步|有效|建成|形成|实现|完成|健全|建立"
    r"|走在|先进水平|到位|普及|达标|投产|建设|成为|取得|达到|达标"
)
PART = re.compile(r"[^,;]+")


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal at its place in the flat text."""

    start: int
    end: int
    due: Mention | None
    kind: Measured
    sentence: Sentence


def aims(flat: str, sentence: Sentence, read: list[Claim]) -> Iterator[Aim]:
    """The goals of a sentence: its dated parts that state an aim and hold no target, joined where they touch."""
    taken = [claim.wording for claim in read]
    run: Aim | None = None
    for part in PART.finditer(flat, sentence.start, sentence.end):
        due = sentence.due_at(part.end())
        due = due if due and due.end and not due.past else None
        kind = Measured.PROVINCE if SET_ABOVE.search(part.group()) else Measured.LEVEL
        free = all(part.end() <= start or part.start() >= end for start, end in taken)
        asked = free and not PAST.search(part.group()) and not told(flat, sentence, due)
        wanted = asked and (kind is Measured.PROVINCE or (due is not None and bool(AIM.search(part.group()))))
        if wanted and run and kind is run.kind and due == run.due and part.start() - run.end == 1:
            run = Aim(run.start, part.end(), due, kind, sentence)
            continue
        if run:
            yield run
        run = Aim(part.start(), part.end(), due, kind, sentence) if wanted else None
    if run:
        yield run
