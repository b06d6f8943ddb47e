"""The quarterly circular as a paper: its title, heads and paragraphs, in the language of the paper."""

from collections.abc import Iterator, Sequence
from typing import Any

from workflow.insight.circular.models import Circular, Section
from workflow.insight.circular.sentences import quarter
from workflow.workdays.rules import period_named

HEADINGS = {
    Section.OVERALL: "总体情况",
    Section.WELL: "进展较好的工作",
    Section.LATE: "滞后和逾期的原因",
    Section.ASKED: "有关要求和需协调事项",
    Section.NEXT: "下季度到期事项",
}
HEADS = ("一", "二", "三", "四", "五")


def title_of(plan: str, period: str) -> str:
    named = period_named(period)
    return f"关于《{plan}》{named.year}年{quarter(period)}推进情况的通报"


def parts_of(circular: Circular) -> list[tuple[str, str]]:
    """The paper as (level, text): title, head, body. A frozen one from what was kept, never from the rows of today."""
    said = circular.said or {
        "title": title_of(circular.plan.title, circular.period),
        "sentences": [{"section": one.section.value, "words": one.words} for one in circular.sentences if one.chosen],
    }
    return [("title", said["title"]), *_parts(said["sentences"])]


def _parts(sentences: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    heads, words = iter(HEADS), HEADINGS
    for section in Section:
        own = [_whole(one["words"]) for one in sentences if one["section"] == section.value]
        if not own:
            continue
        yield "head", f"{next(heads)}、{words[section]}"
        if section == Section.OVERALL:
            yield "body", "".join(own)
        else:
            yield from (("body", f"{place}. {one}" if len(own) > 1 else one) for place, one in enumerate(own, start=1))


def _whole(words: str) -> str:
    """With its full stop, which may be left out when it is typed."""
    return words if words.endswith(("。", "！", "？")) else words + "。"
