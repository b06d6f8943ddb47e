"""Responsibility that a sentence tells (由A牵头，B配合) where no clause states it. Only a question to a person."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workflow.plans.reader.bodies import names_in
from workflow.plans.reader.clauses import is_group, is_strong

UNNAMED = re.compile("^(?:支持|鼓励|引导|本|该|其|新|推荐|项目|建设|申报)|优势|推荐单位|所在|[的在从为至到向]")
VERBS = r"(?:牵头|主办|承办|负责|具体负责|组织实施)"
BY = re.compile(rf"由(?P<names>[^,。;:()\n由]{{3,80}}?)(?:共同|联合|分别)?{VERBS}(?!解释|修订)")
LEAD = re.compile(r"(?:^|(?<=[。;,\n]))(?P<names>[^,。;:()\n]{3,60}?)(?:牵头|主办)(?=[,。;、]|负责|会同|组织|制定)")
TOGETHER = re.compile(
    r"(?:^|(?<=[。;,\n由]))(?P<names>[^,。;:()\n]{3,40}?)(?:要|应|负责)?会同(?P<others>[^,。;:()\n]{3,80}?)"
    r"(?:等(?:部门|单位|有关部门)?)?"
    r"(?=开展|制定|组织|实施|推进|负责|研究|编制|做好|抓好|建立|出台|加强|加快|定期|统筹|完善|落实|共同|强化"
    r"|拟订|拟定|发布|公布|根据|按照?|对|通过|进行|适时|每年|在|[,。;])"
)
OTHERS = re.compile(r"[,、](?:由)?(?P<others>[^。;:()\n]{3,80}?)(?:积极|密切|协同|共同)?(?:配合|参与|协助|参加|协办)")


@dataclass(frozen=True, slots=True)
class Told:
    """The sentence that names somebody: its place in the flat text, who leads and who joins."""

    start: int
    end: int
    lead: str
    others: tuple[str, ...]


def told(flat: str, start: int, end: int) -> Told | None:
    """The first sentence of a stretch that says who does it."""
    words = flat[start:end]
    for shape in (BY, TOGETHER, LEAD):
        for found in shape.finditer(words):
            names = list(bodies(words, *found.span("names")))
            if not names:
                continue
            if "others" in shape.groupindex:
                names += bodies(words, *found.span("others"))
            first, last = sentence(words, found.start())
            joining = OTHERS.match(words, found.end(), last)
            names += bodies(words, *joining.span("others")) if joining else []
            others = tuple(dict.fromkeys(name for name in names[1:] if name != names[0]))
            return Told(start + first, start + last, names[0], others)
    return None


def bodies(flat: str, start: int, end: int) -> Iterator[str]:
    """The names of a list; none where one of them is no body's."""
    names = [flat[name.start : name.end] for name in names_in(flat, start, end).names]
    if all((is_strong(name) or is_group(name)) and not UNNAMED.search(name) for name in names):
        yield from names


def sentence(words: str, place: int) -> tuple[int, int]:
    """The sentence around a place."""
    begin = max(words.rfind(sign, 0, place) + 1 for sign in "。;\n")
    stops = [stop for sign in "。;\n" if (stop := words.find(sign, place)) >= 0]
    return begin, min(stops, default=len(words))
