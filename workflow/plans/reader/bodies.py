"""Lists of responsible bodies: where one name ends and the next begins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SUFFIX = (
    "委员会|管委会|人民政府|政府|公司|集团|银行|支行|分行|法院"
    "|检察院|检察机关|联合会|总工会|工会|妇联|残联|科协|文联"
    "|侨联|工商联|商会|协会|学会"
    "|供销社|联社|中心|总队|支队|大队|分局|总局|海关|气象台|研究院"
    "|研究所|党校|学院|大学|学校|医院|办公室|办公厅|工作组|专班"
    "|领导小组|指挥部"
    "|宣传部|组织部|统战部|政法委|编办|网信办|外办|妇联|团委"
    "|办事处|街道办|街道|乡镇|各镇|单位|部门|机构|机关|企业|高校"
    "|城管|军分区|人武部"
    "|局|委|厅|办|部|院|署|会|司|处|科|站|所|社|府|县|区|市|州"
    "|盟|旗|省|镇|乡|村|园区|开发区|地区|各地|等地|公安|电网"
    "|电力|电信|移动|联通|铁塔|烟草"
)
ENDS_AS_BODY = re.compile(rf"(?:{SUFFIX})(?:\([^()]*\)|\[[^\[\]]*\])?$")
STRONG = re.compile(
    r"(?:局|委|委员会|厅|办|办公室|部|署|司|院|会|府|公司|集团"
    r"|银行|支行|分行|中心|总队|支队|社|团委|妇联|工会|海关|单位"
    r"|部门|机构|联社)$"
)
PLURAL = re.compile(
    r"(?:各|有关|相关|其他|其它|沿线|所辖|全省|全市)*(?:各|有关"
    r"|相关)?(?:省|设区的?市|地级市|市州|市|州|地区|县|区|自治区"
    r"|直辖市|盟|旗|乡|镇)(?:级)?$"
)
PLURAL_TAIL = re.compile(
    r"(?:设区的?市|地级市|市|州|县级市|县|区|自治区|自治州|自治县"
    r"|直辖市|盟|旗|乡|镇|街道|开发区|园区|功能区)++(?:[(\[][^()\[\]]*[)\]])?"
    r"(?:、|及|和|或)?(?:(?:人民)?政府|党委|委|管委会|部门|单位|办事处)(?:等.*)?"
)
WIDTHS = (re.compile(r"省|自治区|直辖市"), re.compile(r"市|州|盟"), re.compile(r"县|区|旗"), re.compile(r"乡|镇|街道"))
PLACE = re.compile(r"[\u4e00-\u9fff]{1,3}[^\W\d_市县区旗]")
PLACE_RULED = re.compile(r"[\u4e00-\u9fff]{2,4}[市县区州](?:人民)?政府(?:等.*)?")
AND = re.compile(r"以及|会同|联合|[和与及]")
ET_CETERA = re.compile(r"(?<![高中初同平对均相])等(?![级])(?!教育|法院|学校|院校)")
BARE = re.compile(r"(?:单位|部门|机构|企业|组织)")
OF_KINDS = re.compile(
    r"(?:单位|机构|机关|地区|企业|个人|组织|区|县|信息|旅游|自然"
    r"|城乡|改革|健康|体育|广播|电视|运输|技术|社会|科学|发展"
    r"|水|草|食品)"
)
BY = re.compile(r"^(?:由|请|和|与|及|以及|会同|并由|其中|具体由|联合)+")
AFTER = re.compile(r"(?:分别|共同|联合|按照?各自.*|按照?职责.*|按照?职能.*|根据.*|依据.*|依职责.*|各司其职|会同)+$")


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a list: its place in the flat text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Names:
    names: tuple[Named, ...]
    open_ended: bool


def names_in(flat: str, start: int, end: int, spaced: frozenset[int] = frozenset()) -> Names:
    """The names of a list; `spaced` are the places before which white space was printed."""
    names: list[Named] = []
    open_ended = False
    after_descriptor = False
    for piece_start, piece_end in pieces(flat, start, end, spaced):
        words = flat[piece_start:piece_end]
        cut = ET_CETERA.search(words)
        if cut:
            open_ended = True
            words = words[: cut.start()]
        if words and not (after_descriptor and BARE.fullmatch(words)):
            names.append(Named(piece_start, piece_start + len(words)))
        after_descriptor = bool(cut)
    return Names(tuple(names), open_ended)


def pieces(flat: str, start: int, end: int, spaced: frozenset[int]) -> Iterator[tuple[int, int]]:
    """The pieces between separators, names that a separator stands within kept whole."""
    joined: tuple[int, int] | None = None
    for piece in [part for between in between_commas(flat, start, end, spaced) for part in at_and(flat, *between)]:
        if joined is not None:
            first, rest = flat[joined[0] : joined[1]], flat[piece[0] : piece[1]]
            if share_a_tail(first.rsplit("、", 1)[-1], rest):
                joined = (joined[0], piece[1])
                continue
            yield joined
        joined = piece
    if joined is not None:
        yield joined


def share_a_tail(first: str, rest: str) -> bool:
    """Whether two pieces are one name: 各市、县政府; 市、区机管局; 广州、深圳市政府."""
    if PLURAL.fullmatch(first):
        return bool(PLURAL_TAIL.fullmatch(rest)) or (width(first[-1]) < width(rest[:1]) and bool(STRONG.search(rest)))
    return bool(PLACE.fullmatch(first) and not STRONG.search(first) and PLACE_RULED.fullmatch(rest))


def width(words: str) -> int:
    """How wide a kind of place is, the widest first."""
    return next((index for index, kind in enumerate(WIDTHS) if words and kind.match(words)), -1)


def between_commas(flat: str, start: int, end: int, spaced: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Cut at 、 and commas outside brackets, and at white space after a whole name."""
    depth, begin = 0, start
    for place in range(start, end):
        sign = flat[place]
        depth += (sign in "([") - (sign in ")]")
        cut = depth <= 0 and sign in "、,;/\t\n。"
        gap = depth <= 0 and place in spaced and bool(STRONG.search(flat[begin:place]))
        if cut or gap:
            yield from trimmed(flat, begin, place)
            begin = place + cut
    yield from trimmed(flat, begin, end)


