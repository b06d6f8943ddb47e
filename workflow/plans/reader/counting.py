"""Numbers of things to be made or worked on, shares of things, and quantities named without a verb."""

import re

from workflow.plans.reader.draft import Measured
from workflow.plans.reader.phrases import LEADING, Phrase, Read
from workflow.plans.reader.units import is_count
from workflow.plans.reader.values import FIRM, MONEY, QUANTITY, SHARE

CREATING = (
    "新建|建成|建设|创建|打造|培育|培养|培训|新增|改造提升|改造"
    "|完成|推广|认定|引进|形成|关停退出|关停|退出|淘汰|更新改造"
    "|更新|建立|布局|安装|治理|修复|整治|种植|开工"
    "|竣工|投产|投运|遴选|选择|评选|选树|验收|发展|推出|实施"
    "|开展|整合退出|压减|组建|设立|扶持|支持|建设完成|造林|实现|植树|绿化|新改建|改建|扩建"
    "|争创|新开工|回收|转移|盘活|节约|减少|减排|节水|节电|带动|吸引|招引|招聘|发放|惠及|覆盖|服务|接入|拆除|配备|设置|举办|搬迁|复垦|整理|补充|划定|选拔|资助|选派|筹建|筹集|评定|引育|招收|招募|轮训|聘任|聘请|派遣|策划|创办|孵化|命名|储备|转化|攻克"
    "|制修订|修订|制定|编制|研制|投放|购置|更换|增设|增加|新设|续建|开发|开放|研发|集聚|布设|部署|归集|接入|上线|立项|评审|获批|获评|入选|开通|开行|开设|开办|排查|整改|谋划|签约"
)
CREATED = re.compile(rf"(?:{CREATING})")
NEAR = r"(?:成|好|完成|出|了)?(?:约|近|至少|不少于|不低于|超过|超)?"
CREATES_HERE = re.compile(rf"(?:{CREATING}|累计|并验收){NEAR}$")
CREATES_FOR = re.compile(r"(?:完成|建成|实现)[^,。;\d]{2,14}$|(?:形成|培育|打造)[^,。;\d]{4,60}等$|^在$")
GOVERNED = re.compile(
    r"(?:等|共|由|在|的|为|以|对|向|与|和|含|有|每|第|至|到|从|这|所有|现有|其中|涉及|包括|按|个|之|前|比|全市|全省|全国|全县|全区|围绕|聚焦"
    r"|[、,(])$"
)
WORKED_ON = re.compile(r"(?:推进|推动|选择|组织|支持|遴选|指导|选取|确定|启动)(?:约|近|至少|不少于)?$")
WORKED = re.compile(r"[^,。;\d]{2,40}?(?:开展|实施|完成)")
TRUE_OF = re.compile(
    r"(?:的)?[一-鿿][^,。;]{1,40}?(?:建成|达到|完成|参与|实现|创建|成为|纳入|建立|覆盖|开展|配备|使用|采用|具备|通过"
    r"|取得|获得|符合|安装|拥有|配置|接入|推行|执行|改造|更换|转化|退出|得到|实行)(?![^,。;]{0,8}\d)"
)
AT_MOST = re.compile(r"(?:[≤<]|不超过|不多于|不高于|最多|至多)$")
TO_TREAT = re.compile(r"(?:完成|推动|实现|组织|引导|覆盖)(?:全省|全市|全国|全区|全县|各地)?(?:不低于|不少于|超过)?$")
LESS = re.compile(r"(?:不少于|不低于|至少|约|近|超过)$")
SOON = re.compile(rf"[^,。;、\d]{{0,6}}?(?:{CREATING})")
NAMED_BODY = re.compile(r"公司|集团|[厂县市区镇村钢矿院校局业]")
BY_MEANS = re.compile(r"采用|通过|依托|围绕|按照|面向|针对|结合|聚焦|利用|发挥|以|在")
NO_LESS = re.compile(r"不低于$|不少于$|至少$")
SUMS = re.compile(
    r"(?:投资|产值|规模|收入|增加值|销售|消费|额|资金|营收|税收|利润|余额|贷款|融资|基金|经费|支出|外资|产出|效益|降费|税费)$"
)
PROJECT = re.compile(r"年[产加工处理消纳]|日[产处]|容量小于|单机|(?<!占地)规模$")
OPENING = re.compile(
    rf"{LEADING.pattern}|^面向[^,。;]{{2,40}}?(?:择优|(?=设立|选|评|招|征))|^[每各][^,。;\d]{{1,8}}?(?:至少)?(?=建|新|培|创|开|完|打|配|设|举|组|聘)"
)
VERBS = re.compile(r"推进|加快|实施|推动|支持|重点|开展|对|按|每(?![千万百十名人])|总投资|装机|以|第|一次性|给予")
UNTIL = re.compile(r"^.*?(?:年底前?|年末|年内|年前?|底前?|期间|时期|前)")
COUNTABLE = re.compile(r"[^%元年时天分倍]$")
AREA = re.compile(r"(?:亩|平方米|平方公里|公里|公顷)$")
OVER_TIME = re.compile(r"每年|年均|每季度|每月")


