"""Numbers with units, and the words around them that make a target."""

import re
from dataclasses import dataclass
from decimal import Decimal

from workflow.plans.reader.units import UNIT

DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:[.\ue000-\uf8ff]\d+)?"
VALUE = re.compile(
    rf"(?<![\d.A-Za-z第])(?<!\d,)(?P<number>{DIGITS})(?:(?:(?:{UNIT})?(?:-|~|至)|到)(?P<high>{DIGITS}))?(?P<unit>{UNIT})"
    r"|百分之(?P<words>[一二三四五六七八九十]{1,4})"
)
BARE = re.compile(
    rf"(?:达到?|提高到|提升[至到]|增至|降[至到]|下降到|控制[在到]|保持在|稳定在|不高于|不低于|不超过|低于|高于|超过)"
    rf"(?P<number>(?!20\d\d\D){DIGITS})(?=[,。;、)\n]|$|以上|以下|以内|左右)"
)
MONEY = re.compile(r"元$")
AFTER = re.compile(r"(?:左右|上下|及?以上|及?以下|以内|之内)?")
BOUNDARY = re.compile(
    r"[,。;、:()\[\]\n\t!?”]|\.(?![\dA-Za-z])|$|(?:的|为)?(?:节能|减排|排放|建设|创建)?(?:目标|水平|要求|任务|标准)|(?:和|与|及|以及|并|且|或|力争|确保|其中|打下|奠定)"
)

FALLING = r"(?:下降|降低|减少|压减|削减|缩减|压降|减排|缩短|压缩|精简|下调|回落)"
RISING = r"(?:增长|提高|(?<!改造)提升|增加|上升|扩大|上浮)"
AT_MOST = (
    rf"(?:{FALLING}(?:到|至|为)|降至|降到|减至|减到|缩至|控制[在到至为]"
    rf"|严控在|限制在|不(?:应|宜|得|能)?(?:高于|超过|大于|多于)"
    rf"|低于|小于|少于|≤|<)"
)
AT_LEAST = (
    rf"(?:{RISING}(?:到|至|为)|增至|升至|提至|达到|达|不(?:应|宜|得|能)?(?:低于|少于|小于)"
    rf"|稳定[在达到]+|保持在?|维持在|突破"
    rf"|完成|实现|至少|力争|≥|>=)"
)
MORE = r"(?:超过|超|高于|大于|多于|突破)"
HEDGED = (
    r"(?:力争|争取|确保|原则上|努力|基本|分别|均|都|也|将|要|应"
    r"|稳步|逐步|累计|年均|总体|至少|约|大约|近|将近|达到|达|为)*+"
)
MOVED_TO = re.compile(rf"(?:{FALLING}|{RISING})(?:到|至|为){HEDGED}$")
CHANGE = re.compile(rf"(?:(?P<down>{FALLING})|(?P<up>{RISING})){HEDGED}(?:不低于|不少于|超过|超)?$")
LEVEL = re.compile(rf"(?:(?P<most>{AT_MOST})|(?P<least>{AT_LEAST})|(?P<more>{MORE})){HEDGED}$")
HAVING = re.compile(r"(?:具备|具有|形成)[^,。;\d]{0,8}$")
KEPT_FREE = re.compile(
    r"(?:按|按照)?(?:不低于|不少于|至少)$|(?:配建|配套|配置|预留|建设|安装|安排)(?:了|有)?$|按(?:照)?$"
)
KEPT_FOR = re.compile(
    r"的?(?:比例|标准|要求)?[^,。;的]{0,6}(?:配建|配套|配置|配备|预留|建设|安装|设置)"
    r"|的[^,。;]{2,14}(?:设施|车位|装置|面积|比例|场地|用地)(?:[,。;]|$)"
)
LEVEL_OF = re.compile(
    r"(?:(?P<most>不高于|不超过|控制在|降至|低于)|(?P<more>超过)|(?P<least>达到|达|占到|不低于|提高到|提升至))(?:同期|当年|全部)?"
    rf"(?:20\d\d年)?[^,。;\d]{{0,24}}的{HEDGED}$"
)
QUANTITY = re.compile(
    r"(?:量|额|里程|面积|能力|产值|增加值|收入|总数|人数|个数|人次|密度|强度|水平|寿命|年限)(?:为|约为?|近|大约|超过?)?$"
)
SHARE = re.compile(r"(?:率|比例|比重|占比|增速|增幅|覆盖面|占[^,。;]{2,24})(?:为|约|约为)?$")
FIRM = re.compile(r"力争|争取|确保|原则上|努力|必须")
HEDGES = re.compile(
    r"力争|争取|确保|原则上|努力|不低于|不少于|不高于|不超过|不得低于"
    r"|不得超过|超过|至少|约(?=\d)|左右|上下|以上|以下|以内|之内"
)
KEEPING = re.compile(r"稳定|保持|维持")
BASELINE = re.compile(r"(?:比|较|相比|相较|以|在(?=\d{4}年的?基础上))(?P<year>(?:19|20)\d\d)年(?:的?基础上)?")


@dataclass(frozen=True, slots=True)
class Value:
    """A number with its unit; `close` is the end of the hedge after it, `high` the other end of a range."""

    start: int
    end: int
    close: int
    number: Decimal
    unit: str
    high: Decimal | None = None


def values(flat: str, start: int, end: int) -> list[Value]:
    """The numbers with units of a stretch, and those without a unit that measure something all the same."""
    read = (value_of(match, flat, end) for match in VALUE.finditer(flat, start, end))
    found = [one for one in read if not (one.unit[0] == "年" and one.number >= 100)]
    taken = {one.start for one in found}
    for match in BARE.finditer(flat, start, end):
        if match.start("number") not in taken:
            close = closing(flat, match.end("number"), end)
            found.append(Value(*match.span("number"), close, amount(match["number"]), ""))
    return sorted(found, key=lambda one: one.start)


def value_of(match: re.Match[str], flat: str, end: int) -> Value:
    close = closing(flat, match.end(), end)
    if match["words"]:
        return Value(match.start(), match.end(), close, hundredths(match["words"]), "%")
    high = amount(match["high"]) if match["high"] else None
    return Value(match.start(), match.end(), close, amount(match["number"]), match["unit"], high)


def amount(digits: str) -> Decimal:
    """A printed number, with or without commas between its thousands; a sign of a font's own is its point."""
    return Decimal(re.sub(r"[\ue000-\uf8ff]", ".", digits.replace(",", "")))


def closing(flat: str, place: int, end: int) -> int:
    """The end of the hedge after a number."""
    hedge = AFTER.match(flat, place, end)
    return hedge.end() if hedge else place


def hundredths(words: str) -> Decimal:
    digits = {sign: place for place, sign in enumerate("零一二三四五六七八九")}
    tens, _, ones = words.rpartition("十")
    if "十" not in words:
        return Decimal(digits.get(words[-1], 0))
    return Decimal((digits.get(tens[-1:], 1) if tens else 1) * 10 + digits.get(ones, 0))
