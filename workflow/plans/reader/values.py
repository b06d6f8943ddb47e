"""Numbers with units, and the words around them that make a target."""

import re
from dataclasses import dataclass
from decimal import Decimal

BASE = (
    "千瓦时|千瓦|兆瓦时|兆瓦|吉瓦|吨标准煤|克标准煤|吨标煤|吨"
    "|公斤|克|平方公里|平方千米|平方米|平米|立方米|公里|千米"
    "|毫米|米|公顷|亩|顷"
    "|美元|元|标准箱|标箱|人次|人日|人|户次|户|家|个百分点|百分点"
    "|个|座|项|件|条|所|处|台|辆|艘|套|次|名|张|只|头|株|份|场"
    "|类|种"
    "|天|小时|分钟|分|倍|成|级|位|床|册|村|吉焦|焦耳|微克|毫克|升|分贝|标准煤|千伏|周岁|岁"
)
UNIT = (
    rf"(?:%|‰|(?:万亿|千万|百万|亿|万|千|百)?(?:{BASE})(?:/(?:(?:亿"
    rf"|万|千|百)?(?:{BASE})|日|年|月|天|时|秒))*|万亿|亿|万)"
)
VALUE = re.compile(
    rf"(?<![\d.A-Za-z])(?P<number>\d+(?:\.\d+)?)(?P<unit>{UNIT})|百分之(?P<words>[一二三四五六七八九十]{{1,4}})"
)
COUNT_UNITS = frozenset("个家座项条所处台辆户人名件艘套张村份场") | {
    "万户",
    "万人",
    "万个",
    "万家",
    "万台",
    "万辆",
    "万名",
    "万套",
    "千家",
    "百家",
}
MONEY = re.compile(r"元$")
AFTER = re.compile(r"(?:左右|上下|及?以上|及?以下|以内|之内)?")
BOUNDARY = re.compile(r"[,。;、:)\]\n!?”]|$|的?(?:目标|水平|要求)|(?:和|与|及|以及|并|且|或)")

FALLING = r"(?:下降|降低|减少|压减|削减|缩减|压降|减排|缩短)"
RISING = r"(?:增长|提高|(?<!改造)提升|增加|上升|增幅达?到?|增速达?到?|扩大)"
AT_MOST = (
    rf"(?:{FALLING}(?:到|至)|降至|降到|减至|压缩[至到]|控制[在到至]"
    rf"|严控在|限制在|不(?:应|宜|得|能)?(?:高于|超过|大于|多于)"
    rf"|低于|小于|少于)"
)
AT_LEAST = (
    rf"(?:{RISING}(?:到|至|为)|增至|升至|提至|达到|达|不低于|不少于"
    rf"|不小于|不得低于|不得少于|稳定[在达到]+|保持在?|维持在|突破"
    rf"|完成|实现|至少|力争)"
)
MORE = r"(?:超过|超|高于|大于|多于|突破)"
HEDGED = (
    r"(?:力争|争取|确保|原则上|努力|基本|分别|均|都|也|将|要|应"
    r"|稳步|逐步|累计|年均|总体|至少|约|大约|近|将近|达到|达|为)*+"
)
CHANGE = re.compile(rf"(?:(?P<down>{FALLING})|(?P<up>{RISING})){HEDGED}(?:不低于|不少于|超过|超)?$")
LEVEL = re.compile(rf"(?:(?P<most>{AT_MOST})|(?P<least>{AT_LEAST})|(?P<more>{MORE})){HEDGED}$")
SHARE = re.compile(r"(?:率|比例|比重|占比|占[^,。;]{2,24})(?:为|约|约为)?$")
FIRM = re.compile(r"力争|争取|确保|原则上|努力|必须")
HEDGES = re.compile(
    r"力争|争取|确保|原则上|努力|不低于|不少于|不高于|不超过|不得低于"
    r"|不得超过|超过|至少|约(?=\d)|左右|上下|以上|以下|以内|之内"
)
KEEPING = re.compile(r"稳定|保持|维持")
BASELINE = re.compile(r"(?:比|较|相比|相较|以)(?P<year>(?:19|20)\d\d)年")

CREATING = (
    "新建|建成|建设|创建|打造|培育|培养|培训|新增|改造提升|改造"
    "|完成|推广|认定|引进|形成|关停退出|关停|退出|淘汰|更新改造"
    "|更新|建立|布局|安装|治理|修复|整治|种植|开工"
    "|竣工|投产|投运|遴选|选择|评选|选树|验收|发展|推出|实施"
    "|开展|整合退出|压减|组建|设立|扶持|支持|建设完成|造林|实现"
    "|争创|新开工|回收|转移|盘活"
)
CREATED = re.compile(rf"(?:{CREATING})")
CREATES_HERE = re.compile(rf"(?:{CREATING}|累计|并验收)(?:成|好|完成|出|了)?(?:约|近|至少|不少于|不低于|超过|超)?$")
WORKED_ON = re.compile(r"(?:推进|推动|选择|组织|支持|遴选|指导|选取|确定)(?:约|近|至少|不少于)?$")
WORKED = re.compile(r"[^,。;\d]{2,40}?(?:开展|实施|完成)")
HAVING = re.compile(r"(?:具备|具有|形成)$")


@dataclass(frozen=True, slots=True)
class Value:
    """A number with its unit; `close` is the end of the hedge after it."""

    start: int
    end: int
    close: int
    number: Decimal
    unit: str


def values(flat: str, start: int, end: int) -> list[Value]:
    """The numbers with units of a stretch."""
    found = []
    for match in VALUE.finditer(flat, start, end):
        hedge = AFTER.match(flat, match.end(), end)
        close = hedge.end() if hedge else match.end()
        number, unit = (
            (hundredths(match["words"]), "%") if match["words"] else (Decimal(match["number"]), match["unit"])
        )
        found.append(Value(match.start(), match.end(), close, number, unit))
    return found


def hundredths(words: str) -> Decimal:
    digits = {sign: place for place, sign in enumerate("零一二三四五六七八九")}
    tens, _, ones = words.rpartition("十")
    if "十" not in words:
        return Decimal(digits.get(words[-1], 0))
    return Decimal((digits.get(tens[-1:], 1) if tens else 1) * 10 + digits.get(ones, 0))