def counted(phrase: Phrase) -> Read | None:
    """Things to be made, and shares of things; sums and shares need a day, a number of things to be made does not."""
    left, unit = phrase.left, phrase.last.unit
    over = phrase.dated or "累计" in left or bool(OVER_TIME.search(left))
    if MONEY.search(unit) and not (over and SUMS.search(left)):
        return None
    if unit == "%":
        firm = over or phrase.hedge or NO_LESS.search(left) or FIRM.search(left) or not left
        return share_of_things(phrase) if firm and not phrase.ends else None
    if worked_on(phrase, over=over):
        return phrase.made() if over or phrase.hedge else "=", Measured.CUMULATIVE, phrase.first.start
    if not over and phrase.ends and is_count(unit) and wanted(phrase):
        return phrase.made(), Measured.CUMULATIVE, phrase.first.start
    things = phrase.vague or is_count(unit) or (phrase.ends and AREA.search(unit))
    if not over and not (things and makes_now(phrase)):
        return None
    if not phrase.ends and not (phrase.vague or is_count(unit) or AREA.search(unit)):
        return None
    if PROJECT.search(left) or AT_MOST.search(left) or not creates(phrase, over=over):
        return None
    return phrase.made(), Measured.CUMULATIVE, phrase.first.start


def makes_now(phrase: Phrase) -> bool:
    """Whether something is to be made without a day: the verb opens the phrase, or verbs are all that precedes."""
    own = LESS.sub("", OPENING.sub("", phrase.left))
    if CREATED.match(own):
        return True
    if phrase.ends:
        return bool(SOON.match(own)) and not NAMED_BODY.search(own[:8])
    at_once = CREATES_HERE.search(phrase.left)
    return bool(at_once) and (len(CREATED.sub("", LESS.sub("", phrase.own))) <= 2 or bool(BY_MEANS.match(phrase.own)))


def wanted(phrase: Phrase) -> bool:
    """Whether hedges and firm words ask for things without a day: 力争获批中心1家以上, 研制标准2项以上."""
    if PROJECT.search(phrase.left) or AT_MOST.search(phrase.left):
        return False
    makes = bool(CREATED.search(phrase.left))
    if FIRM.search(phrase.left):
        return makes or named_only(phrase)
    return makes and phrase.hedge in ("以上", "左右")


def creates(phrase: Phrase, *, over: bool) -> bool:
    """Whether the words before a number make something: 建成充电桩5000个, 建成10个, 完成公共机构60万平方米改造."""
    left = phrase.left
    if phrase.ends:
        return bool(CREATED.search(left))
    return bool(CREATES_HERE.search(left) or (over and (CREATES_FOR.search(left) or acted_on(phrase))))


def acted_on(phrase: Phrase) -> bool:
    """Whether some other verb stands before a number of things, and no other number speaks of them."""
    last, left = phrase.last, phrase.left
    if last.unit in ("种", "类", "项", "条", "次", "期", "批") or not is_count(last.unit) or GOVERNED.search(left):
        return False
    return len(UNTIL.sub("", phrase.own)) > 1 and not re.match(r"[^,。;]*\d", phrase.after)


def worked_on(phrase: Phrase, *, over: bool) -> bool:
    """推进10个省级工业开发区开展循环化改造: a number of things to be worked on."""
    if phrase.ends or not is_count(phrase.last.unit) or not WORKED_ON.search(phrase.left):
        return False
    return over or bool(WORKED.match(phrase.after))


def share_of_things(phrase: Phrase) -> Read | None:
    """70%的党政机关建成节约型机关: a share of things of which something becomes true."""
    treated = TO_TREAT.search(phrase.left)
    if SHARE.search(phrase.left) or not (treated or (TRUE_OF.match(phrase.after) and named_only(phrase, least=0))):
        return None
    return phrase.made(), Measured.LEVEL, phrase.first.start


def listed(phrase: Phrase, before: Read | None) -> Read | None:
    """A second thing under the verb of the first: 退出炼油产能740万吨、焦化产能115万吨; 2万公里,其中高速500公里."""
    if before is None or AT_MOST.search(phrase.left):
        return None
    comparator, kind, _ = before
    if not phrase.ends:
        alone = LESS.sub("", phrase.left)
        joined = alone in ("、", "和", "及", "与") or (not alone and phrase.flat[phrase.begin - 1] == ",")
        more = kind is Measured.CUMULATIVE and joined and COUNTABLE.search(phrase.last.unit)
        return (phrase.made(), kind, phrase.first.start) if more else None
    joined = phrase.left[:1] in ("、", "和") or phrase.left.startswith("其中")
    named = (phrase.dated or is_count(phrase.last.unit)) and named_only(phrase)
    fits = {
        Measured.CUMULATIVE: (joined or named) and phrase.last.unit != "%",
        Measured.CHANGE: joined and phrase.last.unit == "%",
    }.get(kind, named)
    if not fits:
        return None
    return (comparator if kind is Measured.CHANGE else phrase.hedged(">=")), kind, phrase.first.start


def measured_only(phrase: Phrase) -> Read | None:
    """A day, a quantity and its number without a verb: 到2025年,公路总里程2万公里."""
    measures = QUANTITY.search(phrase.left) or is_count(phrase.last.unit)
    if phrase.ends and phrase.dated and measures and named_only(phrase):
        return phrase.made(), Measured.LEVEL, phrase.first.start
    return None


def named_only(phrase: Phrase, least: int = 2) -> bool:
    """Whether nothing but a name stands before the number."""
    words = LEADING.sub("", UNTIL.sub("", phrase.left))
    return least <= len(words) <= 40 and not VERBS.search(words) and not CREATED.search(words)
