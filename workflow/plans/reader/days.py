"""Days said in words: 到2025年, 2022年2月底前, “十四五”期间, 年底前, 每年. Each mention has its last day."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

PLANS = {"十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
MONTH = r"(?:1[0-2]|0?[1-9])"
MENTION = re.compile(
    rf"(?P<year>20\d\d)年(?!度?[^,。;、]{{0,12}}(?:以来|起施行))(?:(?P<month>{MONTH})月(?:(?P<da"
    rf"y>[0-3]?\d)日)?(?P<part>[上中下]旬)?)?"
    r"(?P<half>上半年|下半年|(?:第?[一二三四1-4]季度))?(?P<end>年?底|年?末|月底)?(?P<before>之前|以前|前)?"
    r"|[“\"]?(?P<plan>十[二三四五六]五)[”\"]?(?P<more>(?:、|和)[“\"]?十[二三四五六]五[”\"]?)?(?P<sp"
    r"an>期间|时期|期末|末|规划期)?"
    rf"|(?P<inmonth>{MONTH})月(?P<inday>[0-3]?\d日)?(?P<monthend>底|末|[上中下]旬)?(?P<inbefore>之前|以前|前)"
    r"|(?P<within>(?:今年|本年|当年)?(?:年底|年末|岁末)(?:之前"
    r"|以前|前)?|(?<![一二两三四五六七八九十几多每\d])年内|本年度"
    r"|全年|今年)"
    r"|(?P<every>每年|每季度|每月|长期坚持)"
    r"|(?:用|利用|经过|通过)(?P<span_of>[一二三四五六\d]+(?:-\d)?年)(?:左右)?的?(?:时间|努力)"
    r"|(?<![\d近前每续起过满])(?P<in_span>\d{1,2}|[一二两三四五六])年(?:之?内|左右)"
)
BASELINE = re.compile(r"(?:比|较|相比|相较于?|同比|与|以|自|从|由|于|在|经|达到|《)$")
SINCE = re.compile(
    r"^(?:度?(?:为|作为)?(?:基准|基数|基期)|以来|起|至|[-~]|的(?=\d)|(?:的)?(?:基础上|水平|同期|末?的?水平)"
    r"|.{0,6}(?:号|发布|印发|举办|修订))"
)
LABEL = re.compile(
    r"(?:完成|办结|实施|工作|整改|落实|时间)?(?:时限|期限|时间节点"
    r"|时间要求|完成时间):?(?:要求)?:(?P<words>[^。;\n\t\])]{2,40})"
)


FIRST = re.compile(r"(?P<year>20\d\d)年?(?:-|~|至|到)$")
PERIOD = re.compile(r"20\d\d年?[-－—–~～至]+(?P<last>20\d\d)")


@dataclass(frozen=True, slots=True)
class Years:
    """The year that 年底前 means, in an annual plan for every sentence; the year of issue; the last of several."""

    plan: int | None
    annual: bool = False
    issued: int | None = None
    end: int | None = None

    @property
    def now(self) -> int | None:
        """Years before this one are past: that of issue, or that of an annual plan."""
        return self.issued or (self.plan if self.annual else None)

    @property
    def standing(self) -> "Mention | None":
        """The day of whatever names none in an annual plan."""
        return Mention(0, 0, date(self.plan, 12, 31), self.plan) if self.annual and self.plan else None


@dataclass(frozen=True, slots=True)
class Mention:
    """A day in words at a place of the flat text. `year` is the due year, None where it recurs or is not said."""

    start: int
    end: int
    due_on: date | None
    year: int | None
    question: str | None = None
    years: tuple[int, ...] = ()
    past: bool = False
    first: int | None = None


def mentions(flat: str, start: int, end: int, years: Years) -> list[Mention]:
    """The due days named in a stretch, baselines and dates of past acts left out, years gone by marked."""
    plan_year, now = years.plan, years.now
    found = []
    for match in MENTION.finditer(flat, start, end):
        before, after = flat[max(start, match.start() - 4) : match.start()], flat[match.end() : match.end() + 10]
        if BASELINE.search(before) and not re.search(r"(?:力争|争取|确保)在$", before):
            continue
        limited = any(match[part] for part in ("end", "before", "half", "month", "span")) or re.search(
            r"[到至]$", before
        )
        gone = now is not None and match["year"] and int(match["year"]) < now
        if gone and (limited or after[:1] == ","):
            found.append(replace(mention(match, plan_year), past=True))
            continue
        if match["year"] and (SINCE.match(after) or (not limited and only_names(match["year"], after, plan_year))):
            continue
        if match["plan"] and not limited and not re.match(r"新增|累计|力争|完成|建成", after):
            continue
        one = whole_period(match, years) if match["span_of"] or match["in_span"] else mention(match, plan_year)
        since = FIRST.search(flat, max(start, match.start() - 7), match.start())
        found.append(replace(one, first=int(since["year"])) if since and one.year else one)
    return found


def whole_period(match: re.Match[str], years: Years) -> Mention:
    """经过三年努力: the years of the plan, where its title names them."""
    day = date(years.end, 12, 31) if years.end else None
    return Mention(*match.span(), day, years.end, None if day else "unclear")


def period_end(title: str) -> int | None:
    """The last year of a plan for several: (2022—2024年)."""
    named = PERIOD.search(title)
    return int(named["last"]) if named else None


def gathered(flat: str, found: list[Mention]) -> tuple[Mention, ...]:
    """Years named side by side are one mention of several: 到2025年、2030年, to which 分别 deals its values out."""
    run: list[Mention] = []
    for one in found:
        last = run[-1] if run else None
        if last and last.year and one.year and re.fullmatch(r"(?:、|和|及|与)到?", flat[last.end : one.start]):
            years = (*(last.years or (last.year,)), one.year)
            run[-1] = replace(one, start=last.start, years=years)
        else:
            run.append(one)
    return tuple(run)


def only_names(year: str, after: str, plan_year: int | None) -> bool:
    """2021年碳达峰论坛, 2025年度: a year that only names something, or lies before the plan's own."""
    return after.startswith("度") or (plan_year is not None and int(year) < plan_year)


