"""Small filters of templates."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from workflow.adapters.clock import CITY
from workflow.reports.rules import BlockerKind
from workflow.review.rules import Question
from workflow.wording import occasions
from workflow.wording.labels import label


def moment(at: datetime | None) -> str:
    """An instant as the city's clocks showed it."""
    return at.astimezone(CITY).strftime("%Y-%m-%d %H:%M") if at else ""


def word(member: StrEnum | None) -> str:
    return label(member) if member is not None else ""


def plain(number: Decimal | None) -> str:
    """A number as people write it: 431, 18.74."""
    return "" if number is None else f"{number.normalize():f}"


def blocker_label(kind: str) -> str:
    return label(BlockerKind(kind)) if kind in set(BlockerKind) else kind


def question_label(word: str) -> str:
    """A stored question in general words; its figures stand where it is asked."""
    return label(Question(word)) if word in set(Question) else word


FILTERS: dict[str, Callable[..., Any]] = {
    "moment": moment,
    "label": word,
    "plain": plain,
    "occasion": occasions.reported,
    "blocker_label": blocker_label,
    "question_label": question_label,
}
