"""The words of a report as they are typed: what a draft keeps, field by field, in whichever order they were sent."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from workflow.reports.models import Blocker, ReportRevision, ReportValue

Words = dict[str, list[str]]
PART = re.compile(r"(values|blockers)-([0-9]{1,9})-(\w+)")
PREFILLED = frozenset({"target_id", "source", "definition"})  # of a value: alone they say nothing
TICKED = "unchanged"  # of a draft on the page of the period: 无变化 was ticked, and nothing typed
SINGLE = ("standing", "text", "next_step")
Meaning = dict[str, Any]


def meaning(words: Mapping[str, Any]) -> Meaning:
    """What words say, so that the same is seen to be the same: without empty fields, values by their target."""
    parts: dict[tuple[str, int], dict[str, str]] = {}
    for name, many in words.items():
        found, words_of_part = PART.fullmatch(name), _plain(many)
        if found and words_of_part:
            parts.setdefault((found[1], int(found[2])), {})[found[3]] = words_of_part
    said: Meaning = {name: one for name in SINGLE if (one := _plain(words.get(name, ())))}
    in_order = [fields for (part, _), fields in sorted(parts.items()) if part == "blockers"]
    values = {
        fields["target_id"]: {name: one for name, one in fields.items() if name != "target_id"}
        for (part, _), fields in parts.items()
        if part == "values" and "target_id" in fields and not fields.keys() <= PREFILLED
    }
    files = sorted({one for one in words.get("evidence", ()) if one})
    whole = {**said, "values": values, "blockers": in_order, "evidence": files}
    return {name: one for name, one in whole.items() if one}


def says_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return meaning(one) == meaning(other)


def words_of(
    revision: ReportRevision, values: Iterable[ReportValue], blockers: Iterable[Blocker], file_ids: Iterable[int]
) -> Words:
    """What a revision said, as it would be typed again."""
    words: Words = {"standing": [revision.standing.value], "text": [revision.text], "next_step": [revision.next_step]}
    for place, value in enumerate(values):
        words |= value_words(place, value)
    for place, one in enumerate(blockers):
        facts = {"kind": one.kind, "text": one.text, "asked": one.asked, "since_on": one.since_on}
        words |= part(f"blockers-{place}", **facts)
    return words | {"evidence": [str(file_id) for file_id in file_ids]}


def value_words(place: int, value: ReportValue) -> Words:
    return part(
        f"values-{place}",
        target_id=value.target_id,
        value=value.value,
        as_of=value.as_of,
        source=value.source,
        definition=value.definition,
        awaited="y" if value.awaited_on else None,
        awaited_on=value.awaited_on,
    )


def part(prefix: str, **facts: Any) -> Words:
    return {f"{prefix}-{name}": [written(fact)] for name, fact in facts.items() if fact not in (None, "")}


def written(fact: Any) -> str:
    """A number without idle noughts, a day as 2026-09-30."""
    return f"{fact.normalize():f}" if hasattr(fact, "normalize") else str(fact)


def _plain(many: Any) -> str:
    first = next(iter(many), "") if not isinstance(many, str) else many
    return str(first).replace("\r\n", "\n").strip()
