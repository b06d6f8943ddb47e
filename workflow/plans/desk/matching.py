"""From a name as printed to the department it means: exactly, or as a suggestion to a person."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Self

from workflow.people.models import DepartmentKind

SURE = 0.75
ENDS = "局委办厅部"
LIKELY = 0.6  # below this two names are not alike
RANKS = re.compile(r"^(?:省|市|县|区|[\u4e00-\u9fff]{2,3}(?:市|省))")


KINDS = (
    (re.compile(r"(?:公司|集团|银行|分行|支行|信用联社|厂|供电局|油田|铁塔)$"), DepartmentKind.ENTERPRISE),
    (
        re.compile(
            r"(?:委组织部|委宣传部|委统战部|委政法委|委办公[厅室]|纪委|编办|委网信办|总工会|团[省市县区]?委|妇联)$"
        ),
        DepartmentKind.PARTY,
    ),
    (
        re.compile(
            r"(?:税务局|气象局|海关|监管局|监管分局|银保监局|邮政管理局|调查队|通信管理局|烟草(?:专卖)?局|消防救援(?:支队|总队))$"
        ),
        DepartmentKind.VERTICAL,
    ),
    (re.compile(r"(?:管委会|开发区|示范区|高新区|园区)$"), DepartmentKind.ZONE),
    (
        re.compile(r"(?:[县区旗]|[县市区州]人民政府|[县市区州]政府|街道办事处|[乡镇](?:人民)?政府)$"),
        DepartmentKind.COUNTY,
    ),
)
RANK = re.compile(r"国家|省|自治区|市|县|区")
GENERIC = re.compile(r"^(?:各|有关|相关|其他|其它|所有)|(?:有关|相关|各)(?:部门|单位|企业|地区|地方)|等部门$")


@dataclass(frozen=True)
class Names:
    """Every name and alias valid on a day, to the id of its department."""

    known: Mapping[str, int]

    @classmethod
    def of(cls, known: Mapping[str, int]) -> Self:
        return cls({plain_name(name): key for name, key in known.items()})

    def match(self, printed: str) -> int | None:
        """The department of a printed name; a list may leave off the 市 that its first member carries."""
        name = plain_name(printed)
        return self.known.get(name) or self.known.get("市" + name)

    def suggest(self, printed: str, *, most: int = 3) -> list[int]:
        """Departments whose names look like the printed one, the likeliest first."""
        name = plain_name(printed)
        best: dict[int, float] = {}
        for known, key in self.known.items():
            best[key] = max(best.get(key, 0.0), likeness(name, known))
        likely = [key for key in best if best[key] >= LIKELY]
        return sorted(likely, key=lambda key: (-best[key], key))[:most]


def plain_name(printed: str) -> str:
    """A printed name without white space, in one width of signs."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", printed)).replace("(", "（").replace(")", "）")


def likeness(one: str, other: str) -> float:
    """From 0 to 1; a short form whose signs stand in the longer name in their order (发改委, 发展改革委) is likely."""
    one, other = RANKS.sub("", one), RANKS.sub("", other)
    if not one or not other:
        return 0.0
    short, long = sorted((one, other), key=len)
    ratio = SequenceMatcher(None, one, other).ratio()
    within = iter(long)
    if len(short) >= 2 and all(sign in within for sign in short):
        return max(ratio, 0.7 + 0.3 * len(short) / len(long))
    return ratio


def likely_kind(name: str) -> DepartmentKind:
    """What kind of body a name says it is; a government's department where it does not say."""
    return next((kind for pattern, kind in KINDS if pattern.search(name)), DepartmentKind.BUREAU)


def means_the_same(one: str, other: str) -> bool:
    """Whether a name may be proposed for another without a thought. 省水利厅 and 市水利局 are two bodies, however
    alike their names; so are the companies of two provinces."""
    ranks = [RANK.match(plain_name(name)) for name in (one, other)]
    if all(ranks) and len({rank[0] for rank in ranks if rank}) > 1:
        return False
    return likeness(*(plain_name(name).rstrip(ENDS) for name in (one, other))) >= SURE


def is_generic(name: str) -> bool:
    """各有关部门: a group, not one body."""
    return bool(GENERIC.search(plain_name(name)))
