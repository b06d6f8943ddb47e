"""The summaries as letters: their facts, and the sheet on which they are put into words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.insight.one_page import TOP, OnePage
from workflow.insight.week import Week
from workflow.wording import looks
from workflow.wording import summaries as words
from workflow.wording.labels import label


@dataclass(frozen=True)
class WeekLetter:
    """每周小结, for the office. `whole` is False where only counts may leave."""

    day: date
    week: Week
    locale: str
    whole: bool


@dataclass(frozen=True)
class MonthLetter:
    """领导一页 at a month's end, for the leaders."""

    day: date
    plan_id: int
    plan: str
    page: OnePage
    locale: str
    whole: bool


def week_in_words(letter: WeekLetter, base_url: str) -> dict[str, Any]:
    return {
        "sheet": "mail/weekly",
        "subject": words.week_subject(letter.week, letter.day),
        "preview": words.stands(letter.week.now),
        "link": base_url + "/escalation",
        "words": words,
        "week": letter.week,
    }


def month_in_words(letter: MonthLetter, base_url: str) -> dict[str, Any]:
    return {
        "sheet": "mail/monthly",
        "subject": words.month_subject(letter.plan, letter.page, letter.day),
        "preview": words.lights(letter.page.counts),
        "link": f"{base_url}/leader?plan={letter.plan_id}",
        "words": words,
        "page": letter.page,
        "top": TOP,
        "tone": looks.tone,
        "label": label,
    }