def mention(match: re.Match[str], plan_year: int | None) -> Mention:
    start, end = match.span()
    if match["plan"]:
        plans = tuple(PLANS[words] for words in re.findall(r"十.五", match.group()))
        return Mention(start, end, date(plans[-1], 12, 31), plans[-1], None, plans if len(plans) > 1 else ())
    if match["every"]:
        return Mention(start, end, None, None, "every")
    if match["within"]:
        return Mention(
            start, end, date(plan_year, 12, 31) if plan_year else None, plan_year, None if plan_year else "no_year"
        )
    if match["inmonth"]:
        day = last_day(plan_year, int(match["inmonth"]), match["inday"], match["monthend"]) if plan_year else None
        return Mention(start, end, day, plan_year, None if plan_year else "no_year")
    return dated(match)


def dated(match: re.Match[str]) -> Mention:
    """A mention with its year: 2025年前 leaves open whether the year itself is meant."""
    year = int(match["year"])
    question = None
    if match["month"]:
        due = last_day(year, int(match["month"]), match["day"], match["end"] or match["part"])
    elif match["half"]:
        due = date(year, *half_or_quarter(match["half"]))
    else:
        due = date(year, 12, 31)
        question = "before_year" if match["before"] and not match["end"] else None
    return Mention(*match.span(), due, year, question)


def half_or_quarter(words: str) -> tuple[int, int]:
    if "半年" in words:
        return (6, 30) if words[0] == "上" else (12, 31)
    quarter = next(place % 4 for place, sign in enumerate("一二三四1234") if sign in words)
    return ((3, 31), (6, 30), (9, 30), (12, 31))[quarter]


def last_day(year: int, month: int, day: str | None, part: str | None) -> date | None:
    """The last day meant: a day, 上旬, 中旬, or the end of the month."""
    end = monthrange(year, month)[1]
    number = int(day.rstrip("日")) if day else {"上旬": 10, "中旬": 20}.get(part or "", end)
    return date(year, month, number) if 1 <= number <= end else None


def told(flat: str, start: int, place: int) -> bool:
    """截至2021年底: a day up to which something is told, not asked."""
    return flat[max(start, place - 2) : place] in ("截至", "截止")


def standing(flat: str, spans: list[tuple[int, int]], years: Years) -> Mention | None:
    """The one day that these words say, for whatever beside them names none."""
    found = [one for start, end in spans for one in mentions(flat, start, end, years) if one.due_on and not one.past]
    return replace(found[0], start=0, end=0) if len(found) == 1 else None


def labelled(flat: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words behind labels that say by when: 完成时限：2025年底."""
    return [label.span("words") for label in LABEL.finditer(flat, start, end)]


def dues(flat: str, start: int, end: int, plan_year: int | None) -> list[Mention]:
    """The days of an item: those it names, and a labelled day that is none (完成时限：按国家部署)."""
    named = mentions(flat, start, end, Years(plan_year))
    found = [one for one in named if (one.due_on or one.question != "every") and not told(flat, start, one.start)]
    for begin, stop in labelled(flat, start, end):
        if not any(begin <= one.start < stop for one in found):
            found.append(Mention(begin, stop, None, None, "unclear"))
    return sorted(found, key=lambda one: one.start)
