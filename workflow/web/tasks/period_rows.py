"""The shares of a task's period, which several parts of its page read: asked for once a page."""

from collections.abc import Sequence
from typing import Any

from flask import g

from workflow.reports import shares
from workflow.web.request import session


def of_period(task_id: int, period: str) -> Sequence[Any]:
    kept: dict[tuple[int, str], Sequence[Any]] = g.setdefault("period_rows", {})
    if (task_id, period) not in kept:
        kept[task_id, period] = shares.of_period(session(), task_id, period)
    return kept[task_id, period]
