"""The units that plans count and measure in."""

import re

MAGNITUDE = "万亿|千万|百万|十万|亿|万|千|百"
COUNTED = (
    "个|家|座|项|条|处|所|台|辆|人|户|名|件|艘|套|张|村|份|场|次|只|头|株|类|种|床|册|列|架|支|批|部|片|块|段|栋|幢|口|眼"
    "|孔|尾|羽|匹|门|期|篇|例|宗|笔|款|道|盏|棵|桩|间|轮|辆次|人次|户次|家次|场次|批次|架次|台次|例次|件次|人日|人年|台套|班列"
    "|标准箱|标箱|标准机架|机架|机柜"
)
MEASURED = (
    "个工作日|工作日|个月|个百分点|百分点|千瓦时|千瓦|兆瓦时|兆瓦|吉瓦时|吉瓦|吨标准煤|克标准煤|公斤标准煤|吨标煤|克标煤"
    "|公斤标煤|吨二氧化碳当量|吨二氧化碳|吨公里|人公里|吨|公斤|斤|克|平方公里|平方千米|平方米|平米|标准立方米|立方米|立方|公里"
    "|千米|毫米|厘米|米|公顷|亩|顷|美元|欧元|元|天|小时|学时|课时|分钟|秒|分|倍|成|度|吉焦|焦耳|微克|毫克|升|分贝"
    "|标准煤|千伏安|千伏|伏|周岁|岁|蒸吨|大卡|摄氏度|桶|兆字节|比特|年"
)
LATIN = (
    "kWh|kW|MWh|MW|GWh|GW|TWh|km2|km|m2|m3|mm|cm|tce|gce|mg|kg|TEU|Gbps|Mbps|Tbps|PB|TB|dB|㎡|m²|m³|km²|℃"
    "|EFLOPS|PFLOPS|EFlops|PFlops|EFLOPs|PFLOPs"
)


def longest_first(words: str) -> str:
    return "|".join(sorted(words.split("|"), key=len, reverse=True))


NO_UNIT = "人口|人才|人均|户籍|个体|家庭|份额|场所|场地|条件|处理|分别|天然|位于|名单|张家|批准|分布"
BASE = rf"(?!{NO_UNIT})(?:{longest_first(f'{COUNTED}|{MEASURED}')}|(?:{longest_first(LATIN)})(?![A-Za-z0-9]))"
PER = rf"/(?:(?:{MAGNITUDE})?{BASE}|日|月|时)"
UNIT = rf"(?:%|‰|/(?:10|十)万人?|(?:{MAGNITUDE})?{BASE}(?:{PER})*|(?:{MAGNITUDE})(?![元股亩吨]))"
PREFIX = re.compile(rf"^(?:{MAGNITUDE})")
THINGS = frozenset(COUNTED.split("|"))


def is_count(unit: str) -> bool:
    """Whether the unit counts things, by ones or by thousands."""
    return bare(unit) in THINGS


def bare(unit: str) -> str:
    """A unit without its thousands."""
    return PREFIX.sub("", unit) or unit
