"""Advertising by its shape: the words of betting, lures beside them, contacts beside what nobody may offer.

One such word alone is often policy (体育彩票公益金, 外围护结构, 简化办证程序, 打击网络赌博); several that run into each
other without a sign between them, or beside a string of Latin letters, are not."""

import re
from collections.abc import Iterator

HOUSES = "新葡京|葡京|威尼斯人|太阳城|皇冠|金沙|永利|银河|亚博|乐鱼|必威|华体会|开云|万博|爱游戏"
BETS = "投注|下注|百家乐|老虎机|六合彩|时时彩|真人荷官|真人娱乐|炸金花|娱乐城|娱乐场(?!所|馆|地)|赌场|澳门新葡京"
GAMES = "网络赌博|赌博|博彩(?!业|税)|棋牌|足彩|体彩|彩票|电子竞技|电竞|捕鱼|德州扑克|体育|娱乐|真人|电子游戏|国际|游戏"
LURES = (
    "官网|官方网站|下载|登录|登陆|注册|开户|入口|手机版|客户端|送彩金|彩金|首存|返水|赔率|盘口|竞猜|直营|信誉|最新版"
)
CHANNELS = "网上|线上|在线|平台|网址|网站|app|中文|安装"
RUN = re.compile(
    rf"(?P<brand>(?<![A-Za-z0-9.])[A-Za-z0-9][A-Za-z0-9.\-]{{1,15}})?"
    rf"(?P<words>(?:{HOUSES}|{BETS}|{GAMES})(?:{HOUSES}|{BETS}|{GAMES}|{LURES}|{CHANNELS})*)",
    re.I,
)
HOUSE = re.compile(rf"(?:{HOUSES})(?:体育|娱乐|棋牌|彩票|真人|电竞|官网)")
GAMBLING = re.compile("博彩|棋牌|足彩|体彩|彩票|赌博|捕鱼|德州扑克")
TECHNICAL = re.compile(r"20\d\d|\d{1,2}|[A-Z]{2,5}|\d[A-Z]")
LATIN = re.compile(
    r"(?<![A-Za-z])(?:(?:www\.)?[a-z0-9-]{0,30}(?:casino|poker|porn|bet365|betway|manbetx|bwin)[a-z0-9-]{0,30}"
    r"(?:\.[a-z]{2,4})?|bet\d{2,4}|\d{2,4}bet)(?![A-Za-z])",
    re.I,
)
CONTACT = r"(?:(?:微|薇|威|v)信|vx|wx|qq|扣扣|电报|telegram)(?!群|公众)号?:?[a-z0-9_\-]{5,20}"
OFFERS = (
    "代开(?:各类|各种)?发票|办证|刻章|无抵押贷款|低息贷款|快速贷款|秒批|套现|刷单|代孕|包过|兼职"
    "|裸聊|约炮|外围女|同城约会|上门按摩|包夜|小姐"
)
CALL = re.compile(
    rf"(?:请?加|添加){CONTACT}"
    rf"|(?:免费|在线|专业)?(?:{OFFERS})[^。;\n]{{0,12}}?(?:{CONTACT}|(?<!\d)1[3-9]\d{{9}}(?!\d))",
    re.I,
)
ESCORTS = re.compile("裸聊|约炮|外围女|成人(?:视频|影片|电影|网站)|援交")
LINK = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<![址站网台为录名箱统见在至到问陆])"
    r"(?:https?://)?(?:[a-z0-9\-]{1,30}\.){1,4}(?:com|net|cc|vip|top|xyz|club|info|me|tv|app)"
    r"(?:/[a-z0-9/_.?=&\-]{0,60})?(?=[\u4e00-\u9fff])",
    re.I,
)
FOUGHT = re.compile(
    "打击|整治|禁止|严禁|不得|防范|治理|查处|查禁|取缔|清理|违法|非法|犯罪|涉赌|反赌|抵制|远离|杜绝|公益金|监管|场所"
)
LAWFUL = re.compile(r"(?:体育|福利|国家)彩票|(?:彩票|体彩|福彩)投注|投注(?:站|点|机|终端|额|单|网点)")
SENTENCE = 60


def advertisements(flat: str) -> Iterator[tuple[int, int]]:
    """The places of advertising in a flat text."""
    for shape in (LATIN, CALL, LINK):
        yield from (found.span() for found in shape.finditer(flat))
    for found in ESCORTS.finditer(flat):
        if not fought(flat, *found.span()):
            yield found.span()
    for found in RUN.finditer(flat):
        if is_betting(flat, found):
            yield found.span()


def is_betting(flat: str, run: re.Match[str]) -> bool:
    """Whether words that run into each other can only be a betting site's."""
    words, brand = run["words"], branded(run["brand"])
    lures = len(re.findall(LURES, words))
    games = bool(GAMBLING.search(words))
    sports = bool(re.search("体育|娱乐|真人|电竞|电子游戏", words))
    bets = bool(re.search(BETS, words) or HOUSE.match(words) or (run["brand"] and LATIN.match(run["brand"])))
    hot = bets or (games and (lures or brand)) or (sports and (lures >= 2 or (brand and lures)))
    if not hot or (not brand and not lures and LAWFUL.search(flat, max(0, run.start() - 4), run.end() + 2)):
        return False
    return brand or not fought(flat, *run.span())


def branded(before: str | None) -> bool:
    """Whether the Latin letters or digits before the words may be the name of a site."""
    return bool(before) and not TECHNICAL.fullmatch(before or "")


def fought(flat: str, start: int, end: int) -> bool:
    """Whether the sentence around a place speaks of what is forbidden or watched over."""
    begin = max(flat.rfind(sign, max(0, start - SENTENCE), start) for sign in "。;\n")
    stop = min(
        (place for sign in "。;\n" if (place := flat.find(sign, end, end + SENTENCE)) >= 0), default=end + SENTENCE
    )
    return bool(FOUGHT.search(flat, max(begin, start - SENTENCE), stop))
