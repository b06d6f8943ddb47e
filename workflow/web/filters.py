"""Small filters of templates."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any

from workflow.adapters.clock import CITY
from workflow.wording.labels import label


def moment(at: datetime | None) -> str:
    """An instant as the city's clocks showed it."""
    return at.astimezone(CITY).strftime("%Y-%m-%d %H:%M") if at else ""


def word(member: StrEnum | None) -> str:
    return label(member) if member is not None else ""


FILTERS: dict[str, Callable[..., Any]] = {"moment": moment, "label": word}