def trimmed(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A piece without the words around the name."""
    words = flat[start:end]
    lead = BY.match(words)
    tail = AFTER.search(words)
    start, end = start + (lead.end() if lead else 0), start + (tail.start() if tail else len(words))
    if not re.search(r"[(\[]", flat[start:end]):
        end = start + len(flat[start:end].rstrip(")]"))
    if start < end:
        yield start, end


def at_and(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut at 和, 与, 及 where a whole name stands before and a name follows: 市卫健委和市医保局, not 文化和旅游局."""
    words = flat[start:end]
    begin = 0
    for found in AND.finditer(words):
        before, after = words[begin : found.start()], words[found.end() :]
        whole = len(before) >= 2 and (before[-1] == "等" or bool(STRONG.search(before)))
        if words[: found.start()].count("(") != words[: found.start()].count(")"):
            continue
        if (whole and not OF_KINDS.match(after) and len(after) >= 2) or found.group() == "会同":
            if before:
                yield start + begin, start + found.start()
            begin = found.end()
    if begin < len(words):
        yield start + begin, end


def is_body(words: str) -> bool:
    """Whether words have the shape of a body's name."""
    words = ET_CETERA.split(words)[0]
    return 2 <= len(words) <= 40 and bool(ENDS_AS_BODY.search(words)) and not re.search(r"[:。;\d%]", words)


def without_bracket(name: str) -> str:
    """A name without the words in brackets at its end."""
    opened = name.find("(") if name.endswith(")") else name.find("[") if name.endswith("]") else -1
    return name[:opened] if opened > 0 else name
